"""Options that several commands share, declared once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How a result is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    XLSX = "xlsx"
    HTML = "html"


class Lang(StrEnum):
    """The language of words in the result."""

    ZH = "zh"
    EN = "en"


class Clock(StrEnum):
    """Which time counts: opening hours, or all of it."""

    BUSINESS = "business"
    CALENDAR = "calendar"


class Group(StrEnum):
    """What a group score is reckoned for."""

    AGENT = "agent"
    TEAM = "team"
    POSITION = "position"
    SITE = "site"
    ACCOUNT = "account"


Data = Annotated[
    Path, typer.Argument(help="The workspace: a folder with deskmerit.yaml and the records.", metavar="DATA")
]
PlanOption = Annotated[
    list[str] | None,
    typer.Option("--plan", help="A shipped plan's name or a plan file (YAML or workbook). Several: one per position."),
]
Phase = Annotated[str, typer.Option("--phase", help="A focus phase of the plan: its weight set is used.")]
PeriodOption = Annotated[
    str, typer.Option("--period", help="2026-09, 2026-Q3, 2026 or 2026-11-01..2026-11-11 (both days included).")
]
AsOf = Annotated[
    str, typer.Option("--as-of", help="Leave out what came after this instant, e.g. 2026-10-01T00:00:00+08:00.")
]
FormatOption = Annotated[Format, typer.Option("--format", help="How the result is written.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file (or folder) instead of the screen.")]
LangOption = Annotated[Lang | None, typer.Option("--lang", help="zh or en; default: the language of this computer.")]
AnewOption = Annotated[
    bool, typer.Option("--anew", help="Of a lake, measure everything, not only what changed since the last time.")
]
AgentOption = Annotated[str, typer.Option("--agent", help="One person's agent_id.")]
