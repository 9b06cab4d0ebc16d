"""`sources` of `deskmerit.yaml`: each entry a source, every mistake at once, and no credential in the file."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from zoneinfo import available_timezones

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.settings import Settings
from deskmerit.sources.helpdesks.model import STATUSES, Source, Vendor

FILE = "deskmerit.yaml"
SECRET = re.compile(r"token|password|passwd|secret|api_?key|credential", re.IGNORECASE)
EVERY, UNITS = re.compile(r"([1-9]\d{0,3})([mhd])"), {"m": "minutes", "h": "hours", "d": "days"}
OURS = frozenset({"kind", "url", "prefix", "zone", "bots", "agents", "statuses", "escalations", "calendars", "every"})


def declared(settings: Settings, kinds: Mapping[str, Vendor]) -> tuple[dict[str, Source], list[Issue]]:
    """The sources of a workspace by name; one with an error is left out."""
    found, issues = dict[str, Source](), list[Issue]()
    for name, said in settings.sources.items():
        wrong = [*_wrong(name, said, kinds), *_calendars(name, said, settings)]
        issues += wrong
        if not wrong and isinstance(said, Mapping):
            found[name] = _source(name, said, settings)
    return found, issues


def _source(name: str, said: Mapping[str, object], settings: Settings) -> Source:
    statuses, calendars = said.get("statuses") or {}, said.get("calendars") or {}
    assert isinstance(statuses, Mapping)
    assert isinstance(calendars, Mapping)
    return Source(
        name,
        str(said["kind"]),
        str(said["url"]).rstrip("/"),
        str(said.get("prefix", f"{name}-") or ""),
        str(said.get("zone") or settings.zone),
        frozenset(_texts(said.get("bots"))),
        frozenset(_texts(said.get("agents"))),
        {str(word): str(ours) for word, ours in statuses.items()},
        frozenset(_texts(said.get("escalations"))),
        {key: value for key, value in said.items() if key not in OURS},
        {str(word): str(calendar) for word, calendar in calendars.items()},
        settings.calendar,
        _every(said.get("every")),
    )


def _every(said: object) -> timedelta | None:
    """How often: a whole number of minutes, hours or days; None for anything else."""
    found = EVERY.fullmatch(str(said or ""))
    return timedelta(**{UNITS[found[2]]: int(found[1])}) if found else None


def _wrong(name: str, said: object, kinds: Mapping[str, Vendor]) -> Iterator[Issue]:
    """Everything wrong with an entry."""
    if not isinstance(said, Mapping):
        yield _issue(name, "", "source-not-a-map")
        return
    yield from (_issue(name, key, "source-secret-in-file") for key in _keys(said) if SECRET.search(key))
    if not re.fullmatch(r"\w[\w .-]*", name):
        yield _issue(name, "", "source-bad-name")
    kind = str(said.get("kind") or "")
    if kind not in kinds:
        yield _issue(name, "kind", "source-bad-value", value=kind, allowed=", ".join(kinds))
        return
    for key in said:
        if key not in OURS | kinds[kind].options and not SECRET.search(key):
            yield _issue(name, key, "source-unknown-key", allowed=", ".join(sorted(OURS | kinds[kind].options)))
    for key in sorted(kinds[kind].needs - set(said)):
        yield _issue(name, key, "source-needs-key", kind=kind)
    address = r"[\w+]+://[^@\s]*$" if kind == "sql" else r"https?://[^/@\s]+(/|$)"
    if not re.match(address, str(said.get("url") or "")):
        yield _issue(name, "url", "source-bad-value", value="", allowed="https://…")
    if said.get("zone") and said["zone"] not in available_timezones():
        yield _issue(name, "zone", "source-bad-value", value=str(said["zone"]), allowed="Asia/Shanghai, …")
    if "every" in said and _every(said["every"]) is None:
        yield _issue(name, "every", "source-bad-value", value=str(said["every"]), allowed="15m, 1h, 1d, …")
    yield from _lists(name, said)


def _lists(name: str, said: Mapping[str, object]) -> Iterator[Issue]:
    for key in ("bots", "agents", "escalations"):
        if not isinstance(said.get(key) or [], str | list | tuple):
            yield _issue(name, key, "source-bad-value", value=str(said[key]), allowed="[…, …]")
    statuses = said.get("statuses") or {}
    if not isinstance(statuses, Mapping):
        yield _issue(name, "statuses", "source-bad-value", value=str(statuses), allowed="{…: solved}")
        return
    for word, ours in statuses.items():
        if ours not in STATUSES:
            yield _issue(name, f"statuses.{word}", "source-bad-value", value=str(ours), allowed=", ".join(STATUSES))


def _calendars(name: str, said: object, settings: Settings) -> Iterator[Issue]:
    """Calendars must be there, and a default one too: a ticket that moves to a group without one goes by it."""
    calendars = said.get("calendars") if isinstance(said, Mapping) else None
    if not calendars:
        return
    if not isinstance(calendars, Mapping):
        yield _issue(name, "calendars", "source-bad-value", value=str(calendars), allowed="{…: …}")
        return
    if not settings.calendar:
        yield _issue(name, "calendars", "source-needs-calendar")
    allowed = ", ".join(settings.calendars) or "–"
    for word, calendar in calendars.items():
        if calendar not in settings.calendars:
            yield _issue(name, f"calendars.{word}", "source-bad-value", value=str(calendar), allowed=allowed)


def _keys(said: object) -> Iterator[str]:
    if isinstance(said, Mapping):
        for key, value in said.items():
            yield str(key)
            yield from _keys(value)


def _texts(said: object) -> list[str]:
    if isinstance(said, str):
        return [said]
    return [str(each) for each in said] if isinstance(said, list | tuple) else []


def _issue(name: str, key: str, code: str, **params: str) -> Issue:
    path = f"sources.{name}" + (f".{key}" if key else "")
    return Issue(Level.ERROR, code, Where(file=FILE, path=path), {"name": name, "key": key, **params})
