"""How a workbook looks: one teal accent, quiet lines, right-aligned figures; prints on A4."""

from decimal import Decimal
from unicodedata import east_asian_width

from xlsxwriter.worksheet import Worksheet

from deskmerit.core.metric import Unit
from deskmerit.core.number import plain
from deskmerit.report.workbook.cells import Style

TEAL, PALE, LINE, MUTED = "#0f766e", "#ecf5f4", "#d5dbdb", "#6b7280"
FONT: Style = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}

TITLE: Style = {**FONT, "font_size": 16, "bold": True, "font_color": TEAL, "align": "center"}
LABEL: Style = {
    **FONT,
    "indent": 1,
    "text_wrap": True,
    "font_color": MUTED,
    "border": 1,
    "border_color": LINE,
    "bg_color": "#fafafa",
}
FIELD: Style = {**FONT, "indent": 1, "border": 1, "border_color": LINE, "text_wrap": True}
HEAD: Style = {
    **FONT, "bold": True, "font_color": "#ffffff", "bg_color": TEAL, "align": "center", "border": 1,
    "border_color": LINE, "text_wrap": True,
}  # fmt: skip
TEXT: Style = {**FONT, "indent": 1, "border": 1, "border_color": LINE, "text_wrap": True}
SMALL: Style = {**TEXT, "font_size": 8, "font_color": MUTED}
GROUP: Style = {**TEXT, "indent": 0, "bold": True, "bg_color": PALE, "align": "center"}
FIGURE: Style = {**FONT, "indent": 1, "border": 1, "border_color": LINE, "align": "right"}
INPUT: Style = {**FIGURE, "bg_color": "#fffbeb"}
SUM: Style = {**FIGURE, "bold": True, "bg_color": PALE, "num_format": "0.00"}
SUM_TEXT: Style = {**TEXT, "bold": True, "bg_color": PALE}
FOOT: Style = {**FONT, "font_size": 8, "font_color": MUTED, "text_wrap": True}
PLAIN: Style = {**FONT}

LINK: Style = {**TEXT, "font_color": TEAL, "underline": 0}
MARKS = {
    "en": {Unit.SECONDS: '" s"', Unit.PERCENT: "%", Unit.RATING: "", Unit.COUNT: "", Unit.POINTS: ""},
    "zh": {Unit.SECONDS: '" 秒"', Unit.PERCENT: "%", Unit.RATING: "", Unit.COUNT: "", Unit.POINTS: ""},
}
DIGITS = {Unit.SECONDS: 0, Unit.PERCENT: 2, Unit.RATING: 2, Unit.COUNT: 0, Unit.POINTS: 2}


def figure(unit: Unit, base: Style, lang: str) -> Style:
    """The style of a measured figure; per cents are real percentages, so that typing `96%` works."""
    return {**base, "num_format": _digits(DIGITS[unit]) + MARKS[lang][unit]}


def goal(value: Decimal, unit: Unit, sign: str, lang: str) -> Style:
    """The style of a target: a number the formula reads, shown with its sign and no more digits than it has.

    >>> goal(Decimal("98"), Unit.PERCENT, "≥", "en")["num_format"]
    '"≥ "0%'
    """
    _, _, decimals = plain(value).partition(".")
    return {**FIGURE, "num_format": f'"{sign} "' * bool(sign) + _digits(len(decimals)) + MARKS[lang][unit]}


def weight(value: Decimal) -> Style:
    """The style of a weight: whole where it is, else two decimals."""
    return {**FIGURE, "num_format": "0.00"} if value % 1 else FIGURE


def _digits(count: int) -> str:
    return "0." + "0" * count if count else "0"


def height(*texts: tuple[str, int]) -> int:
    """The height of a row in which each (small text, column width) must fit; a Chinese character is two wide.

    >>> height(("", 20)), height(("字" * 60, 20))
    (26, 84)
    """
    lines = [
        -(-sum(2 if east_asian_width(char) in "WF" else 1 for char in text) * 20 // (width * 23))
        for text, width in texts
    ]
    return max(26, 14 * max(lines))


def printed(sheet: Worksheet) -> None:
    """A4 landscape, one page wide, page numbers at the foot."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.hide_gridlines(2)
    sheet.set_footer("&R&8&P / &N")
