"""The printed scorecard as people fill it in: read, checked cell by cell, scored."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from deskmerit.chain.blank import write_blank
from deskmerit.chain.filled import check_workbook, is_filled_folder, score_filled
from deskmerit.chain.score import Question
from deskmerit.core.issue import Issue, Level
from deskmerit.core.period import parse_period
from deskmerit.core.plan import Plan
from deskmerit.core.settings import Settings
from deskmerit.metrics import CATALOGUE
from deskmerit.planfile import read_plan
from deskmerit.sources.scorebook import read_scorebook

type Row = tuple[object, ...]
HEAD = {
    "zh": ("维度（权重）", "指标", "目标值", "实际值", "得分"),
    "en": ("Dimension (weight)", "Indicator", "Target", "Actual", "Score"),
}
# The printed example: it breaks off at the knowledge row.
PRINTED: dict[str, list[Row]] = {
    "zh": [
        ("服务过程（25%）", "平均响应时长", "≤30秒", "28秒", 15),
        (None, "工单处理及时率", "≥98%", "97%", 9),
        ("服务结果（55%）", "客户满意度", "≥4.5", 4.7, 32),
        (None, "一次性解决率", "≥90%", "92%", 20),
        ("团队协作（10%）", "知识库贡献度", "≥3", None, None),
    ],
    "en": [
        ("Service process (25%)", "Average response time", "≤ 30 s", "28 s", 15),
        (None, "Ticket timeliness", "≥ 98%", "97%", 9),
        ("Service result (55%)", "Customer satisfaction", "≥ 4.5", 4.7, 32),
        (None, "First-contact resolution", "≥ 90%", "92%", 20),
        ("Teamwork (10%)", "Knowledge contributions", "≥ 3", None, None),
    ],
}
FIELDS = {
    "zh": (("姓名", "张三", "团队", "售后组"), ("岗位", "客服专员", "评估周期", "2024 Q3")),
    "en": (("Name", "Zhang San", "Team", "After-sales"), ("Post", "客服专员", "Period", "2024 Q3")),
}


def _plan(name: str) -> Plan:
    plan, _ = read_plan(name, CATALOGUE)
    assert plan is not None
    return plan


def _fill(sheet: Worksheet, lang: str, start: int = 1, percent: bool = False) -> None:
    """The printed person from a row on: a merged title, the head's fields, the table with merged dimensions."""
    sheet.cell(start, 1, "客服绩效评估表" if lang == "zh" else "Scorecard")
    sheet.merge_cells(start_row=start, end_row=start, start_column=1, end_column=5)
    for row, fields in enumerate(FIELDS[lang], start=start + 1):
        for column, text in enumerate(fields, start=1):
            sheet.cell(row, column, text)
    for column, text in enumerate(HEAD[lang], start=1):
        sheet.cell(start + 4, column, text)
    first = start + 5
    for row, cells in enumerate(PRINTED[lang], start=first):
        for column, value in enumerate(cells, start=1):
            sheet.cell(row, column, value)
            if percent and isinstance(value, str) and value.endswith("%") and column == 4:
                sheet.cell(row, column, float(Decimal(value[:-1]) / 100)).number_format = "0%"
    sheet.merge_cells(start_row=first, end_row=first + 1, start_column=1, end_column=1)
    sheet.merge_cells(start_row=first + 2, end_row=first + 3, start_column=1, end_column=1)


def _book(folder: Path, lang: str, *, sheets: int = 1, persons: int = 1, percent: bool = False) -> Path:
    book = Workbook()
    book.remove(book.active)
    for number in range(sheets):
        sheet = book.create_sheet(f"{number + 1}")
        for person in range(persons):
            _fill(sheet, lang, 1 + person * 14, percent)
    path = folder / "评估表.xlsx"
    book.save(path)
    return path


def _errors(issues: list[Issue]) -> list[tuple[str, str]]:
    """Codes and scores of the cells that can't be right."""
    return [(each.code, str(each.params.get("score", ""))) for each in issues if each.level is Level.ERROR]


EXPECTED = [("cell-above-weight", "32"), ("cell-target-beaten", "20")]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("plan", ["", "template"])
@pytest.mark.parametrize("percent", [False, True])
def test_the_printed_example_has_two_impossible_cells(lang: str, plan: str, percent: bool, tmp_path: Path) -> None:
    cards, issues = check_workbook(_book(tmp_path, lang, percent=percent), [_plan(plan)] if plan else [])
    assert len(cards) == 1
    assert _errors(issues) == EXPECTED
    satisfaction = next(each for each in issues if each.params.get("score") == "32")
    assert (satisfaction.where.row, satisfaction.where.column) == (8, "E")


def test_the_knowledge_row_breaks_off_without_a_score(tmp_path: Path) -> None:
    cards, _ = read_scorebook(_book(tmp_path, "zh"))
    assert [row.score for row in cards[0].filled.rows] == [15, 9, 32, 20, None]
    assert [row.actual for row in cards[0].filled.rows] == [28, 97, Decimal("4.7"), 92, None]


def test_several_sheets_and_several_persons_on_a_sheet(tmp_path: Path) -> None:
    cards, issues = check_workbook(_book(tmp_path, "zh", sheets=2, persons=3), [_plan("template")])
    assert len(cards) == 6
    assert {card.sheet for card in cards} == {"1", "2"}
    assert all(card.fields["name"] == "张三" for card in cards)
    assert _errors(issues) == EXPECTED * 6


def test_a_workbook_without_a_scorecard_says_so(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "hello"
    book.save(tmp_path / "x.xlsx")
    _, issues = check_workbook(tmp_path / "x.xlsx")
    assert [each.code for each in issues] == ["no-scorecard"]


TYPED = {"first_response": 28, "timeliness": 0.97, "satisfaction": 4.7, "fcr": 0.92, "knowledge": 3, "training": 1}


def _filled_blank(folder: Path, plan: Plan, lang: str) -> Path:
    """A blank scorecard of a month with the printed person typed in."""
    path = folder / f"{plan.id}-{lang}.xlsx"
    write_blank(plan, "2026-09", "", path, lang)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    names = {each.title[lang]: TYPED[each.id] for each in plan.indicators() if each.id in TYPED}
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, 2).value in names:
            sheet.cell(row, 5).value = names[sheet.cell(row, 2).value]
    sheet.cell(2, 2).value = "张三"
    book.save(path)
    return path


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("name", "total", "grade"), [("template", "99", "S"), ("as-printed", "87.79", "A")])
def test_the_printed_person_in_a_blank_scorecard(name: str, total: str, grade: str, lang: str, tmp_path: Path) -> None:
    plan = _plan(name)
    path = _filled_blank(tmp_path, plan, lang)
    assert is_filled_folder(tmp_path)
    scored, _ = score_filled(tmp_path, Question((plan,), parse_period("2026-09")), Settings())
    (card,) = scored.cards
    assert (card.total, card.grade, card.name) == (Decimal(total), grade, "张三")
    assert not scored.issues
    assert not _errors(check_workbook(path, [plan])[1])


def test_our_own_filled_workbook_is_read_back_with_equal_scores(tmp_path: Path) -> None:
    """Filled by us, checked without a finding, scored again from its sheets to the same scores."""
    from random import Random

    from deskmerit.report.workbook.scorecards import write_scorecards
    from report.staff import Somebody, Staff, Stay, around_target

    plan = _plan("template")
    people = [Somebody(f"p{n}", [Stay(around_target(plan, Random(n)))], f"人{n}") for n in range(5)]
    gaps = frozenset({"satisfaction", "timeliness"})  # their weights go to the others
    people.append(Somebody("p5", [Stay(around_target(plan, Random(6), gaps))], "人5"))
    staff = Staff(people, {"": plan})
    cards = staff.cards()
    path = write_scorecards(cards, staff.context("zh"), tmp_path / "filled.xlsx")
    found, issues = check_workbook(path, [plan])
    assert len(found) == len(cards)
    assert not _errors(issues), issues
    scored, _ = score_filled(tmp_path, Question((plan,), staff.period), Settings())
    again = {card.name: [(line.id, line.score) for line in card.indicators() if line.weight] for card in scored.cards}
    assert again == {card.name: [(line.id, line.score) for line in card.indicators() if line.weight] for card in cards}
    assert [(card.name, card.total, card.grade) for card in scored.cards] == [
        (card.name, card.total, card.grade) for card in cards
    ]
