"""How a workbook looks: one teal accent, quiet lines, right-aligned figures; prints on A4."""

from deskmerit.core.metric import Unit
from deskmerit.report.workbook.cells import Style

TEAL, PALE, LINE, MUTED = "#0f766e", "#ecf5f4", "#d5dbdb", "#6b7280"
FONT: Style = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}

TITLE: Style = {**FONT, "font_size": 16, "bold": True, "font_color": TEAL, "align": "center"}
LABEL: Style = {**FONT, "font_color": MUTED, "border": 1, "border_color": LINE, "bg_color": "#fafafa"}
FIELD: Style = {**FONT, "border": 1, "border_color": LINE, "text_wrap": True}
HEAD: Style = {
    **FONT, "bold": True, "font_color": "#ffffff", "bg_color": TEAL, "align": "center", "border": 1,
    "border_color": LINE, "text_wrap": True,
}  # fmt: skip
TEXT: Style = {**FONT, "border": 1, "border_color": LINE, "text_wrap": True}
SMALL: Style = {**TEXT, "font_size": 8, "font_color": MUTED}
GROUP: Style = {**TEXT, "bold": True, "bg_color": PALE, "align": "center"}
FIGURE: Style = {**FONT, "border": 1, "border_color": LINE, "align": "right"}
INPUT: Style = {**FIGURE, "bg_color": "#fffbeb"}
SUM: Style = {**FIGURE, "bold": True, "bg_color": PALE, "num_format": "0.00"}
SUM_TEXT: Style = {**TEXT, "bold": True, "bg_color": PALE}
FOOT: Style = {**FONT, "font_size": 8, "font_color": MUTED, "text_wrap": True}
PLAIN: Style = {**FONT}

NUMBER_FORMATS = {
    Unit.SECONDS: '0" s"',
    Unit.PERCENT: "0.00%",
    Unit.RATING: "0.00",
    Unit.COUNT: "0",
    Unit.POINTS: "0.00",
}


def figure(unit: Unit, base: Style) -> Style:
    """The style of a figure in a unit; per cents are real percentages, so that typing `96%` works."""
    return {**base, "num_format": NUMBER_FORMATS[unit]}
