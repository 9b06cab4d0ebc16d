"""CSV, TSV and other delimited text: encoding, delimiter, Excel's `sep=` line, ragged and cut-off rows."""

import codecs
import csv
import io
from collections import Counter
from itertools import islice
from pathlib import Path

from deskmerit.core.issue import Issue, Level
from deskmerit.sources.files.grid import Row, Sheet, problem, to_sheet

DELIMITERS = ",\t;|，"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_END = "\x1eend of file\x1e"
_LONGEST = 256 * 1024 * 1024


def read_delimited(path: Path, name: str) -> tuple[list[Sheet], list[Issue]]:
    """The one sheet of a text file. A quote left open, or a last row that stops short, says the file was cut off."""
    text, issues = decode(path.read_bytes(), name)
    text, delimiter, skipped = _delimited_by(text)
    grid, cut = _rows(text, delimiter)
    numbers = range(1 + skipped, 1 + skipped + len(grid))
    if cut:
        issues.append(problem(name, "", "quote-left-open", row=1 + skipped + len(grid)))
    sheet, found = to_sheet(name, "", grid, numbers)
    if sheet is None:
        return [], [*issues, problem(name, "", "file-empty")]
    sheet.unread += cut
    ragged = _short(sheet, grid, skipped, whole=cut or text.endswith(("\n", "\r")))
    return [sheet], [*issues, *found, *ragged]


def decode(content: bytes, name: str) -> tuple[str, list[Issue]]:
    """Text by its byte-order mark, else UTF-8, else UTF-16, else GB18030; damage is reported, never fatal.

    >>> decode("工单号".encode("gb18030"), "a.csv")
    ('工单号', [])
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _forgiving(content[len(mark) :], encoding, name)
    try:
        return content.decode("utf-8"), _nothing()
    except UnicodeDecodeError as problem_:
        before = content[: problem_.start].decode("utf-8")
    head = content[:8192]
    if head[1::2].count(0) > len(head) // 5:
        return _forgiving(content, "utf-16-le", name)
    # GB18030 hardly ever begins as UTF-8 for Chinese letters: two read so far say the file is UTF-8 with damage.
    if sum("\u3000" <= letter <= "\uffef" for letter in before) >= 2:
        return _forgiving(content, "utf-8", name)
    return _forgiving(content, "gb18030", name)


def _nothing() -> list[Issue]:
    return []


def _forgiving(content: bytes, encoding: str, name: str) -> tuple[str, list[Issue]]:
    try:
        return content.decode(encoding), []
    except UnicodeDecodeError as damage:
        row = content[: damage.start].decode(encoding, "replace").count("\n") + 1
        text = content.decode(encoding, "replace")
        return text, [problem(name, "", "text-damaged", Level.WARNING, row, encoding=encoding)]


def _delimited_by(text: str) -> tuple[str, str, int]:
    """The text without its `sep=` line, its delimiter, and how many rows were taken off."""
    first, _, rest = text.partition("\n")
    plain = first.strip().strip('"')
    if plain.casefold().startswith("sep=") and len(plain) in (4, 5):
        return rest, plain[4:] or "\t", 1
    return text, sniff_delimiter(text), 0


def sniff_delimiter(text: str) -> str:
    """The delimiter that cuts most of the first rows into the same number of cells, more than one.

    >>> sniff_delimiter("a;b\\n1,5;2\\n"), sniff_delimiter("only\\n1\\n")
    (';', ',')
    """
    lines = list(islice(io.StringIO(text[:65536], newline=""), 50))  # a form feed, say, ends no row

    def agreement(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        widths.pop(1, None)
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return rows, width

    best = max(DELIMITERS, key=lambda d: (*agreement(d), -DELIMITERS.index(d)))
    return best if agreement(best) > (0, 0) else ","


def _rows(text: str, delimiter: str) -> tuple[list[Row], bool]:
    """Cells by row, and whether a quote was still open at the end (that last row is then not among them)."""
    csv.field_size_limit(_LONGEST)
    ending = "" if not text or text.endswith(("\n", "\r")) else "\n"
    reader = csv.reader(io.StringIO(text + ending + _END, newline=""), delimiter=delimiter)
    rows: list[Row] = []
    try:
        rows.extend(map(tuple, reader))
    except csv.Error:
        return rows, True
    return rows[:-1], rows[-1] != (_END,)


def _short(sheet: Sheet, grid: list[Row], skipped: int, whole: bool) -> list[Issue]:
    """Rows with fewer cells than the header; the very last one, without a line end, is cut off and left out."""
    width, issues = len(sheet.header), []
    for number in sheet.numbers:
        cells = len(grid[number - 1 - skipped])
        if cells < width:
            cut = not whole and number == len(grid) + skipped
            code, level = ("row-cut-off", Level.ERROR) if cut else ("row-too-short", Level.WARNING)
            issues.append(problem(sheet.file, "", code, level, number, cells=cells, columns=width))
            if cut:
                sheet.rows.pop()
                sheet.unread += 1
    if len(sheet.numbers) > len(sheet.rows):
        sheet.numbers.pop()
    return issues
