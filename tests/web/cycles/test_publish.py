"""From opening to publication: who may, what is frozen, what people are told."""

import pytest
from django.db import DatabaseError, transaction

from deskmerit.web.audit.trail import verify
from deskmerit.web.cycles import actions, tasks
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.notices.models import Notice
from deskmerit.web.scorecards.models import Card
from deskmerit.web.shared import clock
from deskmerit.web.shared.refusal import Overtaken, Refused


def test_a_published_scorecard_cannot_be_changed(published) -> None:
    card = published.result().card
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Card.objects.filter(pk=card.pk).update(grade="S")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Card.objects.filter(pk=card.pk)._raw_delete("default")


def test_everybody_of_the_cycle_has_a_result_and_a_notice_without_figures(published) -> None:
    results = published.cycle.results.all()
    assert results.count() == published.cycle.current.cards.count() > 0
    notice = published.agent.notices.get(code="result-published")
    assert set(notice.params) == {"period"}


def test_a_cycle_is_not_published_before_all_three_signed(in_review) -> None:
    with transaction.atomic():
        actions.sign(in_review.hr, in_review.cycle)
    with pytest.raises(Refused), transaction.atomic():
        actions.publish_cycle(in_review.hr, in_review.cycle)
    assert in_review.cycle.results.count() == 0
    assert not Card.objects.filter(frozen=True).exists()


def test_an_agent_takes_no_step_of_a_cycle(world) -> None:
    with pytest.raises(Refused), transaction.atomic():
        actions.measure(world.agent, world.cycle)


def test_the_head_told_with_publication_is_in_the_trail(published) -> None:
    count, _, flaws = verify(published.cycle.audit_head, published.cycle.audit_count)
    assert flaws == []
    assert count >= published.cycle.audit_count


def test_the_head_leaves_the_application_with_publication_for_those_who_keep_it(published) -> None:
    told = Notice.objects.filter(code="cycle-published")
    keepers = {published.hr, published.hr2, published.lead, published.business, published.auditor}
    assert {each.user for each in told} == keepers
    assert {each.params["head"] for each in told} == {published.cycle.audit_head}
    assert told.filter(deliveries__channel=None).distinct().count() == len(keepers)


def test_of_two_who_publish_at_once_one_wins_and_all_is_written_once(in_review) -> None:
    for user in (in_review.hr, in_review.lead, in_review.business):
        with transaction.atomic():
            actions.sign(user, in_review.cycle)
    one, other = (Cycle.objects.get(pk=in_review.cycle.pk) for _ in range(2))
    with transaction.atomic():
        actions.publish_cycle(in_review.hr, one)
    with pytest.raises(Overtaken), transaction.atomic():
        actions.publish_cycle(in_review.business, other)
    assert one.runs.filter(kind="published").count() == 1
    assert one.results.count() == one.results.values("person").distinct().count()


def test_a_run_that_ends_late_does_not_replace_what_was_published(published, measured) -> None:
    kept = published.cycle.current_id
    late = published.cycle.runs.create(kind="measured", asked_at=clock.now())
    tasks.show(late)
    published.cycle.refresh_from_db()
    assert published.cycle.current_id == kept
