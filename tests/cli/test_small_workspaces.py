"""Small workspaces a manager could type: leave, years that still run, values entered by hand, records with errors."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from cli.conftest import remembering
from deskmerit.core.metric import MeasureSpec
from deskmerit.metrics.began import began
from deskmerit.sources.load import load

PLAN = """
plan: small
title: {en: Small, zh: 小组}
dimensions:
  - id: result
    title: {en: Result, zh: 结果}
    indicators:
      - {id: sat, title: {en: Satisfaction, zh: 满意度}, metric: satisfaction, target: {at_least: 4.5}, weight: 60,
         rule: {deduct: {points: 3, per: 0.1, step: completed}}, missing: manual}
      - {id: exams, title: {en: Exams, zh: 考核}, metric: training_pass_rate, target: {at_least: 100}, weight: 30,
         rule: {deduct: {points: 2, per: 10, step: completed}}, missing: manual}
      - {id: know, title: {en: Knowledge, zh: 知识}, metric: knowledge_contributions, target: {at_least: 3}, weight: 10,
         rule: {deduct: {points: 4, per: 1, step: completed}}}
phases:
  words: {sat: 10, exams: 10, know: 80}
grades: [{id: S, from: 90}, {id: A, from: 80}, {id: B, from: 70}, {id: C}]
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A workspace of two people in 2026 with surveys, exams and articles of the third quarter."""
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "deskmerit.yaml").write_text("zone: Asia/Shanghai\nprotected_leave: [产假]\n", encoding="utf-8")
    people = ("ann", "bo")
    table(folder, "agents", [{"agent_id": who, "name": who, "kind": "human"} for who in people])
    table(
        folder, "postings", [{"agent_id": w, "team": "t", "position": "p", "from_date": "2026-07-01"} for w in people]
    )
    times = {"sent_at": "2026-08-03T02:00:00Z", "answered_at": "2026-08-03T03:00:00Z"}
    rating = {"score": 5, "scale_min": 1, "scale_max": 5}
    table(folder, "surveys", [{"survey_id": f"s-{w}", "agent_id": w, **times, **rating} for w in people])
    exam = {"course": "c", "held_at": "2026-08-04T02:00:00Z", "required": "true", "attended": "true", "passed": "true"}
    table(folder, "trainings", [{"enrolment_id": f"e-{w}", "agent_id": w, **exam} for w in people])
    new = {"action": "created", "accepted": "true", "contributed_at": "2026-09-30T02:00:00Z"}
    articles = [{"contribution_id": f"{w}{n}", "agent_id": w, "article_id": n, **new} for w in people for n in range(9)]
    table(folder, "articles", articles)
    return folder


def table(folder: Path, name: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Writes rows as a table of the workspace."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def scored(run, desk: Path, period: str, *more: str, code: int = 0) -> dict[tuple[str, str], dict[str, str]]:  # type: ignore[no-untyped-def]  # fixtures
    """The rows of a score by person and indicator ("" for the person as a whole)."""
    ask = ("score", desk, "--plan", desk.parent / "plan.yaml", "--period", period, "--format", "csv", *more)
    found = {}
    with remembering(desk):
        for rows in ("person", "indicator"):
            result = run(*ask, "--rows", rows)
            assert result.exit_code == code, result.output
            listed = csv.DictReader(io.StringIO(result.stdout))
            found |= {(row["agent_id"], row.get("indicator", "")): row for row in listed}
    return found


def test_a_quarter_that_has_not_begun_takes_no_part_in_the_year(run, desk) -> None:
    quarter, year = scored(run, desk, "2026-Q3"), scored(run, desk, "2026")
    assert quarter["ann", ""]["total"] == year["ann", ""]["total"] == "100.00"
    assert year["ann", "quarters"]["actual"] == "100.00"


def _posted_since_january(desk: Path) -> None:
    rows = csv.DictReader((desk / "postings.csv").open(encoding="utf-8"))
    table(desk, "postings", [row | {"from_date": "2026-01-01"} for row in rows])


def test_a_quarter_before_the_first_record_takes_no_part_in_the_year(run, desk) -> None:
    _posted_since_january(desk)
    assert scored(run, desk, "2026-Q2")["ann", ""]["total"] == "0.00"  # the count of articles: 0 of 9
    assert scored(run, desk, "2026")["ann", ""]["total"] == "100.00"
    plan = ("--plan", desk.parent / "plan.yaml", "--period", "2026")
    told = run("score", desk, *plan).stderr
    assert "2026-Q1, 2026-Q2 end before the first record (2026-08-03): they take no part in 2026" in told
    assert (
        "2026-Q1 takes no part: it ends before the first record" in run("explain", desk, *plan, "--agent", "bo").stdout
    )


def test_a_quarter_without_anything_of_a_person_takes_no_share_in_that_persons_year(run, desk) -> None:
    _posted_since_january(desk)
    rows = list(csv.DictReader((desk / "articles.csv").open(encoding="utf-8")))
    early = next(row for row in rows if row["agent_id"] == "bo")
    table(desk, "articles", [*rows, early | {"contribution_id": "early", "contributed_at": "2026-06-30T15:59:59Z"}])
    year = scored(run, desk, "2026")
    assert year["ann", ""]["total"] == "100.00"
    assert Decimal(year["bo", ""]["total"]) < 60  # an article in the second quarter, in which the records then begin
    plan = ("--plan", desk.parent / "plan.yaml", "--period", "2026", "--agent", "ann")
    assert "2026-Q2 takes no part: nothing was measured in it" in run("explain", desk, *plan).stdout


def test_a_quarter_that_ends_as_the_records_begin_takes_no_part(run, desk) -> None:
    _posted_since_january(desk)
    rows = list(csv.DictReader((desk / "surveys.csv").open(encoding="utf-8")))
    midnight = dict.fromkeys(("sent_at", "answered_at"), "2026-06-30T16:00:00Z")  # 1 July in Shanghai
    table(desk, "surveys", [*rows, rows[0] | midnight | {"survey_id": "s-first"}])
    told = run("score", desk, "--plan", desk.parent / "plan.yaml", "--period", "2026").stderr
    assert "2026-Q1, 2026-Q2 end before the first record (2026-07-01)" in told


@pytest.mark.parametrize("name", ["sat", "satisfaction"])
def test_what_a_hand_or_a_source_gives_begins_the_records_too(desk, name) -> None:
    def first() -> str:
        begins = began(load(desk).records, [MeasureSpec("satisfaction")])
        return "" if begins is None else begins.isoformat()

    assert first() == "2026-08-03T02:00:00+00:00"
    entry = {"agent_id": "ann", "entered_by": "lead", "confirmed_by": "panel", "numerator": 5, "denominator": 1}
    table(desk, "entries", [entry | {"metric": name, "month": "2026-04"}])
    assert first() == "2026-03-31T16:00:00+00:00"
    figure = {"agent_id": "ann", "from_date": "2026-02-01", "to_date": "2026-03-01", "value": 5, "cases": 4}
    table(desk, "figures", [figure | {"metric": metric, "source": "s"} for metric in ("satisfaction", "reopen_rate")])
    assert first() == "2026-01-31T16:00:00+00:00"
    for gone in ("surveys", "entries", "figures"):
        (desk / f"{gone}.csv").unlink()
    assert first() == ""


@pytest.mark.slow
def test_the_phase_of_a_year_is_the_phase_of_its_quarters(run, desk) -> None:
    table(desk, "articles", list(csv.DictReader((desk / "articles.csv").open(encoding="utf-8")))[:3])
    plain, words = scored(run, desk, "2026"), scored(run, desk, "2026", "--phase", "words")
    assert (plain["bo", ""]["total"], words["bo", ""]["total"]) == ("90.00", "20.00")


@pytest.mark.parametrize(("leave", "worked"), [(480, 0), (240, 240), (0, 0)])
def test_a_day_partly_on_protected_leave_asks_for_no_contributions(run, desk, leave, worked) -> None:
    days = [date(2026, 7, 1) + timedelta(n) for n in range(31)]
    row = {"agent_id": "ann", "due_minutes": 480, "worked_minutes": worked, "leave_minutes": leave}
    table(desk, "attendance", [{**row, "date": day, "leave_kind": "产假"} for day in days])
    found = scored(run, desk, "2026-Q3")
    assert (found["ann", "know"]["target"], found["bo", "know"]["target"]) == ("5", "9")  # 3 × 3 × 43/66, floored


def test_an_entry_by_hand_keeps_its_decimals_and_the_unit_of_its_metric(run, desk) -> None:
    for name in ("surveys", "trainings"):
        kept = [row for row in csv.DictReader((desk / f"{name}.csv").open(encoding="utf-8")) if row["agent_id"] == "bo"]
        table(desk, name, kept)
    told = {"agent_id": "ann", "entered_by": "lead", "confirmed_by": "panel"}
    months = [
        {**told, "metric": "sat", "month": f"2026-0{m}", "numerator": v, "denominator": 1}
        for m, v in ((7, "4.5"), (9, "4.4"))
    ]
    exams = {**told, "metric": "training_pass_rate", "month": "2026-08", "numerator": 9, "denominator": 10}
    table(desk, "entries", [*months, exams])
    found = scored(run, desk, "2026-Q3")
    assert (found["ann", "sat"]["actual"], found["ann", "sat"]["status"]) == ("4.45", "manual")
    assert (found["ann", "exams"]["actual"], found["ann", "exams"]["score"]) == ("90.00", "28.00")


def test_records_with_errors_are_scored_without_them_and_end_with_1(run, desk) -> None:
    with (desk / "surveys.csv").open("a", encoding="utf-8") as file:
        file.write("s-x,ann,2026-08-03T02:00:00Z,not a time,5,1,5\n")
    assert scored(run, desk, "2026-Q3", code=1)["ann", "sat"]["cases"] == "1"
    plan = ("--plan", desk.parent / "plan.yaml", "--period", "2026-Q3")
    for command in (("measure",), ("cases", "--metric", "satisfaction"), ("score", "--by", "team", *plan)):
        result = run(command[0], desk, *command[1:])
        assert (result.exit_code, "deskmerit validate" in result.stderr) == (1, True), command


@pytest.mark.parametrize(
    "command", [("lint", "no-such-plan"), ("score", "DESK", "--plan", "none.yaml", "--period", "2026")]
)
def test_a_plan_that_is_not_there_is_wrong_use(run, desk, command) -> None:
    result = run(*[desk if each == "DESK" else each for each in command])
    assert result.exit_code == 2
    assert "as-printed" in result.stderr
