"""What people were told stands on a manifest of the lake that nothing takes away as long as records are kept."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from deskmerit.chain.score import Question, score_period
from deskmerit.records.lake import tidy
from deskmerit.records.lake.pins import pins as all_pins
from deskmerit.sources.load import Loaded, load
from deskmerit.web.awards import actions as award_actions
from deskmerit.web.awards import tasks as award_tasks
from deskmerit.web.awards.models import AwardRun
from deskmerit.web.bridge import awards
from deskmerit.web.bridge import lakes as bridge
from deskmerit.web.cycles import actions, pins, tasks
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.cycles.plans import plans_of
from deskmerit.web.intake.models import Correction
from deskmerit.web.scorecards import restating
from deskmerit.web.scorecards.evidence import altered
from deskmerit.web.scorecards.store import scorecard_of
from deskmerit.web.shared import clock
from web import lakes
from web.conftest import World


def waiting(cycle: Cycle) -> Run:
    """The run that waits, made for real."""
    run = cycle.runs.filter(state="queued").latest("pk")
    tasks.make_run.call(run.pk)
    run.refresh_from_db()
    assert run.state == "done", run.failure
    return run


def publish(world: World) -> Run:
    """The cycle measured from the lake and published; the frozen run."""
    with transaction.atomic():
        actions.measure(world.hr, world.cycle)
    waiting(world.cycle)
    world.cycle.refresh_from_db()
    with transaction.atomic():
        actions.begin_review(world.hr, world.cycle)
    for user in (world.hr, world.lead, world.business):
        with transaction.atomic():
            actions.sign(user, world.cycle)
    with transaction.atomic():
        return actions.publish_cycle(world.hr, world.cycle)


def wear(folder: Path) -> None:
    """Everything that may happen to a lake: other records, files put together, nothing old left."""
    place = lakes.place_of(folder)
    lakes.later(folder)
    tidy.compact(place, lakes.NOW)
    tidy.vacuum(place, lakes.NOW + timedelta(days=400), days=0)


def told(folder: Path) -> list[str]:
    """The names of all pins."""
    return [each.name for each in all_pins(lakes.place_of(folder))]


@pytest.mark.slow
def test_a_published_cycle_is_computed_again_from_its_pin_whatever_became_of_the_lake(
    world: World, in_lake: Path, at: Callable[[str], None]
) -> None:
    world.cycle.versions.set(world.versions[:1])  # one plan is enough, and quicker
    frozen = publish(world)
    cycle, mine = world.cycle, f"cycle-{world.cycle.pk}-1"
    assert bridge.number_of(frozen.made_from) == 1
    wear(in_lake)
    assert told(in_lake) == [mine]
    assert tidy.check(lakes.place_of(in_lake), deep=True) == []
    assert load(in_lake).records.fingerprint != frozen.data
    records = load(in_lake, lake=lakes.at(in_lake, 1)).records
    assert records.fingerprint == frozen.data
    plans = tuple(plans_of(cycle))
    again = score_period(records, Question(plans, cycle.span(), cycle.phase, frozen.as_of))
    held = {card.person.agent_id: scorecard_of(card) for card in frozen.cards.select_related("person")}
    assert {card.agent_id: (card.total, card.grade) for card in again.cards if card.agent_id in held} == {
        agent: (card.total, card.grade) for agent, card in held.items()
    }
    assert altered() == []

    with transaction.atomic():
        actions.recompute(world.hr, cycle)
    beside = waiting(cycle)
    assert bridge.number_of(beside.made_from) == lakes.newest(in_lake)
    assert restating.differences(cycle, beside)
    both = [mine, f"cycle-{cycle.pk}-{lakes.newest(in_lake)}"]
    assert told(in_lake) == sorted(both)
    assert pins.let_go() == 0

    at("2028-11-09T10:00:00+08:00")
    assert pins.let_go() == len(both)
    assert tidy.vacuum(lakes.place_of(in_lake), clock.now(), days=0).files


def test_of_a_cycle_that_is_measured_again_only_the_last_stays_pinned(world: World, in_lake: Path) -> None:
    for number in (1, 2):
        bridge.pin(in_lake, f"cycle-{world.cycle.pk}-{number}", number, clock.now())
        run = Run.objects.create(cycle=world.cycle, kind="measured", state="done", asked_at=clock.now())
        Run.objects.filter(pk=run.pk).update(made_from=[["manifest", str(number)]])
        lakes.later(in_lake)
    busy = Run.objects.create(cycle=world.cycle, kind="measured", state="working", asked_at=clock.now())
    assert pins.let_go() == 0
    busy.delete()
    assert pins.let_go() == 1
    assert told(in_lake) == [f"cycle-{world.cycle.pk}-2"]


def test_a_run_of_awards_pins_what_it_was_reckoned_from_until_it_is_cancelled(world: World, in_lake: Path) -> None:
    run = AwardRun.objects.create(cycle=world.cycle, pay_month="2026-10", made_at=clock.now())
    for number in (1, 2):
        pins.hold(pins.AWARD, run.pk, number)
        lakes.later(in_lake)
    assert pins.let_go() == 1
    assert told(in_lake) == [f"award-{run.pk}-2"]
    AwardRun.objects.filter(pk=run.pk).update(state="cancelled")
    assert pins.let_go() == 1


def test_figures_whose_records_are_gone_before_they_are_pinned_do_not_count(world: World, in_lake: Path) -> None:
    lakes.later(in_lake)
    tidy.vacuum(lakes.place_of(in_lake), clock.now() + timedelta(days=400), days=0)
    with translation.override("en"), pytest.raises(RuntimeError, match="measure again"):
        pins.hold(pins.CYCLE, world.cycle.pk, 1)


def test_figures_of_files_alone_pin_nothing(world: World, centre: Path) -> None:
    pins.hold(pins.CYCLE, world.cycle.pk, 0)
    assert not (centre / "lake").exists()


def test_a_run_of_awards_is_reckoned_from_one_manifest_whatever_is_loaded_meanwhile(
    published: World, in_lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    Correction.objects.create(
        kind="correct", table="attendance", record="A1/2026-07-03", reason="x", state="in_force", asked_at=now,
        decided_at=now,
    )  # fmt: skip
    used, real = list[int](), awards.less

    def overtaken(found: Loaded, *more: Any) -> Loaded:
        used.append(found.records.manifest)
        lakes.later(in_lake)
        return real(found, *more)

    monkeypatch.setattr(awards, "less", overtaken)
    with transaction.atomic():
        run = award_actions.propose(published.hr, published.cycle, "regular", "2026-10")
    award_tasks.calculate_run.call(run.pk)
    assert (used, told(in_lake)) == ([1, 1], [f"award-{run.pk}-1"])
