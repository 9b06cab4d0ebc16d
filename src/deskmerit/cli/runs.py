"""`deskmerit score --run`: a run under a name, kept with all it needs, made again from there."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from deskmerit.cli.console import FINDINGS, say, wrong_use
from deskmerit.cli.inputs import Asked, asked

if TYPE_CHECKING:
    from deskmerit.cli.score import Shape
    from deskmerit.core.settings import Settings


def scored_again(data: Path, settings: "Settings", name: str, shape: "Shape", said: Asked) -> None:
    """Keeps the run if there is none of that name; then scores from what is kept, never from what changes since. A run
    that could not be scored takes no name.

    The name of a pin of the application (`cycle-3-17`): scores as asked, from the lake as it was then.
    """
    from deskmerit import __version__
    from deskmerit.chain.runs import has_run, keep_run, lake_pinned, let_go
    from deskmerit.cli.score import score_question
    from deskmerit.sources.lake import lake_of

    if not name.replace("-", "").replace("_", "").replace(".", "").isalnum():
        wrong_use(f"--run {name}: letters, digits, - _ . only", f"--run {name}：只能用文字、数字和 - _ .")
    if (lake := lake_pinned(data, settings, name)) is not None:
        score_question(data, lake, asked(said, settings, shape.lang), shape, default=not said.plan, past=True)
        return
    there = has_run(data, settings, name)
    if there and any((said.plan, said.period, said.phase, said.as_of)):
        wrong_use(
            f"--run {name} is kept already, with its plan and period: leave --plan, --period, --phase and --as-of out, "
            "or take another name",
            f"--run {name} 已保存，方案和周期随之固定：请去掉 --plan、--period、--phase、--as-of，或另取名称",
        )
    if not there:
        question = asked(said, settings, shape.lang)
        keep_run(data, lake_of(data, settings), question, bool(said.plan), name, datetime.now(UTC))
    try:
        _scored(data, settings, name, shape, __version__)
    except BaseException as problem:
        if not there and not _told(problem):
            let_go(data, settings, name)
        raise


def _told(problem: BaseException) -> bool:
    """Whether scoring came to its end, with findings."""
    return isinstance(problem, typer.Exit) and problem.exit_code in (0, FINDINGS)


def _scored(data: Path, settings: "Settings", name: str, shape: "Shape", version: str) -> None:
    from deskmerit.chain.runs import kept_run
    from deskmerit.cli.score import score_question

    with kept_run(data, settings, name) as run:
        if run.version != version:
            zh = f"此结果最初由 Deskmerit {run.version} 得出，现在是 {version}；算法如有更改，见 CHANGELOG。"
            en = f"Deskmerit {run.version} made this run, this is {version}; see the CHANGELOG for what changed."
            say(zh if shape.lang == "zh" else en)
        score_question(run.folder, run.lake, run.question, shape, default=not run.named, past=True)
