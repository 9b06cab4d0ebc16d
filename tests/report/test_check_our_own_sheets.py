"""`check` on the workbook that `score` writes: nothing where it is right, each altered cell where it is not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from deskmerit.chain.filled import check_workbook
from deskmerit.chain.present import context_of
from deskmerit.chain.score import Question, score_period
from deskmerit.core.period import parse_period
from deskmerit.core.plan import Missing, Plan, Veto
from deskmerit.core.score import Inputs
from deskmerit.core.scorecard import Scorecard, Status
from deskmerit.report.workbook.scorecards import write_scorecards
from report.conftest import Quarter
from report.staff import Somebody, Staff, Stay, around_target, plan_of

type Found = list[tuple[str, str]]
type Alter = Callable[[Worksheet], object]
SCORE, TOTAL, GRADE = 8, "total", "final grade"


@dataclass(frozen=True)
class Picked:
    """People of the quarter, one for each thing that a sheet may say of itself."""

    plain: Scorecard
    shared: Scorecard
    moved: Scorecard
    few: tuple[Scorecard, str]
    lead: Scorecard

    @property
    def cards(self) -> list[Scorecard]:
        """Their scorecards."""
        return [self.plain, self.shared, self.moved, self.few[0], self.lead]


@pytest.fixture(scope="module")
def picked(quarter: Quarter) -> Picked:
    """Somebody graded by the band alone, by a share, over two postings, with too few cases, and a lead."""
    cards = quarter.scored.cards
    few = ((card, line) for card in cards if card.plan == "complaints" and not card.parts for line in card.indicators())
    return Picked(
        next(each for each in cards if _is_plain(each)),
        next(each for each in cards if each.grade_reason == "share" and each.score_grade == "S" and not each.parts),
        next(each for each in cards if each.parts and each.total is not None),
        next((card, line.id) for card, line in few if line.status is Status.REWEIGHTED and line.cases),
        next(each for each in cards if each.plan == "team-lead"),
    )


def _is_plain(card: Scorecard) -> bool:
    own = (card.plan, card.grade_reason, card.parts, card.score_grade in ("A", "B"))
    whole = all(line.score is not None for line in card.indicators() if line.base_weight)
    return whole and own == ("template", "", (), True)


@pytest.fixture(scope="module")
def book(quarter: Quarter, picked: Picked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their workbook, its formulas replaced by their values so that cells can be altered."""
    path = tmp_path_factory.mktemp("own") / "own.xlsx"
    write_scorecards(picked.cards, context_of(quarter.scored, quarter.records, "en", picked.cards), path)
    load_workbook(path, data_only=True).save(path)
    return path


def name_of(card: Scorecard) -> str:
    """The name of somebody's sheet."""
    return f"{card.name} {card.agent_id}"


def found(path: Path, *plans: Plan) -> Found:
    """Sheet and code of every finding."""
    return [(issue.where.sheet, issue.code) for issue in check_workbook(path, plans)[1]]


@pytest.mark.parametrize(
    ("lang", "given"), [("zh", ()), ("en", ("template",)), ("zh", ("team-lead", "complaints", "template"))]
)
def test_a_right_workbook_of_several_plans_has_no_finding(
    quarter: Quarter, lang: str, given: tuple[str, ...], tmp_path: Path
) -> None:
    cards = quarter.scored.cards
    path = write_scorecards(cards, context_of(quarter.scored, quarter.records, lang, cards), tmp_path / "x.xlsx")
    assert found(path, *map(plan_of, given)) == []
    statuses = {line.status for card in cards for line in card.indicators()}
    assert {Status.REWEIGHTED, Status.GUARD} <= statuses
    assert "share" in {card.grade_reason for card in cards}
    assert any(card.parts for card in cards)
    scales = {line.scale for card in cards if not card.parts for line in card.indicators() if line.target is not None}
    assert scales - {1, 3}


OTHERS = [
    ("2026", "", ("complaints",)),
    ("2026-08", "", ("template", "complaints")),
    ("2026-08-10..2026-09-20", "", ("template", "team-lead")),
    ("2026-Q3", "efficiency", ("template",)),
]


@pytest.mark.parametrize(
    ("period", "phase", "names"),
    [pytest.param(*each, id=f"{each[0]} {each[1]}", marks=pytest.mark.slow) for each in OTHERS],
)
def test_other_periods_and_phases_have_no_finding(
    quarter: Quarter, period: str, phase: str, names: tuple[str, ...], tmp_path: Path
) -> None:
    question = Question(tuple(map(plan_of, names)), parse_period(period), phase)
    scored = score_period(quarter.records, question)
    context = context_of(scored, quarter.records, "zh", scored.cards)
    assert found(write_scorecards(scored.cards, context, tmp_path / "x.xlsx")) == []


def row_of(sheet: Worksheet, text: str) -> int:
    """The first row with a cell of that text."""
    return next(row[0].row for row in sheet.iter_rows() if any(str(cell.value).lower() == text for cell in row))


def beside(sheet: Worksheet, label: str, value: object) -> object:
    """Writes the cell beside a label; returns what stood there."""
    row = row_of(sheet, label)
    at = next(cell.column for cell in sheet[row] if str(cell.value).lower() == label) + 1
    was = sheet.cell(row, at).value
    sheet.cell(row, at).value = value
    return was


def add(sheet: Worksheet, row: int, column: int, more: float) -> None:
    """Adds to a number."""
    sheet.cell(row, column).value += more


ALTERED: dict[str, tuple[Alter, set[str]]] = {
    "a score below its full marks": (
        lambda s: add(s, row_of(s, "ticket timeliness"), SCORE, -1),
        {"cell-target-beaten", "cell-not-by-rule"},
    ),
    "a score above the rule's": (
        lambda s: add(s, row_of(s, "customer satisfaction"), SCORE, 40),
        {"cell-above-weight"},
    ),
    "the total": (lambda s: add(s, row_of(s, TOTAL), SCORE, 5), {"cell-total-not-sum"}),
    "an actual": (lambda s: add(s, row_of(s, "first response time"), 5, 4000), {"cell-not-by-rule"}),
    "the count target": (lambda s: add(s, row_of(s, "knowledge contributions"), 4, 1), {"cell-target-not-plans"}),
    "the grade by score": (lambda s: beside(s, "grade by score", "C"), {"cell-grade-not-in-band"}),
    "a worse grade without a reason": (lambda s: beside(s, GRADE, "C To improve"), {"cell-grade-not-in-band"}),
    "no grade without a reason": (lambda s: beside(s, GRADE, "not rated"), {"cell-grade-without-reason"}),
}


@pytest.mark.parametrize(("alter", "codes"), ALTERED.values(), ids=list(ALTERED))
def test_an_altered_cell_is_found(picked: Picked, book: Path, alter: Alter, codes: set[str], tmp_path: Path) -> None:
    assert codes & {code for _, code in altered(book, name_of(picked.plain), alter, tmp_path)}


def altered(book: Path, name: str, alter: Alter, folder: Path) -> Found:
    """What is found after one sheet was altered; nothing in any other."""
    changed = load_workbook(book)
    alter(changed[name])
    changed.save(folder / "altered.xlsx")
    issues = found(folder / "altered.xlsx")
    assert {sheet for sheet, _ in issues} <= {name}
    return issues


def test_a_share_explains_one_grade_down_and_nothing_else(picked: Picked, book: Path, tmp_path: Path) -> None:
    name = name_of(picked.shared)
    for grade, code in (("S Outstanding", "cell-grade-not-shifted"), ("B Good", "cell-grade-not-in-band")):
        assert altered(book, name, partial(beside, label=GRADE, value=grade), tmp_path) == [(name, code)]
    assert altered(book, name, partial(beside, label="reason", value=None), tmp_path) == [
        (name, "cell-grade-not-in-band")
    ]


def test_the_total_of_somebody_who_moved_is_the_mean_of_the_postings(
    picked: Picked, book: Path, tmp_path: Path
) -> None:
    name = name_of(picked.moved)
    total = altered(book, name, lambda s: add(s, row_of(s, TOTAL), SCORE, -1), tmp_path)
    assert (name, "cell-total-not-mean") in total
    subtotal = altered(book, name, lambda s: add(s, row_of(s, "subtotal"), SCORE, -1), tmp_path)
    assert {code for _, code in subtotal} == {"cell-total-not-sum", "cell-total-not-mean"}


def test_too_few_cases_excuse_an_empty_score_only_where_they_are_too_few(
    quarter: Quarter, picked: Picked, book: Path, tmp_path: Path
) -> None:
    card, indicator = picked.few
    name, title = name_of(card), context_title(quarter, card.plan, indicator)
    issues = altered(book, name, lambda s: add(s, row_of(s, title), 6, 500), tmp_path)
    assert issues == [(name, "cell-enough-cases")]


def context_title(quarter: Quarter, plan: str, indicator: str) -> str:
    """An indicator's title as the English sheet prints it, in lower case."""
    return context_of(quarter.scored, quarter.records, "en", []).title(plan, indicator).lower()


def test_a_plan_that_nobody_has_is_told_once_and_one_with_other_content_too(book: Path, tmp_path: Path) -> None:
    changed = load_workbook(book)
    for sheet in changed.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if str(cell.value).startswith("Made from") and " template " in str(cell.value):
                    cell.value = str(cell.value).replace("Plan template ", "Plan template 0000")
    path = tmp_path / "other.xlsx"
    changed.save(path)
    assert [code for _, code in found(path)] == ["scorecard-plan-changed"]
    assert [code for _, code in found(path, plan_of("team-lead"))] == ["scorecard-plan-unknown"]


def test_stand_ins_and_vetoes_that_the_sheet_names_are_right_only_as_the_plan_has_them(tmp_path: Path) -> None:
    plan = standing_in()
    values = {each.id: each.target.value if each.target else None for each in plan.indicators()}
    gaps = {**values, "satisfaction": None, "fcr": None, "training": None}
    people = [Somebody(f"p{n}", [Stay(around_target(plan, Random(n)))]) for n in range(3)]
    people += [Somebody("gap", [Stay(gaps)]), Somebody("veto", [Stay(values, vetoed=True)])]
    past = Staff([Somebody("gap", [Stay(values)])], {"": plan}).cards()
    staff = Staff(people, {"": plan}, inputs=Inputs(previous=past))
    cards = staff.cards()
    assert {Status.CARRIED, Status.NEUTRAL, Status.ZERO} <= {line.status for line in cards[0].indicators()}
    assert [card.grade_reason for card in cards if card.vetoes] == ["veto:breach"]
    path = write_scorecards(cards, staff.context("zh"), tmp_path / "filled.xlsx")
    assert found(path, plan) == []
    strict = replace(plan, vetoes=(), dimensions=plan_of("template").dimensions)  # no veto, nothing stands in
    assert {code for _, code in found(path, strict)} >= {
        "cell-grade-not-in-band",
        "cell-total-not-sum",
        "cell-without-actual",
    }


def standing_in() -> Plan:
    """The template with a policy of each kind for what is missing, and a veto that sets a score, a dimension, a cap."""
    base = plan_of("template")
    policy = {"satisfaction": Missing.CARRY, "fcr": Missing.NEUTRAL, "training": Missing.ZERO}
    dimensions = tuple(
        replace(d, indicators=tuple(replace(i, missing=policy.get(i.id, i.missing)) for i in d.indicators))
        for d in base.dimensions
    )
    asked = base.vetoes[0]

    def veto(name: str, **does: object) -> Veto:
        return replace(asked, id=name, title={"zh": name, "en": name}, **{"grade_at_most": "", **does})

    vetoes = (
        veto("late", sets="indicator:timeliness", points=Decimal(0)),
        veto("alone", sets="dimension:teamwork", points=Decimal(0)),
        veto("breach", grade_at_most="C"),
    )
    return replace(base, dimensions=dimensions, vetoes=vetoes)
