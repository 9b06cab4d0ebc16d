"""What the panel may do, and may not."""

import pytest
from django.db import transaction
from django.urls import reverse

from deskmerit.web.cycles import actions
from deskmerit.web.cycles.checklist import CHECKS, beside
from deskmerit.web.cycles.models import Cycle, Run, Shift
from deskmerit.web.shared.flow import hindrances, steps
from deskmerit.web.shared.refusal import Refused


def graded(world, but=()):
    """Somebody whose grade may be shifted, with the grades beside it."""
    for card in world.cycle.current.cards.select_related("person"):
        near = beside(world.cycle, card.person)
        if near and card.person not in but:
            return card.person, near
    raise AssertionError("nobody is graded")


def shift(world, by, person=None, after=""):
    someone, near = graded(world, but=[by.person, world.lead.person])
    with transaction.atomic():
        return actions.propose_shift(by, world.cycle, person or someone, after or near[0], "理由", "依据")


def test_a_shift_holds_once_a_second_member_signed_and_is_seen_by_the_person(in_review) -> None:
    made = shift(in_review, in_review.hr)
    assert hindrances("cycle", in_review.cycle, "publish")
    with pytest.raises(Refused), transaction.atomic():
        actions.second_shift(in_review.hr, made)
    with transaction.atomic():
        actions.second_shift(in_review.business, made)
    for user in (in_review.hr, in_review.lead, in_review.business):
        with transaction.atomic():
            actions.sign(user, in_review.cycle)
    with transaction.atomic():
        actions.publish_cycle(in_review.hr, in_review.cycle)
    result = in_review.cycle.results.get(person=made.person)
    assert (result.card.grade, result.card.grade_reason) == (made.after, "panel")
    answer = in_review.client(made.person.user).get(reverse("scorecard", args=[result.pk]))
    assert answer.context["about"].shift == made
    assert "理由" in answer.content.decode()
    assert "依据" in answer.content.decode()


def test_nobody_outside_the_panel_shifts_and_nobody_their_own_grade(in_review) -> None:
    for user in (in_review.hr2, in_review.agent, in_review.outsider):
        with pytest.raises(Refused):
            shift(in_review, user)
    with pytest.raises(Refused):
        shift(in_review, in_review.lead, in_review.lead.person)


def test_a_grade_moves_by_one_step_with_reason_and_evidence(in_review) -> None:
    person, near = graded(in_review, but=[in_review.lead.person])
    with pytest.raises(Refused):
        shift(in_review, in_review.hr, person, "no such grade")
    for reason, evidence in (("", "依据"), ("理由", " ")):
        with pytest.raises(Refused), transaction.atomic():
            actions.propose_shift(in_review.hr, in_review.cycle, person, near[0], reason, evidence)


def test_who_proposed_withdraws_and_another_refuses_with_a_reason(in_review) -> None:
    made = shift(in_review, in_review.hr)
    assert {each.name for each in steps("shift", made, in_review.hr)} == {"withdraw"}
    with pytest.raises(Refused), transaction.atomic():
        actions.refuse_shift(in_review.business, made, "")
    with transaction.atomic():
        actions.refuse_shift(in_review.business, made, "依据不足")
    made.refresh_from_db()
    assert made.state == "refused"


def test_measuring_again_lets_signatures_and_shifts_lapse(in_review) -> None:
    made = shift(in_review, in_review.hr)
    with transaction.atomic():
        actions.sign(in_review.hr, in_review.cycle)
        actions.measure_again(in_review.hr, in_review.cycle, "补录数据")
    made.refresh_from_db()
    assert made.state == "lapsed"
    assert not in_review.cycle.panel.exclude(signed_at=None).exists()


def test_gaps_in_the_data_are_accepted_with_a_reason_before_the_review(in_review) -> None:
    cycle = in_review.cycle
    with transaction.atomic():
        actions.measure_again(in_review.hr, cycle, "x")
    Run.objects.filter(pk=cycle.current_id).update(summary={"gaps": {"training": 3}})
    cycle.current.refresh_from_db()
    assert CHECKS["missing_data_accepted"](cycle)
    with pytest.raises(Refused), transaction.atomic():
        actions.accept_gaps(in_review.hr, cycle, " ")
    with pytest.raises(Refused), transaction.atomic():
        actions.accept_gaps(in_review.agent, cycle, "x")
    with transaction.atomic():
        actions.accept_gaps(in_review.hr, cycle, "本季度没有培训")
    assert not CHECKS["missing_data_accepted"](cycle)


def test_figures_do_not_change_while_the_panel_reviews(in_review) -> None:
    with pytest.raises(Refused), transaction.atomic():
        actions.run_again(in_review.hr, in_review.cycle)


def test_an_outside_reviewer_neither_signs_nor_shifts(in_review) -> None:
    in_review.cycle.panel.create(person=in_review.hr2.person, function="business", outside=True)
    with pytest.raises(Refused), transaction.atomic():
        actions.sign(in_review.hr2, in_review.cycle)
    with pytest.raises(Refused):
        shift(in_review, in_review.hr2)


def test_in_a_small_team_one_signature_is_enough_unless_it_is_ones_own_result(in_review) -> None:
    cycle = in_review.cycle
    cycle.panel.exclude(person=in_review.lead.person).delete()
    cycle.small = True
    cycle.save(update_fields=["small"])
    with transaction.atomic():
        actions.sign(in_review.lead, cycle)
    assert len(hindrances("cycle", cycle, "publish")) == 1  # the lead is evaluated too
    cycle.panel.update(person=in_review.hr.person)
    assert hindrances("cycle", cycle, "publish") == []


def test_a_signature_under_figures_that_are_measured_anew_is_refused(in_review) -> None:
    """A page opened before `measure again` must not sign the review that follows."""
    opened = Cycle.objects.get(pk=in_review.cycle.pk)
    with transaction.atomic():
        actions.measure_again(in_review.hr, in_review.cycle, "late data")
    with pytest.raises(Refused), transaction.atomic():
        actions.sign(in_review.lead, opened)
    assert not in_review.cycle.panel.exclude(signed_at=None).exists()


def test_a_shift_opened_before_publication_changes_nothing_after_it(in_review) -> None:
    made = shift(in_review, in_review.hr)
    opened = Shift.objects.select_related("cycle").get(pk=made.pk)
    Cycle.objects.filter(pk=in_review.cycle.pk).update(state="published")
    with pytest.raises(Refused), transaction.atomic():
        actions.second_shift(in_review.business, opened)
    assert Shift.objects.get(pk=made.pk).state == "proposed"
