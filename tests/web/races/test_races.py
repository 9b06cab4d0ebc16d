"""Two people act on the same thing at once: exactly one wins, the other is told; one event, one notice each."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import transaction

from deskmerit.web.appeals import actions as appeals
from deskmerit.web.appeals import tasks as appeal_tasks
from deskmerit.web.appeals.models import Appeal
from deskmerit.web.audit.models import Event
from deskmerit.web.audit.trail import verify
from deskmerit.web.awards import actions as awards
from deskmerit.web.awards import tasks as award_tasks
from deskmerit.web.awards.models import AwardRun
from deskmerit.web.cycles import actions as cycles
from deskmerit.web.cycles.checklist import beside
from deskmerit.web.cycles.models import Cycle, Shift
from deskmerit.web.intake import corrections_actions as corrections
from deskmerit.web.intake import entries
from deskmerit.web.intake.models import Correction, Entry
from deskmerit.web.notices.models import Notice
from deskmerit.web.plans import actions as plans
from deskmerit.web.plans.models import PlanVersion
from deskmerit.web.scorecards import actions as scorecards
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared.refusal import Refused
from deskmerit.web.shared.written import rows_of
from web.appeals.conftest import recomputed, values  # noqa: F401 - a fixture
from web.appeals.test_flags import asked, shown
from web.awards.conftest import inputs, quick  # noqa: F401 - fixtures
from web.intake.test_entries import article, entered
from web.plans.test_versions import TOLD, do, faster
from web.races.conftest import at_once


def once(verb: str, *acts: Callable[[], Callable[[], object]]) -> Refused:
    """One act succeeds, the other is refused with a sentence, the trail has one event of it and is whole."""
    before = Event.objects.filter(verb=verb).count()
    told = at_once(*acts)
    lost = [each for each in told if isinstance(each, Refused)]
    errors = [each for each in told if isinstance(each, BaseException) and not isinstance(each, Refused)]
    assert errors == []
    assert len(lost) == len(acts) - 1, told
    assert all(str(sentence) for sentence in lost[0].sentences)
    assert Event.objects.filter(verb=verb).count() == before + 1
    assert verify()[2] == []
    return lost[0]


def on[M](model: type[M], pk: int, act: Callable[[M], object]) -> Callable[[], Callable[[], object]]:
    """Reads a thing, then acts on what was read."""
    return lambda: partial(act, model._default_manager.get(pk=pk))  # type: ignore[attr-defined]  # a model


def signed(world: Any, *users: Any) -> None:
    for user in users:
        do(cycles.sign, user, Cycle.objects.get())


def test_a_cycle_published_twice_is_published_once(apart) -> None:
    world = apart("in_review")
    signed(world, world.hr, world.lead, world.business)
    once(
        "cycle.publish", *(on(Cycle, world.cycle.pk, partial(cycles.publish_cycle, by)) for by in (world.hr, world.hr2))
    )
    people = Result.objects.values_list("person", flat=True)
    assert len(people) == len(set(people)) > 0
    told = Counter(Notice.objects.filter(code="result-published").values_list("user", flat=True))
    assert set(told.values()) == {1}


def test_a_member_who_signs_in_two_windows_signs_once_and_two_members_both_sign(apart) -> None:
    world = apart("in_review")
    once("cycle.signed", *[on(Cycle, world.cycle.pk, partial(cycles.sign, world.hr))] * 2)
    both = (world.lead, world.business)
    assert at_once(*(on(Cycle, world.cycle.pk, partial(cycles.sign, by)) for by in both)) == ["done", "done"]
    assert world.cycle.panel.filter(signed_at=None).count() == 0


def test_a_shift_seconded_twice_is_in_force_once(apart) -> None:
    world = apart("in_review")
    busy = {each.person_id for each in world.cycle.panel.all()}
    cards = (each for each in world.cycle.current.cards.exclude(person__in=busy) if beside(world.cycle, each.person))
    person = next(cards).person
    shift = do(cycles.propose_shift, world.hr, world.cycle, person, beside(world.cycle, person)[0], "理由", "依据")
    both = (world.lead, world.business)
    once("shift.sign", *(on(Shift, shift.pk, partial(cycles.second_shift, by)) for by in both))
    shift.refresh_from_db()
    assert shift.state == "in_force"


@pytest.fixture
def in_hand(apart, recomputed) -> tuple[Any, Appeal]:  # noqa: F811 - the fixture
    """An appeal whose sides are heard and whose consequence is there."""
    world = apart("published")
    recomputed(**{world.agent.person.agent_id: {"total": Decimal("92.00"), "score_grade": "S", "grade": "S"}})
    appeal = do(appeals.file, world.agent, world.result(), values())
    with transaction.atomic():
        appeals.accept(world.hr2, appeal)
        appeals.state_lead(world.lead, appeal, "有关")
        appeals.state_person(world.agent, appeal, "没有补充")
    appeal_tasks.make_preview.call(appeal_tasks.previews.of("appeal", appeal).pk)
    return world, appeal


def test_an_appeal_upheld_and_rejected_at_once_has_one_decision(in_hand) -> None:
    world, appeal = in_hand
    acts = (
        lambda row: appeals.uphold(world.hr2, row, "属实", "日志"),
        lambda row: appeals.reject(world.hr2, row, "不属实", "日志"),
    )
    told = at_once(*(on(Appeal, appeal.pk, act) for act in acts))
    assert sum(isinstance(each, Refused) for each in told) == 1, told
    assert told.count("done") == 1, told
    appeal.refresh_from_db()
    assert Event.objects.filter(verb__in=("appeal.uphold", "appeal.reject")).count() == 1
    assert Notice.objects.filter(code="appeal-decided").count() == 1
    assert (appeal.state == "upheld") == bool(Event.objects.filter(verb="correction.begun"))
    assert verify()[2] == []


def test_a_decision_put_into_effect_by_two_workers_corrects_once(in_hand) -> None:
    world, appeal = in_hand
    do(appeals.uphold, world.hr2, appeal, "属实", "日志")
    apply = partial(appeal_tasks.apply_decision.call, appeal.pk)
    assert at_once(lambda: apply, lambda: apply) == ["applied", "applied"]
    assert Event.objects.filter(verb="appeal.apply").count() == 1
    mine = Result.objects.get(person=world.agent.person)
    assert mine.restatements.count() == 1


def test_a_plan_approved_twice_is_approved_once_and_asks_everybody_once(apart) -> None:
    world = apart("world")
    draft = do(plans.start, world.hr, faster())
    do(plans.propose, world.hr, draft, world.business.person, **TOLD)
    once("plan_version.approve", *[on(PlanVersion, draft.pk, partial(plans.approve, world.business))] * 2)
    asked = Counter(draft.acknowledgements.values_list("person", flat=True))
    assert asked
    assert set(asked.values()) == {1}


def test_a_result_received_in_two_windows_is_received_once(apart) -> None:
    world = apart("published")
    once("receipt.receive", *[on(Result, world.result().pk, partial(scorecards.receive, world.agent))] * 2)


def test_an_award_run_approved_and_locked_by_two_is_approved_and_locked_once(apart, quick) -> None:  # noqa: F811 - the fixture
    world = apart("published")
    run = do(awards.propose, world.hr, world.cycle, "regular", "2026-10")
    award_tasks.calculate_run.call(run.pk)
    once("award_run.approve", *[on(AwardRun, run.pk, partial(awards.approve, world.hr2))] * 2)
    once("award_run.lock", *[on(AwardRun, run.pk, partial(awards.lock, world.hr))] * 2)
    run.refresh_from_db()
    assert run.state == "locked"
    told = Counter(Notice.objects.filter(code="award-told").values_list("user", flat=True))
    assert set(told.values()) <= {1}


def test_a_typed_row_confirmed_by_two_is_a_record_once(apart) -> None:
    world = apart("world")
    row = entered(world)
    once(
        "entry.confirm",
        *(on(Entry, row.pk, lambda row, by=by: entries.confirm(by, [row])) for by in (world.hr, world.hr2)),
    )
    assert len(list(rows_of("articles"))) == 1
    assert Notice.objects.filter(code="entry-confirmed").count() == 1


def test_a_typed_row_confirmed_and_rejected_at_once_has_one_decision(apart) -> None:
    world = apart("world")
    row = entered(world)
    acts = (lambda row: entries.confirm(world.hr, [row]), lambda row: entries.reject(world.hr2, row, "没有依据"))
    told = at_once(*(on(Entry, row.pk, act) for act in acts))
    assert sum(isinstance(each, Refused) for each in told) == 1, told
    row.refresh_from_db()
    assert len(list(rows_of("articles"))) == (row.state == "confirmed")
    assert Event.objects.filter(verb__in=("entry.confirm", "entry.reject")).count() == 1


def test_a_row_typed_by_two_at_once_is_entered_once(apart) -> None:
    world = apart("world")

    def typed(by: Any) -> Callable[[], object]:
        return partial(entries.enter, by, entries.look(by, "articles", [article(world)]))

    once("entry.begun", *(partial(typed, by) for by in (world.lead, world.hr)))
    assert Entry.objects.count() == 1


def test_a_correction_decided_by_two_is_in_force_once(apart) -> None:
    world = apart("world")
    row = asked(world)
    shown(row)
    decided = [
        partial(corrections.decide, world.hr2, reason="属实"),
        partial(corrections.refuse, world.hr2, reason="不属实"),
    ]
    told = at_once(*(on(Correction, row.pk, lambda row, act=act: act(row=row)) for act in decided))
    assert sum(isinstance(each, Refused) for each in told) == 1, told
    row.refresh_from_db()
    assert Event.objects.filter(verb__in=("correction.decide", "correction.refuse")).count() == 1
    assert len(list(rows_of("adjustments"))) == (row.state == "in_force")
    assert verify()[2] == []
