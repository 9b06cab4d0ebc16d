"""A source of a workspace brought up to date: its credential found, its helpdesk asked, its rows in the lake."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from deskmerit.core.issue import Issue, Level, Where, errors
from deskmerit.core.settings import Settings
from deskmerit.records.lake.manifest import Overtaken
from deskmerit.records.lake.steady import steady
from deskmerit.sources.helpdesks import KINDS
from deskmerit.sources.helpdesks.adopt import doubts
from deskmerit.sources.helpdesks.client import Client, Patience, Stopped
from deskmerit.sources.helpdesks.known import known_of
from deskmerit.sources.helpdesks.model import Figure, Source, Vendor
from deskmerit.sources.helpdesks.noted import note
from deskmerit.sources.helpdesks.opening import Opening
from deskmerit.sources.helpdesks.pace import Pace
from deskmerit.sources.helpdesks.rejected import kept, name_of
from deskmerit.sources.helpdesks.report import Report
from deskmerit.sources.helpdesks.secrets import credential, variable
from deskmerit.sources.helpdesks.sync import Asked, Told, stopped_at, sync
from deskmerit.sources.lake import place_of


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with its settings."""

    folder: Path
    settings: Settings


def run(workspace: Workspace, source: Source, asked: Asked, tell: Told | None = None) -> Report:
    """Syncs one source, and notes what came of it. Every failure is an issue of the report; what was loaded before it
    stays."""
    report = _run(workspace, source, asked, tell)
    if not asked.dry:
        note(workspace.folder, report, asked.now)
    return report


def _run(workspace: Workspace, source: Source, asked: Asked, tell: Told | None) -> Report:
    secret, vendor = credential(source.name), KINDS[source.kind]
    report = Report(source.name)
    if not secret and vendor.connect is None:
        report.issues.append(_no_credential(source))
        return report
    place, source = place_of(workspace.folder, workspace.settings), _with_map(source, workspace.folder)
    try:
        client = _connected(vendor, source, secret, workspace.folder, tell)
    except ImportError:
        report.issues.append(Issue(Level.ERROR, "sync-not-installed", Where(file=source.name)))
        return report
    except Stopped as stopped:
        report.issues.append(stopped_at(source.name, stopped, 0))
        return report
    known = steady(place, lambda now: known_of(workspace.folder, workspace.settings, place, now, source.name))
    try:
        report = sync(place, source, vendor, client, known, asked, tell)
    except Overtaken:
        report.issues.append(Issue(Level.ERROR, "sync-overtaken", Where(file=source.name)))
    if not errors(report.issues):
        report.issues += _of_hours(workspace, source, vendor, client, asked)
    if refused := len(kept(place, source.name)):
        said = {"count": str(refused), "file": name_of(source.name)}
        report.issues.append(Issue(Level.WARNING, "sync-refused", Where(file=source.name), said))
    return report


def opening_hours(workspace: Workspace, source: Source) -> Sequence[Opening] | Issue:
    """The opening hours that a source keeps, or why they can't be told."""
    secret, vendor, where = credential(source.name), KINDS[source.kind], Where(file=source.name)
    if vendor.hours is None:
        return Issue(Level.NOTE, "sync-hours-not-told", where, {"kind": source.kind})
    if not secret:
        return _no_credential(source)
    try:
        return _hours(vendor, source, _connected(vendor, source, secret, workspace.folder))
    except ImportError:
        return Issue(Level.ERROR, "sync-not-installed", where)
    except Stopped as stopped:
        return stopped_at(source.name, stopped, 0)


def _hours(vendor: Vendor, source: Source, client: Client) -> Sequence[Opening]:
    assert vendor.hours is not None
    try:
        return vendor.hours(client, source)
    except (AttributeError, KeyError, TypeError, ValueError):  # not as described: no reason to lose a sync
        raise Stopped("unreadable", "opening hours") from None


def _of_hours(workspace: Workspace, source: Source, vendor: Vendor, client: Client, asked: Asked) -> list[Issue]:
    """Opening hours that are other than the calendars in use, or that nobody uses."""
    if vendor.hours is None:
        return []
    today = asked.now.astimezone(ZoneInfo(workspace.settings.zone)).date()
    try:
        return doubts(workspace.settings, source, _hours(vendor, source, client), today)
    except Stopped as stopped:
        return [replace(stopped_at(source.name, stopped, 0), level=Level.WARNING)]


type Own = Callable[[Sequence[str]], Iterable[Figure]]
"""Asks a helpdesk for its own figures of tickets, by their ids there."""


def own_figures(workspace: Workspace, source: Source) -> Own | Issue:
    """How to ask a source for its own figures, or why it can't be asked."""
    secret, vendor, where = credential(source.name), KINDS[source.kind], Where(file=source.name)
    figures = vendor.figures
    if figures is None:
        return Issue(Level.ERROR, "reconcile-no-figures", where, {"kind": source.kind})
    if not secret:
        return _no_credential(source)
    try:
        client = _connected(vendor, source, secret, workspace.folder)
    except ImportError:
        return Issue(Level.ERROR, "sync-not-installed", where)
    return lambda tickets: figures(client, source, tickets)


def _no_credential(source: Source) -> Issue:
    params = {"name": source.name, "variable": variable(source.name)}
    return Issue(Level.ERROR, "sync-no-credential", Where(file=source.name), params)


def _connected(vendor: Vendor, source: Source, secret: str, folder: Path, tell: Told | None = None) -> Any:
    if vendor.connect is not None:
        return vendor.connect(source, secret, folder)

    def waiting(waited: int, total: int) -> None:
        if tell:
            tell(f"{source.name} ⏳ s", waited, total)

    return Client(source.url, vendor.headers(source, secret), Patience(), Pace(vendor.limits, waiting))


def _with_map(source: Source, folder: Path) -> Source:
    """The source with what its map says: a changed map makes everything come anew, as changed settings do."""
    path = folder / str(source.options.get("map") or ".")
    if not path.is_file():
        return source
    return replace(source, options={**source.options, "mapped": hashlib.sha256(path.read_bytes()).hexdigest()})
