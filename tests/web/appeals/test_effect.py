"""What follows an upheld appeal: once, for everybody better off, lowering nobody, beside whatever else is decided."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from deskmerit.web.appeals import actions, tasks
from deskmerit.web.appeals.models import Appeal, Preview
from deskmerit.web.awards import wishes
from deskmerit.web.awards.models import LedgerLine, Seat
from deskmerit.web.awards.queries import offered_to
from deskmerit.web.cycles.models import Run
from deskmerit.web.scorecards import actions as scorecards
from deskmerit.web.scorecards.models import Restatement, Result, TeamCard
from deskmerit.web.scorecards.store import scorecard_of
from deskmerit.web.shared import clock
from web.appeals.conftest import values


def test_an_upheld_appeal_changes_grade_and_ledger_once_however_often_its_task_runs(published, upheld) -> None:
    for _ in range(2):
        tasks.apply_decision.call(upheld.pk)
    upheld.refresh_from_db()
    result = published.result()
    assert (upheld.state, result.card.grade, result.first.grade) == ("applied", "S", "not_rated")
    assert result.received_at is None
    assert Restatement.objects.filter(result=result, state="told", approved_by=published.hr2.person).count() == 1
    lines = LedgerLine.objects.filter(person=published.agent.person)
    assert {(each.kind, each.cause, each.run, each.amount > 0) for each in lines} == {
        ("correction", "appeal", None, True)
    }
    assert sorted(each.award for each in lines) == sorted({each.award for each in lines})
    line = lines[0]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LedgerLine.objects.filter(pk=line.pk).update(amount=1)


def test_a_crash_between_decision_and_application_is_picked_up_again(published, upheld, monkeypatch) -> None:
    def crash(*args: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as broken:
        broken.setattr(tasks.ledger, "add", crash)
        with pytest.raises(RuntimeError):
            tasks.apply_decision.call(upheld.pk)
    assert published.result().card == published.result().first
    assert not Restatement.objects.exists()
    address = reverse("appeal_page", args=[upheld.pk])
    told = {name: "RuntimeError: killed" in published.client(getattr(published, name)).get(address).content.decode()
            for name in ("hr", "hr2", "agent")}  # fmt: skip
    assert told == {"hr": True, "hr2": True, "agent": False}
    asked = []
    monkeypatch.setattr(type(tasks.apply_decision), "enqueue", lambda self, pk: asked.append(pk))
    Appeal.objects.filter(pk=upheld.pk).update(decided_at=clock.now() - timedelta(hours=1))
    tasks.pick_up()
    assert asked == [upheld.pk]
    tasks.apply_decision.call(upheld.pk)
    assert published.result().card.grade == "S"
    upheld.refresh_from_db()
    assert upheld.failure == ""


def test_a_result_restated_while_an_appeal_is_recomputed_is_weighed_again(published, upheld, monkeypatch) -> None:
    """Else the better card of then would take the place of a still better one of now."""
    weighed, better = tasks.recompute.weighed, []

    def slowly(asked, told):
        found = weighed(asked, told)
        if not better:
            better.append(restated(published, "97.00"))
        return found

    monkeypatch.setattr(tasks.recompute, "weighed", slowly)
    tasks.apply_decision.call(upheld.pk)
    assert published.result().card == better[0].after
    assert Appeal.objects.get(pk=upheld.pk).state == "applied"


def test_an_upheld_appeal_waits_for_no_other_proposal_which_it_takes_in(published, upheld) -> None:
    result = published.result()
    run = Run.objects.create(cycle=published.cycle, kind="restated", state="done", asked_at=clock.now())
    card = scorecard_of(result.card)
    with transaction.atomic():
        made = scorecards.propose_restatement(published.hr, result, run, card, [], "late_data", "补录")
    tasks.apply_decision.call(upheld.pk)
    made.refresh_from_db()
    assert (published.result().card.grade, made.state) == ("S", "merged")


def restated(world, total: str) -> Restatement:
    result = world.result()
    run = Run.objects.create(cycle=world.cycle, kind="restated", state="done", asked_at=clock.now())
    card = replace(scorecard_of(result.card), total=Decimal(total), grade="S", score_grade="S")
    with transaction.atomic():
        made = scorecards.propose_restatement(world.hr, result, run, card, [], "late_data", "补录")
        scorecards.approve(world.hr2, made)
    return made


def test_an_upheld_appeal_lowers_nobody(published, heard, recomputed, measured) -> None:
    fallen = next(c for c in measured.cards if c.grade == "S" and c.agent_id != published.agent.person.agent_id)
    recomputed(**{fallen.agent_id: {"total": fallen.total - 20, "grade": "B"}})
    Preview.objects.all().delete()
    tasks.make_preview.call(tasks.previews.ask(published.hr2, "appeal", heard).pk)
    found = tasks.previews.seen(tasks.previews.of("appeal", heard))
    assert found.of(fallen.agent_id).spared
    with transaction.atomic():
        actions.uphold(published.hr2, heard, "yes", "log")
    tasks.apply_decision.call(heard.pk)
    result = published.cycle.results.get(person__agent_id=fallen.agent_id)
    assert result.card == result.first
    assert not LedgerLine.objects.filter(amount__lt=0).exists()


def test_an_upheld_appeal_gives_a_seat_beyond_the_number_with_its_cause(published, heard, recomputed) -> None:
    recomputed(**{published.agent.person.agent_id: {"total": Decimal("99.99"), "score_grade": "S", "grade": "S"}})
    with transaction.atomic():
        opened = wishes.open_round(published.hr, published.cycle, "2026-Q3-7319")
    award = next(each for each in offered_to(published.cycle, published.agent.person) if each.seats)
    for result in published.cycle.results.filter(card__plan=published.result().card.plan).select_related(
        "person__user"
    ):
        with transaction.atomic():
            wishes.rank(result.person.user, opened, [award.id])
    with transaction.atomic():
        wishes.close(published.hr, opened)
        wishes.allot(published.hr, opened)
    held = set(Seat.objects.filter(granted=True).values_list("person", "award"))
    assert published.agent.person.pk not in {person for person, _award in held}
    Preview.objects.all().delete()
    tasks.make_preview.call(tasks.previews.ask(published.hr2, "appeal", heard).pk)
    found = tasks.previews.seen(tasks.previews.of("appeal", heard))
    assert [(each.agent_id, each.award) for each in found.seats] == [(published.agent.person.agent_id, award.id)]
    with transaction.atomic():
        actions.uphold(published.hr2, heard, "yes", "log")
    tasks.apply_decision.call(heard.pk)
    extra = Seat.objects.get(extra=True)
    assert (extra.person, extra.origin_flow, extra.origin_row) == (published.agent.person, "appeal", heard.pk)
    assert set(Seat.objects.filter(granted=True, extra=False).values_list("person", "award")) == held
    page = published.client(published.agent).get("/awards/wishes/").content.decode()
    assert f"申诉 {heard.code}" in page


def test_two_appeals_upheld_at_once_both_take_effect_and_none_pays_twice(
    published, upheld, recomputed, monkeypatch
) -> None:
    """One is applied while the other is being computed; a proposal of HR's waits for one of the results as well."""
    colleague = next(
        each for each in published.cycle.results.filter(card__plan="template").select_related("person__user", "card")
        if each.card.grade in ("B", "C") and each.person.user
    )  # fmt: skip
    recomputed(**{colleague.person.agent_id: {"total": Decimal("91.00"), "score_grade": "S", "grade": "S"}})
    other = _second(published, colleague)
    waiting = _waits(published)
    weighed, nested = tasks.recompute.weighed, []

    def slow(*args, **kwargs):
        found = weighed(*args, **kwargs)
        if not nested:
            nested.append(other.pk)
            tasks.apply_decision.call(other.pk)
        return found

    monkeypatch.setattr(tasks.recompute, "weighed", slow)
    assert tasks.apply_decision.call(upheld.pk) == "applied"
    assert {each.state for each in Appeal.objects.all()} == {"applied"}
    for result in (published.result(), published.cycle.results.get(pk=colleague.pk)):
        assert result.card.grade == "S"
    lines = list(LedgerLine.objects.values_list("person", "award"))
    assert len(lines) == len(set(lines)) > 1  # nobody's difference is written by both
    waiting.refresh_from_db()
    assert (waiting.state, waiting.merged_into.cause) == ("merged", "appeal")
    assert "补录工单" in waiting.merged_into.explanation


def _second(published, result: Result) -> Appeal:
    """A colleague's appeal, upheld too."""
    with transaction.atomic():
        made = actions.file(result.person.user, result, values(records=[["tickets", "T000360"]]))
        actions.accept(published.hr2, made)
        actions.state_lead(published.hr2, made, "x")
        actions.state_person(result.person.user, made, "y")
    tasks.make_preview.call(tasks.previews.of("appeal", made).pk)
    with transaction.atomic():
        actions.uphold(published.hr2, made, "yes", "log")
    return made


def _waits(published) -> Restatement:
    run = Run.objects.create(cycle=published.cycle, kind="restated", state="done", asked_at=clock.now())
    card = published.result().card
    better = replace(scorecard_of(card), total=Decimal("80.00"))
    with transaction.atomic():
        return scorecards.propose_restatement(
            published.hr, published.result(), run, better, card.steps, "late_data", "补录工单"
        )


def test_the_next_appeal_is_held_against_teams_as_the_last_one_left_them(published, upheld) -> None:
    """Else it would tell what the last one changed once more, as its own."""
    tasks.apply_decision.call(upheld.pk)
    upheld.refresh_from_db()
    card = TeamCard.objects.filter(run=upheld.run).select_related("team").first()
    TeamCard.objects.filter(pk=card.pk).update(total=Decimal("12.34"))
    assert tasks.previews.told_of(published.cycle).team_totals[card.team.name] == Decimal("12.34")
