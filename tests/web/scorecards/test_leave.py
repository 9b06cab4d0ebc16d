"""Leave entered after publication moves what a person was told of interview and appeal, across 国庆."""

from datetime import date, datetime

import pytest
from django.db import transaction

from deskmerit.web.org import actions as people
from deskmerit.web.org.models import Leave
from deskmerit.web.scorecards import actions
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared.models import Clock


@pytest.fixture
def result(published, at) -> Result:
    """Published on the Tuesday before 国庆: the third working day after is 9 October (1–7 October are off)."""
    at("2026-09-29T16:00:00+08:00")
    row = published.result()
    told = {"published_at": datetime.fromisoformat("2026-09-29T15:00:00+08:00"), "interview_due": date(2026, 10, 9)}
    Result.objects.filter(pk=row.pk).update(**told)
    Clock.objects.filter(flow="interview", concerns=row.person).update(since=date(2026, 9, 29), due=date(2026, 10, 9))
    return published.result()


def on_leave(world, start: date, until: date) -> Leave:
    values = {"kind": "annual", "from_date": start, "to_date": until}
    with transaction.atomic():
        return people.add(world.hr, world.agent.person, "leave", values)


def test_leave_after_the_holidays_moves_interview_and_appeal(published, result) -> None:
    with transaction.atomic():
        actions.receive(published.agent, result)
    result.refresh_from_db()
    assert (result.interview_due, result.appeal_due) == (date(2026, 10, 9), date(2026, 10, 12))
    on_leave(published, date(2026, 10, 8), date(2026, 10, 10))
    result.refresh_from_db()
    # 30 September, the make-up Saturday 10 October, Monday the 12th; then two more for the appeal
    assert (result.interview_due, result.appeal_due) == (date(2026, 10, 12), date(2026, 10, 14))
    (interview,) = Clock.objects.filter(flow="interview", concerns=result.person, stopped_at=None)
    (appeal,) = Clock.objects.filter(flow="receipt", row=result.pk, code="appeal_window", stopped_at=None)
    assert (interview.due, appeal.due) == (result.interview_due, result.appeal_due)
    answer = published.client(published.agent).get(f"/scorecards/{result.pk}/")
    assert answer.context["about"].paused == 2


def test_leave_that_ends_early_takes_no_day_away_that_was_told(published, result) -> None:
    row = on_leave(published, date(2026, 10, 8), date(2026, 10, 16))
    result.refresh_from_db()
    told = result.interview_due
    assert told is not None
    assert told > date(2026, 10, 15)
    with transaction.atomic():
        people.end(published.hr, row, date(2026, 10, 9))
    result.refresh_from_db()
    assert result.interview_due == told


def test_an_interview_held_and_an_appeal_that_is_over_stay(published, result, at) -> None:
    Result.objects.filter(pk=result.pk).update(interviewed_on=date(2026, 9, 30), appeal_due=date(2026, 10, 8))
    at("2026-10-12T10:00:00+08:00")
    on_leave(published, date(2026, 10, 8), date(2026, 10, 10))
    result.refresh_from_db()
    assert (result.interview_due, result.appeal_due) == (date(2026, 10, 9), date(2026, 10, 8))
