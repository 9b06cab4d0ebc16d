"""Cells of a workbook: exact numbers, harmless texts, and the same bytes for the same content."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from openpyxl.cell.cell import Cell
from openpyxl.utils.escape import escape
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

_EPOCH = (1980, 1, 1, 0, 0, 0)


def put(sheet: Worksheet, row: int, column: int, value: object) -> Cell:
    """Writes a value; a text is always a text, never a formula, however it begins."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if isinstance(value, str):
        clean = "".join(char for char in value if char in "\n\t" or char.isprintable())[:32767]
        cell.value = escape(clean) if "_x" in clean else clean
        if clean[:1] in ("=", "+", "-", "@", "\t"):
            cell.data_type = "s"
            cell.quotePrefix = True
    elif isinstance(value, Decimal | int | bool | date) or value is None:
        cell.value = value
    else:
        cell.value = str(value)
    return cell


def formula(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Writes one of our own formulas (without the leading `=`)."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = f"={text}"
    return cell


def save(book: Workbook, path: Path) -> None:
    """Saves with fixed dates inside, so that the same content is the same file byte for byte."""
    stamp = datetime(2026, 1, 1)  # noqa: DTZ001  # the workbook's properties hold a naive time; it only has to be fixed
    book.properties.creator = "Deskmerit"
    book.properties.created = stamp
    book.properties.modified = stamp
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as packed, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as clean:
        for item in sorted(packed.infolist(), key=lambda found: found.filename):
            body = packed.read(item.filename)
            if item.filename == "docProps/core.xml":
                body = _fixed_modified(body)
            clean.writestr(zipfile.ZipInfo(item.filename, _EPOCH), body, zipfile.ZIP_DEFLATED)


def _fixed_modified(core: bytes) -> bytes:
    """openpyxl stamps the time of saving into `dcterms:modified`; put the fixed one back."""
    import re

    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*(<)", rb"\g<1>2026-01-01T00:00:00Z\g<2>", core)
