"""A workbook being written: harmless texts, one accent, A4, the same bytes each time."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001  # a workbook's property is a naive time; it only has to be fixed
_TEAL, _PALE, _LINE, _MUTED = "#0f766e", "#ecf5f4", "#d5dbdb", "#6b7280"
_BASE = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter", "text_wrap": True}
_BOX = _BASE | {"border": 1, "border_color": _LINE}

STYLES: dict[str, dict[str, Any]] = {
    "title": _BASE | {"font_size": 16, "bold": True, "font_color": _TEAL, "align": "center"},
    "label": _BOX | {"font_color": _MUTED, "bg_color": "#fafafa"},
    "text": _BOX,
    "small": _BOX | {"font_size": 8, "font_color": _MUTED},
    "head": _BOX | {"bold": True, "font_color": "#ffffff", "bg_color": _TEAL, "align": "center"},
    "group": _BOX | {"bold": True, "bg_color": _PALE, "align": "center"},
    "figure": _BOX | {"align": "right"},
    "input": _BOX | {"align": "right", "bg_color": "#fffbeb"},
    "input_text": _BOX | {"bg_color": "#fffbeb"},
    "sum": _BOX | {"align": "right", "bold": True, "bg_color": _PALE},
    "section": _BASE | {"bold": True, "font_color": _TEAL, "font_size": 12},
    "foot": _BASE | {"font_size": 8, "font_color": _MUTED},
    "line": _BASE | {"bottom": 1, "bottom_color": _MUTED},
    "plain": {"font_name": "Microsoft YaHei", "font_size": 9},
}


def legal(text: str) -> str:
    """A text without the characters that an .xlsx file can't hold.

    >>> legal("\x07bell\u00a0rings")
    'bell\xa0rings'
    """
    return "".join(char for char in text if char in "\n\t" or (char >= " " and char not in "\ufffe\uffff\x7f"))


class Book:
    """A workbook file; `put` never writes a formula, however a text begins."""

    def __init__(self, target: Path | BinaryIO) -> None:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.file = xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)
        self.file.set_properties({"author": "Deskmerit", "created": _CREATED})
        self._formats: dict[str, Format] = {}

    def sheet(self, name: str, widths: Sequence[float]) -> Worksheet:
        """A sheet that prints on A4 landscape, one page wide."""
        sheet = self.file.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.5)
        sheet.hide_gridlines(2)
        sheet.set_footer("&C&P / &N")
        return sheet

    def style(self, name: str, **more: Any) -> Format:
        """A named style with additions; equal ones are made once."""
        key = f"{name}{sorted(more.items())}"
        if key not in self._formats:
            self._formats[key] = self.file.add_format(STYLES[name] | more)
        return self._formats[key]

    def put(self, sheet: Worksheet, row: int, column: int, value: object, style: str = "text", **more: Any) -> None:
        """Writes a value, rows and columns counted from 0; a text that begins like a formula is marked as text."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.style(style, **more))
        elif isinstance(value, Decimal | int):
            sheet.write_number(row, column, value, self.style(style, **more))
        else:
            text = legal(str(value))[:32767]
            marked = more | {"quote_prefix": True} if text[:1] in ("=", "+", "-", "@", "\t") else more
            sheet.write_string(row, column, text, self.style(style, **marked))

    def merge(
        self, sheet: Worksheet, row: int, first: int, last: int, value: object, style: str = "text", rows: int = 1
    ) -> None:
        """Writes a value over several columns and rows."""
        if last > first or rows > 1:
            sheet.merge_range(row, first, row + rows - 1, last, "", self.style(style))
        self.put(sheet, row, first, value, style)
