"""`deskmerit check`: a filled scorecard recomputed, with each cell that can't be right."""

from pathlib import Path
from typing import Annotated

import typer

from deskmerit.cli.console import FINDINGS, language, say, show_issues, wrong_use
from deskmerit.cli.emit import emit
from deskmerit.cli.options import Format, FormatOption, LangOption, Out, Phase


def check(
    workbook: Annotated[list[Path], typer.Argument(metavar="WORKBOOK...", help="Filled scorecards like Template 2.")],
    plan: Annotated[
        list[str] | None,
        typer.Option("--plan", help="Recompute by this plan; repeatable. Sheets that name a shipped plan need none."),
    ] = None,
    phase: Phase = "",
    form: FormatOption = Format.TABLE,
    out: Out = None,
    lang: LangOption = None,
) -> None:
    """Recompute filled scorecards and report each cell that can't be right: 32 of 30, 20 where 92 % beats 90 %.

    Each sheet of `score --format xlsx` names its plan and is recomputed by that one, if it is shipped or given here.

    Exit code 1 when a cell is wrong.

    Example: deskmerit check 考核表.xlsx --plan template
    """
    from deskmerit.chain.filled import check_workbook
    from deskmerit.cli.inputs import phase_of, plan_files
    from deskmerit.core.issue import errors
    from deskmerit.report.rows import issue_table
    from deskmerit.sources.scorebook import is_workbook

    chosen = language(lang)
    plans = plan_files(plan, chosen) if plan else []
    phase_of(plans, phase)
    issues, count = [], 0
    for path in workbook:
        if not path.is_file():
            wrong_use(f"{path}: no such file", f"没有这个文件：{path}")
        if not is_workbook(path):
            wrong_use(
                f"{path}: a scorecard is a workbook; save it as .xlsx", f"{path}：评估表应为工作簿，请另存为 .xlsx"
            )
        cards, found = check_workbook(path, plans, phase)
        issues += found
        count += len(cards)
    if form is Format.TABLE:
        show_issues(issues, chosen)
    else:
        emit(issue_table(issues, chosen), form.value, out)
    wrong = len(errors(issues))
    say(
        f"{count} 张评估表，{wrong} 个单元格有误。"
        if chosen == "zh"
        else f"{count} scorecards, {wrong} cells that can't be right."
    )
    if wrong:
        raise typer.Exit(FINDINGS)
