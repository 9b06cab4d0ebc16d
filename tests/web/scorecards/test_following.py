"""A correction decided after publication: measured again, a restatement proposed by itself, merged with one waiting."""

import pytest
from django.db import transaction

from deskmerit.web.cycles import actions as cycles
from deskmerit.web.cycles.models import Run
from deskmerit.web.intake import following
from deskmerit.web.intake.models import Correction
from deskmerit.web.scorecards import actions, restating
from deskmerit.web.scorecards.models import Restatement
from deskmerit.web.scorecards.store import keep_cards
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import steps

from .test_restating import changed

RECORD = "T000359"


def corrected(world, **more) -> Correction:
    """A correction in force, decided by the second of HR, and what follows from it."""
    values = {
        "kind": "exclude", "table": "tickets", "record": RECORD, "reason": "支付故障", "state": "in_force",
        "asked_by": world.hr.person, "asked_at": clock.now(), "decided_by": world.hr2.person, "decided_at": clock.now(),
    }  # fmt: skip
    row = Correction.objects.create(**{**values, **more})
    with transaction.atomic():
        following.follow(world.hr2, row)
    return row


def finished(run: Run, measured, **by) -> None:
    """The run made: the same data, the cards of some people changed, and what it brings."""
    keep_cards(run, measured, run.cycle)
    for user, points in by.values():
        changed(run, user, points)
    Run.objects.filter(pk=run.pk).update(state="done", done_at=clock.now(), evidence="tests.parquet")
    run.refresh_from_db()
    with transaction.atomic():
        following.propose(run, run.summary["because"])


@pytest.fixture
def run(published) -> Run:
    """What a correction of the agent's record asked for."""
    row = corrected(published, concerns=published.agent.person)
    (found,) = published.cycle.runs.filter(kind="restated")
    assert (found.state, found.summary["because"]) == ("queued", [row.pk])
    return found


def test_a_correction_reaches_the_cycle_its_record_counts_in_and_no_other(published) -> None:
    assert following.reached(Correction(table="tickets", record=RECORD)) == [published.cycle]
    assert following.reached(Correction(table="tickets", record="T999999")) == []


def test_a_correction_of_a_published_cycle_proposes_its_restatement(published, run, measured) -> None:
    finished(run, measured, agent=(published.agent, "1.00"), outsider=(published.outsider, "-1.00"))
    told = {each.result.person_id: each for each in Restatement.objects.all()}
    assert set(told) == {published.agent.person_id, published.outsider.person_id}
    mine = told[published.agent.person_id]
    assert (mine.state, mine.cause, mine.made_by) == ("proposed", "corrected", published.hr2.person)
    assert "支付故障" in mine.explanation
    assert "支付故障" not in told[published.outsider.person_id].explanation  # a colleague's reason is nobody else's
    assert "approve" not in {each.name for each in steps("restatement", mine, published.hr2)}
    with transaction.atomic():
        actions.approve(published.hr, mine)
    result = published.result()
    assert (result.card, result.state) == (mine.after, "published")


def test_nothing_is_proposed_where_nothing_of_ones_own_changed(published, run, measured) -> None:
    finished(run, measured)
    assert not Restatement.objects.exists()


def test_one_that_waits_is_merged_and_both_causes_are_named(published, run, measured) -> None:
    other = Run.objects.create(cycle=published.cycle, kind="restated", asked_at=clock.now())
    keep_cards(other, measured, published.cycle)
    changed(other, published.agent, "0.50")
    with transaction.atomic():
        (first,) = restating.propose_all(
            published.hr, published.cycle, other, [published.result().pk], "late_data", "补录工单"
        )
    finished(run, measured, agent=(published.agent, "1.00"))
    first.refresh_from_db()
    one = Restatement.objects.get(state="proposed")
    assert (first.state, first.merged_into) == ("merged", one)
    assert "支付故障" in one.explanation
    assert "补录工单" in one.explanation
    for user in (published.hr, published.hr2):  # each made a part of it
        assert "approve" not in {each.name for each in steps("restatement", one, user)}


def test_corrections_decided_while_a_run_waits_share_it(published, run) -> None:
    second = corrected(published, record="T000360")
    (same,) = published.cycle.runs.filter(kind="restated")
    assert second.pk in same.summary["because"]
    assert len(same.summary["because"]) == 2


def test_a_run_older_than_another_correction_is_made_again(published, run, measured) -> None:
    Correction.objects.create(
        kind="exclude", table="tickets", record="T000360", reason="x", state="in_force", asked_at=clock.now(),
        decided_at=clock.now(),
    )  # fmt: skip
    finished(run, measured, agent=(published.agent, "1.00"))
    assert not Restatement.objects.exists()
    assert published.cycle.runs.filter(kind="restated", state="queued").get().summary["because"]


def test_what_was_corrected_during_the_review_is_followed_after_publication(in_review) -> None:
    row = corrected(in_review)
    assert not in_review.cycle.runs.filter(kind="restated").exists()
    for user in (in_review.hr, in_review.lead, in_review.business):
        with transaction.atomic():
            cycles.sign(user, in_review.cycle)
    with transaction.atomic():
        cycles.publish_cycle(in_review.hr, in_review.cycle)
    assert in_review.cycle.runs.get(kind="restated").summary["because"] == [row.pk]
