"""What the page about data reads: tables with their freshness, rejected rows, logins of nobody, the last figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from deskmerit.core.issue import Issue, Level
from deskmerit.report.heads import level_said
from deskmerit.report.messages import render
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge import lakes
from deskmerit.web.bridge.adjust import table_titles
from deskmerit.web.bridge.inspect import TableState, WorkspaceState
from deskmerit.web.cycles.checklist import gaps
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.org.access import rights
from deskmerit.web.org.models import Role
from deskmerit.web.shared import clock, wording
from deskmerit.web.shared.organisation import settings_of

STALE = timedelta(days=3)
"""Records of an open period older than this are told as stale."""
MOVING = ("events", "tickets", "surveys", "calls", "attendance", "qa_reviews")
"""Tables to which something is added every day; of others nothing new may be in order."""


@dataclass(frozen=True, slots=True)
class Line:
    """A table as the page shows it."""

    state: TableState
    title: str
    newest: str
    stale: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of records with its mend, in the reader's language."""

    level: str
    file: str
    sheet: str
    row: str
    column: str
    said: str
    mend: str


@dataclass(frozen=True, slots=True)
class Rejected(Problem):
    """A problem with its place among others: 0 is an error."""

    rank: int


def reads(user: User) -> bool:
    """Who reads about sources, files and rejected rows: HR, administrators, auditors of the whole organisation."""
    return rights(user).everywhere(Role.Kind.HR, Role.Kind.ADMIN, Role.Kind.AUDITOR)


def brings(user: User) -> bool:
    """Who brings files in and takes them back: HR and administrators of the whole organisation."""
    return rights(user).everywhere(Role.Kind.HR, Role.Kind.ADMIN)


def lines(found: WorkspaceState) -> list[Line]:
    """Every table with its title and, where the open period lacks its days, since when."""
    titles, cycle = table_titles(), Cycle.objects.filter(state=Cycle.State.OPEN).order_by("-end").first()
    said = {each.table: wording.lang_text(titles.get(each.table, each.table)) for each in found.tables}
    return [Line(each, said[each.table], _newest(each), _stale(each, cycle)) for each in found.tables]


def _newest(each: TableState) -> str:
    """The newest row's instant; of a table of dates its day."""
    if each.newest is None:
        return ""
    day = clock.local_date(each.newest)
    return wording.day(day) if each.newest == clock.midnight(day) else wording.moment(each.newest, settings_of().zone)


def _stale(each: TableState, cycle: Cycle | None) -> str:
    if cycle is None or each.newest is None or each.table not in MOVING:
        return ""
    expected = min(clock.today(), cycle.end)
    behind = (expected - clock.local_date(each.newest)).days
    return _("%(n)d days behind") % {"n": behind} if timedelta(behind) > STALE else ""


def rejected(found: WorkspaceState) -> list[Rejected]:
    """Every problem of files, errors first, in the reader's language."""
    return told(tuple(each for each in found.issues if each.level is not Level.NOTE))


def told(issues: Sequence[Issue]) -> list[Rejected]:
    """Problems in the reader's language, errors first."""
    lang = wording.lang()
    return sorted((_rejected(each, lang) for each in issues), key=lambda each: each.rank)


def _rejected(issue: Issue, lang: str) -> Rejected:
    (said, mend), at = render(issue, lang), issue.where
    row = str(issue.params.get("rows") or (at.row if at.row is not None else "") or (at.line or ""))
    rank = 0 if issue.level is Level.ERROR else 1
    return Rejected(
        level_said(issue.level, lang), file_said(at.file), at.sheet, row, at.column or at.path, said, mend, rank
    )


def file_said(file: str) -> str:
    """A file as people know it: of the lake's many data files the table alone."""
    return "/".join(file.split("/")[:2]) if file.startswith(f"{lakes.FOLDER}/") else file


def last_run() -> dict[str, Any] | None:
    """What the figures that pages show now were made from."""
    run = Run.objects.filter(state=Run.State.DONE).select_related("cycle").order_by("-done_at").first()
    if run is None:
        return None
    return {
        "run": run, "cycle": run.cycle, "people": run.summary.get("people"), "missing": gaps(run.cycle),
        "manifest": lakes.number_of(run.made_from),
    }  # fmt: skip
