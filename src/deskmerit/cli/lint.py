"""`deskmerit lint`: a compiler for incentive plans."""

from pathlib import Path
from typing import Annotated

import typer

from deskmerit.cli.console import language, progress, say, show_issues, wrong_use
from deskmerit.cli.emit import emit
from deskmerit.cli.engines import EngineOption, MemoryOption, measuring, where_of
from deskmerit.cli.inputs import unread
from deskmerit.cli.options import Format, FormatOption, LangOption, Out, Phase


def lint(
    context: typer.Context,
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="A shipped plan's name or a plan file.")] = "",
    data: Annotated[Path | None, typer.Option("--data", help="A workspace: try the plan on its records too.")] = None,
    period: Annotated[
        str, typer.Option("--period", help="The period to try with --data; default: the last quarter.")
    ] = "",
    phase: Phase = "",
    notes: Annotated[bool, typer.Option("--notes/--no-notes", help="Show notes: samples needed, SMART lines.")] = True,
    engine: EngineOption = "duckdb",
    memory: MemoryOption = "",
    form: FormatOption = Format.TABLE,
    out: Out = None,
    lang: LangOption = None,
) -> None:
    """Prove what a plan does: weights, rules, bands, shares, money, deadlines; and run its cases.

    Exit code 1 when there are errors.

    Example: deskmerit lint my-plan.yaml --data our-team --period 2026-Q3
    """
    from deskmerit.chain.lint import lint_plan, lint_with_data
    from deskmerit.core.issue import Level, errors
    from deskmerit.report.rows import issue_table

    chosen = language(lang)
    if not plan:
        wrong_use(
            "Which plan? deskmerit lint PLAN, e.g. deskmerit lint template",
            "检查哪个方案？deskmerit lint PLAN，例如 deskmerit lint template",
        )
    where = where_of(engine, memory, "", chosen)
    found, read = lint_plan(plan)
    if data is not None and read is not None:
        from deskmerit.cli.inputs import period as parsed
        from deskmerit.cli.inputs import phase_of, settings_of, workspace

        if period:
            parsed(period, settings_of(data).month_starts_on)
        measuring(context, where, chosen)
        loaded = workspace(data, chosen)
        phase_of([read], phase)
        with progress() as told:
            found += lint_with_data(read, loaded.records, period, phase, told)
    shown = [issue for issue in found if notes or issue.level is not Level.NOTE]
    if form is Format.TABLE:
        show_issues(shown, chosen)
    else:
        emit(issue_table(shown, chosen), form.value, out)
    counts = [sum(issue.level is level for issue in found) for level in Level]
    text = "{0} 处错误，{1} 处警告，{2} 条提示。" if chosen == "zh" else "{0} errors, {1} warnings, {2} notes."
    say(f"{plan}: " + text.format(*counts))
    if errors(found):
        raise typer.Exit(unread(found))
