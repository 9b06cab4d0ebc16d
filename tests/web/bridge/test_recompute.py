"""An appeal weighed before it is decided equals a full recomputation afterwards; nobody is worse off."""

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from deskmerit.core.award import AwardLine, Base
from deskmerit.core.cascade import corrections
from deskmerit.core.grade import order
from deskmerit.core.recount import recount
from deskmerit.sources.load import Loaded
from deskmerit.web.bridge import kept, runs
from deskmerit.web.bridge.adjust import facts, look
from deskmerit.web.bridge.awards import folder_bases, instead
from deskmerit.web.bridge.consequence import Published, consequence, kept_cards
from deskmerit.web.bridge.preview import plan_preview
from deskmerit.web.bridge.recompute import Asked, Told, better, compared, paid, shifted, weighed
from deskmerit.web.bridge.runs import Run, make_run
from deskmerit.web.bridge.tables import write_table
from web.bridge.conftest import QUARTER, Centre
from web.lakes import fill, later, newest

POOL = "quarter-pool"
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


@pytest.mark.slow
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


def based(centre: Centre, folder: Path, bases: Sequence[Base], rows: Sequence[dict[str, object]] = ()) -> Path:
    """A copy of the centre with these bases and corrections in its files."""
    shutil.copytree(centre.folder, folder, dirs_exist_ok=True)
    write_table(folder, "bases", [asdict(each) for each in bases])
    write_table(folder, "adjustments", rows)
    return folder


def some(centre: Centre, chance: random.Random) -> tuple[list[Base], list[Base]]:
    """Bases of the pool beside those of the centre, and right ones: raised, lowered, of people and of posts."""
    posts = {card.place.position for card in centre.run.cards}
    agents = sorted(card.agent_id for card in centre.run.cards)
    held = [*folder_bases(centre.folder), *(Base(POOL, Decimal(1000), date(2026, 6, 1), "", post) for post in posts)]
    held += [Base(POOL, Decimal(900), date(2026, 7, 1), agent) for agent in chance.sample(agents, 3)]
    right = [
        Base(award, Decimal(chance.randrange(50000, 600000)) / 100, date(2026, 7, 1), agent)
        for award, agent in {(chance.choice(["bonus", POOL]), chance.choice(agents)) for _ in range(4)}
    ]
    right.append(Base(POOL, Decimal(1100), date(2026, 7, 1), "", chance.choice(sorted(posts))))
    return held, right


def bases_agree(centre: Centre, folder: Path, seed: int) -> None:
    """Weighed in memory and recomputed from files: the same, for a locked run and before it; twice adds nothing."""
    chance = random.Random(seed)
    held, right = some(centre, chance)
    rows = excluded(centre, seed) if seed % 2 else []
    before = based(centre, folder / "before", held)
    published = make_run(before, centre.plans, QUARTER)
    told, asked = told_of(published), Asked(before, centre.plans, QUARTER)
    run, found = weighed(asked, told, {"adjustments": rows}, bases=instead(held, right))
    after = based(centre, folder / "after", instead(held, right), rows)
    full = make_run(after, centre.plans, QUARTER)
    assert (run.cards, run.awards) == (full.cards, full.awards)
    applied = Asked(after, centre.plans, QUARTER)
    assert weighed(applied, told)[1] == found, "a locked run is corrected as it was shown"
    unpaid = replace(told, awards=None, later=[str(each["adjustment_id"]) for each in rows], bases=held)
    assert weighed(applied, unpaid)[1] == found, "before the lock the same is owed, beside the run"
    assert corrections(published.awards, found.corrections, full.awards) == [], "twice adds nothing"
    owes(told, full.awards, {(each.agent_id, each.award): each.amount for each in found.corrections})
    assert pool(published.awards) == pool(full.awards) == next(a.amount for a in centre.plans[0].awards if a.id == POOL)


def owes(told: Told, now: Sequence[AwardLine], added: dict[tuple[str, str], Decimal]) -> None:
    """Everybody gets the better of published and recomputed, to the cent."""
    again = {(each.agent_id, each.award): each.amount or Decimal(0) for each in now}
    assert told.awards is not None
    for each in told.awards:
        key, was = (each.agent_id, each.award), each.amount or Decimal(0)
        assert was + added.get(key, Decimal(0)) == max(was, again[key])
    assert all(amount > 0 for amount in added.values())


def pool(lines: Sequence[AwardLine]) -> Decimal:
    return sum((each.amount or Decimal(0) for each in lines if each.award == POOL), Decimal(0))


@pytest.mark.slow
def test_a_base_put_right_is_owed_as_it_was_shown(small_centre: Centre, tmp_path: Path) -> None:
    bases_agree(small_centre, tmp_path, 1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 10))
def test_random_bases_put_right_are_owed_as_they_were_shown(small_centre: Centre, tmp_path: Path, seed: int) -> None:
    bases_agree(small_centre, tmp_path, seed)


def test_a_higher_share_of_the_pool_costs_no_colleague(small_centre: Centre) -> None:
    run, (held, _right) = small_centre.run, some(small_centre, random.Random(0))
    published = paid(run, run.cards, held)[0]
    agent = next(line.agent_id for line in published if line.award == POOL and line.amount)
    more = instead(held, [Base(POOL, Decimal(5000), date(2026, 7, 1), agent)])
    again = paid(run, run.cards, more)[0]
    found = consequence(Published(run.cards, published), replace(run, awards=again, teams=()), small_centre.plans)
    assert [(each.agent_id, each.award) for each in found.corrections] == [(agent, POOL)]
    was, now = ({x.agent_id: x.amount or 0 for x in lines if x.award == POOL} for lines in (published, again))
    assert sum(now[each] < was[each] for each in was) == len(was) - 1  # by recomputing alone everybody else would lose
    assert all(each.kept == each.published for p in found.others(agent) for each in p.money if each.award == POOL)


@pytest.mark.slow  # four runs; test_pins tries awards
def test_before_and_after_are_of_one_state_of_the_records_whatever_is_loaded_meanwhile(
    small_centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(small_centre.folder, tmp_path / "desk"))
    fill(folder)
    monkeypatch.setattr(kept, "_kept", {})
    real = runs.less

    def overtaken(found: Loaded, *more: Any) -> Loaded:
        later(folder)
        return real(found, *more)

    monkeypatch.setattr(runs, "less", overtaken)
    asked = Asked(folder, small_centre.plans, QUARTER)
    assert compared(asked, {}, {}).people == ()
    there = small_centre.csv("adjustments")[0]["adjustment_id"]
    unpaid = replace(told_of(small_centre.run), awards=None, later=[there])
    run, _found = weighed(asked, unpaid)
    assert run.records.manifest == newest(folder) - 2
    (old,), (new,) = small_centre.plans, small_centre.plans
    assert plan_preview(folder, [old], [new], QUARTER).moved() == []
