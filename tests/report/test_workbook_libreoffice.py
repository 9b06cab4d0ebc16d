"""The workbook in a real spreadsheet: actuals are changed, LibreOffice recalculates, every score is ours."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from deskmerit.core.facts import Place
from deskmerit.core.metric import Kind, Unit
from deskmerit.core.number import round_half_up
from deskmerit.core.period import PeriodKind
from deskmerit.core.plan import Plan
from deskmerit.core.rules import Linear, PassFail
from deskmerit.core.score import score_given
from deskmerit.core.scorecard import IndicatorScore, Scorecard
from deskmerit.report.rows import lines
from deskmerit.report.workbook.scorecards import write_scorecards
from report.staff import Somebody, Staff, Stay, around_target, plan_of, scored_lines, shipped

ACTUAL, SCORE = 5, 8  # columns of the sheet, from 1
RED, BLUE = Place("red", "agent"), Place("blue", "agent")


def _office() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        reason = "LibreOffice (soffice) is not installed: the workbook's formulas can't be recalculated here"
        if os.environ.get("DESKMERIT_NEEDS_ALL"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@dataclass(frozen=True)
class Pair:
    """The same people before and after their actuals were changed."""

    name: str
    before: list[Scorecard]
    after: list[Scorecard]
    staff: Staff


def _people(plan: Plan, random: Random) -> list[Somebody]:
    """Somebody measured on everything, with gaps, who moved, under vetoes, with too few cases; names like formulas."""
    weighted = [each.id for each in scored_lines(plan) if each.weight and each.metric.kind is not Kind.COUNT]
    gaps = frozenset(random.sample(weighted, min(2, len(weighted) - 1)))
    return [
        Somebody("a", [Stay(around_target(plan, random))], "王芳"),
        Somebody("b", [Stay(around_target(plan, random, gaps))], "=1+1"),
        Somebody("c", [Stay(around_target(plan, random), RED, 40), Stay(around_target(plan, random), BLUE, 25)]),
        Somebody("d", [Stay(around_target(plan, random), vetoed=True)], "@SUM(A1)"),
        Somebody("e", [Stay(around_target(plan, random), few=frozenset(weighted[:1]))], "-张'三[*]"),
    ]


def _moved(people: Sequence[Somebody], plan: Plan, random: Random) -> list[Somebody]:
    """The same people with other values wherever there was one."""
    changed = []
    for one in people:
        stays = []
        for stay in one.stays:
            fresh = around_target(plan, random)
            kept = {id: None if value is None else fresh[id] for id, value in stay.values.items()}
            stays.append(replace(stay, values=kept | {id: stay.values[id] for id in stay.few}))
        changed.append(replace(one, stays=stays))
    return changed


def _pair(plan: Plan, seed: int) -> Pair:
    random = Random(seed)
    before = Staff(_people(plan, random), {"": plan})
    after = replace(before, people=_moved(before.people, plan, random))
    return Pair(plan.id, before.cards(), after.cards(), before)


def _between_plans() -> Pair:
    """Somebody who left one post for another: two plans on one sheet."""
    plans = {"客服专员": plan_of("template"), "投诉处理": plan_of("complaints")}

    def staff(seed: int) -> Staff:
        random = Random(seed)
        stays = [Stay(around_target(plan, random), Place("红", at), 30) for at, plan in plans.items()]
        return Staff([Somebody("m", stays, "林小雨")], plans)

    return Pair("moved", staff(1).cards(), staff(2).cards(), staff(1))


def _rules() -> Pair:
    """The template with the rules that no shipped plan may use: a line with a stretch, all or nothing."""
    plan = plan_of("template")
    rules = {
        "fcr": Linear(Decimal(60), stretch=Decimal(99)),
        "timeliness": PassFail(),
        "first_response": Linear(Decimal(90)),
    }
    dimensions = tuple(
        replace(each, indicators=tuple(replace(one, rule=rules.get(one.id, one.rule)) for one in each.indicators))
        for each in plan.dimensions
    )
    return _pair(replace(plan, id="rules", dimensions=dimensions), 5)


def _rows(sheet: Worksheet, cards_lines: list[IndicatorScore], titles: list[str]) -> list[int]:
    """The sheet's row of each line, in order."""
    found, wanted = [], list(titles)
    for row in range(1, sheet.max_row + 1):
        if wanted and sheet.cell(row, 2).value == wanted[0]:
            found.append(row)
            wanted.pop(0)
    assert len(found) == len(cards_lines), sheet.title
    return found


def _sheets(pair: Pair, book: object) -> list[tuple[Worksheet, Scorecard, Scorecard, list[int]]]:
    context, found = pair.staff.context(), []
    for before, after in zip(pair.before, pair.after, strict=True):
        sheet = next(each for each in book.worksheets if each.title.endswith(f" {before.agent_id}"))  # type: ignore[attr-defined]  # openpyxl's Workbook
        plans = {part.place: part.plan for part in before.parts}
        titles = [context.title(plans.get(place, before.plan), line.id) for place, line in lines(before)]
        found.append((sheet, before, after, _rows(sheet, [line for _, line in lines(before)], titles)))
    return found


def _change(path: Path, pair: Pair) -> None:
    """Types the new actuals into the workbook's cells, per cents as per cents."""
    book = load_workbook(path)
    for sheet, before, after, rows in _sheets(pair, book):
        for row, (_, was), (_, now) in zip(rows, lines(before), lines(after), strict=True):
            if was.actual != now.actual and now.actual is not None:
                typed = now.actual / 100 if now.unit is Unit.PERCENT else now.actual
                sheet.cell(row, ACTUAL).value = float(typed)
    book.save(path)


ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>
"""


def _recalculated(folder: Path, files: list[Path]) -> Path:
    """The files as LibreOffice computes them, whatever values they carried."""
    office = _office()
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), *map(str, files)], check=True, capture_output=True, timeout=300)
    return out


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    """Every shipped plan, two more rules, and somebody between two plans."""
    return [*(_pair(plan, seed) for seed, plan in enumerate(shipped(), start=20)), _rules(), _between_plans()]


@pytest.fixture(scope="module")
def computed(pairs: list[Pair], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each pair's workbook, changed and recalculated, and one untouched."""
    _office()
    folder = tmp_path_factory.mktemp("office")
    files = []
    for pair in pairs:
        path = write_scorecards(pair.before, pair.staff.context(), folder / f"{pair.name}.xlsx")
        _change(path, pair)
        files.append(path)
    files.append(write_scorecards(pairs[0].before, pairs[0].staff.context(), folder / "untouched.xlsx"))
    files.append(_filled_blank(folder / "blank.xlsx"))
    return _recalculated(folder, files)


def _filled_blank(path: Path) -> Path:
    """A blank Template 2 with the printed person typed in."""
    from deskmerit.chain.blank import write_blank

    write_blank(plan_of("template"), "2026-09", "", path, "zh")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    typed = {"平均首次响应时长": 28, "工单处理及时率": 0.97, "客户满意度": 4.7, "一次性解决率": 0.92}
    typed |= {"知识库贡献度": 3, "培训考核通过率": 1}
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, 2).value in typed:
            sheet.cell(row, ACTUAL).value = typed[sheet.cell(row, 2).value]
    book.save(path)
    return path


def _figure(value: object) -> Decimal | None:
    return round_half_up(Decimal(repr(value)), 2) if isinstance(value, int | float) else None


def test_libreoffice_computes_every_score_and_total_as_we_do(pairs: list[Pair], computed: Path) -> None:
    changed = compared = 0
    for pair in pairs:
        book = load_workbook(computed / f"{pair.name}.xlsx", data_only=True)
        for sheet, before, after, rows in _sheets(pair, book):
            for row, (_, was), (_, now) in zip(rows, lines(before), lines(after), strict=True):
                place = f"{pair.name} {sheet.title} {now.id} {now.actual}"
                assert _figure(sheet.cell(row, SCORE).value) == now.score, place
                compared += 1
                changed += was.score != now.score
            totals = [
                _figure(sheet.cell(row, SCORE).value) for row in range(1, sheet.max_row + 1) if _sum_row(sheet, row)
            ]
            assert totals == [*(part.total for part in after.parts), after.total], f"{pair.name} {sheet.title}"
            assert _beside(sheet, "Grade by score") == (after.score_grade or None), f"{pair.name} {sheet.title}"
    assert compared > 250
    assert changed > 100, "the actuals were changed and nothing was recalculated"


def test_the_summary_follows_the_sheets(pairs: list[Pair], computed: Path) -> None:
    for pair in pairs:
        summary = load_workbook(computed / f"{pair.name}.xlsx", data_only=True).worksheets[0]
        shown = {str(row[1].value): (_figure(row[4].value), row[6].value) for row in summary.iter_rows(min_row=4)}
        for card in pair.after:
            assert shown[card.employee_no] == (card.total, card.score_grade or None)


def test_an_untouched_workbook_is_recomputed_to_the_same_figures(pairs: list[Pair], computed: Path) -> None:
    book = load_workbook(computed / "untouched.xlsx", data_only=True)
    for sheet, before, _after, rows in _sheets(pairs[0], book):
        assert [_figure(sheet.cell(row, SCORE).value) for row in rows] == [line.score for _, line in lines(before)]


def test_a_blank_scorecard_scores_the_printed_person_as_they_type(computed: Path) -> None:
    sheet = load_workbook(computed / "blank.xlsx", data_only=True).worksheets[0]
    scores = [_figure(sheet.cell(row, SCORE).value) for row in range(6, 14)]
    assert [score for score in scores if score is not None] == [15, 9, 30, 25, 10, 10]
    assert (
        next(_figure(sheet.cell(row, SCORE).value) for row in range(1, 30) if sheet.cell(row, 1).value == "总分") == 99
    )
    assert _beside(sheet, "按分评级") == "S"
    assert score_given(plan_of("template"), {}, PeriodKind.MONTH).total is None


def test_names_that_look_like_formulas_stay_names(pairs: list[Pair], computed: Path) -> None:
    book = load_workbook(computed / f"{pairs[0].name}.xlsx")
    names = {str(row[0].value) for row in book.worksheets[0].iter_rows(min_row=4) if row[0].value}
    assert {"=1+1", "@SUM(A1)", "-张'三[*]"} <= names
    for cell in (cell for row in book.worksheets[0].iter_rows(min_row=4) for cell in row[:1]):
        assert cell.data_type != "f"


def _sum_row(sheet: Worksheet, row: int) -> bool:
    return sheet.cell(row, 1).value in ("Subtotal", "Total")


def _beside(sheet: Worksheet, label: str) -> object:
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == label)
    return sheet.cell(row, 2).value or None
