"""`deskmerit validate`: every problem of the records with file, row, column and mend."""

import typer

from deskmerit.cli.console import FINDINGS, language, progress, say, show_issues, wrong_use
from deskmerit.cli.emit import emit
from deskmerit.cli.engines import MemoryOption, memory_of
from deskmerit.cli.options import Data, Format, FormatOption, LangOption, Out


def validate(
    data: Data,
    memory: MemoryOption = "",
    form: FormatOption = Format.TABLE,
    out: Out = None,
    lang: LangOption = None,
) -> None:
    """Check all records of a workspace and list every problem at once.

    Rows in = rows kept + rows reported. Exit code 1 when there are errors.

    Example: deskmerit validate our-team --format csv --out problems.csv
    """
    from deskmerit.core.issue import errors
    from deskmerit.core.memory import limited
    from deskmerit.report.rows import issue_table
    from deskmerit.report.table import Cell, Table
    from deskmerit.sources.load import load

    chosen = language(lang)
    if not data.is_dir():
        wrong_use(f"{data}: no such folder.", f"没有文件夹 {data}。")
    with limited(memory_of(memory)), progress() as told:
        loaded = load(data, told)
    if form is not Format.TABLE:
        emit(issue_table(loaded.issues, chosen), form.value, out)
    else:
        show_issues(loaded.issues, chosen)
        rows: list[tuple[Cell, ...]] = [
            (table, loaded.records.origins.get(table, ""), count.rows_in, count.rows_out, count.rows_reported)
            for table, count in loaded.counts.items()
        ]
        heads = (
            ("表", "文件", "读入", "采用", "报告")
            if chosen == "zh"
            else ("table", "files", "rows in", "kept", "reported")
        )
        if rows:
            emit(Table("", heads, rows, chosen), "table", out)
    wrong, others = len(errors(loaded.issues)), len(loaded.issues) - len(errors(loaded.issues))
    if chosen == "zh":
        say(f"{wrong} 处错误，{others} 处提醒。")
    else:
        say(f"{wrong} errors, {others} warnings and notes.")
    if wrong:
        raise typer.Exit(FINDINGS)
