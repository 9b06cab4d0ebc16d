"""The appeal's cascade on random centres: the consequence told is what a full run gives, and nobody is worse off."""

import csv
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from deskmerit.core.award import AwardLine
from deskmerit.core.grade import NOT_RATED, order
from deskmerit.core.plan import Plan
from deskmerit.records.columns import TABLES
from deskmerit.records.written import texts
from deskmerit.web.bridge.codec import dumps, loads
from deskmerit.web.bridge.consequence import Consequence, Published, consequence, kept_cards, published
from deskmerit.web.bridge.runs import Run, Wanted, make_run
from web.bridge.conftest import QUARTER, Centre, small_plan

MONEY = Wanted(steps=False, trends=False, teams=False, awards=True)
type Rows = list[dict[str, object]]


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table's file."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def decided(folder: Path, seed: int) -> Rows:
    """Random corrections of every kind, decided after the quarter."""
    random = Random(seed)
    surveys = [row["survey_id"] for row in table(folder, "surveys") if row["score"]]
    tickets = [row["ticket_id"] for row in table(folder, "tickets")]
    articles = [row["contribution_id"] for row in table(folder, "articles")]
    people = [row["agent_id"] for row in table(folder, "agents") if row["kind"] == "human"]
    rows: Rows = [exclude("surveys", each) for each in random.sample(surveys, 6)]
    rows += [exclude("tickets", each) for each in random.sample(tickets, 4)]
    rows += [exclude("tickets", each) | {"metric": "ticket_timeliness"} for each in random.sample(tickets, 2)]
    rows += [exclude("articles", each) for each in random.sample(articles, 2)]
    rows += [
        {"kind": "reattribute", "table": "tickets", "record_id": each, "new": random.choice(people)}
        for each in random.sample(tickets, 8)
    ]
    rows += [
        {"kind": "correct", "table": "surveys", "record_id": each, "field": "score", "new": "5"}
        for each in random.sample(surveys, 6)
    ]
    said = {"reason": "复核属实", "decided_by": "HR01", "decided_at": datetime(2026, 10, 9, 1, tzinfo=UTC)}
    return [{**row, **said, "adjustment_id": f"X{at:03}"} for at, row in enumerate(rows)]


def exclude(table_: str, record: str) -> dict[str, object]:
    return {"kind": "exclude", "table": table_, "record_id": record}


def appended(folder: Path, to: Path, rows: Rows) -> Path:
    """A copy of a workspace whose own file of corrections holds the rows too."""
    shutil.copytree(folder, to)
    spec = TABLES["adjustments"]
    there = table(to, "adjustments")
    with (to / "adjustments.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(spec.schema.names)
        out.writerows([row.get(name, "") for name in spec.schema.names] for row in there)
        out.writerows(texts(spec, rows))
    return to


def cascades(folder: Path, plans: Sequence[Plan], before: Run, seed: int, copy: Path) -> Consequence:
    """Recomputes with random corrections both ways and holds what must always hold."""
    rows = decided(folder, seed)
    again = make_run(folder, plans, QUARTER, extra={"adjustments": rows}, wanted=MONEY)
    full = make_run(appended(folder, copy, rows), plans, QUARTER, wanted=MONEY)
    assert (again.cards, again.awards, again.wishes) == (full.cards, full.awards, full.wishes)
    assert again.data == full.data != before.data
    told = published(before)
    found = consequence(told, again, plans)
    nobody_is_worse_off(told, again, plans, found)
    pools_add_up(plans, told, again, found)
    assert loads(Consequence, dumps(Consequence, found)) == found
    more = Published(told.cards, told.awards, told.wishes, earlier=found.corrections)
    assert consequence(more, again, plans).corrections == (), "a correction is never made twice"
    return found


def nobody_is_worse_off(told: Published, again: Run, plans: Sequence[Plan], found: Consequence) -> None:
    at = {grade: Decimal(place) for plan in plans for grade, place in order(plan.grades).items()}
    at_of = at | {NOT_RATED: max(at.values()) - Decimal("0.5")}
    kept = {each.agent_id: each.kept for each in kept_cards(told.cards, again.cards, plans)}
    for card in told.cards:
        new = kept[card.agent_id]
        assert at_of[new.grade] <= at_of[card.grade]
        assert at_of[new.grade] < at_of[card.grade] or (new.total or 0) >= (card.total or 0)
        change = found.of(card.agent_id)
        if change is None:
            assert again.card(card.agent_id) == card or new == card
        else:
            assert change.kept.grade == new.grade
            assert not (change.raised and change.spared)
            assert all(each.kept >= (each.published or 0) for each in change.money)


def pools_add_up(plans: Sequence[Plan], told: Published, again: Run, found: Consequence) -> None:
    pools = {award.id: award.amount for plan in plans for award in plan.awards if award.kind == "pool"}
    for pool, amount in pools.items():
        assert total(told.awards, pool) == total(again.awards, pool) == amount
    assert all(each.amount > 0 for each in found.corrections)
    owed = {(line.award, line.agent_id): line.amount or Decimal(0) for line in told.awards}
    for each in found.corrections:
        owed[each.award, each.agent_id] += each.amount
    again_by = {(line.award, line.agent_id): line.amount or Decimal(0) for line in again.awards}
    before = {(line.award, line.agent_id): line.amount or Decimal(0) for line in told.awards}
    assert owed == {key: max(before[key], again_by.get(key, Decimal(0))) for key in before}
    assert sum(found.money().values()) == sum(each.amount for each in found.corrections)


def total(lines: Sequence[AwardLine], award: str) -> Decimal:
    return sum((line.amount or Decimal(0) for line in lines if line.award == award), Decimal(0))


def test_an_upheld_appeal_lowers_nobody_and_pools_still_add_up(small_centre: Centre, tmp_path: Path) -> None:
    found = cascades(small_centre.folder, small_centre.plans, small_centre.run, 3, tmp_path / "copy")
    assert any(each.lines for each in found.people)
    assert any(each.raised for each in found.people)
    assert any(each.spared for each in found.people)
    assert found.corrections


def test_without_a_correction_nothing_follows(small_centre: Centre) -> None:
    found = consequence(published(small_centre.run), small_centre.run, small_centre.plans)
    assert found == Consequence((), (), (), ())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_the_appeal_cascade_on_random_centres(
    seed: int, tmp_path: Path, make_centre: Callable[[Path, int], Path]
) -> None:
    folder, plans = make_centre(tmp_path / "centre", seed), (small_plan(),)
    before = make_run(folder, plans, QUARTER, wanted=MONEY)
    for turn in range(3):
        cascades(folder, plans, before, seed * 100 + turn, tmp_path / f"copy{turn}")


def test_each_correction_is_told_by_person_line_and_team(small_centre: Centre) -> None:
    run = small_centre.run
    card = next(card for card in run.cards if any(line.id == "knowledge" and line.actual for line in card.indicators()))
    articles = [
        row for row in small_centre.csv("articles") if row["agent_id"] == card.agent_id and row["accepted"] == "true"
    ]
    said: Mapping[str, object] = {"reason": "x", "decided_by": "HR01", "decided_at": datetime(2026, 10, 9, tzinfo=UTC)}
    taken = [exclude("articles", row["contribution_id"]) for row in articles]
    rows = [{**each, **said, "adjustment_id": f"A{at}"} for at, each in enumerate(taken)]
    wanted = Wanted(steps=False, trends=False)
    again = make_run(small_centre.folder, small_centre.plans, QUARTER, extra={"adjustments": rows}, wanted=wanted)
    found = consequence(published(run), again, small_centre.plans)
    mine = found.of(card.agent_id)
    assert mine is not None
    assert [line.indicator for line in mine.lines] == ["knowledge"]
    (line,) = mine.lines
    assert line.before is not None
    assert line.after is not None
    assert line.after.actual == 0 < line.before.actual  # type: ignore[operator]  # both are measured
    assert mine.spared
    assert card.place.team in [each.team for each in found.teams]
    team = next(each for each in found.teams if each.team == card.place.team)
    assert [each.indicator for each in team.lines] == ["knowledge"]
    (measure,) = team.lines
    assert measure.before is not None
    assert measure.after is not None
    assert measure.after.actual < measure.before.actual  # type: ignore[operator]  # both are measured
