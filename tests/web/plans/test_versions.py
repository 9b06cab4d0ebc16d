"""A version from draft to force: who may, what stands in the way, what nobody can change, who acknowledges."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from deskmerit.core.plan import Target
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.models import Event
from deskmerit.web.bridge import plans as bridge
from deskmerit.web.org.models import Posting, Role
from deskmerit.web.plans import access, actions, queries
from deskmerit.web.plans.diff import differences
from deskmerit.web.plans.models import PlanVersion
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import doubts
from deskmerit.web.shared.models import Clock
from deskmerit.web.shared.refusal import Overtaken, Refused
from deskmerit.web.shared.sweep import sweep

LATER = date(2027, 1, 1)
TOLD = {
    "effective_from": LATER, "consultation": "Heard the team.", "consulted_on": date(2026, 10, 8),
    "notice_on": date(2026, 10, 9), "note": "Faster",
}  # fmt: skip


def do(act: Any, *args: Any, **more: Any) -> Any:
    """An action in its transaction."""
    with transaction.atomic():
        return act(*args, **more)


def faster() -> Any:
    """The template with a target of 25 s, and without its examples, which would fail."""
    plan = bridge.shipped()["template"]
    first, *others = plan.dimensions
    lines = (
        replace(first.indicators[0], target=Target(at_most=first.indicators[0].target.value - 5)),
        *first.indicators[1:],
    )
    return replace(plan, dimensions=(replace(first, indicators=lines), *others), cases=())


@pytest.fixture
def draft(world) -> PlanVersion:
    """HR's draft of a faster template."""
    return do(actions.start, world.hr, faster())


@pytest.fixture
def proposed(world, draft) -> PlanVersion:
    """The draft handed in to the business member."""
    do(actions.propose, world.hr, draft, world.business.person, **TOLD)
    return draft


@pytest.fixture
def approved(world, proposed) -> PlanVersion:
    """The draft in force from 2027 on."""
    do(actions.approve, world.business, proposed)
    return proposed


def test_a_draft_gets_the_next_number_and_is_audited(world, draft) -> None:
    assert (draft.number, draft.state) == (2, "draft")
    assert Event.objects.filter(verb="plan_version.begun", target=f"planversion:{draft.pk}").exists()


def test_a_plan_has_one_draft_at_a_time(world, draft) -> None:
    with pytest.raises(Refused, match="draft already"):
        do(actions.start, world.hr, faster())


@pytest.mark.parametrize("who", ["agent", "lead", "outsider", "auditor", "admin", "business"])
def test_nobody_but_hr_begins_a_draft(world, who) -> None:
    with pytest.raises(Refused, match="HR"):
        do(actions.start, getattr(world, who), faster())


def test_an_unreadable_draft_is_kept_as_it_was_typed_but_not_handed_in(world, draft) -> None:
    do(actions.save_text, world.hr, draft, "plan: template\ntitle: half")
    draft.refresh_from_db()
    assert draft.text == "plan: template\ntitle: half"
    with pytest.raises(Refused, match="errors"):
        do(actions.propose, world.hr, draft, world.business.person, **TOLD)


def test_of_two_who_write_at_once_the_second_is_told(world, draft) -> None:
    mark = draft.fingerprint
    do(actions.save_text, world.hr, draft, "plan: template\ntitle: one", mark)
    with pytest.raises(Overtaken, match="meanwhile"):
        do(actions.save_text, world.hr2, draft, "plan: template\ntitle: two", mark)


def test_the_text_gets_the_day_it_takes_effect(world, proposed) -> None:
    assert queries.plan_of(proposed).effective_from == LATER
    assert world.business.notices.filter(code="plan_proposed").exists()


def test_the_author_asks_another_person(world, draft) -> None:
    with pytest.raises(Refused, match="did not write"):
        do(actions.propose, world.hr, draft, world.hr.person, **TOLD)


def test_the_author_never_approves(world, proposed) -> None:
    with pytest.raises(Refused, match="not yours"):
        do(actions.approve, world.hr, proposed)


def test_an_author_who_left_hr_only_reads_the_draft(world, draft) -> None:
    Role.objects.filter(person=world.hr.person).update(to_date=date(2026, 9, 1))
    former = User.objects.get(pk=world.hr.pk)
    assert access.visible_to(former).filter(pk=draft.pk).exists()
    assert not actions.may_edit(former, draft)
    for step in (actions.discard, lambda by, version: actions.propose(by, version, world.business.person, **TOLD)):
        with pytest.raises(Refused):
            do(step, former, draft)


@pytest.mark.parametrize("who", ["agent", "outsider", "auditor", "admin", "quality"])
def test_who_is_not_of_hr_or_panel_does_not_approve(world, proposed, who) -> None:
    with pytest.raises(Refused, match="not yours"):
        do(actions.approve, getattr(world, who), proposed)


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"consultation": ""}, "consulted"), ({"consulted_on": None}, "consulted"), ({"notice_on": None}, "made known"),
        ({"effective_from": date(2026, 10, 1)}, "backwards"), ({"notice_on": date(2027, 2, 1)}, "backwards"),
    ],
)  # fmt: skip
def test_an_approval_needs_consultation_notice_and_a_day_ahead(world, draft, missing, said) -> None:
    do(actions.propose, world.hr, draft, world.business.person, **(TOLD | missing))
    with pytest.raises(Refused, match=said):
        do(actions.approve, world.business, draft)


def test_no_version_takes_effect_within_a_period_that_runs_by_an_older_one(world, draft) -> None:
    world.cycle.end = date(2027, 2, 1)
    world.cycle.save()
    do(actions.propose, world.hr, draft, world.business.person, **TOLD)
    with pytest.raises(Refused, match="backwards"):
        do(actions.approve, world.business, draft)


def test_a_returned_version_can_be_written_again(world, proposed) -> None:
    with pytest.raises(Refused, match="reason"):
        do(actions.give_back, world.business, proposed, " ")
    do(actions.give_back, world.business, proposed, "Ask the team first.")
    assert proposed.returned_reason == "Ask the team first."
    do(actions.save_text, world.hr, proposed, bridge.written(faster()))


def test_a_proposed_or_approved_version_cannot_be_changed_or_deleted(world, approved) -> None:
    for change in ({"text": "x"}, {"fingerprint": "x"}, {"number": 9}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            PlanVersion.objects.filter(pk=approved.pk).update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        PlanVersion.objects.filter(pk=approved.pk)._raw_delete("default")
    with pytest.raises(Refused, match="new version"):
        do(actions.save_text, world.hr, approved, "x")


def test_the_old_version_holds_until_the_new_one_takes_effect(world, approved) -> None:
    held = queries.in_force(approved.document)
    assert held is not None
    assert held.number == 1
    assert queries.in_force(approved.document, LATER) == approved


def test_everybody_of_the_post_is_asked_and_nobody_else(world, approved) -> None:
    posts = set(queries.plan_of(approved).positions)
    asked = {each.person for each in approved.acknowledgements.select_related("person")}
    assert asked
    for person in asked:
        assert posts & set(Posting.objects.filter(person=person).values_list("position", flat=True))
    assert do(actions.ask_newcomers, world.hr, approved) == 0


def test_only_the_person_acknowledges(world, approved) -> None:
    asked = approved.acknowledgements.select_related("person__user").first()
    for other in (world.hr, world.auditor):
        with pytest.raises(Refused, match="not yours"):
            do(actions.acknowledge, other, asked)
    do(actions.acknowledge, asked.person.user, asked)
    assert asked.state == "acknowledged"
    assert asked.acknowledged_at
    assert queries.acknowledged(approved).known == 1


def test_hr_tells_in_another_way_only_after_two_reminders(world, approved, at) -> None:
    asked = approved.acknowledgements.select_related("person__user", "version").first()
    with pytest.raises(Refused, match="Two reminders"):
        do(actions.tell_otherwise, world.hr, asked, "By letter.")
    for day in ("2026-10-20", "2026-11-02"):
        at(f"{day}T09:00:00+08:00")
        sweep()
    assert asked.person.user.notices.filter(code="plan_acknowledge").count() == 3
    do(actions.tell_otherwise, world.hr, asked, "By letter.")
    assert asked.state == "told_otherwise"


def test_who_left_need_not_acknowledge(world, approved, at) -> None:
    asked = approved.acknowledgements.select_related("person").first()
    asked.person.left_on = date(2026, 10, 10)
    asked.person.save()
    at("2026-10-20T09:00:00+08:00")
    sweep()
    asked.refresh_from_db()
    assert asked.state == "lapsed"


def test_an_overdue_approval_goes_to_the_deputy_who_may_decide(world, proposed, at) -> None:
    at("2026-10-30T09:00:00+08:00")
    sweep()
    proposed.refresh_from_db()
    assert proposed.asked_of == world.hr2.person
    assert Clock.objects.get(flow="plan_version", row=proposed.pk, stopped_at=None).person == world.hr2.person
    do(actions.approve, world.hr2, proposed)


def test_a_version_used_by_an_open_cycle_is_not_retired(world) -> None:
    with pytest.raises(Refused, match="Still used"):
        do(actions.retire, world.hr, world.versions[0])


def test_retiring_ends_the_asking(world, approved) -> None:
    do(actions.retire, world.hr, approved)
    assert set(approved.acknowledgements.values_list("state", flat=True)) == {"lapsed"}


def test_a_version_nobody_previewed_says_so(world, proposed) -> None:
    assert any("cost" in each for each in doubts("plan_version", proposed, "approve"))


def test_the_phase_of_the_next_cycle_is_kept_and_checked(world) -> None:
    document = world.versions[0].document
    with pytest.raises(Refused, match="no phase"):
        do(actions.set_phase, world.hr, document, "speed")
    with pytest.raises(Refused, match="HR"):
        do(actions.set_phase, world.agent, document, "efficiency")
    do(actions.set_phase, world.hr, document, "efficiency")
    assert queries.next_phase("template") == "efficiency"


def test_differences_are_said_in_the_words_of_the_sheet() -> None:
    found = {
        (each.what, each.label): (each.before, each.after)
        for each in differences(bridge.shipped()["template"], faster())
    }
    first = next(value for (what, label), value in found.items() if what == "First response time" and label == "Target")
    assert first == ("≤ 30 s", "≤ 25 s")
    assert not differences(faster(), faster())


def test_who_sees_which_versions(world, draft) -> None:
    seen = {
        name: set(access.visible_to(getattr(world, name)))
        for name in ("agent", "lead", "outsider", "admin", "hr", "auditor")
    }
    assert all(set(world.versions) <= versions for versions in seen.values())
    assert [name for name, versions in seen.items() if draft in versions] == ["hr", "auditor"]
    do(actions.propose, world.hr, draft, world.business.person, **TOLD)
    assert draft in access.visible_to(world.business)
    assert draft not in access.visible_to(world.agent)


def test_acknowledgements_sort_by_reminders_filter_and_export(world, approved, at) -> None:
    asked = approved.acknowledgements.select_related("person").first()
    Clock.objects.filter(flow="acknowledgement", row=asked.pk).update(overdue_at=clock.now())
    client, address = world.client(world.hr), reverse("plan_acknowledgements", args=[approved.pk])
    shown = client.get(address, {"asked.sort": "-reminders"}).context["table"].lines
    assert (shown[0].row, shown[0].row.reminders) == (asked, 1)
    assert [line.row for line in client.get(address, {"asked.q": asked.person.name}).context["table"].lines] == [asked]
    exported = client.get(address, {"asked.export": "1"}).content.decode().splitlines()
    assert len(exported) == approved.acknowledgements.count() + 1
