"""What pages say of each helpdesk: its records, its last sync, what was refused, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from deskmerit.core.issue import Issue, Level, errors
from deskmerit.report.messages import of_kept
from deskmerit.web import workspace
from deskmerit.web.bridge import codec, helpdesks
from deskmerit.web.bridge.adjust import table_titles
from deskmerit.web.bridge.helpdesks import Desk, Noted, SourceState
from deskmerit.web.bridge.inspect import WorkspaceState
from deskmerit.web.intake.data import Rejected, told
from deskmerit.web.intake.models import Sync
from deskmerit.web.shared import wording
from deskmerit.web.shared.organisation import settings_of


@dataclass(frozen=True, slots=True)
class Refusal:
    """Rows of a table that were refused for one reason, in the reader's words."""

    table: str
    title: str
    column: str
    why: str
    mend: str
    rows: int


@dataclass(frozen=True, slots=True)
class Line:
    """A source as pages show it; `sync` is None before the first one here, `state` before anybody read the records.

    `command`: the last sync, where it was run on the command line.
    """

    desk: Desk
    sync: Sync | None
    state: SourceState | None
    command: Noted | None = None

    @property
    def name(self) -> str:
        """Its name in `deskmerit.yaml`."""
        return self.desk.name

    @property
    def busy(self) -> bool:
        """Whether it is being brought up to date."""
        return self.sync is not None and self.sync.lane is not None

    @property
    def told(self) -> Mapping[str, Any]:
        """What the last sync counted, and `failure` where it broke off."""
        if self.command is not None:
            return self.command.counts
        return self.sync.told if self.sync else {}

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What the last sync met."""
        if self.command is not None:
            return self.command.issues
        found: tuple[Issue, ...] = codec.from_json(tuple[Issue, ...], self.told.get("issues", []))
        return found

    @property
    def outcome(self) -> str:
        """What became of the last sync, or is becoming of it (a state of `Sync`); "" before the first."""
        if self.command is not None:
            return Sync.State.FAILED if errors(self.issues) else Sync.State.DONE
        return self.sync.state if self.sync else ""

    @property
    def outcome_said(self) -> str:
        """The outcome in words."""
        return str(Sync.State(self.outcome).label) if self.outcome else ""

    @property
    def by(self) -> str:
        """Who or what started the last sync."""
        if self.command is not None:
            return _("the command line")
        if self.sync is None:
            return ""
        return self.sync.asked_by.name if self.sync.asked_by else _("the schedule")

    @property
    def done_at(self) -> datetime | None:
        """When it was brought up to date last; on the command line when that began."""
        if self.command is not None:
            return self.command.at
        return self.sync.done_at if self.sync else None

    @property
    def refused(self) -> int:
        """Rows that wait to be mended."""
        return sum(each.rows for each in self.state.refused) if self.state else 0

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(rows for _table, rows in self.state.tables) if self.state else 0

    def tables(self) -> list[tuple[str, int]]:
        """Rows by table, by its title."""
        titles = table_titles()
        found = self.state.tables if self.state else ()
        return [(wording.lang_text(titles.get(table, table)), rows) for table, rows in found]

    def refusals(self) -> list[Refusal]:
        """What was refused and why."""
        titles, lang = table_titles(), wording.lang()
        found = []
        for each in self.state.refused if self.state else ():
            told = dict(each.told)
            why, mend = of_kept(each.code, told, lang)
            title = wording.lang_text(titles.get(each.table, each.table))
            found.append(Refusal(each.table, title, told.get("column", ""), why, mend, each.rows))
        return found

    def problems(self) -> list[Rejected]:
        """What the last sync met, errors first."""
        return told([each for each in self.issues if each.level is not Level.NOTE])

    @property
    def every(self) -> str:
        """How often the worker brings it up to date, in words."""
        if self.desk.every is None:
            return _("when asked")
        minutes = int(self.desk.every.total_seconds()) // 60
        if minutes % 60:
            return _("every %(n)d minutes") % {"n": minutes}
        return _("every hour") if minutes == 60 else _("every %(n)d hours") % {"n": minutes // 60}

    @property
    def last(self) -> str:
        """When it was brought up to date last, in words."""
        return wording.moment(self.done_at, settings_of().zone) if self.done_at else _("never")

    @property
    def next(self) -> str:
        """What to do next."""
        if self.busy:
            return _("Wait: it goes on by itself.")
        if not self.outcome and self.desk.kind != "sql":
            said = _("Set its credential as %(variable)s where the working process runs, then sync.")
            return said % {"variable": self.desk.variable}
        if not self.outcome:
            return _("Sync it for the first time.")
        if self.told.get("failure"):
            return _("Sync again; the log of the working process tells more.")
        wrong = [each for each in self.problems() if each.rank == 0]
        if wrong:
            return wrong[0].mend or wrong[0].said
        if self.refused:
            return _("Mend the refused rows in the helpdesk, or by the source's settings.")
        return "" if self.desk.every else _("With “every: 1h” in deskmerit.yaml it runs by itself.")


def lines(found: WorkspaceState | None) -> list[Line]:
    """Every source of the workspace, in the order of `deskmerit.yaml`."""
    states = {each.source: each for each in found.sources} if found else {}
    rows = {each.source: each for each in Sync.objects.select_related("asked_by")}
    return [
        Line(desk, rows.get(name), states.get(name), by_command(name, rows.get(name)))
        for name, desk in helpdesks.desks(workspace.folder())[0].items()
    ]


def wrong() -> list[Rejected]:
    """Entries of `sources` that can't be used, and how to mend them."""
    return told(helpdesks.desks(workspace.folder())[1])


def by_command(name: str, row: Sync | None) -> Noted | None:
    """The last sync of a source where it was run on the command line: later than the last one from here."""
    found = helpdesks.last(workspace.folder(), name)
    if found is None or (row is not None and (row.lane is not None or (row.done_at and row.done_at >= found.at))):
        return None
    return found
