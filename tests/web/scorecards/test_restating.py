"""Restatements: dated, with before, after and cause, by two people, asking for a new receipt."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from deskmerit.web.cycles.models import Run, Shift
from deskmerit.web.scorecards import actions, restating
from deskmerit.web.scorecards.models import Card, Restatement
from deskmerit.web.scorecards.store import columns, keep_cards, scorecard_of, shifted
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import steps
from deskmerit.web.shared.refusal import Overtaken, Refused


@pytest.fixture
def run(published, measured) -> Run:
    """The published cycle measured again: the same data, and the agent's own figures changed."""
    found = Run.objects.create(cycle=published.cycle, kind="restated", asked_at=clock.now())
    keep_cards(found, measured, published.cycle)
    Run.objects.filter(pk=found.pk).update(state="done", evidence="tests.parquet")
    found.refresh_from_db()
    return found


def changed(run: Run, user, by: str) -> Card:
    """Lets somebody's card come out with other figures of their own."""
    card = run.cards.get(person=user.person)
    content = scorecard_of(card)
    first, *rest = content.dimensions
    line, *others = first.indicators
    line = replace(line, score=(line.score or Decimal(0)) + Decimal(by))
    dimensions = (replace(first, indicators=(line, *others)), *rest)
    content = replace(content, total=(content.total or Decimal(0)) + Decimal(by), dimensions=dimensions)
    Card.objects.filter(pk=card.pk).update(**columns(content))
    return run.cards.get(pk=card.pk)


def proposed(world, run: Run) -> Restatement:
    changed(run, world.agent, "1.00")
    with transaction.atomic():
        (found,) = restating.propose_all(world.hr, world.cycle, run, [world.result().pk], "late_data", "补录工单")
    return found


def test_the_same_data_change_nothing(published, run) -> None:
    assert restating.differences(published.cycle, run) == []


def test_a_restatement_asks_for_a_new_receipt_and_keeps_what_was_told(published, run) -> None:
    result = published.result()
    with transaction.atomic():
        actions.receive(published.agent, result)
        actions.say(published.agent, result, agrees=True)
    told = published.result().appeal_due
    found = proposed(published, run)
    with transaction.atomic():
        actions.approve(published.hr2, found)
    result.refresh_from_db()
    assert (result.state, result.view, result.received_at) == ("published", "unsaid", None)
    assert result.card_id == found.after_id != result.first_id
    assert result.appeal_due == told
    assert published.agent.notices.filter(code="result-restated").exists()
    answer = published.client(published.agent).get(reverse("scorecard", args=[result.pk]))
    assert "补录工单" in answer.content.decode()
    assert len(answer.context["versions"]) == 2


def test_nobody_approves_what_they_proposed_or_what_concerns_them(published, run) -> None:
    found = proposed(published, run)
    for user in (published.hr, published.agent, published.lead, published.outsider):
        assert "approve" not in {each.name for each in steps("restatement", found, user)}
        with pytest.raises(Refused), transaction.atomic():
            actions.approve(user, found)
    assert "withdraw" in {each.name for each in steps("restatement", found, published.hr)}


def test_who_differs_by_colleagues_alone_is_not_lowered(published, run) -> None:
    card = run.cards.filter(grade="A").first() or run.cards.exclude(grade="not_rated").first()
    lower = replace(scorecard_of(card), grade="C", grade_reason="share")
    Card.objects.filter(pk=card.pk).update(**columns(lower))
    (found,) = restating.differences(published.cycle, run)
    assert (found.way, found.own, found.allowed) == (-1, False, False)
    with transaction.atomic():
        assert restating.propose_all(published.hr, published.cycle, run, [found.result.pk], "bug", "错误") == []


def test_own_figures_are_put_right_both_ways(published, run) -> None:
    changed(run, published.agent, "-1.00")
    (found,) = restating.differences(published.cycle, run)
    assert (found.way, found.allowed) == (-1, True)


def test_the_old_and_the_new_card_are_both_kept_from_change(published, run) -> None:
    found = proposed(published, run)
    for card in (found.before, found.after):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Card.objects.filter(pk=card.pk).update(total=0)


def test_one_restatement_of_a_result_at_a_time(published, run) -> None:
    found = proposed(published, run)
    with pytest.raises(Refused), transaction.atomic():
        restating.propose_all(published.hr, published.cycle, run, [found.result_id], "bug", "again")
    stale = Restatement.objects.get(pk=found.pk)
    with transaction.atomic():
        actions.approve(published.hr2, found)
    with pytest.raises(Overtaken), transaction.atomic():
        actions.restate(None, stale)


def test_a_reason_is_needed_to_propose_and_to_refuse(published, run) -> None:
    changed(run, published.agent, "1.00")
    with pytest.raises(Refused), transaction.atomic():
        restating.propose_all(published.hr, published.cycle, run, [published.result().pk], "bug", " ")
    with transaction.atomic():
        (found,) = restating.propose_all(published.hr, published.cycle, run, [published.result().pk], "bug", "x")
    with pytest.raises(Refused), transaction.atomic():
        actions.refuse(published.hr2, found, "")


def test_an_upheld_appeal_restates_with_the_reviewers_approval(published) -> None:
    again = Run.objects.create(cycle=published.cycle, kind="restated", state="done", asked_at=clock.now())
    result = published.result()
    better = replace(scorecard_of(result.card), total=Decimal("99.00"))
    reviewer = published.hr2.person
    with transaction.atomic():
        found = actions.propose_restatement(
            None, result, again, better, result.card.steps, "appeal", "申诉成立", approved_by=reviewer
        )
        actions.restate(None, found)
    result.refresh_from_db()
    assert result.card.total == Decimal("99.00")
    assert (found.state, found.approved_by) == ("told", reviewer)


def test_a_shift_by_the_panel_stays_as_long_as_the_grade_is_the_one_it_saw(published) -> None:
    card = replace(scorecard_of(published.result().card), grade="B")
    shift = Shift(before="B", after="A")
    assert shifted(card, shift).grade == "A"
    assert shifted(replace(card, grade="S"), shift).grade == "S"


def test_hr_sees_what_later_data_would_change_and_others_do_not(published, run) -> None:
    changed(run, published.agent, "1.00")
    address = reverse("restatement_list", args=[published.cycle.pk])
    answer = published.client(published.hr).get(address)
    assert [line.row["each"].result for line in answer.context["table"].lines] == [published.result()]
    exported = published.client(published.hr).get(address, {"people.export": "1"}).content.decode()
    assert published.agent.person.name in exported
    assert len(exported.splitlines()) == 2
    for user in (published.agent, published.lead, published.auditor):
        assert published.client(user).get(address).status_code == 404
