"""A source of a workspace brought up to date: its credential found, its helpdesk asked, its rows in the lake."""

from dataclasses import dataclass
from pathlib import Path

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.settings import Settings
from deskmerit.records.lake.manifest import Overtaken, current
from deskmerit.sources.helpdesks import KINDS
from deskmerit.sources.helpdesks.client import Client, Patience
from deskmerit.sources.helpdesks.known import known_of
from deskmerit.sources.helpdesks.model import Source
from deskmerit.sources.helpdesks.rejected import kept, name_of
from deskmerit.sources.helpdesks.report import Report
from deskmerit.sources.helpdesks.secrets import credential, variable
from deskmerit.sources.helpdesks.sync import Asked, Told, sync
from deskmerit.sources.lake import place_of


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with its settings."""

    folder: Path
    settings: Settings


def run(workspace: Workspace, source: Source, asked: Asked, tell: Told | None = None) -> Report:
    """Syncs one source. Every failure is an issue of the report; what was loaded before it stays."""
    secret = credential(source.name)
    report = Report(source.name)
    if not secret:
        params = {"name": source.name, "variable": variable(source.name)}
        report.issues.append(Issue(Level.ERROR, "sync-no-credential", Where(file=source.name), params))
        return report
    place, vendor = place_of(workspace.folder, workspace.settings), KINDS[source.kind]
    try:
        client = Client(source.url, vendor.headers(source, secret), Patience())
    except ImportError:
        report.issues.append(Issue(Level.ERROR, "sync-not-installed", Where(file=source.name)))
        return report
    known = known_of(workspace.folder, workspace.settings, place, current(place), source.name)
    try:
        report = sync(place, source, vendor, client, known, asked, tell)
    except Overtaken:
        report.issues.append(Issue(Level.ERROR, "sync-overtaken", Where(file=source.name)))
    if refused := len(kept(place, source.name)):
        said = {"count": str(refused), "file": name_of(source.name)}
        report.issues.append(Issue(Level.WARNING, "sync-refused", Where(file=source.name), said))
    return report
