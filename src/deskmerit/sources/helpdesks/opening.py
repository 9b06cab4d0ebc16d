"""Opening hours that a helpdesk keeps, as a calendar of ours: its YAML, and where a calendar in use is another.

They never become a calendar by themselves: pay depends on calendars, so a person takes them over.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from deskmerit.core.calendar import ALWAYS_OPEN, DAY, Calendar, Week, Window, merged, opening_hours, windows_of

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
AHEAD = 366
"""Dates from today on that are compared."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Opening hours by the name they have there. `off`: dates without hours, by name; `tells_off` where it tells any.

    `words`: its groups, inboxes or schedules that go by these hours, as a ticket says them.
    """

    name: str
    zone: str
    week: Week
    off: Mapping[date, str] = field(default_factory=dict)
    words: Sequence[str] = ()
    tells_off: bool = True


def week_of(days: Mapping[int, Sequence[Window]]) -> Week:
    """A week from the windows of its days (0 is Monday), touching ones joined; 23:59:59 is midnight."""
    return tuple(
        tuple(merged([(start, DAY if end == DAY - 1 else end) for start, end in days.get(day, ())])) for day in range(7)
    )


def named(source: str, openings: Sequence[Opening]) -> dict[str, Opening]:
    """The hours by the names that their calendars have here: the source's, and theirs; a number where two are alike."""
    found = dict[str, Opening]()
    for opening in openings:
        plain = re.sub(r"[^\w]+", "-", f"{source} {opening.name}").strip("-").casefold()
        name, number = plain, 2
        while name in found:
            name, number = f"{plain}-{number}", number + 1
        found[name] = opening
    return found


def as_yaml(opening: Opening, source: str, today: date) -> str:
    """The hours as a calendar file that `calendars` of `deskmerit.yaml` may name."""
    lines = [
        f"# {_plain(opening.name)} — {_plain(source)}, {today}",
        f"zone: {_quoted(opening.zone)}",
        *weekly_yaml(opening.week),
    ]
    if opening.off:
        lines += ["holidays:", *(f"  {day}: {_quoted(name)}" for day, name in sorted(opening.off.items()))]
    elif not opening.tells_off:
        lines.append("# holidays: cn   # the helpdesk tells no days off / 客服系统不提供休息日")
    return "\n".join(lines) + "\n"


def weekly_yaml(week: Week, indent: str = "") -> list[str]:
    """The key `weekly` of a calendar."""
    if week == ALWAYS_OPEN:
        return [f"{indent}weekly: 24x7"]
    open_ = [(DAYS[n], windows) for n, windows in enumerate(week) if windows]
    if not open_:
        return [f"{indent}weekly: {{}}"]
    return [f"{indent}weekly:", *(f'{indent}  {day}: ["{hours(windows, chr(34))}"]' for day, windows in open_)]


def hours(windows: Sequence[Window], quote: str = "") -> str:
    """Windows as people write them.

    >>> hours([(32400, 43200), (46800, 64800)])
    '09:00-12:00, 13:00-18:00'
    """
    return f"{quote}, {quote}".join(f"{_clock(start)}-{_clock(end)}" for start, end in windows) or "–"


def differences(opening: Opening, calendar: Calendar, today: date) -> list[str]:
    """Where a calendar in use is other than the helpdesk's hours, from today on: `mon 09:00-18:00 → 09:00-17:00`.

    Official days off that the calendar takes from a table are no difference: the organisation says more than its
    helpdesk.
    """
    found = [] if calendar.zone == opening.zone else [f"zone {calendar.zone} → {opening.zone}"]
    for number, windows in enumerate(opening.week):
        ours = opening_hours(replace(calendar, days={}), today + timedelta((number - today.weekday()) % 7))
        if ours != list(windows):
            found.append(f"{DAYS[number]} {hours(ours)} → {hours(windows)}")
    return found + (list(_off(opening, calendar, today)) if opening.tells_off else [])


def _off(opening: Opening, calendar: Calendar, today: date) -> Iterator[str]:
    for ahead in range(AHEAD):
        day = today + timedelta(ahead)
        ours, theirs = bool(windows_of(calendar, day)), bool(opening.week[day.weekday()]) and day not in opening.off
        if ours and day in opening.off:
            yield f"{day} {hours(windows_of(calendar, day))} → –"
        elif theirs and day in calendar.days and not ours and calendar.known_until is None:
            yield f"{day} – → {hours(opening.week[day.weekday()])}"


def _clock(second: int) -> str:
    minutes, rest = divmod(second, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")


def _plain(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    return '"' + _plain(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
