"""What people read is in their language; what programs read keeps its documented names."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pytest

from deskmerit.chain.groups import groups_of
from deskmerit.chain.measure import CaseQuestion, Done, case_rows, measure_workspace
from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.score_groups import Group
from deskmerit.metrics import CATALOGUE
from deskmerit.report.catalogue import metric_table, plan_table
from deskmerit.report.groups import COLUMNS, group_table, group_totals_table
from deskmerit.report.heads import CELLS, HEADS, in_words
from deskmerit.report.measures import MEASURE, measure_table
from deskmerit.report.messages import render
from deskmerit.report.money import AWARD, NOTES, award_note, award_table
from deskmerit.report.records import CASES, case_table
from deskmerit.report.rows import PERSON, SCORE, issue_table, person_table, score_table
from deskmerit.report.table import Table
from deskmerit.report.write import to_csv, to_html, to_screen
from report.conftest import Quarter
from report.staff import plan_of


@dataclass(frozen=True)
class Told:
    """What the tables tell of the quarter, worked out once for both languages."""

    quarter: Quarter
    done: Done
    cases: Sequence[Mapping[str, object]]
    groups: Sequence[Group]


@pytest.fixture(scope="module")
def told(quarter: Quarter) -> Told:
    records, asked = quarter.records, quarter.scored.question
    return Told(
        quarter,
        measure_workspace(records, [plan_of("complaints")], asked.period, None, None),
        case_rows(records, [], CaseQuestion("satisfaction", period=asked.period))[0],
        teams_and_others(quarter, "team"),
    )


def teams_and_others(quarter: Quarter, by: str) -> Sequence[Group]:
    """The groups of the quarter by the first of its plans."""
    asked = replace(quarter.scored.question, plans=quarter.scored.question.plans[:1])
    return groups_of(quarter.records, asked, by, compare=False)


def tables(told: Told, lang: str) -> Iterator[tuple[Table, tuple[str, ...]]]:
    """Every table that a command prints, with its stable columns."""
    scored, done = told.quarter.scored, told.done
    yield measure_table(done.facts, done.specs, done.metrics, lang), MEASURE
    yield case_table(told.cases, lang), CASES
    yield score_table(scored.cards, lang), SCORE
    yield person_table(scored.cards, lang, rank=True), ("rank", *PERSON)
    yield group_table(told.groups, {}, lang), COLUMNS
    yield award_table([], lang), AWARD
    findings = [Issue(Level.WARNING, "weights-not-100", Where(path="phases.x"), {"sum": "105"})]
    yield issue_table(findings, lang), ("level", "code", "where", "message", "fix")
    yield metric_table(CATALOGUE, lang), metric_table(CATALOGUE, "en").columns
    yield plan_table([plan_of("template")], lang), ("plan", "title", "positions", "indicators", "phases")


def test_heads_and_coded_cells_are_chinese_on_screen_and_page_and_stable_in_files(told: Told) -> None:
    for table, columns in tables(told, "zh"):
        shown = in_words(table)
        assert table.columns == columns
        assert [head for head in shown.columns if re.search("[a-z]", head)] == []
        for at, name in enumerate(columns):
            codes = {str(row[at]) for row in shown.rows} & set(CELLS.get(name, {}))
            assert not codes, (name, codes)
        header = next(csv.reader(io.StringIO("".join(to_csv(table)))))
        assert tuple(header) == columns
        screen = to_screen(table, width=2000)
        assert all(head in screen for head in shown.columns)
        assert f"<th>{shown.columns[0]}</th>" in to_html(table)


def test_files_are_the_same_in_both_languages_but_for_words(told: Told) -> None:
    """Codes stay codes: levels, statuses, reasons of grades, whether a case is counted."""
    for (zh, columns), (en, _) in zip(tables(told, "zh"), tables(told, "en"), strict=True):
        for at, name in enumerate(columns):
            if name in CELLS or name == "grade_reason":
                assert [row[at] for row in zh.rows] == [row[at] for row in en.rows]


def test_every_stable_column_has_a_chinese_head() -> None:
    assert {*MEASURE, *CASES, *SCORE, *PERSON, *COLUMNS, *AWARD} - set(HEADS) == set()


@pytest.mark.parametrize("by", ["team", "position", "site", "account"])
def test_the_totals_of_groups_name_the_group_in_words(told: Told, by: str) -> None:
    groups = told.groups if by == "team" else teams_and_others(told.quarter, by)
    for lang in ("zh", "en"):
        head = group_totals_table(groups, {}, lang).columns[0]
        assert head != by
        assert bool(re.search("[a-z]", head)) is (lang == "en") or not groups


@pytest.mark.parametrize(
    ("code", "params", "said"),
    [
        ("budget-scaled", {"due": "41862.8", "budget": "40000", "currency": "EUR"}, "€ 41,862.80"),
        ("budget-stopped", {"due": "41862.8", "budget": "40000"}, "应发 41,862.80，"),
        ("below-minimum-wage", {"total": "1200", "wage": "2690", "currency": "CNY"}, "¥ 2,690.00"),
        ("pool-without-shares", {"amount": "50000", "currency": "CNY"}, "¥ 50,000.00"),
        ("budget-can-be-exceeded", {"thousand": "1500", "budget": "1000", "currency": "CNY"}, "¥ 1,000.00"),
    ],
)
def test_amounts_in_a_finding_read_as_money(code: str, params: Mapping[str, object], said: str) -> None:
    found = Issue(Level.WARNING, code, Where(), {"award": "bonus", **params})
    assert said in render(found, "zh")[0]
    assert found.params["award"] == "bonus"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_note_of_an_award_names_tables_by_name_and_amounts_as_money(lang: str) -> None:
    notes = [
        award_note(code, dict.fromkeys(("pool", "due", "budget"), "1000.5") | SHARE, "CNY", lang)
        for code in NOTES[lang]
    ]
    assert not any("`" in each or "1000.5" in each for each in notes)
    assert sum("¥ 1,000.50" in each for each in notes) == 3
    assert not any(re.search("[a-z]{3}", each) for each in notes if lang == "zh")


SHARE = {"position": "岗", "grade": "A", "posted_days": 1, "working_days": 2, "product": "1", "products": "2",
         "factor": "0.9"}  # fmt: skip
