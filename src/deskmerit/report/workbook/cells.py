"""Cells of a workbook: harmless texts, exact numbers, formulas that carry their value, the same bytes each time."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001  # a workbook's property is a naive time; it only has to be fixed

type Style = dict[str, object]


class Book:
    """A workbook being written; styles with equal properties are made once.

    >>> import io; book = Book(io.BytesIO()); sheet = book.sheet("a"); book.put(sheet, 0, 0, "=1+1"); book.close()
    """

    def __init__(self, target: Path | object) -> None:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.file: Workbook = xlsxwriter.Workbook(target, options)
        self.file.set_properties({"author": "Deskmerit", "created": _CREATED})
        self.file.set_size(2400, 1500)
        self._styles: dict[str, Format] = {}
        self._names: set[str] = set()

    def sheet(self, name: str) -> Worksheet:
        """A new sheet; the name is cut and changed until a spreadsheet takes it."""
        clean = "".join("·" if char in "[]:*?/\\'" or not char.isprintable() else char for char in name)[:28] or "·"
        unique, number = clean, 2
        while unique.lower() in self._names:
            unique, number = f"{clean[:25]} {number}", number + 1
        self._names.add(unique.lower())
        return self.file.add_worksheet(unique)

    def style(self, style: Style) -> Format:
        """The format with these properties."""
        key = repr(sorted(style.items()))
        if key not in self._styles:
            self._styles[key] = self.file.add_format(style)
        return self._styles[key]

    def put(self, sheet: Worksheet, row: int, column: int, value: object, style: Style | None = None) -> None:
        """Writes a value (rows and columns from 0); a text is always a text, never a formula, however it begins."""
        style = style or {}
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.style(style))
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.style(style))
        elif isinstance(value, int | Decimal):
            sheet.write_number(row, column, value, self.style(style))
        else:
            text, formula_like = clean_text(str(value))
            sheet.write_string(
                row, column, text, self.style({**style, "quote_prefix": True} if formula_like else style)
            )

    def merged(
        self, sheet: Worksheet, row: int, first: int, last: int, value: object, style: Style, rows: int = 1
    ) -> None:
        """Writes a value over several columns and rows; one cell stays one cell."""
        if last > first or rows > 1:
            sheet.merge_range(row, first, row + rows - 1, last, "", self.style(style))
        self.put(sheet, row, first, value, style)

    def formula(
        self, sheet: Worksheet, row: int, column: int, text: str, value: object, style: Style | None = None
    ) -> None:
        """Writes one of our own formulas (without `=`) with the value it has now, for readers that do not recompute."""
        sheet.write_formula(row, column, f"={text}", self.style(style or {}), "" if value is None else value)

    def close(self) -> None:
        """Finishes the file."""
        self.file.close()


def clean_text(text: str) -> tuple[str, bool]:
    """A text without control characters, at most as long as a cell holds, and whether it begins like a formula.

    >>> clean_text("=HYPERLINK(1)"), clean_text("王芳\\x07")
    (('=HYPERLINK(1)', True), ('王芳', False))
    """
    clean = "".join(char for char in text if char in "\n\t" or char.isprintable())[:32767]
    return clean, clean[:1] in ("=", "+", "-", "@", "\t")
