"""The interview: whose it is, what makes it held, both sign, what time does where nobody holds it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from deskmerit.core.workflow import INTERVIEW
from deskmerit.web.interviews import access, actions
from deskmerit.web.interviews.models import Interview, Version
from deskmerit.web.interviews.queries import promises
from deskmerit.web.interviews.record import Goal, Record, read
from deskmerit.web.interviews.tasks import read_remarks, remarks_of
from deskmerit.web.org.models import Leading, Leave
from deskmerit.web.scorecards.actions import receive
from deskmerit.web.scorecards.deadlines import appeal_by
from deskmerit.web.shared.models import Clock
from deskmerit.web.shared.refusal import Refused
from deskmerit.web.shared.sweep import sweep

NINE = datetime.fromisoformat("2026-10-12T09:00:00+08:00")
SAID = Record(
    place="三号会议室",
    starts_at=NINE,
    ends_at=NINE + timedelta(minutes=70),
    achievements="8 月 14 日系统故障时稳住了客户。",
    gaps="首次响应 41 秒，目标 30 秒。",
    view="早班人少，其余认可。",
    goals=(Goal("早班响应", "首次响应 ≤ 34 秒", date(2026, 12, 31)),),
)


@pytest.fixture
def interview(published) -> Interview:
    """The agent's interview, due."""
    found = published.result().interview
    assert found.state == "due"
    others = Clock.objects.exclude(flow="interview", row=found.pk).exclude(flow="receipt", row=found.result_id)
    others.update(stopped_at=found.begun_at)  # time passes for one person, so that it passes quickly
    return found


@pytest.fixture
def held(published, interview, at) -> Interview:
    """The agent's interview, held on the Monday after publication."""
    at("2026-10-12T11:00:00+08:00")
    with transaction.atomic():
        actions.hold(published.lead, interview, SAID, published.hr.person)
    return interview


def attempt(act, *args, **kwargs) -> None:
    """An action in its own transaction."""
    with transaction.atomic():
        act(*args, **kwargs)


def test_everybody_who_was_told_a_result_has_an_interview_to_come(published) -> None:
    assert Interview.objects.filter(state="due").count() == published.cycle.results.count()


def test_the_lead_of_the_period_interviews_not_the_lead_of_today(published, interview, at) -> None:
    at("2026-10-13T09:00:00+08:00")
    Leading.objects.filter(person=published.lead.person).update(to_date=date(2026, 10, 10))
    team = published.lead.person.leadings.first().team
    Leading.objects.create(team=team, person=published.outsider.person, from_date=date(2026, 10, 10))
    assert interview.interviewer == published.lead.person
    assert "interviewer" in access.relations(interview, published.lead.person)
    assert not access.visible_to(published.outsider).filter(pk=interview.pk).exists()


def test_who_leads_the_team_is_not_interviewed_by_themselves(published) -> None:
    own = Interview.objects.filter(person=published.lead.person).first()
    assert own is None or own.interviewer not in (None, published.lead.person)


def test_arranging_tells_the_person_place_and_time_and_no_figure(published, interview) -> None:
    attempt(actions.schedule, published.lead, interview, "三号会议室", NINE, NINE + timedelta(hours=1))
    notice = published.agent.notices.get(code="interview-arranged")
    assert set(notice.params) == {"about", "period", "when", "place"}


def test_neither_the_agent_nor_an_outsider_arranges_an_interview(published, interview) -> None:
    for user in (published.agent, published.outsider, published.auditor):
        with pytest.raises(Refused):
            attempt(actions.schedule, user, interview, "x", NINE, NINE + timedelta(hours=1))


def test_all_that_is_wrong_with_a_date_is_said_at_once(published, interview) -> None:
    with pytest.raises(Refused) as refused:
        attempt(actions.schedule, published.lead, interview, "x", NINE - timedelta(9), NINE - timedelta(10))
    assert len(refused.value.sentences) == 2


def test_an_interview_is_moved_with_a_reason_only(published, interview) -> None:
    attempt(actions.schedule, published.lead, interview, "x", NINE, NINE + timedelta(hours=1))
    later = NINE + timedelta(days=1)
    with pytest.raises(Refused, match="reason"):
        attempt(actions.reschedule, published.lead, interview, "x", later, later + timedelta(hours=1), "")
    attempt(actions.reschedule, published.lead, interview, "x", later, later + timedelta(hours=1), "培训冲突")
    assert interview.starts_at == later


def test_a_record_without_the_persons_own_view_is_incomplete(published, interview, at) -> None:
    at("2026-10-12T11:00:00+08:00")
    with pytest.raises(Refused, match=r"own view.*Goals"):
        attempt(actions.hold, published.lead, interview, replace(SAID, view="", goals=()))
    interview.refresh_from_db()
    assert interview.state == "due"


def test_hr_attends_an_interview_about_the_lowest_grade(published, interview, at) -> None:
    at("2026-10-12T11:00:00+08:00")
    lowest = interview.result.card
    lowest.grade = "C"
    with pytest.raises(Refused, match="HR attends"):
        attempt(actions.hold, published.lead, interview, SAID)
    attempt(actions.hold, published.lead, interview, SAID, published.hr.person)
    assert interview.state == "held"


def test_the_day_it_was_held_counts_for_the_appeal(published, interview, at) -> None:
    result = interview.result
    attempt(receive, published.agent, result)
    before = result.appeal_due
    at("2026-10-14T11:00:00+08:00")
    day = NINE + timedelta(2)
    attempt(actions.hold, published.lead, interview, replace(SAID, starts_at=day, ends_at=day + timedelta(hours=1)),
            published.hr.person)  # fmt: skip
    result.refresh_from_db()
    assert result.interviewed_on == date(2026, 10, 14)
    assert result.appeal_due == date(2026, 10, 16) >= before
    assert Clock.objects.get(flow="receipt", row=result.pk, code="appeal_window", stopped_at=None).due == date(
        2026, 10, 16
    )


def test_both_sign_each_for_themselves(published, held) -> None:
    attempt(actions.sign, published.lead, held)
    with pytest.raises(Refused, match="signed already"):
        attempt(actions.sign, published.lead, Interview.objects.get(pk=held.pk))
    assert Clock.objects.get(flow="interview", row=held.pk, stopped_at=None).person == published.agent.person
    attempt(actions.sign, published.agent, held, "not_agreed", "早班人手不足未写全")
    held.refresh_from_db()
    assert (held.state, held.agreed) == ("signed", "not_agreed")


def test_hr_and_outsiders_sign_for_nobody(published, held) -> None:
    for user in (published.hr, published.outsider):
        with pytest.raises(Refused):
            attempt(actions.sign, user, held)


def test_an_amended_record_needs_both_signatures_anew(published, held) -> None:
    attempt(actions.sign, published.agent, held, "agreed")
    attempt(actions.amend, published.lead, held, replace(SAID, support="早班加一人"), "漏写所需支持")
    held.refresh_from_db()
    assert (held.state, held.person_signed_at, held.agreed, held.version) == ("held", None, "unsaid", 2)
    assert read(held.versions.get(number=1).record).support == ""


def test_a_kept_version_cannot_be_changed(held) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Version.objects.filter(interview=held).update(reason="x")


def test_amending_needs_a_reason_and_a_change(published, held) -> None:
    with pytest.raises(Refused, match="Nothing has changed"):
        attempt(actions.amend, published.lead, held, SAID, "x")
    with pytest.raises(Refused, match="reason"):
        attempt(actions.amend, published.lead, held, replace(SAID, wish="质检"), "")


def test_an_interview_not_held_escalates_and_counts_as_held_on_its_due_day(published, interview, at) -> None:
    result = interview.result
    attempt(receive, published.agent, result)
    due = result.interview_due
    at(f"{due + timedelta(1)}T08:00:00+08:00")
    sweep()
    interview.refresh_from_db()
    assert interview.state == "escalated"
    assert interview.deputy == published.hr2.person
    assert appeal_by(result).day == date(2026, 10, 15)  # two working days after 13 October
    assert result.interviewed_on is None
    running = Clock.objects.get(flow="interview", row=interview.pk, stopped_at=None)
    assert (running.code, running.person) == ("late_interview", published.hr2.person)
    assert published.hr2.notices.filter(code="interview-taken-over", url=f"/interviews/{interview.pk}/").count() == 1


def test_a_deputy_can_still_hold_it_later_and_the_next_one_after_her(published, interview, at) -> None:
    at("2026-10-16T08:00:00+08:00")
    sweep()
    at("2026-10-21T08:00:00+08:00")
    sweep()
    interview.refresh_from_db()
    assert interview.state == "escalated"
    assert interview.deputy == published.hr.person
    attempt(actions.hold, published.hr, interview, SAID)
    assert interview.state == "held"


def test_sweeping_twice_passes_on_once(published, interview, at) -> None:
    at("2026-10-16T08:00:00+08:00")
    sweep()
    sweep()
    interview.refresh_from_db()
    assert (interview.deputy, interview.passed) == (published.hr2.person, [])


def test_hr_waives_only_for_who_left_is_away_or_declined(published, interview) -> None:
    with pytest.raises(Refused, match="waived only"):
        attempt(actions.waive, published.hr, interview, "忙")
    with pytest.raises(Refused):
        attempt(actions.waive, published.lead, interview, "忙")
    attempt(actions.decline, published.agent, interview, "结果我认可，不需要面谈。")
    attempt(actions.waive, published.hr, interview, "本人书面谢绝")
    assert interview.state == "not_held"


def test_nobody_declines_for_somebody_else(published, interview) -> None:
    with pytest.raises(Refused):
        attempt(actions.decline, published.lead, interview, "x")
    with pytest.raises(Refused, match="sentence"):
        attempt(actions.decline, published.agent, interview, " ")


def test_long_leave_lets_hr_waive(published, interview) -> None:
    Leave.objects.create(
        person=published.agent.person, kind="产假", from_date=date(2026, 10, 1), to_date=date(2026, 12, 1)
    )
    attempt(actions.waive, published.hr, interview, "产假")
    assert interview.state == "not_held"


def test_an_unsigned_record_is_closed_after_two_reminders_only(published, held, at) -> None:
    with pytest.raises(Refused, match="Two reminders"):
        attempt(actions.close_unsigned, published.hr, held, "本人未签")
    for day in ("2026-10-16", "2026-10-22"):
        at(f"{day}T08:00:00+08:00")
        sweep()
    held.refresh_from_db()
    assert len(held.reminders) == 2
    with pytest.raises(Refused):
        attempt(actions.close_unsigned, published.lead, held, "本人未签")
    attempt(actions.close_unsigned, published.hr, held, "两次提醒后本人未签")
    assert held.state == "closed_unsigned"


def test_while_the_interviewer_is_on_leave_a_deputy_sees_and_holds_it(published, interview, at) -> None:
    at("2026-10-12T11:00:00+08:00")
    assert "deputy" not in access.relations(interview, published.hr2.person)
    Leave.objects.create(
        person=published.lead.person, kind="年假", from_date=date(2026, 10, 12), to_date=date(2026, 10, 20)
    )
    assert "deputy" in access.relations(interview, published.hr2.person)


def test_no_interview_is_left_without_a_next_step_or_clock(published, at) -> None:
    held, due = published.result().interview, published.result(published.outsider).interview
    Clock.objects.exclude(flow="interview", row__in=(held.pk, due.pk)).update(stopped_at=held.begun_at)
    at("2026-10-12T11:00:00+08:00")
    attempt(actions.hold, published.lead, held, SAID, published.hr.person)
    for day in ("2026-10-16", "2026-10-21", "2026-10-26", "2026-11-02"):
        at(f"{day}T08:00:00+08:00")
        sweep()
        for each in Interview.objects.filter(pk__in=(held.pk, due.pk)):
            assert each.state not in INTERVIEW.ends
            waiting = Clock.objects.get(flow="interview", row=each.pk, stopped_at=None)
            assert waiting.person or waiting.role == "hr"


def test_what_was_promised_last_time_comes_up_again(published, held) -> None:
    later = published.cycle
    again = Interview(result=held.result, person=held.person)
    again.result.cycle = later
    later.start = later.end
    assert [each.what for each in promises(again)] == ["早班响应"]


def test_quality_items_of_the_period_are_read_once_without_the_reviewer(published, interview) -> None:
    assert interview.remarks is None
    read_remarks.call(published.cycle.pk)
    interview.refresh_from_db()
    assert interview.remarks == remarks_of(published.agent.person.agent_id, published.cycle)
    everybody = [each for row in Interview.objects.all() for each in row.remarks]
    assert everybody
    assert all("2026-07-01" <= each["day"] < "2026-10-01" and each["comment"] for each in everybody)
    assert {key for each in everybody for key in each}.isdisjoint({"reviewer", "reviewer_id"})
