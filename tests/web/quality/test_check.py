"""A quality check from contact to record: who may what, when a fatal error counts, what a dispute changes."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from deskmerit.web.audit.models import Event
from deskmerit.web.notices.models import Notice
from deskmerit.web.quality import actions, sampling
from deskmerit.web.quality.models import Check, Sample, SheetVersion, Task
from deskmerit.web.quality.tables import qa_items, qa_reviews
from deskmerit.web.shared.flow import take
from deskmerit.web.shared.refusal import Refused
from deskmerit.web.shared.sweep import sweep


def refused(act, *args, **more) -> str:
    with pytest.raises(Refused) as why, transaction.atomic():
        act(*args, **more)
    return str(why.value)


def done(act, *args, **more):
    with transaction.atomic():
        return act(*args, **more)


def reviews() -> dict[str, dict]:
    return {row["review_id"]: row for row in qa_reviews()}


def test_a_draw_is_written_down_and_handed_out_evenly_to_independent_reviewers(desk) -> None:
    again = Sample(title="again", start=desk.sample.start, end=desk.sample.end, per_agent=3, seed="s",
                   version=desk.sample.version)  # fmt: skip
    done(sampling.draw_sample, desk.world.hr2, again, [], [desk.first.person, desk.second.person])
    both = [list(each.tasks.order_by("contact").values_list("contact", "reviewer")) for each in (desk.sample, again)]
    assert both[0] == both[1]
    given = list(desk.sample.tasks.values_list("reviewer", flat=True))
    assert abs(given.count(desk.first.person.pk) - given.count(desk.second.person.pk)) <= 1
    assert Event.objects.get(target=f"sample:{again.pk}").detail["seed"] == "s"


def test_nobody_is_handed_their_own_contact_their_leads_or_those_of_people_they_lead(desk) -> None:
    world = desk.world
    for person, reviewer in ((world.agent, world.agent), (world.agent, world.lead), (world.lead, world.agent)):
        assert sampling.assign([person.person.pk], [reviewer.person], desk.sample) == [None]
    assert "lead" in refused(sampling.reassign, world.hr, desk.task(), world.lead.person)


@pytest.mark.parametrize("who", ["agent", "lead", "outsider", "auditor", "business"])
def test_only_managers_of_quality_draw(desk, who: str) -> None:
    sample = Sample(title="x", start=desk.sample.start, end=desk.sample.end, seed="s", version=desk.sample.version)
    assert refused(sampling.draw_sample, getattr(desk.world, who), sample, [], [desk.first.person])


def test_a_check_handed_in_tells_the_person_and_becomes_a_record(desk) -> None:
    check = desk.told()
    assert check.state == "submitted"
    row = reviews()[check.code]
    assert (row["score"], row["max_score"], row["fatal"], row["confirmed"]) == (Decimal("98.00"), 100, "none", None)
    assert row["agent_id"] == desk.world.agent.person.agent_id
    items = [each for each in qa_items() if each["review_id"] == check.code]
    assert len(items) == 12
    assert items[0]["score"] == 3
    assert Notice.objects.filter(user=desk.world.agent, code="quality-told").exists()


def test_drafts_and_unconfirmed_fatal_errors_are_in_no_record(desk) -> None:
    draft, fatal = desk.draft(), desk.fatal()
    assert not {draft.code, fatal.code} & set(reviews())


def test_an_item_left_open_or_a_value_off_its_scale_is_not_handed_in(desk) -> None:
    check = done(actions.begin_check, desk.first, desk.task())
    assert "Score these" in refused(actions.submit, desk.first, check)
    client = desk.world.client(desk.first)
    answer = client.post(
        f"/quality/{check.pk}/review/", {"do": "submit", "p-s1i1": "9"}, headers={"accept-language": "en"}
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors["p-s1i1"]
    check.refresh_from_db()
    assert check.state == "draft"


@pytest.mark.parametrize("who", ["agent", "lead", "hr", "second"])
def test_only_its_reviewer_writes_and_hands_in_a_draft(desk, who: str) -> None:
    check, user = desk.draft(), desk.second if who == "second" else getattr(desk.world, who)
    assert refused(actions.save, user, check, {}, {}, "", "")
    assert refused(actions.submit, user, check)
    assert desk.world.client(user).get(f"/quality/{check.pk}/review/").status_code == 404


def test_a_fatal_error_counts_once_confirmed_and_its_window_closed(desk, at) -> None:
    check = desk.fatal()
    done(actions.decide_fatal, desk.second, check, True, "it is in the chat")
    row = reviews()[check.code]
    assert (row["fatal"], row["confirmed"]) == ("business", False)
    at("2026-09-30T10:00:00+08:00")
    sweep()
    assert reviews()[check.code]["confirmed"] is False
    at("2026-10-30T10:00:00+08:00")
    sweep()
    check.refresh_from_db()
    assert check.state == "final"
    assert [row["confirmed"] for row in qa_reviews() if row["review_id"] == check.code] == [True]


def test_a_fatal_error_that_was_not_confirmed_never_counts(desk, at) -> None:
    check = desk.fatal()
    done(actions.decide_fatal, desk.second, check, False, "the promise was kept")
    at("2026-10-30T10:00:00+08:00")
    sweep()
    assert reviews()[check.code]["confirmed"] is False
    assert reviews()[check.code]["score"] == Decimal("98.00")


@pytest.mark.parametrize("who", ["first", "agent", "lead", "outsider", "auditor", "admin"])
def test_a_reviewer_can_not_confirm_their_own_fatal_error_nor_anybody_concerned(desk, who: str) -> None:
    check, user = desk.fatal(), desk.first if who == "first" else getattr(desk.world, who)
    assert refused(actions.decide_fatal, user, check, True, "yes")
    assert "reason" in refused(actions.decide_fatal, desk.second, check, True, " ")


def test_a_reviewer_who_is_also_hr_can_not_confirm_their_own_fatal_error(desk) -> None:
    from deskmerit.web.org.models import Role

    check = desk.fatal()
    Role.objects.create(person=desk.first.person, kind="hr", from_date=desk.sample.start)
    Check.objects.filter(pk=check.pk).update(second=desk.first.person)
    check.refresh_from_db()
    assert refused(actions.decide_fatal, desk.first, check, True, "yes")


def test_an_overdue_confirmation_goes_to_the_next_who_did_not_review(desk, at) -> None:
    check = desk.fatal()
    assert check.second == desk.second.person
    at("2026-10-20T10:00:00+08:00")
    sweep()
    check.refresh_from_db()
    assert check.second not in (desk.second.person, desk.first.person, check.person)
    assert check.state == "awaiting_confirmation"


def test_a_dispute_is_decided_by_another_reviewer_and_keeps_the_first_values(desk) -> None:
    check = desk.told()
    done(actions.dispute, desk.world.agent, check, {"s1i1": {"proposed": "5"}}, "I did greet")
    assert refused(actions.change, desk.first, check, {"s1i1": Decimal(5)}, "no")
    assert refused(actions.change, desk.second, check, {"s1i2": Decimal(1)}, "not disputed")
    assert refused(actions.change, desk.second, check, {"s1i1": Decimal(3)}, "the same")
    done(actions.change, desk.second, check, {"s1i1": Decimal(5)}, "greeting is in line 2")
    check.refresh_from_db()
    assert (check.state, check.score, check.first["score"]) == ("changed", Decimal("100.00"), "98.00")
    assert reviews()[check.code]["score"] == Decimal("100.00")
    assert check.first["marks"]["s1i1"]["points"] == "3"


def test_a_fatal_error_dropped_in_a_dispute_does_not_count(desk) -> None:
    check = desk.fatal()
    done(actions.decide_fatal, desk.second, check, True, "seen")
    done(actions.dispute, desk.world.agent, check, {"fatal": {}}, "never said")
    assert refused(actions.keep, desk.second, check, "confirmed it myself")
    decider = desk.world.hr if check.second == desk.world.hr.person else desk.world.hr2
    done(actions.change, decider, check, {}, "not in the recording", drop_fatal=True)
    assert reviews()[check.code]["confirmed"] is False


def test_a_dispute_names_something_and_belongs_to_the_person(desk) -> None:
    check = desk.told()
    assert "Name at least" in refused(actions.dispute, desk.world.agent, check, {}, "no")
    for user in (desk.world.lead, desk.world.hr, desk.first, desk.world.outsider):
        assert refused(actions.dispute, user, check, {"s1i1": {"proposed": "5"}}, "no")


def test_a_closed_window_ends_disputes(desk, at) -> None:
    check = desk.told()
    at("2026-10-30T10:00:00+08:00")
    sweep()
    check.refresh_from_db()
    assert check.state == "final"
    assert refused(actions.dispute, desk.world.agent, check, {"s1i1": {"proposed": "5"}}, "late")


def test_a_withdrawn_dispute_leaves_the_check_final(desk) -> None:
    check = desk.told()
    done(actions.dispute, desk.world.agent, check, {"s1i1": {"proposed": "5"}}, "I did greet")
    done(actions.withdraw_dispute, desk.world.agent, check)
    assert check.state == "final"
    assert check.score == Decimal("98.00")


def test_a_used_version_of_a_sheet_never_changes_and_an_edit_makes_a_new_one(desk) -> None:
    used = desk.sample.version
    used.refresh_from_db()
    assert used.used_at is not None
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        SheetVersion.objects.filter(pk=used.pk).update(number=9)
    content = used.read()
    changed = type(content)(content.sections, content.fatals[:-1])
    saved = done(sampling.save_sheet, desk.world.hr, used.sheet, changed, used.sheet.title, "ticket")
    assert (saved.number, saved.used_at) == (2, None)
    assert done(sampling.save_sheet, desk.world.hr, used.sheet, content, used.sheet.title, "ticket").pk == saved.pk
    assert refused(sampling.save_sheet, desk.world.lead, used.sheet, changed, used.sheet.title, "ticket")


def test_a_contact_that_can_not_be_reviewed_is_left_out_with_a_reason(desk) -> None:
    task = desk.task()
    assert refused(sampling.skip, desk.first, task, " ")
    assert refused(sampling.skip, desk.world.agent, task, "no")
    done(sampling.skip, desk.first, task, "recording is lost")
    assert Task.objects.get(pk=task.pk).skipped == "recording is lost"


def test_two_people_at_once_one_decides_and_the_other_is_told(desk) -> None:
    check = desk.fatal()
    late = Check.objects.get(pk=check.pk)
    done(actions.decide_fatal, desk.second, check, True, "seen")
    assert "moment ago" in refused(actions.decide_fatal, desk.second, late, False, "not seen")
    assert refused(take, "quality", check, "confirm", desk.second, reason="again")
