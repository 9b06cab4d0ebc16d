"""HTML tables and SpreadsheetML saved under the name of a workbook, as many platforms export."""

import re
from pathlib import Path

from lxml import etree, html

from deskmerit.core.issue import Issue
from deskmerit.sources.files.delimited import decode
from deskmerit.sources.files.grid import Merge, Row, Sheet, problem, to_sheet

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_MOST_SPAN = 10_000


def read_html(path: Path, name: str) -> tuple[list[Sheet], list[Issue]]:
    """Every outermost table of the page, or every worksheet of the SpreadsheetML file."""
    text, issues = _text(path.read_bytes(), name)
    grids = _worksheets(text) if _SS[1:-1] in text[:8192] else _tables(text)
    if grids is None:
        return [], [*issues, problem(name, "", "html-unreadable")]
    sheets: list[Sheet] = []
    for title, grid, merges in grids:
        sheet, found = to_sheet(name, title, grid, range(1, len(grid) + 1), merges)
        issues += found
        if sheet is not None:
            sheets.append(sheet)
    return sheets, issues if sheets else [*issues, problem(name, "", "html-unreadable")]


def _text(content: bytes, name: str) -> tuple[str, list[Issue]]:
    declared = _CHARSET.search(content[:4096])
    if declared and declared[1].lower() in (b"gbk", b"gb2312", b"gb18030"):
        try:
            return content.decode("gb18030"), []
        except UnicodeDecodeError:
            return decode(content, name)
    return decode(content, name)


type Grid = tuple[str, list[Row], list[Merge]]


def _tables(text: str) -> list[Grid] | None:
    parser = html.HTMLParser(huge_tree=True, no_network=True, remove_comments=True)
    try:
        page = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    tables = page.xpath("//table[not(ancestor::table)]")
    return [("" if len(tables) == 1 else str(place), *_grid(table)) for place, table in enumerate(tables, 1)]


def _grid(table: html.HtmlElement) -> tuple[list[Row], list[Merge]]:
    lines: list[dict[int, object]] = []
    merges: list[Merge] = []
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.xpath("./tr|./thead/tr|./tbody/tr|./tfoot/tr")):
        cells: dict[int, object] = {}
        place = 0
        for item in line.xpath("./td|./th"):
            while (row, place) in taken:
                place += 1
            down, across = _span(item.get("rowspan")), _span(item.get("colspan"))
            cells[place] = "".join(item.itertext()).strip() or None
            if down > 1 or across > 1:
                merges.append(((row, place), (row + down - 1, place + across - 1)))
                taken.update((row + d, place + a) for d in range(down) for a in range(across))
            place += across
        lines.append(cells)
    return _dense(lines), [(first, (min(last[0], len(lines) - 1), last[1])) for first, last in merges]


def _span(said: str | None) -> int:
    return min(int(said), _MOST_SPAN) if said and said.strip().isdecimal() and int(said) > 0 else 1


def _dense(lines: list[dict[int, object]]) -> list[Row]:
    return [tuple(cells.get(place) for place in range(max(cells, default=-1) + 1)) for cells in lines]


def _worksheets(text: str) -> list[Grid] | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    root = etree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode(), parser)
    if root is None:
        return None
    return [(sheet.get(_SS + "Name", ""), *_xml_grid(sheet)) for sheet in root.iter(_SS + "Worksheet")]


def _xml_grid(sheet: etree._Element) -> tuple[list[Row], list[Merge]]:
    lines: list[dict[int, object]] = []
    merges: list[Merge] = []
    for line in sheet.iter(_SS + "Row"):
        row = _index(line, len(lines))
        lines.extend({} for _ in range(min(row, 1_048_576) - len(lines)))
        cells: dict[int, object] = {}
        place = -1
        for item in line.iter(_SS + "Cell"):
            place = min(_index(item, place + 1), 16_384)
            data = item.find(_SS + "Data")
            cells[place] = "".join(data.itertext()).strip() or None if data is not None else None
            down, across = (int(item.get(_SS + name, "0") or 0) for name in ("MergeDown", "MergeAcross"))
            if down or across:
                merges.append(((len(lines), place), (len(lines) + down, place + across)))
            place += across
        lines.append(cells)
    return _dense(lines), [(first, (min(last[0], len(lines) - 1), last[1])) for first, last in merges]


def _index(item: etree._Element, default: int) -> int:
    said = item.get(_SS + "Index", "")
    return int(said) - 1 if said.isdecimal() else default
