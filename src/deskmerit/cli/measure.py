"""`deskmerit measure`: the figures before any scoring."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deskmerit.cli.console import end, language, progress, show_issues
from deskmerit.cli.emit import emit
from deskmerit.cli.engines import EngineOption, MemoryOption, ToOption, Where, measuring, put, where_of
from deskmerit.cli.inputs import instant, plan_files, settings_of, workspace
from deskmerit.cli.inputs import period as parsed
from deskmerit.cli.options import AnewOption, AsOf, Data, Format, FormatOption, LangOption, Out, PlanOption

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from deskmerit.chain.measure import Done
    from deskmerit.core.issue import Issue
    from deskmerit.core.period import Period
    from deskmerit.core.plan import Plan


def measure(
    context: typer.Context,
    data: Data,
    plan: PlanOption = None,
    period: Annotated[str, typer.Option("--period", help="Only this period; default: every month there is.")] = "",
    as_of: AsOf = "",
    anew: AnewOption = False,
    engine: EngineOption = "duckdb",
    memory: MemoryOption = "",
    to: ToOption = "",
    form: FormatOption = Format.TABLE,
    out: Out = None,
    lang: LangOption = None,
) -> None:
    """Measure by person, posting and month: what a plan asks for, or every metric at its defaults on both clocks.

    Example: deskmerit measure our-team --format csv --out measures.csv

    Example: deskmerit measure our-team --period 2026-Q3 --to duckdb://results.duckdb

    Example: deskmerit measure our-team --period 2026-Q3 --anew
    """
    from deskmerit.report.measures import measure_table

    chosen = language(lang)
    where = where_of(engine, memory, to, chosen)
    settings = settings_of(data)
    plans = plan_files(plan, chosen) if plan else []
    span = parsed(period, settings.month_starts_on) if period else None
    until = instant(as_of, settings.zone)
    measuring(context, where, chosen)
    done, loaded = _measured(data, plans, (span, until), where, chosen, anew=anew)
    show_issues(done.issues, chosen, most=20)
    table = measure_table(done.facts, done.specs, done.metrics, chosen)
    emit(table, form.value, out)
    put(where.to, period or "all", {"measures": table}, chosen)
    end([*loaded, *done.issues])


def _measured(
    data: Path,
    plans: "Sequence[Plan]",
    wanted: "tuple[Period | None, datetime | None]",
    where: Where,
    lang: str,
    *,
    anew: bool,
) -> "tuple[Done, Sequence[Issue]]":
    """What was measured, and what was told of the records: of a lake only what changed, else everything."""
    from deskmerit.chain.again import holds_tickets
    from deskmerit.chain.measure import measure_lake, measure_workspace
    from deskmerit.sources.lake import lake_of

    lake = lake_of(data, settings_of(data))
    if holds_tickets(lake) and where.engine == "duckdb":
        with progress() as told:
            done = measure_lake(data, lake, plans, wanted, told, anew=anew)
        if done is not None:
            return done, []
    loaded = workspace(data, lang)
    with progress() as told:
        return measure_workspace(loaded.records, plans, *wanted, told), loaded.issues
