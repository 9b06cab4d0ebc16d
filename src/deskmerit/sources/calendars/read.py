"""A calendar as YAML: zone, weekly windows, dated changes, official and own days off, make-up working days."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from deskmerit.core.calendar import ALWAYS_OPEN, Calendar, Week, Window
from deskmerit.core.issue import Level
from deskmerit.records import yamltree
from deskmerit.records.yamltree import Map, Node, Scalar, Seq
from deskmerit.sources.calendars.document import Document
from deskmerit.sources.calendars.hours import CLOSED, read_week, read_windows, weekday
from deskmerit.sources.calendars.official import Official, official

KEYS = ("zone", "weekly", "changes", "holidays", "make_up_days")
SINCE_EVER = date.min


@dataclass(slots=True)
class _Days:
    """What is collected about single dates: names of days off, hours of make-up days, what official tables know."""

    off: dict[date, str] = field(default_factory=dict)
    work: dict[date, tuple[Window, ...] | int | None] = field(default_factory=dict)  # hours, as a weekday, as usual
    own_off: dict[date, str] = field(default_factory=dict)
    tables: list[Official] = field(default_factory=list)


def read_calendar(document: Document, name: str, node: Node, path: str, zone: str) -> Calendar:
    """A calendar from its map, from the word `24x7`, or from the YAML file that a text names.

    `zone` is taken where the calendar names none. What can't be read is noted in the document and left out.
    """
    if isinstance(node, Scalar) and node.text.lower().endswith((".yaml", ".yml")):
        return _from_file(document, name, node, path, zone)
    if isinstance(node, Scalar):
        return Calendar(name, zone, ((SINCE_EVER, read_week(document, node, path) or ALWAYS_OPEN),))
    tree = document.map(node, path) or Map((), node.line)
    document.known_keys(tree, path, KEYS)
    weeks = _weeks(document, tree, path)
    days = _Days()
    _holidays(document, tree.get("holidays"), f"{path}.holidays", days)
    _make_up_days(document, tree.get("make_up_days"), f"{path}.make_up_days", days)
    calendar = Calendar(name, document.zone(tree.get("zone"), f"{path}.zone", zone), weeks)
    return _with_days(calendar, days)


def _from_file(document: Document, name: str, node: Scalar, path: str, zone: str) -> Calendar:
    """Reads the file beside the settings; its issues carry its own name and lines."""
    always = Calendar(name, zone, ((SINCE_EVER, ALWAYS_OPEN),))
    target = document.folder / Path(node.text.strip().replace("\\", "/"))
    inside = target.resolve().is_relative_to(document.folder.resolve())
    if not inside or not target.is_file():
        code = "settings-file-missing" if inside else "settings-file-outside"
        document.say(code, node.line, path, said=node.text)
        return always
    tree, issues = yamltree.read(target, target.relative_to(document.folder).as_posix())
    document.issues += issues
    inner = Document(target.relative_to(document.folder).as_posix(), document.folder, document.issues)
    if not isinstance(tree, Map):
        if not issues:
            inner.say("settings-not-a-map", 1, "", said="")
        return always
    return read_calendar(inner, name, tree, name, zone)


def _weeks(document: Document, tree: Map, path: str) -> tuple[tuple[date, Week], ...]:
    """The week at first and each dated change, in order of date. Without `weekly` a calendar is always open."""
    node = tree.get("weekly")
    first = read_week(document, node, f"{path}.weekly")
    if node is None:
        document.say("calendar-no-week", tree.line, path)
    weeks: dict[date, Week] = {SINCE_EVER: first or ALWAYS_OPEN}
    changes = tree.get("changes")
    if changes is not None and not isinstance(changes, Seq):
        document.wrong(changes, f"{path}.changes", "calendar-bad-change")
    for number, change in enumerate(changes if isinstance(changes, Seq) else (), 1):
        _change(document, change, f"{path}.changes[{number}]", weeks)
    if not any(any(week) for week in weeks.values()):
        document.say("calendar-never-opens", tree.line_of("weekly"), path)
    return tuple(sorted(weeks.items()))


def _change(document: Document, node: Node, path: str, weeks: dict[date, Week]) -> None:
    change = document.map(node, path) or Map((), node.line)
    document.known_keys(change, path, ("from", "weekly"))
    since, week = change.get("from"), change.get("weekly")
    if since is None or week is None:
        document.wrong(node, path, "calendar-bad-change")
        return
    day = document.day(document.text(since, f"{path}.from"), since.line, f"{path}.from")
    read = read_week(document, week, f"{path}.weekly")
    if day in weeks:
        document.say("calendar-date-twice", since.line, f"{path}.from", said=str(day))
    elif day and read:
        weeks[day] = read


def _holidays(document: Document, node: Node | None, path: str, days: _Days) -> None:
    """`cn`, `{country: DE, subdiv: BY}`, dates, `{date: name}`, or a list of these."""
    if isinstance(node, Seq):
        for item in node:
            _holidays(document, item, path, days)
    elif isinstance(node, Map) and node.get("country"):
        document.known_keys(node, path, ("country", "subdiv"))
        country, subdiv = (document.text(node.get(key), f"{path}.{key}") for key in ("country", "subdiv"))
        _official(document, country, subdiv, node.line_of("country"), path, days)
    elif isinstance(node, Map):
        for entry in node:
            if not isinstance(entry.value, Scalar):
                document.wrong(entry.value, f"{path}.{entry.key}", "calendar-holiday-not-name")
            name = entry.value.text if isinstance(entry.value, Scalar) and not entry.value.null else ""
            _own_holiday(document, entry.key, name, entry.line, path, days)
    elif isinstance(node, Scalar) and node.text[:1].isdigit():
        _own_holiday(document, node.text.strip(), "", node.line, path, days)
    elif isinstance(node, Scalar) and not node.null and node.text.strip().casefold() != "none":
        country, _, subdiv = node.text.strip().partition("-")
        _official(document, country, subdiv, node.line, path, days)


def _own_holiday(document: Document, text: str, name: str, line: int, path: str, days: _Days) -> None:
    day = document.day(text, line, path)
    if day in days.own_off:
        document.say("calendar-date-twice", line, path, said=text)
    elif day:
        days.own_off[day] = name


def _official(document: Document, country: str, subdiv: str, line: int, path: str, days: _Days) -> None:
    found = official(country, subdiv)
    if found is None:
        document.say("calendar-unknown-country", line, path, said=f"{country}-{subdiv}".strip("-"))
        return
    days.tables.append(found)
    days.off |= found.off
    days.work |= dict.fromkeys(found.work)


def _make_up_days(document: Document, node: Node | None, path: str, days: _Days) -> None:
    """Dates, or `{date: windows}`, `{date: fri}` for the hours of a Friday."""
    entries: Iterable[tuple[str, Node | None, int]] = ()
    if isinstance(node, Map):
        entries = [(entry.key, entry.value, entry.line) for entry in node]
    elif node is not None:
        items = node.items if isinstance(node, Seq) else (node,)
        entries = [(document.text(item, path), None, item.line) for item in items]
    seen: set[date] = set()
    for text, value, line in entries:
        day = document.day(text, line, path)
        if day in seen or day in days.own_off:
            document.say("calendar-date-twice", line, path, said=text)
        elif day:
            seen.add(day)
            days.work[day] = _make_up_hours(document, value, f"{path}.{text}")


def _make_up_hours(document: Document, node: Node | None, path: str) -> tuple[Window, ...] | int | None:
    if node is None or (isinstance(node, Scalar) and node.null):
        return None
    if isinstance(node, Scalar) and weekday(node.text) is not None:
        return weekday(node.text)
    if isinstance(node, Scalar) and node.text.strip().casefold() in CLOSED:
        document.say("calendar-make-up-closed", node.line, path, Level.ERROR)
        return None
    return read_windows(document, node, path) or None


def _with_days(bare: Calendar, days: _Days) -> Calendar:
    """The calendar with its dates. What the organisation says itself goes before the official table."""
    worked = {day: hours for day, hours in days.work.items() if day not in days.own_off}
    closed: tuple[Window, ...] = ()
    found = dict.fromkeys((*days.off, *days.own_off), closed)
    for day, hours in worked.items():
        windows = hours if isinstance(hours, tuple) else _hours_of(bare, day, hours)
        if windows:
            found[day] = windows
    names = {day: name for table in days.tables for day, name in (*table.off.items(), *table.work.items()) if name}
    return Calendar(
        bare.name,
        bare.zone,
        bare.weeks,
        dict(sorted(found.items())),
        dict(sorted((names | {day: name for day, name in days.own_off.items() if name}).items())),
        max((table.known_from for table in days.tables), default=None),
        min((table.known_until for table in days.tables), default=None),
    )


def _hours_of(calendar: Calendar, day: date, like: int | None) -> tuple[Window, ...]:
    """The hours of a weekday in the week in force: the one named, else Monday's, else the first open day's."""
    week = next(week for since, week in reversed(calendar.weeks) if since <= day)
    return week[like] if like is not None else next((windows for windows in week if windows), ())
