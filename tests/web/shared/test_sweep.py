"""What time does by itself holds for each deadline alone."""

from collections import Counter
from datetime import date

import pytest
from django.utils import timezone

from deskmerit.web.shared import flow, sweep
from deskmerit.web.shared.models import Clock


def late(world, row: int, code: str = "decision", of: str = "appeal") -> Clock:
    return Clock.objects.create(
        flow=of, code=code, row=row, since=date(2026, 9, 1), due=date(2026, 9, 4), person=world.hr.person, url="/"
    )


def test_a_deadline_of_a_thing_that_is_gone_stops_and_no_other_one_does(world) -> None:
    lost = late(world, 10**9)
    other = Clock.objects.create(
        flow="appeal", code="decision", row=lost.pk, since=date(2026, 9, 1), due=date(2099, 1, 1), url="/"
    )  # of the appeal whose key is the lost clock's
    assert sweep.sweep() == 0
    lost.refresh_from_db()
    other.refresh_from_db()
    assert (lost.stopped_at is not None, other.stopped_at) == (True, None)


def test_a_deadline_that_goes_wrong_holds_up_nobody_elses(published, monkeypatch: pytest.MonkeyPatch, at) -> None:
    at("2026-12-01T10:00:00+08:00")
    Clock.objects.filter(stopped_at=None).exclude(flow="receipt").update(stopped_at=timezone.now())
    bad, *others = Clock.objects.filter(stopped_at=None, due__lt="2026-12-01")
    assert others
    hooks_of = flow.hooks_of
    broken = {"left": 1}

    def once(name: str) -> flow.Hooks:
        if broken.pop("left", 0):
            raise ValueError("a bug in one folder")
        return hooks_of(name)

    monkeypatch.setattr(flow, "hooks_of", once)
    assert sweep.sweep() == len(others)
    bad.refresh_from_db()
    assert bad.stopped_at is None
    assert sweep.sweep() >= 1
    bad.refresh_from_db()
    assert bad.stopped_at is not None


def test_deadlines_that_go_wrong_again_and_again_leave_the_others_their_turn(
    published, monkeypatch: pytest.MonkeyPatch, at
) -> None:
    at("2026-12-01T10:00:00+08:00")
    Clock.objects.filter(stopped_at=None).exclude(flow="receipt").update(stopped_at=timezone.now())
    bad = [late(published, row) for row in range(1, 4)]  # longer overdue than every other one
    others = Clock.objects.filter(stopped_at=None, due__lt="2026-12-01").exclude(pk__in=[each.pk for each in bad])
    assert others.count() > 3
    handle = sweep._handle

    def partly(pk: int) -> bool:
        if pk in {each.pk for each in bad}:
            raise ValueError("a bug in one folder")
        return handle(pk)

    monkeypatch.setattr(sweep, "_handle", partly)
    monkeypatch.setattr(sweep, "_failed", Counter())
    monkeypatch.setattr(sweep, "MOST", 3)
    assert [sweep.sweep() for _ in range(2)] == [0, 3]
    monkeypatch.setattr(sweep, "_handle", handle)
    while sweep.sweep():
        pass
    assert not Clock.objects.filter(stopped_at=None, pk__in=[each.pk for each in bad]).exists()
