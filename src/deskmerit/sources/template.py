"""Record workbooks to fill in: a sheet for each table, each column explained, allowed values to choose from.

Example rows begin with "例：" or "e.g. ": loading passes over them, so they may stay. A sheet that holds nothing else
counts as absent; with its examples deleted and nothing filled in, it is a table without rows.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from deskmerit.records.columns import TABLES
from deskmerit.records.spec import Column, TableSpec, Type
from deskmerit.sources.template_examples import EXAMPLES

ROWS = 5000
_WRITTEN = datetime(2026, 1, 1)  # noqa: DTZ001  # a fixed date, so that the same template is the same bytes
GROUPS: Mapping[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "people": ({"zh": "1-人员与考勤", "en": "1-people"}, ("agents", "postings", "identities", "attendance")),
    "tickets": ({"zh": "2-工单与客户", "en": "2-tickets"}, ("tickets", "events", "surveys", "complaints", "calls")),
    "quality": (
        {"zh": "3-质检与成长", "en": "3-quality-and-growth"},
        ("qa_reviews", "qa_items", "feedback", "articles", "trainings", "certifications", "conduct"),
    ),
    "figures": ({"zh": "4-汇总与更正", "en": "4-figures-and-corrections"}, ("figures", "entries", "adjustments")),
    "awards": ({"zh": "5-激励（仅人力资源）", "en": "5-awards-hr-only"}, ("bases", "wishes")),
}
_FLAGS = {"zh": {"yes": "是", "no": "否"}, "en": {"yes": "yes", "no": "no"}}
_MARK = {"zh": "例：", "en": "e.g. "}
_NOTES = {
    "zh": {True: "必填", False: "可不填", "kind": "类型", "allowed": "可选值"},
    "en": {True: "required", False: "optional", "kind": "type", "allowed": "values"},
}
_TYPES = {
    Type.TEXT: {"zh": "文本", "en": "text"},
    Type.INSTANT: {
        "zh": "本地时间，如 2026-09-01 09:05:00",
        "en": "local time, such as 2026-09-01 09:05:00",
    },
    Type.DATE: {"zh": "日期，如 2026-09-01", "en": "date, such as 2026-09-01"},
    Type.MONTH: {"zh": "月份，如 2026-09", "en": "month, such as 2026-09"},
    Type.INTEGER: {"zh": "整数", "en": "whole number"},
    Type.FLAG: {"zh": "是/否", "en": "yes/no"},
    Type.NUMBER: {"zh": "数字", "en": "number"},
}


def write_templates(folder: Path, lang: str) -> list[Path]:
    """Writes the workbooks into an existing folder, in "zh" or "en"; gives their paths. Same input, same bytes."""
    paths = []
    for titles, tables in GROUPS.values():
        path = folder / f"{titles[lang]}.xlsx"
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            book.set_properties({"created": _WRITTEN})
            formats = _formats(book)
            for name in tables:
                _sheet(book.add_worksheet(TABLES[name].title[lang]), TABLES[name], formats, lang)
        paths.append(path)
    return paths


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    head = {
        "bold": True,
        "bg_color": "#1F5FBF",
        "font_color": "#FFFFFF",
        "border": 1,
        "text_wrap": True,
        "valign": "vcenter",
    }
    return {
        "required": book.add_format(head),
        "optional": book.add_format(head | {"bold": False, "bg_color": "#E8EEF7", "font_color": "#1F2937"}),
        "example": book.add_format({"italic": True, "font_color": "#8A8F98", "num_format": "@"}),
        "text": book.add_format({"num_format": "@"}),
        "plain": book.add_format({}),
    }


def _sheet(sheet: Worksheet, spec: TableSpec, formats: dict[str, Format], lang: str) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 32)
    for place, column in enumerate(spec.columns):
        # Numbers stay numbers; everything else is kept as typed, so that 001 keeps its zeros and dates their look.
        number = column.type in (Type.INTEGER, Type.NUMBER)
        sheet.set_column(place, place, _width(column), formats["plain" if number else "text"])
        sheet.write_string(0, place, _header(column, lang), formats["required" if column.required else "optional"])
        sheet.write_comment(0, place, _note(column, lang), {"x_scale": 2, "y_scale": 1.2})
        if choices := _choices(column, lang):
            sheet.data_validation(1, place, ROWS, place, {"validate": "list", "source": list(choices.values())})
    for row, line in enumerate(EXAMPLES[spec.name], 1):
        _example(sheet, row, spec, line, formats["example"], lang)


def _example(sheet: Worksheet, row: int, spec: TableSpec, line: str, look: Format, lang: str) -> None:
    for place, (column, cell) in enumerate(zip(spec.columns, line.split("|"), strict=True)):
        said = _choices(column, lang).get(cell, cell)
        if place == 0 or said:
            sheet.write_string(row, place, _MARK[lang] + said if place == 0 else said, look)


def _header(column: Column, lang: str) -> str:
    zh = column.meaning["zh"]
    return f"{zh} ({column.name})" if lang == "zh" else f"{column.name} ({zh})"


def _note(column: Column, lang: str) -> str:
    words = _NOTES[lang]
    lines = [column.meaning[lang], words[column.required], f"{words['kind']}: {_TYPES[column.type][lang]}"]
    if choices := _choices(column, lang):
        lines.append(f"{words['allowed']}: {', '.join(choices.values())}")
    return "\n".join(lines)


def _choices(column: Column, lang: str) -> dict[str, str]:
    """Canonical value → the word to choose in this language."""
    if column.type is Type.FLAG:
        return _FLAGS[lang]
    if lang == "en":
        return {value: value for value in column.allowed}
    return {value: words[0] for value, words in column.allowed.items()}


def _width(column: Column) -> int:
    return 21 if column.type is Type.INSTANT else 14
