"""The improvement plan: made jointly, signed by both, changed by both; its measures fill themselves; how it ends."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from deskmerit.core.workflow import IMPROVEMENT
from deskmerit.web.improvement import access, actions, outcome
from deskmerit.web.improvement.content import Area, Content, Step, read, written
from deskmerit.web.improvement.models import Improvement, Version
from deskmerit.web.improvement.queries import filled, open_steps
from deskmerit.web.shared.models import Clock
from deskmerit.web.shared.refusal import Overtaken, Refused
from deskmerit.web.shared.sweep import sweep

OWN = Step("a", "person", "每天整理三条话术", "本人", date(2026, 11, 1))
LED = Step("b", "lead", "早班加一人", "组长", date(2026, 11, 1))


def attempt(act, *args, **kwargs):
    """An action in its own transaction."""
    with transaction.atomic():
        return act(*args, **kwargs)


def complete(content: Content) -> Content:
    """A content with everything an offer asks for."""
    areas = tuple(replace(area, due=date(2026, 12, 8)) for area in content.areas) or (
        Area("沟通", "未先致歉", "先致歉", due=date(2026, 12, 8)),
    )
    return replace(
        content, areas=areas, causes="早班人少", steps=(OWN, LED), criteria="各项达到目标", if_met="结束",
        if_partly="延期 30 天", if_not="由评估小组决定", days=60, tools=False, conflict=False, misconduct=False,
    )  # fmt: skip


@pytest.fixture
def draft(published) -> Improvement:
    """A draft by the lead, with everything in it."""
    Clock.objects.update(stopped_at=published.cycle.published_at)  # time passes for the plan alone, and quickly
    plan = attempt(actions.begin_plan, published.lead, published.result(), "2026-Q3 未达目标")
    attempt(actions.edit, published.lead, plan, complete(read(plan.content)), 0)
    return plan


@pytest.fixture
def active(published, draft) -> Improvement:
    """The plan signed by both."""
    attempt(actions.offer, published.lead, draft)
    attempt(actions.sign, published.agent, draft, True)
    return draft


def test_a_new_plan_starts_with_the_largest_gaps_and_their_values(published) -> None:
    plan = attempt(actions.begin_plan, published.lead, published.result(), "x")
    areas = read(plan.content).areas
    assert 1 <= len(areas) <= 3
    assert all(area.tied and area.start is not None and area.target is not None for area in areas)


def test_person_lead_and_hr_begin_a_plan_others_do_not(published) -> None:
    for user in (published.outsider, published.auditor, published.business):
        with pytest.raises(Refused):
            attempt(actions.begin_plan, user, published.result(), "x")
    plan = attempt(actions.begin_plan, published.agent, published.result(), "x")
    assert plan.lead == published.lead.person


def test_a_person_has_one_open_plan(published, draft) -> None:
    with pytest.raises(Refused, match="open plan"):
        attempt(actions.begin_plan, published.hr, published.result(), "x")


def test_person_and_lead_write_jointly_and_lose_no_words(published, draft) -> None:
    content = read(draft.content)
    attempt(actions.edit, published.agent, draft, replace(content, causes="早班只有两人"), 1)
    with pytest.raises(Overtaken):
        attempt(actions.edit, published.lead, draft, replace(content, causes="x"), 1)
    with pytest.raises(Refused):
        attempt(actions.edit, published.hr, draft, content, 2)
    draft.refresh_from_db()
    assert read(draft.content).causes == "早班只有两人"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"areas": ()}, "at least one area"),
        ({"steps": (OWN,)}, "what the lead does"),
        ({"tools": True}, "lack of tools"),
        ({"conflict": True}, "personal conflict"),
        ({"misconduct": True}, "serious misconduct"),
        ({"misconduct": None}, "Answer whether"),
        ({"ends_on": date(2026, 10, 1)}, "still to come"),
    ],
)
def test_an_incomplete_or_unfit_plan_is_not_offered(published, draft, change, said) -> None:
    attempt(actions.edit, published.lead, draft, replace(read(draft.content), **change), 1)
    with pytest.raises(Refused, match=said):
        attempt(actions.offer, published.lead, draft)


def test_only_the_lead_offers_and_only_the_person_signs(published, draft) -> None:
    for user in (published.agent, published.outsider, published.hr):
        with pytest.raises(Refused):
            attempt(actions.offer, user, draft)
    attempt(actions.offer, published.lead, draft)
    for user in (published.lead, published.outsider, published.hr):
        with pytest.raises(Refused):
            attempt(actions.sign, user, draft, True)
    attempt(actions.sign, published.agent, draft, False, "目标太高")
    assert (draft.state, draft.agreed) == ("active", "received")
    assert draft.ends_on == date(2026, 10, 9) + timedelta(60)


def test_a_person_who_asks_for_a_change_gets_the_draft_back(published, draft) -> None:
    attempt(actions.offer, published.lead, draft)
    with pytest.raises(Refused, match="reason"):
        attempt(actions.ask_change, published.agent, draft, "")
    attempt(actions.ask_change, published.agent, draft, "第二项日期太早")
    assert (draft.state, draft.lead_signed_at) == ("draft", None)


def test_an_unsigned_plan_starts_by_hr_after_two_reminders(published, draft, at) -> None:
    attempt(actions.offer, published.lead, draft)
    with pytest.raises(Refused, match="Two reminders"):
        attempt(actions.start_unsigned, published.hr, draft, "未签")
    for day in ("2026-10-16", "2026-10-22"):
        at(f"{day}T08:00:00+08:00")
        sweep()
    draft.refresh_from_db()
    attempt(actions.start_unsigned, published.hr, draft, "两次提醒未签")
    assert (draft.state, draft.agreed) == ("active", "unsigned")


def test_measures_fill_themselves_from_the_newest_card(published, active) -> None:
    card = {line["id"]: line for d in published.result().card.content["dimensions"] for line in d["indicators"]}
    for each in filled(active):
        assert each.value == Decimal(card[each.area.indicator]["actual"])
        assert each.reached is False
        assert each.way == 0


def test_a_check_in_keeps_notes_and_figures_and_the_next_is_due_a_week_later(published, active, at) -> None:
    at("2026-10-14T10:00:00+08:00")
    with pytest.raises(Refused, match="Write down"):
        attempt(outcome.check_in, published.lead, active, " ")
    with pytest.raises(Refused):
        attempt(outcome.check_in, published.agent, active, "x")
    kept = attempt(outcome.check_in, published.lead, active, "话术已整理一半")
    assert len(kept.figures) == len(read(active.content).areas)
    assert Clock.objects.get(flow="improvement", row=active.pk, code="check_in", stopped_at=None).due == date(
        2026, 10, 21
    )


def test_each_side_marks_its_own_steps(published, active) -> None:
    attempt(outcome.mark, published.agent, active, "a", True)
    with pytest.raises(Refused):
        attempt(outcome.mark, published.agent, active, "b", True)
    with pytest.raises(Refused):
        attempt(outcome.mark, published.outsider, active, "a", False)
    assert [step.key for _, step in open_steps(published.agent.person)] == ["b"]


def test_a_change_holds_once_the_other_side_agreed_and_the_old_version_stays(published, active) -> None:
    changed = replace(read(active.content), criteria="两项达到目标")
    attempt(actions.propose_change, published.agent, active, changed, "第三项已由系统改善")
    with pytest.raises(Refused):
        attempt(actions.accept_change, published.agent, active)
    assert read(active.content).criteria == "各项达到目标"
    before = active.lead_signed_at
    attempt(actions.accept_change, published.lead, active)
    active.refresh_from_db()
    assert read(active.content).criteria == "两项达到目标"
    assert (active.state, active.version, active.proposed) == ("active", 2, None)
    assert active.lead_signed_at > before
    assert read(active.versions.get(number=1).content).criteria == "各项达到目标"


def test_a_change_is_declined_with_a_reason_withdrawn_or_lapses(published, active, at) -> None:
    changed = replace(read(active.content), criteria="x")
    attempt(actions.propose_change, published.lead, active, changed, "y")
    with pytest.raises(Refused, match="reason"):
        attempt(actions.decline_change, published.agent, active, "")
    attempt(actions.decline_change, published.agent, active, "目标应保持")
    attempt(actions.propose_change, published.lead, active, changed, "y")
    attempt(actions.withdraw_change, published.lead, active)
    attempt(actions.propose_change, published.lead, active, changed, "y")
    at("2026-10-16T08:00:00+08:00")
    sweep()
    active.refresh_from_db()
    assert (active.state, active.proposed) == ("active", None)
    assert read(active.content).criteria == "各项达到目标"


def test_a_kept_version_cannot_be_changed(active) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Version.objects.filter(improvement=active).update(reason="x")


def test_a_passed_plan_needs_figures_and_the_lead(published, active) -> None:
    with pytest.raises(Refused):
        attempt(outcome.finish, published.agent, active, "pass", "")
    attempt(outcome.finish, published.lead, active, "pass", "")
    assert active.state == "passed"


def test_not_reached_asks_for_end_support_hearing_and_hr_all_at_once(published, active, at) -> None:
    with pytest.raises(Refused) as refused:
        attempt(outcome.finish, published.lead, active, "not_reach", "")
    assert len(refused.value.sentences) == 5
    at("2026-12-09T10:00:00+08:00")
    attempt(outcome.mark, published.lead, active, "b", True)
    attempt(outcome.say, published.agent, active, "早班仍只有两人")
    with pytest.raises(Refused):
        attempt(outcome.countersign, published.lead, active)
    attempt(outcome.countersign, published.hr, active)
    attempt(outcome.finish, published.lead, active, "not_reach", "两项未达目标")
    assert (active.state, active.outcome) == ("not_reached", "两项未达目标")


def test_extending_needs_a_later_end_and_the_persons_signature(published, active) -> None:
    with pytest.raises(Refused, match="new end"):
        attempt(outcome.extend, published.lead, active, date(2026, 11, 1), "x", {})
    attempt(outcome.extend, published.lead, active, date(2027, 1, 8), "再给一个月", {})
    assert (active.state, active.person_signed_at, active.version) == ("extended", None, 2)
    attempt(actions.sign, published.agent, active, True)
    assert active.state == "active"
    due = Clock.objects.get(flow="improvement", row=active.pk, code="outcome", stopped_at=None).due
    assert due > date(2027, 1, 8)


def test_hr_ends_a_plan_early_with_a_reason(published, active) -> None:
    with pytest.raises(Refused):
        attempt(outcome.end_early, published.lead, active, "x")
    attempt(outcome.end_early, published.hr, active, "调岗")
    assert active.state == "ended"


def test_an_overdue_outcome_goes_to_a_deputy_once_per_due_day(published, active, at) -> None:
    at("2026-12-15T08:00:00+08:00")
    sweep()
    sweep()
    active.refresh_from_db()
    assert (active.deputy, active.passed) == (published.hr2.person, [])
    assert Clock.objects.get(flow="improvement", row=active.pk, code="outcome", stopped_at=None).due > date(
        2026, 12, 15
    )
    assert "deputy" in access.relations(active, published.hr2.person)


def test_no_plan_is_left_without_a_next_step_or_clock(published, draft, at) -> None:
    content = read(draft.content)
    played = [
        lambda: attempt(actions.offer, published.lead, draft),
        lambda: attempt(actions.sign, published.agent, draft, True),
        lambda: attempt(actions.propose_change, published.agent, draft, replace(content, criteria="x",
                        ends_on=date(2026, 12, 20)), "y"),
        lambda: attempt(actions.accept_change, published.lead, draft),
        lambda: attempt(outcome.extend, published.lead, draft, date(2027, 2, 1), "x", {}),
    ]  # fmt: skip
    day = date(2026, 10, 9)
    for act in played:
        act()
        draft.refresh_from_db()
        day += timedelta(9)
        at(f"{day}T08:00:00+08:00")
        for _ in range(2):
            sweep()
        draft.refresh_from_db()
        if draft.state not in IMPROVEMENT.ends:
            running = Clock.objects.filter(flow="improvement", row=draft.pk, stopped_at=None)
            assert running.exists(), draft.state
            assert all(clock.person or clock.role == "hr" for clock in running)
        if draft.state == "active" and draft.proposed is None and act is played[2]:
            attempt(actions.propose_change, published.agent, draft, replace(content, criteria="z",
                    ends_on=date(2026, 12, 20)), "y")  # fmt: skip


def test_outsiders_see_no_plan(published, active) -> None:
    assert access.visible_to(published.agent).filter(pk=active.pk).exists()
    for user in (published.outsider, published.admin, published.business, published.quality):
        assert not access.visible_to(user).filter(pk=active.pk).exists()


def test_content_survives_storage_exactly() -> None:
    content = complete(
        Content(areas=(Area("a", plan="p", indicator="i", start=Decimal("4.50"), target=Decimal("4.6")),))
    )
    assert read(written(content)) == content


def test_the_way_is_measured_from_start_to_target() -> None:
    slow = Area("x", indicator="i", lower=True, start=Decimal(40), target=Decimal(30))
    assert [slow.way(Decimal(v)) for v in (45, 40, 35, 30, 20)] == [0, 0, Decimal("0.5"), 1, 1]
    assert slow.way(None) is None
