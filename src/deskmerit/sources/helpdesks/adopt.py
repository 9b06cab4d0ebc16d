"""Opening hours of a helpdesk beside the calendars in use: what is told, and what a person may take over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.settings import Settings
from deskmerit.sources.helpdesks.model import Source
from deskmerit.sources.helpdesks.opening import Opening, as_yaml, differences, named, weekly_yaml

FOLDER = "calendars"
MOST = 10
"""Differences of one calendar that are told one by one."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A calendar to take over: its file in the workspace, its text, and whether such a file was there already."""

    name: str
    file: str
    text: str
    there: bool


def doubts(settings: Settings, source: Source, openings: Sequence[Opening], today: date) -> list[Issue]:
    """What a sync tells of opening hours: hours that no calendar has, a calendar that is other than they are, groups
    that go by another. Nothing is changed by it."""
    by_name, where = named(source.name, openings), Where(file=source.name)
    found, unused = list[Issue](), list[str]()
    for name, opening in by_name.items():
        calendar = settings.calendars.get(name)
        if calendar is None:
            if not any(not differences(opening, each, today) for each in settings.calendars.values()):
                unused.append(opening.name)
            continue
        if other := differences(opening, calendar, today):
            more = [f"… {len(other)}"] if len(other) > MOST else []
            params = {"calendar": name, "name": opening.name, "differences": "; ".join(other[:MOST] + more)}
            found.append(Issue(Level.WARNING, "sync-hours-differ", where, params))
    found += _elsewhere(settings, source, by_name)
    if unused:
        found.append(Issue(Level.NOTE, "sync-hours-unused", where, {"names": ", ".join(unused), "source": source.name}))
    return found


def _elsewhere(settings: Settings, source: Source, by_name: Mapping[str, Opening]) -> Iterator[Issue]:
    """Groups, inboxes or schedules that go by another calendar here than there, as far as theirs is one of ours."""
    theirs = {word: name for name, opening in by_name.items() for word in opening.words}
    for word in sorted({*theirs, *source.calendars}):
        said, ours = theirs.get(word), source.calendars.get(word, settings.calendar)
        told = any(opening.words for opening in by_name.values())
        if (said in settings.calendars and ours != said) or (said is None and told and ours in by_name):
            params = {"word": word, "ours": ours or "–", "theirs": said or "–", "source": source.name}
            yield Issue(Level.WARNING, "sync-hours-elsewhere", Where(file=source.name), params)


def offered(folder: Path, source: Source, openings: Sequence[Opening], today: date, *, dry: bool) -> list[Offered]:
    """Writes a calendar file for each of the helpdesk's opening hours that has none yet. A file that is there stays:
    it may be in use."""
    found = []
    for name, opening in named(source.name, openings).items():
        path = folder / FOLDER / f"{name}.yaml"
        there, text = path.exists(), as_yaml(opening, source.name, today)
        if not there and not dry:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        found.append(Offered(name, f"{FOLDER}/{name}.yaml", text, there))
    return found


def to_settings(source: Source, openings: Sequence[Opening], all_: Sequence[Offered]) -> str:
    """What to write into `deskmerit.yaml` to make the calendars count, and which tickets go by which."""
    lines = ["calendars:", *(f"  {each.name}: {each.file}" for each in all_)]
    words = [f"      {_key(word)}: {name}" for name, o in named(source.name, openings).items() for word in o.words]
    return "\n".join([*lines, "sources:", f"  {_key(source.name)}:", "    calendars:", *words] if words else lines)


def changes(settings: Settings, source: Source, openings: Sequence[Opening], today: date) -> str:
    """A dated change for each calendar in use whose week is another than the helpdesk's; "" without any."""
    found = []
    for name, opening in named(source.name, openings).items():
        calendar = settings.calendars.get(name)
        if calendar is not None and differences(opening, calendar, today):
            found += [f"# {FOLDER}/{name}.yaml", "changes:", f"  - from: {today}", *weekly_yaml(opening.week, "    ")]
    return "\n".join(found)


def _key(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
