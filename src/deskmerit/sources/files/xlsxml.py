"""What an XLSX says beside its values: which cells are shown as per cent, and whether days count from 1904."""

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb"<c ([^>]*)>")
_STYLE = re.compile(rb'\bs="(\d+)"')
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_PERCENT_IDS = frozenset({9, 10})
_QUOTED = re.compile(r'"[^"]*"|\\.')


@dataclass(frozen=True, slots=True)
class Shown:
    """`percent`: by sheet, the 0-based (row, column) of cells shown as per cent. `base_1904`: days count from 1904."""

    percent: Mapping[str, frozenset[tuple[int, int]]] = field(default_factory=dict)
    base_1904: bool = False


def shown(path: Path) -> Shown:
    """Reads the styles of a workbook; one that states nothing readable is taken as plain."""
    try:
        with zipfile.ZipFile(path) as archive:
            book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
            styles = _percent_styles(archive)
            base_1904 = any(item.get("date1904") in ("1", "true") for item in book.iter(_MAIN + "workbookPr"))
            sheets = _parts(archive, book) if styles else {}
            return Shown({name: _cells(archive.read(part), styles) for name, part in sheets.items()}, base_1904)
    except (KeyError, ParseError, DefusedXmlException, zipfile.BadZipFile, UnicodeDecodeError, EOFError):
        return Shown()


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Numbers of the cell styles whose format ends in a per-cent sign."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    own = {
        int(item.get("numFmtId", "0"))
        for item in styles.iter(_MAIN + "numFmt")
        if "%" in _QUOTED.sub("", item.get("formatCode", ""))
    }
    formats = [int(item.get("numFmtId", "0")) for item in styles.findall(f"{_MAIN}cellXfs/{_MAIN}xf")]
    return frozenset(place for place, number in enumerate(formats) if number in own | _PERCENT_IDS)


def _parts(archive: zipfile.ZipFile, book: Element) -> dict[str, str]:
    """Sheet names → parts of the archive."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id", ""): posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))) for link in links}
    return {
        sheet.get("name", ""): targets[sheet.get(_LINK, "")].removeprefix("/")
        for sheet in book.iter(_MAIN + "sheet")
        if targets.get(sheet.get(_LINK, ""), "").removeprefix("/") in archive.namelist()
    }


def _cells(content: bytes, styles: frozenset[int]) -> frozenset[tuple[int, int]]:
    found = set()
    for match in _CELL.finditer(content):
        style, place = _STYLE.search(match[1]), _PLACE.search(match[1])
        if style and place and int(style[1]) in styles:
            found.add((int(place[2]) - 1, column_number(place[1].decode()) - 1))
    return frozenset(found)


def column_number(letters: str) -> int:
    """The place of a column from 1.

    >>> column_number("A"), column_number("AB")
    (1, 28)
    """
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place
