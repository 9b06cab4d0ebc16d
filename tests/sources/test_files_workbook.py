"""Workbooks read as their authors meant them: titles, merged cells, hidden sheets, shown formats, date systems."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.workbook import Workbook

from deskmerit.sources.files.sheet import Sheet, read_sheets
from deskmerit.sources.load import load
from records.desk import told, write


def local(*parts: int) -> datetime:
    """A time as workbooks hold it, without a zone."""
    return datetime(*parts)  # noqa: DTZ001  # workbooks know no zones


def read(book: Workbook, folder: Path) -> Sheet:
    book.save(folder / "book.xlsx")
    sheets, _ = read_sheets(folder / "book.xlsx")
    assert len(sheets) == 1
    return sheets[0]


@pytest.fixture
def book() -> Workbook:
    return openpyxl.Workbook()


def test_titles_and_blank_rows_above_the_header_are_left_off(book: Workbook, tmp_path: Path) -> None:
    for row in (
        ["客服中心月报"],
        ["导出人：王芳", "2026-09-01"],
        [],
        ["工单号", "渠道", "优先级", "班组"],
        ["T1", "chat", None, "红队"],
    ):
        book.active.append(row)
    book.active.merge_cells("A1:D1")
    sheet = read(book, tmp_path)
    assert (sheet.header, sheet.rows, sheet.numbers) == (
        ("工单号", "渠道", "优先级", "班组"),
        [("T1", "chat", None, "红队")],
        [5],
    )


def test_a_value_merged_over_rows_belongs_to_each_of_them(book: Workbook, tmp_path: Path) -> None:
    for row in (["班组", "客服", "件数"], ["红队", "a1", 3], [None, "a2", 4], ["蓝队", "a3", 5]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    assert read(book, tmp_path).rows == [("红队", "a1", 3), ("红队", "a2", 4), ("蓝队", "a3", 5)]


def test_a_header_of_two_rows_takes_the_lower_names(book: Workbook, tmp_path: Path) -> None:
    for row in (["工号", "时长", None, "满意度", None], [None, "排队", "通话", "件数", "排队"], ["a1", 1, 2, 3, 4]):
        book.active.append(row)
    for merged in ("A1:A2", "B1:C1", "D1:E1"):
        book.active.merge_cells(merged)
    sheet = read(book, tmp_path)
    assert sheet.header == ("工号", "时长 排队", "通话", "件数", "满意度 排队")
    assert sheet.rows == [("a1", 1, 2, 3, 4)]


def test_totals_and_remarks_under_the_table_are_told_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "客服"
    for row in (["客服工号", "姓名", "人员类型"], ["a1", "王芳", "人工"], ["合计", None, 1], ["注：数据截至九月"]):
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    loaded = load(tmp_path)
    assert told(loaded.issues) == [("row-is-remark", "x.xlsx", 3, ""), ("row-is-remark", "x.xlsx", 4, "")]
    assert loaded.counts["agents"].rows_in == 3


def test_hidden_sheets_are_not_read(book: Workbook, tmp_path: Path) -> None:
    book.active.append(["a", "b"])
    book.active.append([1, 2])
    hidden = book.create_sheet("agents")
    hidden.append(["c", "d"])
    hidden.append([1, 2])
    hidden.sheet_state = "hidden"
    assert read(book, tmp_path).name == "Sheet"


def test_numbers_are_exact_and_per_cents_are_as_shown(book: Workbook, tmp_path: Path) -> None:
    book.active.append(["a", "b", "c", "d", "e"])
    book.active.append([0.1 + 0.2, 3.0, 0.97, 1.335, True])
    book.active["C2"].number_format = "0.0%"
    assert read(book, tmp_path).rows == [(Decimal("0.3"), 3, "97%", Decimal("1.335"), True)]


def test_dates_times_and_durations_keep_their_meaning(book: Workbook, tmp_path: Path) -> None:
    book.active.append(["a", "b", "c", "d"])
    book.active.append([local(2026, 9, 1, 9, 5), date(2026, 9, 1), time(0, 1, 28), timedelta(hours=30)])
    row = read(book, tmp_path).rows[0]
    assert row[0] == local(2026, 9, 1, 9, 5)
    assert str(row[1]).startswith("2026-09-01")
    assert row[2:] == (time(0, 1, 28), timedelta(days=1, hours=6))


@pytest.mark.parametrize("system", ["1900", "1904"])
def test_dates_are_the_same_in_both_date_systems_formatted_or_bare(system: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    if system == "1904":
        book.epoch = CALENDAR_MAC_1904
    bare = 46266 if system == "1900" else 46266 - 1462
    book.active.append(["客服工号", "姓名", "人员类型", "入职日期", "离职日期"])
    book.active.append(["a1", "王芳", "人工", local(2026, 9, 1), bare])
    book.save(tmp_path / "agents.xlsx")
    loaded = load(tmp_path)
    assert loaded.issues == []
    row = loaded.records.tables["agents"].to_pylist()[0]
    assert (row["hired_on"], row["left_on"]) == (date(2026, 9, 1), date(2026, 9, 1))


def test_one_workbook_may_hold_many_tables_and_a_cover_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(["本表用于绩效"])
    agents, tickets = book.create_sheet("客服人员"), book.create_sheet("工单")
    agents.append(["客服工号", "姓名", "人员类型"])
    agents.append([1, "王芳", "人工"])
    tickets.append(["工单号", "创建时间"])
    tickets.append([20260901001, local(2026, 9, 1, 9, 5)])
    book.save(tmp_path / "desk.xlsx")
    write(tmp_path, {"deskmerit.yaml": "zone: Asia/Shanghai\n"})
    loaded = load(tmp_path)
    assert [code for code, *_ in told(loaded.issues)] == ["not-a-table"]
    assert loaded.records.tables["agents"]["agent_id"].to_pylist() == ["1"]
    assert loaded.records.tables["tickets"]["ticket_id"].to_pylist() == ["20260901001"]


def test_an_html_table_named_xls_spans_rows_and_columns(tmp_path: Path) -> None:
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><table>'
        "<tr><td colspan=3>客服列表</td></tr><tr><th>班组</th><th>客服工号</th><th>姓名</th></tr>"
        "<tr><td rowspan=2>红队</td><td>001</td><td>王芳</td></tr><tr><td>002</td><td>李雷&nbsp;</td></tr>"
        "</table></body></html>"
    )
    (tmp_path / "agents.xls").write_bytes(page.encode("gb18030"))
    sheets, issues = read_sheets(tmp_path / "agents.xls")
    assert issues == []
    assert [row[:2] for row in sheets[0].rows] == [("红队", "001"), ("红队", "002")]


def test_spreadsheetml_is_read_with_its_skipped_cells(tmp_path: Path) -> None:
    xml = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="客服"><Table>'
        "<Row><Cell><Data>客服工号</Data></Cell><Cell><Data>姓名</Data></Cell><Cell><Data>人员类型</Data></Cell></Row>"
        '<Row ss:Index="4"><Cell><Data>001</Data></Cell><Cell ss:Index="3"><Data>人工</Data></Cell></Row>'
        "</Table></Worksheet></Workbook>"
    )
    (tmp_path / "export.xls").write_text(xml, "utf-8")
    sheets, _ = read_sheets(tmp_path / "export.xls")
    assert (sheets[0].name, sheets[0].rows, sheets[0].numbers) == ("客服", [("001", None, "人工")], [4])


def test_excels_sep_line_and_wrapped_ids_are_understood(tmp_path: Path) -> None:
    text = 'sep=;\r\n客服工号;姓名;人员类型\r\n="001";"\t王芳";人工\r\n'
    loaded = load(write(tmp_path, {"agents.csv": text.encode("utf-8-sig")}))
    assert loaded.issues == []
    assert loaded.records.tables["agents"].to_pylist()[0]["agent_id"] == "001"
    assert loaded.records.tables["agents"].to_pylist()[0]["name"] == "王芳"
