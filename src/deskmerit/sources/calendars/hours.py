"""Weekly windows as people write them: `mon-fri: ["09:00-12:00", "13:00-18:00"]`, `sat: 22:00-06:00`, `24x7`."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from deskmerit.core.calendar import ALWAYS_OPEN, DAY, Week, Window
from deskmerit.core.issue import Level
from deskmerit.records.yamltree import Map, Node, Scalar, Seq
from deskmerit.sources.calendars.document import Document

LONG_NIGHT = 12 * 3600
CLOSED = frozenset({"", "closed", "off", "休", "休息"})
_ALWAYS = frozenset({"24x7", "24/7", "24*7", "7x24", "7*24", "always"})
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAYS = {
    **{name: n for n, name in enumerate(_NAMES)},
    **{f"{name}day": n for n, name in enumerate(("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"))},
    **{f"{word}{name}": n for word in ("周", "星期") for n, name in enumerate("一二三四五六日")},
    "周天": 6,
    "星期天": 6,
}
_WHOLE_WEEK = frozenset({"daily", "every day", "每天"})
_TIME = r"(\d{1,2}):(\d\d)(?::(\d\d))?"
_WINDOW = re.compile(rf"{_TIME}\s*(?:-|–|—|~|至|到)\s*{_TIME}")


def read_week(document: Document, node: Node | None, path: str) -> Week | None:
    """Seven days of windows, or None where nothing usable stands. Windows may touch but not overlap."""
    if isinstance(node, Scalar) and _plainly(node.text) in _ALWAYS:
        return ALWAYS_OPEN
    if node is None or not isinstance(node, Map):
        if node is not None:
            document.wrong(node, path, "calendar-bad-week")
        return None
    week: list[tuple[Window, ...]] = [()] * 7
    taken: dict[int, int] = {}
    for entry in node:
        inner = f"{path}.{entry.key}"
        windows = read_windows(document, entry.value, inner)
        for day in _days(document, entry.key, entry.line, inner):
            if day in taken:
                document.say("calendar-weekday-twice", entry.line, inner, day=_NAMES[day], first=taken[day])
                continue
            taken[day] = entry.line
            week[day] = windows
    _check_nights(document, week, node.line, path)
    return tuple(week)


def read_windows(document: Document, node: Node, path: str) -> tuple[Window, ...]:
    """The windows of one day in order; none for `closed`, nothing and []."""
    if isinstance(node, Map):
        document.wrong(node, path, "calendar-bad-window")
        return ()
    items: Sequence[Node] = node.items if isinstance(node, Seq) else (node,)
    found: list[tuple[Window, int, str]] = []
    for item in items:
        if isinstance(item, Scalar) and item.text.strip().casefold() in CLOSED:
            continue
        window = _window(document, item, path)
        if window:
            found.append((window, item.line, item.text if isinstance(item, Scalar) else ""))
    found.sort(key=lambda each: each[0])
    for (before, _, first), (after, line, second) in pairwise(found):
        if after[0] < before[1]:
            document.say("calendar-windows-overlap", line, path, first=first, second=second)
    return tuple(window for window, _, _ in found)


def weekday(text: str) -> int | None:
    """0 for Monday to 6 for Sunday, in English or Chinese.

    >>> weekday("Fri"), weekday("周日"), weekday("x")
    (4, 6, None)
    """
    return _WEEKDAYS.get(_plainly(text))


def _window(document: Document, node: Node, path: str) -> Window | None:
    match = _WINDOW.fullmatch(_plainly(node.text)) if isinstance(node, Scalar) else None
    if match is None:
        document.wrong(node, path, "calendar-bad-window")
        return None
    start, end = _seconds(match.groups("0")[:3]), _seconds(match.groups("0")[3:])
    if start is None or end is None or start in (DAY, end):
        document.wrong(node, path, "calendar-bad-window")
        return None
    if end > start:
        return start, end
    if end + DAY - start > LONG_NIGHT:
        hours, turned = f"{(end + DAY - start) / 3600:g}", f"{match[4]}:{match[5]}-{match[1]}:{match[2]}"
        split = f'"{match[1]}:{match[2]}-24:00", "00:00-{match[4]}:{match[5]}"'
        said = {"window": match[0], "hours": hours, "turned": turned, "split": split}
        document.say("calendar-window-backwards", node.line, path, Level.WARNING, **said)
    return start, end + DAY


def _seconds(parts: Sequence[str]) -> int | None:
    hour, minute, second = (int(part) for part in parts)
    total = hour * 3600 + minute * 60 + second
    return total if minute < 60 and second < 60 and total <= DAY else None


def _days(document: Document, key: str, line: int, path: str) -> list[int]:
    """The weekdays that a key names: `mon`, `mon-fri`, `fri-mon`, `mon,wed`, `周一至周五`, `daily`."""
    if _plainly(key) in _WHOLE_WEEK:
        return list(range(7))
    found: list[int] = []
    for part in re.split(r"[,，、]", key):
        ends = [weekday(end) for end in re.split(r"\s*(?:-|–|—|~|～|至|到)\s*", part.strip())]
        first, last = ends[0], ends[-1]
        if len(ends) > 2 or first is None or last is None:
            document.say("calendar-unknown-weekday", line, path, said=part.strip())
            continue
        found += [(first + n) % 7 for n in range((last - first) % 7 + 1)]
    return found


def _check_nights(document: Document, week: list[tuple[Window, ...]], line: int, path: str) -> None:
    """Notes a night shift that runs into hours of the next day."""
    for day, windows in enumerate(week):
        following = week[(day + 1) % 7]
        if windows and following and windows[-1][1] - DAY > following[0][0]:
            name, after = _NAMES[day], _NAMES[(day + 1) % 7]
            document.say("calendar-night-overlaps", line, path, day=name, next=after)


def _plainly(text: str) -> str:
    """Folded case, and half-width forms of full-width letters, digits, colons and dashes.

    >>> _plainly(" ０９：００－１８：００ ")
    '09:00-18:00'
    """
    return unicodedata.normalize("NFKC", text).strip().casefold()
