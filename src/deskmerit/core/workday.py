"""Working days and the deadlines counted in them (semantics §7).

Everything here is local dates in the organisation's zone. `paused` are dates on which the person concerned is on
approved leave: they do not count towards her deadlines.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from deskmerit.core.calendar import Calendar, is_announced, last_change, windows_of
from deskmerit.core.period import start_of


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which something is in time: until its 24:00. `provisional` while days off may still be announced.

    >>> Deadline(date(2026, 9, 30)).ends_at("Asia/Shanghai").isoformat()
    '2026-09-30T16:00:00+00:00'
    """

    day: date
    provisional: bool = False

    def ends_at(self, zone: str) -> datetime:
        """24:00 of the day as a UTC instant; in time is what happens before it."""
        return start_of(self.day + timedelta(1), zone)


def is_working_day(calendar: Calendar | None, day: date) -> bool:
    """True where opening hours begin on the date; without a calendar, Monday to Friday.

    >>> is_working_day(None, date(2026, 10, 2)), is_working_day(None, date(2026, 10, 3))
    (True, False)
    """
    return bool(windows_of(calendar, day)) if calendar else day.weekday() < 5


def is_every_day(calendar: Calendar) -> bool:
    """True where each day of the latest week is a working day, as in a team that serves at weekends too."""
    return bool(calendar.weeks) and all(calendar.weeks[-1][1])


def working_dates(calendar: Calendar | None, start: date, end: date) -> list[date]:
    """The working days from `start` up to and without `end`.

    >>> [day.day for day in working_dates(None, date(2026, 10, 1), date(2026, 10, 7))]
    [1, 2, 5, 6]
    """
    days = (start + timedelta(n) for n in range((end - start).days))
    return [day for day in days if is_working_day(calendar, day)]


def working_days(calendar: Calendar | None, start: date, end: date) -> int:
    """How many working days lie from `start` up to and without `end`.

    >>> working_days(None, date(2026, 10, 1), date(2026, 11, 1))
    22
    """
    return len(working_dates(calendar, start, end))


def deadline(calendar: Calendar | None, event: date, days: int, *, paused: Collection[date] = ()) -> Deadline:
    """The `days`-th working day after the day of the event, which itself never counts.

    Provisional where the calendar's announced years do not hold the whole way there. Raises ValueError where the
    calendar has too few working days left to ever get there.

    >>> deadline(None, date(2026, 10, 2), 3)
    Deadline(day=datetime.date(2026, 10, 7), provisional=False)
    """
    latest = _latest(calendar, event, days, paused)
    day, left = event, days
    while left > 0:
        day += timedelta(1)
        if day > latest:
            raise ValueError(f"calendar {calendar.name if calendar else ''!r} has no {days} working days after {event}")
        left -= is_working_day(calendar, day) and day not in paused
    return Deadline(day, _provisional(calendar, event, day))


def never_shortened(told: Deadline, recomputed: Deadline) -> Deadline:
    """What holds after a calendar was announced: a deadline told to a person only ever moves to a later day.

    >>> never_shortened(Deadline(date(2027, 1, 5), True), Deadline(date(2027, 1, 4)))
    Deadline(day=datetime.date(2027, 1, 5), provisional=False)
    """
    return Deadline(max(told.day, recomputed.day), recomputed.provisional)


def interview_deadline(
    calendar: Calendar | None, published: date, days: int = 3, *, paused: Collection[date] = ()
) -> Deadline:
    """The last day for the one-to-one interview, counted from publication."""
    return deadline(calendar, published, days, paused=paused)


def receipt(
    calendar: Calendar | None, received: date | None, reminders: Sequence[date], *, paused: Collection[date] = ()
) -> Deadline | None:
    """The day on which a result counts as received; None while nothing makes it so.

    That is the day of the receipt, at the latest the 2nd working day after the second logged reminder.

    >>> receipt(None, None, [date(2026, 10, 1), date(2026, 10, 2)])
    Deadline(day=datetime.date(2026, 10, 6), provisional=False)
    """
    known = [] if received is None else [Deadline(received)]
    if len(reminders) >= 2:
        known.append(deadline(calendar, sorted(reminders)[1], 2, paused=paused))
    return min(known, key=lambda each: each.day, default=None)


def appeal_deadline(
    calendar: Calendar | None,
    received: Deadline | None,
    interviewed: date | None,
    interview_due: Deadline,
    days: int = 2,
    *,
    paused: Collection[date] = (),
) -> Deadline | None:
    """The last day for an appeal: `days` after the later of receipt and interview; None while receipt is open.

    An interview not held counts, for this purpose only, as held on its due day.

    >>> appeal_deadline(None, Deadline(date(2026, 10, 5)), None, Deadline(date(2026, 10, 7)))
    Deadline(day=datetime.date(2026, 10, 9), provisional=False)
    """
    if received is None:
        return None
    held = interview_due if interviewed is None else Deadline(interviewed)
    start = max(received, held, key=lambda each: (each.day, each.provisional))
    found = deadline(calendar, start.day, days, paused=paused)
    return Deadline(found.day, found.provisional or received.provisional or held.provisional)


def decision_deadline(calendar: Calendar | None, filed: date, days: int = 3) -> Deadline:
    """The last day for the decision on an appeal, counted from its filing. The panel's clock is nobody's leave."""
    return deadline(calendar, filed, days)


def _provisional(calendar: Calendar | None, event: date, day: date) -> bool:
    return calendar is not None and not (is_announced(calendar, event) and is_announced(calendar, day))


def _latest(calendar: Calendar | None, event: date, days: int, paused: Collection[date]) -> date:
    """A day by which an ordinary week with one working day would have brought the deadline."""
    settled = max([event, *paused, *([last_change(calendar)] if calendar else [])])
    return settled + timedelta(7 * (days + 1))
