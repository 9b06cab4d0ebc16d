"""The workbook for people: edits take effect, contradictions are told, bad files give issues."""

import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from deskmerit.core.issue import Issue, Level
from deskmerit.core.plan import Plan, Target
from deskmerit.planfile import read_plan, write_workbook
from deskmerit.report.messages import render
from planfile.stub_catalogue import CATALOGUE
from planfile.test_plan_reading import EXAMPLE, plan

RANGE = EXAMPLE.replace("{at_most: 30}", "{between: [10, 30]}")
SHARE = EXAMPLE.replace("metric: first_response_time", "metric: ticket_timeliness").replace(
    "at_most: 30", "at_least: 98"
)
SHARE = SHARE.replace("{from: assigned}", "{hours: 24}")


def edited(
    tmp_path: Path,
    text: str,
    cells: Mapping[str, object],
    data: Mapping[str, str] | None = None,
    row: str = "first_response",
) -> tuple[Plan | None, list[Issue]]:
    """The plan after somebody typed into the row of an id, by heading, and into the data sheet, by path."""
    path = write_workbook(plan(text), tmp_path / "plan.xlsx", "en")
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets[:-1]:
        heads: dict[str, int] = {}
        for line in sheet.iter_rows():
            if any(cell.value == "ID" for cell in line):
                heads = {str(cell.value): cell.column for cell in line if cell.value}
            elif heads and line[heads["ID"] - 1].value == row:
                for head, value in cells.items():
                    if head in heads:
                        line[heads[head] - 1].value = value
    for line in book["plan-data"].iter_rows():
        if line[0].value in (data or {}):
            line[2].value = (data or {})[str(line[0].value)]
    book.save(path)
    return read_plan(path, CATALOGUE)


def one(tmp_path: Path, text: str, cells: Mapping[str, object]) -> Plan:
    found, issues = edited(tmp_path, text, cells)
    assert found is not None, issues
    return found


def test_an_edited_weight_target_and_minimum_take_effect(tmp_path: Path) -> None:
    indicator = one(tmp_path, EXAMPLE, {"Weight": 20, "Target": 25, "Min. cases": 30}).indicators()[0]
    assert (indicator.weight, indicator.target, indicator.min_cases) == (Decimal(20), Target(at_most=Decimal(25)), 30)


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("≤ 25 s", Target(at_most=Decimal(25))),
        ("25", Target(at_most=Decimal(25))),
        ("≥ 25", Target(at_least=Decimal(25))),
        ("10–25 秒", Target(at_least=Decimal(10), at_most=Decimal(25))),
    ],
)
def test_a_target_may_be_typed_as_people_write_it(tmp_path: Path, typed: str, target: Target) -> None:
    assert one(tmp_path, EXAMPLE, {"Target": typed}).indicators()[0].target == target


@pytest.mark.parametrize("typed", [0.95, 95, "95%", "≥ 95 %"])
def test_per_cents_may_be_typed_either_way(tmp_path: Path, typed: object) -> None:
    assert one(tmp_path, SHARE, {"Target": typed}).indicators()[0].target == Target(at_least=Decimal(95))


def test_a_range_is_shown_and_edited_as_text(tmp_path: Path) -> None:
    changed = one(tmp_path, RANGE, {"Target": "10–40"}).indicators()[0].target
    assert changed == Target(at_least=Decimal(10), at_most=Decimal(40))


def test_an_emptied_minimum_means_none_and_an_emptied_weight_is_an_error(tmp_path: Path) -> None:
    assert one(tmp_path, EXAMPLE, {"Min. cases": None}).indicators()[0].min_cases is None
    found, issues = edited(tmp_path, EXAMPLE, {"Weight": None})
    assert found is None
    assert (issues[0].code, issues[0].where.column) == ("plan-missing-key", "Weight")


def test_grade_bands_and_phase_weights_can_be_edited(tmp_path: Path) -> None:
    found, _ = edited(tmp_path, EXAMPLE, {"From": 92, "Share %": None}, row="S")
    assert found is not None
    assert (found.grades[0].from_, found.grades[0].share) == (Decimal(92), None)
    assert one(tmp_path, EXAMPLE, {"phase: efficiency": 25}).phases["efficiency"].weights["first_response"] == 25


def test_an_edited_title_keeps_the_other_language(tmp_path: Path) -> None:
    assert one(tmp_path, EXAMPLE, {"Indicator": "Speed"}).indicators()[0].title == {
        "zh": "平均首次响应时长",
        "en": "Speed",
    }


def test_an_edited_scoring_text_is_kept_and_warned_about(tmp_path: Path) -> None:
    found, issues = edited(tmp_path, EXAMPLE, {"Scoring": "−3 for each full 5 s over"})
    assert found is not None
    assert found.indicators()[0].scoring["en"] == "−3 for each full 5 s over"
    assert found.indicators()[0].rule == plan().indicators()[0].rule
    assert [(issue.level, issue.code) for issue in issues] == [(Level.WARNING, "plan-scoring-text-only")]


WEIGHT = "dimensions/#1/indicators/#1/weight"


def test_sheets_that_contradict_each_other_are_an_error_with_both_values(tmp_path: Path) -> None:
    found, issues = edited(tmp_path, EXAMPLE, {"Weight": 20}, {WEIGHT: "17"})
    assert found is None
    assert issues[0].code == "plan-sheets-contradict"
    assert (issues[0].params["was"], issues[0].params["here"], issues[0].params["there"]) == ("15", "20", "17")


def test_the_same_edit_on_both_sheets_is_no_contradiction(tmp_path: Path) -> None:
    found, issues = edited(tmp_path, EXAMPLE, {"Weight": 20}, {WEIGHT: "20"})
    assert found is not None
    assert not issues
    assert found.indicators()[0].weight == 20


def test_an_edit_of_the_data_sheet_alone_counts_and_the_stale_cell_is_told(tmp_path: Path) -> None:
    found, issues = edited(tmp_path, EXAMPLE, {}, {WEIGHT: "17"})
    assert found is not None
    assert found.indicators()[0].weight == 17
    assert [issue.code for issue in issues] == ["plan-sheet-stale"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Weight": "a lot"}, "plan-cell-not-a-number"),
        ({"Target": "1 2 3"}, "plan-cell-target"),
        ({"ID": "other"}, "plan-row-unknown"),
        ({"Min. cases": 2.5}, "plan-not-whole"),
    ],
)
def test_a_cell_that_cannot_be_read_names_sheet_row_and_column(
    tmp_path: Path, cells: Mapping[str, object], code: str
) -> None:
    found, issues = edited(tmp_path, EXAMPLE, cells)
    assert found is None
    issue = next(issue for issue in issues if issue.code == code)
    assert issue.where.sheet == "Indicators"
    assert issue.where.row
    for lang in ("zh", "en"):
        assert all(render(issue, lang))


def test_a_change_where_nothing_is_read_is_told_and_signatures_are_not(tmp_path: Path) -> None:
    path = write_workbook(plan(), tmp_path / "plan.xlsx", "en")
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows():
        if row[0].value == "Customer-service evaluation plan":
            row[0].value = "Another plan"
        if row[0].value == "Author":
            row[1].value = "王芳"
    book.save(path)
    found, issues = read_plan(path, CATALOGUE)
    assert found == plan()
    assert [(issue.code, issue.params["text"]) for issue in issues] == [("plan-cell-not-read", "Another plan")]


def test_rows_may_be_moved_and_inserted(tmp_path: Path) -> None:
    path = write_workbook(plan(), tmp_path / "plan.xlsx", "zh")
    book = openpyxl.load_workbook(path)
    book.worksheets[0].insert_rows(3, 2)
    book.save(path)
    assert read_plan(path, CATALOGUE) == (plan(), [])


def test_texts_that_look_like_formulas_stay_texts(tmp_path: Path) -> None:
    made = plan(EXAMPLE.replace("en: First response time", "en: '=HYPERLINK(\"http://x\")'"))
    path = write_workbook(made, tmp_path / "plan.xlsx", "en")
    cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
    formulas = [cell.value for cell in cells if cell.data_type == "f"]
    assert formulas
    assert all("HYPERLINK" not in str(formula) for formula in formulas)
    assert any(cell.value == '=HYPERLINK("http://x")' and cell.data_type == "s" for cell in cells)
    assert read_plan(path, CATALOGUE) == (made, [])


def test_the_weights_are_summed_by_a_live_formula(tmp_path: Path) -> None:
    path = write_workbook(plan(), tmp_path / "plan.xlsx", "en")
    values = [str(cell.value) for row in openpyxl.load_workbook(path)["Indicators"].iter_rows() for cell in row]
    assert any(value.startswith("=SUM(F") for value in values)


def test_the_sheet_prints_on_one_page_of_a4_width(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write_workbook(plan(), tmp_path / "plan.xlsx", "zh")).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.page_setup.fitToHeight == 0  # one page wide (the default), as many high as needed
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_damaged_or_foreign_workbook_is_an_issue(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    assert [issue.code for issue in read_plan(path, CATALOGUE)[1]] == ["plan-workbook-unreadable"]
    whole = write_workbook(plan(), path, "en").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert [issue.code for issue in read_plan(path, CATALOGUE)[1]] == ["plan-workbook-unreadable"]
    openpyxl.Workbook().save(path)
    assert [issue.code for issue in read_plan(path, CATALOGUE)[1]] == ["plan-workbook-no-data"]


def test_a_workbook_that_unpacks_to_far_too_much_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    assert [issue.code for issue in read_plan(path, CATALOGUE)[1]] == ["plan-workbook-too-large"]
