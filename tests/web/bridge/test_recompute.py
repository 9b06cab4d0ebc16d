"""An appeal weighed before it is decided equals a full recomputation afterwards; nobody is worse off."""

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from deskmerit.core.grade import order
from deskmerit.core.recount import recount
from deskmerit.web.bridge.adjust import facts, look
from deskmerit.web.bridge.consequence import kept_cards
from deskmerit.web.bridge.recompute import Asked, Told, better, compared, paid, shifted, weighed
from deskmerit.web.bridge.runs import Run, make_run
from deskmerit.web.bridge.tables import write_table
from web.bridge.conftest import QUARTER, Centre

WHEN = datetime(2026, 10, 12, tzinfo=UTC)


def row(number: int, record: str, table: str = "surveys", **more: object) -> dict[str, object]:
    """A correction as a row of adjustments."""
    given = {"adjustment_id": f"A{number}", "kind": "exclude", "table": table, "record_id": record}
    return {**given, "reason": "申诉", "decided_by": "HR01", "decided_at": WHEN, **more}


def told_of(run: Run) -> Told:
    """A run as people were told of it."""
    return Told(run.cards, run.cards, run.awards, (), run.team_totals())


def excluded(centre: Centre, seed: int) -> list[dict[str, object]]:
    """Some surveys and tickets that count no more, chosen at random."""
    chance = random.Random(seed)
    surveys = [each["survey_id"] for each in centre.csv("surveys") if each["score"]]
    tickets = [each["ticket_id"] for each in centre.csv("tickets")]
    rows = [row(at, each) for at, each in enumerate(chance.sample(surveys, 12))]
    return rows + [row(100 + at, each, "tickets") for at, each in enumerate(chance.sample(tickets, 25))]


def agrees(centre: Centre, folder: Path, seed: int) -> None:
    """Weighed with rows in memory, and recomputed in full with the rows in a file: the same, and nobody falls."""
    rows, asked = excluded(centre, seed), Asked(centre.folder, centre.plans, QUARTER)
    run, found = weighed(asked, told_of(centre.run), {"adjustments": rows})
    shutil.copytree(centre.folder, folder, dirs_exist_ok=True)
    write_table(folder, "adjustments", rows)
    full = make_run(folder, centre.plans, QUARTER)
    later = [str(each["adjustment_id"]) for each in rows]
    unpaid = replace(told_of(centre.run), awards=None, later=later)
    assert weighed(Asked(folder, centre.plans, QUARTER), unpaid)[1] == found  # applied as it was shown
    assert run.cards == full.cards
    assert run.awards == full.awards
    plans = {plan.id: plan for plan in centre.plans}
    for each in kept_cards(centre.run.cards, run.cards, centre.plans):
        assert each.published is not None
        assert better(each.kept, each.published, plans[each.kept.plan])
        at = order(plans[each.kept.plan].grades)
        assert at.get(each.kept.grade, 99) <= at.get(each.published.grade, 99)
    assert all(each.amount > 0 for each in found.corrections)
    for award in {each.award for each in centre.run.awards}:
        pool = next(a for plan in centre.plans for a in plan.awards if a.id == award)
        if pool.kind == "pool" and pool.amount:
            lines = [each.amount or Decimal(0) for each in run.awards if each.award == award]
            assert sum(lines) in (pool.amount, Decimal(0)) or len({e.currency for e in run.awards}) > 1


def test_what_was_weighed_is_what_a_full_recomputation_gives(small_centre: Centre, tmp_path: Path) -> None:
    agrees(small_centre, tmp_path, 1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 8))
def test_random_appeals_are_weighed_as_a_full_recomputation_gives(
    small_centre: Centre, tmp_path: Path, seed: int
) -> None:
    agrees(small_centre, tmp_path, seed)


def test_a_shift_holds_as_long_as_the_grade_is_the_one_the_panel_saw(small_centre: Centre) -> None:
    card = small_centre.run.cards[0]
    for grade, after in ((card.grade, "X"), ("other", card.grade)):
        (moved, *_rest) = shifted(small_centre.run.cards, {card.agent_id: (grade, "X")})
        assert moved.grade == after


def test_awards_follow_the_cards_that_are_given(small_centre: Centre) -> None:
    run = small_centre.run
    assert paid(run, run.cards)[0] == run.awards
    best = next(plan.grades[0].id for plan in small_centre.plans if plan.id == run.cards[0].plan)
    raised = [replace(card, grade=best) for card in run.cards]
    mine = [sum(line.amount or 0 for line in lines) for lines in (run.awards, paid(run, raised)[0])]
    assert mine[1] >= mine[0]


def test_a_correction_left_out_is_as_if_it_had_never_been(small_centre: Centre, make_centre: Callable) -> None:
    there = small_centre.csv("adjustments")[0]["adjustment_id"]
    found = compared(Asked(small_centre.folder, small_centre.plans, QUARTER), {}, {}, without=[there])
    again = compared(Asked(small_centre.folder, small_centre.plans, QUARTER), {}, {})
    assert again.people == ()
    assert found.people != ()


def test_a_wrong_correction_is_told_and_a_right_one_says_what_it_names(small_centre: Centre) -> None:
    survey = next(each["survey_id"] for each in small_centre.csv("surveys") if each["score"])
    right = look(small_centre.folder, [row(1, survey)])
    assert (right.problems("en"), right.records, right.count) == ([], (survey,), 1)
    assert look(small_centre.folder, [row(2, "nowhere")]).problems("en")
    assert look(small_centre.folder, [row(3, survey, kind="correct", field="no_such", new="1")]).problems("zh")
    assert "." not in facts(small_centre.folder, "surveys", [survey])[survey]["score"]


def test_no_line_changes_when_nothing_is_taken_out(small_centre: Centre) -> None:
    plans, seen = {plan.id: plan for plan in small_centre.plans}, 0
    for card in small_centre.run.cards:
        for line in card.indicators():
            if card.parts or line.score is None or line.status != "scored" or line.note.startswith("veto:"):
                continue
            sums = (line.numerator or 0, line.denominator or 0, line.cases or 0)
            found = recount(line, card.dimensions, plans[card.plan], *sums)
            if found is not None:
                assert (found.actual, found.score) == (line.actual, line.score), (card.agent_id, line.id)
                seen += 1
    assert seen > 20
