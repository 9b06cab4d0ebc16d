"""Which rows of a sheet are rows: exact duplicates once, lines of totals never."""

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.sources.maps.cells import Cells, Row
from deskmerit.sources.maps.made import Batch, LeftOut, Made


def take_rows(cells: Cells, made: Made, seen: set[tuple[str, ...]]) -> Batch:
    """The rows to work on; those left out are noted by reason. `seen` holds the rows of the files before this one."""
    made.rows_in += len(cells.sheet.rows) + cells.sheet.unread
    made.rows_unread += cells.sheet.unread
    batch = Batch(cells, [])
    skipped: list[int] = []
    doubles: list[int] = []
    heads = [(column, words) for column, words in cells.imap.skip.items() if column in cells.columns.places]
    for row, number in zip(cells.sheet.rows, cells.sheet.numbers, strict=True):
        if any((cells.text(row, column) or "").casefold() in words for column, words in heads):
            skipped.append(number)
        elif not cells.imap.keep_duplicates and _again(cells, row, seen):
            doubles.append(number)
        else:
            batch.rows.append((row, number))
    _note(cells, made, "import-duplicate-rows", doubles)
    _note(cells, made, "import-skipped-rows", skipped)
    return batch


def _again(cells: Cells, row: Row, seen: set[tuple[str, ...]]) -> bool:
    """Whether this very row was seen: all its cells are equal, under the same headers."""
    before = len(seen)
    seen.add((*cells.columns.header, "\0", *map(str, row)))
    return len(seen) == before


def _note(cells: Cells, made: Made, code: str, numbers: list[int]) -> None:
    """One note for all rows left out for one reason; each of them stands in the list of rows left out."""
    if not numbers:
        return
    place = Where(file=cells.sheet.file, sheet=cells.sheet.name, row=numbers[0])
    made.issues.append(Issue(Level.NOTE, code, place, {"count": len(numbers), "first": numbers[0]}))
    made.left_out += [
        LeftOut(Where(file=cells.sheet.file, sheet=cells.sheet.name, row=number), code) for number in numbers
    ]
