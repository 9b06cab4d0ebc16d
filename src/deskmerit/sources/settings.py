"""`deskmerit.yaml`: what an organisation says about itself, read into core Settings with every problem at once."""

from pathlib import Path

from deskmerit.core.calendar import Calendar
from deskmerit.core.issue import Issue, Level
from deskmerit.core.settings import Settings
from deskmerit.core.workday import is_every_day
from deskmerit.records import yamltree
from deskmerit.records.yamltree import Map
from deskmerit.sources.calendars.document import Document
from deskmerit.sources.calendars.read import read_calendar
from deskmerit.sources.settings_template import SETTINGS_TEMPLATE

FILE = "deskmerit.yaml"
KEYS = (
    "organisation", "zone", "month_starts_on", "calendar", "workdays", "calendars",
    "bots", "protected_leave", "show_rank", "sources", "lake",
)  # fmt: skip


def load_settings(folder: Path) -> tuple[Settings, list[Issue]]:
    """Reads the settings of a workspace folder; without a file, the defaults.

    What can't be read is an issue with its line, and its default is taken, so that all problems come at once.
    """
    path = folder / FILE
    if not path.is_file():
        return Settings(), []
    tree, issues = yamltree.read(path, FILE)
    return _settings(Document(FILE, folder, issues), tree)


def parse_settings(text: str, folder: Path = Path()) -> tuple[Settings, list[Issue]]:
    """Reads settings from a text; calendar files are looked for in `folder`.

    >>> parse_settings("zone: Asia/Shanghai\\nmonth_starts_on: 26")[0].month_starts_on
    26
    """
    tree, issues = yamltree.parse(text, FILE)
    return _settings(Document(FILE, folder, issues), tree)


def _settings(document: Document, tree: yamltree.Node | None) -> tuple[Settings, list[Issue]]:
    root = document.map(tree, "") or Map((), 1)
    document.known_keys(root, "", KEYS)
    zone = document.zone(root.get("zone"), "zone", "UTC")
    calendars = _calendars(document, root, zone)
    settings = Settings(
        organisation=document.text(root.get("organisation"), "organisation"),
        zone=zone,
        month_starts_on=_month_start(document, root),
        calendar=_default(document, root, calendars),
        calendars=calendars,
        workdays=_named(document, root, "workdays", calendars),
        bots=frozenset(document.texts(root.get("bots"), "bots")),
        protected_leave=frozenset(document.texts(root.get("protected_leave"), "protected_leave")),
        show_rank=document.flag(root.get("show_rank"), "show_rank"),
        sources=_sources(document, root),
        lake=document.text(root.get("lake"), "lake"),
    )
    _check_workdays(document, root, settings)
    return settings, sorted(document.issues, key=lambda issue: (issue.where.file, issue.where.line or 0))


def _month_start(document: Document, root: Map) -> int:
    node = root.get("month_starts_on")
    text = document.text(node, "month_starts_on")
    if node is None or not text:
        return 1
    if text.isascii() and text.isdigit() and 1 <= int(text[:3]) <= 28:
        return int(text)
    document.wrong(node, "month_starts_on", "settings-bad-month-start")
    return 1


def _calendars(document: Document, root: Map, zone: str) -> dict[str, Calendar]:
    listed = document.map(root.get("calendars"), "calendars") or ()
    return {
        entry.key: read_calendar(document, entry.key, entry.value, f"calendars.{entry.key}", zone) for entry in listed
    }


def _default(document: Document, root: Map, calendars: dict[str, Calendar]) -> str:
    """The default calendar: the one named, none for `none`, else the only one there is."""
    if document.text(root.get("calendar"), "calendar"):
        return _named(document, root, "calendar", calendars)
    if len(calendars) > 1:
        line = root.line_of("calendars")
        document.say("settings-no-default-calendar", line, "calendar", Level.WARNING, known=", ".join(calendars))
        return ""
    return next(iter(calendars), "")


def _named(document: Document, root: Map, key: str, calendars: dict[str, Calendar]) -> str:
    name = document.text(root.get(key), key)
    if not name or name in calendars:
        return name
    if name.casefold() != "none":
        known = ", ".join(calendars) or "–"
        document.say("settings-unknown-calendar", root.line_of(key), key, name=name, known=known)
    return ""


def _sources(document: Document, root: Map) -> dict[str, object]:
    listed = document.map(root.get("sources"), "sources") or ()
    return {entry.key: yamltree.plain(entry.value) for entry in listed}


def _check_workdays(document: Document, root: Map, settings: Settings) -> None:
    """Notes that a calendar of opening hours makes every day a working day, deadlines and active days included."""
    name = settings.workdays or settings.calendar
    if name and is_every_day(settings.calendars[name]):
        line = root.line_of("workdays" if settings.workdays else "calendar")
        document.say("settings-every-day-works", line, "workdays", Level.NOTE, name=name)


__all__ = ["FILE", "SETTINGS_TEMPLATE", "load_settings", "parse_settings"]
