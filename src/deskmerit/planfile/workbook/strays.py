"""Texts typed where nothing is read: told, so that nobody signs a change that had no effect."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.plan import Plan
from deskmerit.planfile.workbook.book import legal
from deskmerit.planfile.workbook.data import SHEET
from deskmerit.planfile.workbook.grid import Row, Sheets, sheets_of
from deskmerit.planfile.workbook.words import WORDS
from deskmerit.planfile.workbook.write import write_to

_SIGNED = frozenset(text for key in ("author", "approver", "consultation", "noticed") for text in WORDS[key])
"""Beside these labels people write by hand; nothing there is meant to be read."""


def strays(file: str, sheets: Sheets, rows: Sequence[Row], written: Plan, lang: str) -> Iterator[Issue]:
    """A warning for each text on our sheets that we did not write and do not read."""
    made = BytesIO()
    write_to(made, written, lang)
    made.seek(0)
    expected = sheets_of(made)
    read = {(row.place.sheet, row.place.row): {_clean(cell.value) for cell in row.cells.values()} for row in rows}
    for name in sorted((expected.keys() - {SHEET}) & sheets.keys()):
        ours = {_clean(cell) for row in expected[name] for cell in row} | {""}
        for number, row in enumerate(sheets[name], 1):
            texts = [_clean(cell) for cell in row if isinstance(cell, str)]
            if _SIGNED & set(texts):
                continue
            for text in texts:
                if text not in ours and text not in read.get((name, number), ()):
                    where = Where(file=file, sheet=name, row=number)
                    yield Issue(Level.WARNING, "plan-cell-not-read", where, {"text": text[:60], "sheet": SHEET})


def _clean(cell: object) -> str:
    return " ".join(legal(str(cell)).split())
