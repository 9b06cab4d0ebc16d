"""`deskmerit audit verify`: whether the audit trail of an installation is whole."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deskmerit.cli.console import FINDINGS, language, say, wrong_use
from deskmerit.cli.options import LangOption

if TYPE_CHECKING:
    from deskmerit.web.audit.trail import Flaw


class Action(StrEnum):
    """What is done with the trail."""

    VERIFY = "verify"


WORDS = {
    "changed": ("the entry was changed", "条目被改动"),
    "missing": ("the entry is missing", "条目缺失"),
    "reordered": ("the entry doesn't follow the one before it", "条目与前一条不衔接"),
    "cut": ("the trail ends before it: entries were cut off", "记录在此之前中断：末尾条目被截去"),
    "head": ("the entry isn't the one that was told", "条目与所给的校验值不符"),
}


def audit(
    action: Annotated[Action, typer.Argument(metavar="verify", help="What to do: verify.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The workspace that the application serves.")],
    head: Annotated[str, typer.Option("--head", help="The hash told earlier, with a published cycle.")] = "",
    count: Annotated[int, typer.Option("--count", min=0, help="How many entries there were when it was told.")] = 0,
    lang: LangOption = None,
) -> None:
    """Read the whole audit trail again: find any entry that was changed, removed, reordered or cut off.

    The records behind the figures of each run are held against the hash they were kept with, too.

    Exit code 1 when there is one.

    Example: deskmerit audit verify our-team --head 5f3c… --count 1284
    """
    chosen = language(lang)
    if not (folder / "app").is_dir():
        wrong_use(f"{folder}: the application was never started here.", f"{folder}：此处从未启动过应用。")
    os.environ["DESKMERIT_WORKSPACE"] = str(folder.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deskmerit.web.settings")
    import django

    django.setup()
    from deskmerit.web.audit.trail import verify
    from deskmerit.web.scorecards.evidence import altered

    number, last, flaws = verify(head.strip().lower(), count)
    for flaw in flaws:
        say(_said(flaw, chosen))
    changed = altered()
    for run in changed:
        zh, en = (
            f"{run.cycle.period}：{run.evidence} 与当时保存的内容不符",
            f"{run.cycle.period}: {run.evidence} was changed",
        )
        say(zh if chosen == "zh" else en)
    typer.echo(f"{number} 条，校验值 {last}" if chosen == "zh" else f"{number} entries, head {last}")
    if flaws or changed:
        raise typer.Exit(FINDINGS)
    say("审计记录完整。" if chosen == "zh" else "The trail is whole.")


def _said(flaw: "Flaw", lang: str) -> str:
    en, zh = WORDS[flaw.kind]
    return f"第 {flaw.number} 条：{zh}" if lang == "zh" else f"entry {flaw.number}: {en}"
