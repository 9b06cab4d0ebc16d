"""Opening a workbook safely, and finding the tables of a plan on its sheets."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.planfile.workbook.words import WORDS

MOST_BYTES = 50_000_000
"""What a plan's workbook may hold unpacked: real ones are under a tenth of a megabyte."""

type Sheets = Mapping[str, list[list[object]]]


def open_sheets(path: Path) -> tuple[Sheets, list[Issue]]:
    """Every sheet's cells by name, or why the file can't be opened. Raises OSError as `Path.open` does."""
    try:
        with path.open("rb") as stream, zipfile.ZipFile(stream) as packed:
            size = sum(item.file_size for item in packed.infolist())
        if size > MOST_BYTES:
            return {}, [_issue("plan-workbook-too-large", path, size=size // 1_000_000, limit=MOST_BYTES // 1_000_000)]
        with path.open("rb") as stream:
            return sheets_of(stream), []
    except (zipfile.BadZipFile, CalamineError) as error:
        return {}, [_issue("plan-workbook-unreadable", path, reason=str(error))]


def sheets_of(stream: BinaryIO) -> Sheets:
    """Every sheet's cells by name. Raises CalamineError where the stream holds no workbook."""
    book = CalamineWorkbook.from_filelike(stream)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def _issue(code: str, path: Path, **params: object) -> Issue:
    return Issue(Level.ERROR, code, Where(file=path.name), params)


@dataclass(frozen=True, slots=True)
class Found:
    """A cell as it came back, with its place (row counted from 1)."""

    value: object
    sheet: str
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the id it names and its cells by field."""

    table: str
    id: str
    place: Found
    cells: Mapping[str, Found]


_FIELDS = ("title", "definition", "target", "weight", "scoring", "min_cases", "id", "from", "share", "watch", "base")
_BY_WORD = {text: key for key in _FIELDS for text in WORDS[key]}
_GRADE_TITLE = WORDS["grade"]


def table_rows(sheets: Sheets, sets: Mapping[str, str]) -> Iterator[Row]:
    """The rows of every table that begins with a header naming an id column. `sets`: heading → place of a weight set.

    A table ends at its first row without an id.
    """
    for name, rows in sheets.items():
        header: dict[int, tuple[str, str]] = {}
        for number, row in enumerate(rows, 1):
            texts = [str(cell).strip() for cell in row]
            if any(text in WORDS["id"] for text in texts):
                header = _header(texts, sets)
                continue
            at = next((column for column, (field, _) in header.items() if field == "id"), None)
            if at is None or at >= len(row) or not texts[at]:
                header = {}
                continue
            cells = {
                field: Found(row[column], name, number, heading)
                for column, (field, heading) in header.items()
                if column < len(row)
            }
            yield Row(_kind(cells), texts[at], cells.pop("id"), cells)


def _header(texts: list[str], sets: Mapping[str, str]) -> dict[int, tuple[str, str]]:
    """Column → (field, heading) of the headings that are known."""
    grades = any(text in WORDS["from"] for text in texts)
    known = {**_BY_WORD, **sets, **(dict.fromkeys(_GRADE_TITLE, "title") if grades else {})}
    return {column: (known[text], text) for column, text in enumerate(texts) if text in known}


def _kind(cells: Mapping[str, Found]) -> str:
    return "grade" if "from" in cells else "indicator" if "weight" in cells else "weights"


def number_of(value: object) -> Decimal | None:
    """A cell as an exact decimal, by the 15 digits a spreadsheet shows; None where it holds no number.

    >>> number_of(4.3499999999999996), number_of("x"), number_of(20.0)
    (Decimal('4.35'), None, Decimal('20'))
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
