"""Reading a plan back from its workbook: the data sheet, with what was edited on the sheets for people."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from deskmerit.core.issue import Issue, Level, Where, errors
from deskmerit.core.metric import Metric
from deskmerit.core.number import plain
from deskmerit.core.plan import Plan
from deskmerit.planfile.fingerprint import stamped
from deskmerit.planfile.schema.base import Context
from deskmerit.planfile.schema.whole import plan_of
from deskmerit.planfile.workbook import data
from deskmerit.planfile.workbook.edits import Edits
from deskmerit.planfile.workbook.grid import Sheets, number_of, open_sheets, table_rows
from deskmerit.planfile.workbook.links import cells, set_names
from deskmerit.planfile.workbook.strays import strays


def read_workbook(path: Path, catalogue: Mapping[str, Metric]) -> tuple[Plan | None, list[Issue]]:
    """The plan of a workbook that `write_workbook` made, with the edits made since; None with every reason.

    Where a sheet for people and the data sheet were both changed, and differently, neither is guessed: an error tells
    both values. Raises OSError as `Path.open` does.
    """
    sheets, issues = open_sheets(path)
    if issues:
        return None, issues
    tree, lang = _data(sheets)
    if tree is None:
        where = Where(file=path.name, sheet=data.SHEET if data.SHEET in sheets else "")
        return None, [Issue(Level.ERROR, "plan-workbook-no-data", where, {"sheet": data.SHEET})]
    origins: dict[int, Where] = {}

    def place(line: int, at: str) -> Where:
        return origins.get(line) or Where(file=path.name, sheet=data.SHEET, row=line, path=at)

    before = Context(place, catalogue)
    written = plan_of(before, data.node(tree, then=True))
    if written is None or errors(before.issues):
        return None, before.issues
    other = "en" if lang == "zh" else "zh"
    edits = Edits(path.name, tree, cells(written, lang), cells(written, other), lang, origins)
    headings = {heading: at for at, heading in set_names(written).items()}
    rows = list(table_rows(sheets, headings))
    edits.apply(rows)
    edits.issues += strays(path.name, sheets, rows, written, lang)
    after = Context(place, catalogue)
    plan = plan_of(after, data.node(tree))
    found = [*edits.issues, *after.issues]
    return (stamped(plan) if plan and not errors(found) else None), found


def _data(sheets: Sheets) -> tuple[dict[str, data.Tree] | None, str]:
    """The tree of the data sheet and the language of the others; None where there is none, or a damaged one."""
    rows = sheets.get(data.SHEET, [])
    if len(rows) < data.FIRST_ROW or _text(rows[0][0]) != data.MARK:
        return None, ""
    lang = "zh" if _text(rows[0][1]) == "zh" else "en"
    found: list[tuple[int, str, str, str, str]] = []
    for line, row in enumerate(rows[data.FIRST_ROW - 1 :], data.FIRST_ROW):
        path, kind, value, was = (_text(cell) for cell in (*row, "", "", "", "")[:4])
        if path:
            found.append((line, path, kind, value, was))
    try:
        tree = data.tree(found)
    except ValueError:
        return None, ""
    return (tree if isinstance(tree, dict) else None), lang


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    number = number_of(cell)
    if number is not None:
        return plain(number)
    return cell.isoformat() if isinstance(cell, date) else str(cell)
