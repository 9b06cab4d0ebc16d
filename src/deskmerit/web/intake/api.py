"""Data, typed rows and imports as JSON, under the rights of the pages."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.intake import data, imports, sources
from deskmerit.web.intake.api_sources import SourceOut, source_out
from deskmerit.web.intake.data import Problem
from deskmerit.web.intake.entries_access import entries_for
from deskmerit.web.intake.flow import corrections_for
from deskmerit.web.intake.look import seen
from deskmerit.web.intake.models import Correction, Entry, Import
from deskmerit.web.shared.act import user_of

router = Router(tags=["data"])


class TableOut(Schema):
    """A table of the records with its freshness."""

    table: str
    title: str
    rows: int
    rejected: int
    newest: datetime | None
    stale: str


class LoginOut(Schema):
    """A login of nobody."""

    login: str
    table: str
    rows: int
    newest: datetime | None


class LastRunOut(Schema):
    """What the figures that pages show now were made from, and what they lack; `manifest`: of the lake, 0 without."""

    cycle: int
    period: str
    as_of: datetime | None
    people: int | None
    missing: list[str]
    data: str
    manifest: int


class DataOut(Schema):
    """What there is, what was rejected, which logins are nobody's, and what the present figures were made from, as of a
    moment; without one nobody has read the records yet, which are many: look again in a few minutes."""

    last_run: LastRunOut | None

    data: str
    as_of: datetime | None
    newest: datetime | None
    tables: list[TableOut]
    problems: Sequence[Problem]
    logins: list[LoginOut]


class EntryOut(Schema):
    """A typed row; `values` are canonical texts by column."""

    id: int
    table: str
    values: dict[str, str]
    person: str
    day: date
    state: str
    entered_by: str
    entered_at: datetime
    decided_by: str
    answer: str


class ImportOut(Schema):
    """An import."""

    id: int
    files: list[str]
    map: str
    state: str
    by: str
    begun_at: datetime
    rows_in: int
    rows_kept: int
    rows_left: int
    tables: dict[str, int]


class ImportDetail(ImportOut):
    """An import with its problems and how to mend them, what it would write, and who took it back."""

    progress: str
    failure: str
    blocked: bool
    changes: list[str]
    problems: Sequence[Problem]
    more: int
    undone_by: str
    undone_at: datetime | None


@router.get("/data", response=DataOut)
def data_state(request: HttpRequest) -> DataOut:
    """Tables, rejected rows, logins of nobody; for HR, administrators, auditors."""
    _reads(request)
    look = seen()
    if look is None:
        return DataOut(last_run=_last(), data="", as_of=None, newest=None, tables=[], problems=[], logins=[])
    found = look.state
    return DataOut(
        data=found.data,
        last_run=_last(),
        as_of=look.at,
        newest=found.newest(),
        tables=[
            TableOut(
                table=each.state.table, title=each.title, rows=each.state.rows, rejected=each.state.rows_reported,
                newest=each.state.newest, stale=each.stale,
            )
            for each in data.lines(found)
        ],
        problems=data.rejected(found),
        logins=[
            LoginOut(login=each.login, table=each.table, rows=each.rows, newest=each.newest)
            for each in found.unknown_logins
        ],
    )  # fmt: skip


def _last() -> LastRunOut | None:
    last = data.last_run()
    if last is None:
        return None
    return LastRunOut(
        cycle=last["cycle"].pk, period=last["cycle"].period, as_of=last["run"].as_of, people=last["people"],
        missing=last["missing"], data=last["run"].data, manifest=last["manifest"],
    )  # fmt: skip


@router.get("/sources", response=list[SourceOut])
def source_rows(request: HttpRequest) -> list[SourceOut]:
    """The helpdesks of deskmerit.yaml; for HR, administrators, auditors."""
    _reads(request)
    look = seen()
    return [source_out(each) for each in sources.lines(look.state if look else None)]


@router.get("/sources/{name}", response=SourceOut)
def source_row(request: HttpRequest, name: str) -> SourceOut:
    """One of them."""
    found = next((each for each in source_rows(request) if each.name == name), None)
    if found is None:
        raise Http404
    return found


@router.get("/entries", response=list[EntryOut])
def entry_rows(request: HttpRequest, state: str = "") -> list[EntryOut]:
    """Typed rows that one may see, the latest first; `state` keeps those in a state."""
    found = entries_for(user_of(request)).select_related("person", "entered_by", "decided_by")
    return [_entry(each) for each in (found.filter(state=state) if state else found)]


def _entry(each: Entry) -> EntryOut:
    return EntryOut(
        id=each.pk, table=each.table, values=each.values, person=each.person.agent_id if each.person else "",
        day=each.day, state=each.state, entered_by=each.entered_by.agent_id if each.entered_by else "",
        entered_at=each.entered_at, decided_by=each.decided_by.agent_id if each.decided_by else "", answer=each.answer,
    )  # fmt: skip


@router.get("/imports", response=list[ImportOut])
def import_rows(request: HttpRequest) -> list[ImportOut]:
    """Imports, the latest first; for HR, administrators, auditors."""
    _reads(request)
    return [ImportOut(**_import(each)) for each in Import.objects.select_related("by")]


@router.get("/imports/{int:pk}", response=ImportDetail, summary="An import with its problems")
def import_detail(request: HttpRequest, pk: int) -> ImportDetail:
    """As on its page; for HR, administrators, auditors."""
    _reads(request)
    row = get_object_or_404(Import.objects.select_related("by", "undone_by"), pk=min(pk, 2**62))
    problems = data.told(imports.issues_of(row))
    return ImportDetail(
        **_import(row), progress=row.progress, failure=row.failure, blocked=bool(row.told.get("blocked")),
        changes=[each["name"] for each in row.changes if not each["name"].startswith("_")],
        problems=problems, more=max(0, row.told.get("found", 0) - len(problems)),
        undone_by=row.undone_by.agent_id if row.undone_by else "", undone_at=row.undone_at,
    )  # fmt: skip


@router.get("/imports/{int:pk}/left", response=list[Problem], summary="The rows that an import left out")
def import_left(request: HttpRequest, pk: int) -> Sequence[Problem]:
    """All of them, each with what is wrong and how to mend it."""
    _reads(request)
    row = get_object_or_404(Import, pk=min(pk, 2**62))
    return data.told(imports.left_of(row))


def _import(row: Import) -> dict[str, Any]:
    names = ("files", "map", "state", "begun_at", "rows_in", "rows_kept", "rows_left", "tables")
    return {"id": row.pk, "by": row.by.agent_id if row.by else "", **{name: getattr(row, name) for name in names}}


def _reads(request: HttpRequest) -> None:
    if not data.reads(user_of(request)):
        raise Http404


class CorrectionOut(Schema):
    """A correction of records; people by their id."""

    code: str
    id: int
    state: str
    kind: str
    table: str
    record: str
    from_at: datetime | None
    to_at: datetime | None
    filter: str
    field: str
    old: str
    new: str
    metric: str
    reason: str
    origin: str
    concerns: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    answer: str


@router.get("/corrections", response=list[CorrectionOut], summary="Corrections of data I may see, newest first")
def corrections(request: HttpRequest, limit: int = 100, offset: int = 0) -> list[dict[str, Any]]:
    """At most 500 at a time."""
    limit, offset = max(1, min(limit, 500)), max(0, min(offset, 10**9))
    rows = corrections_for(user_of(request)).select_related("concerns", "asked_by", "decided_by")
    return [_correction(each) for each in rows[offset : offset + limit]]


def _correction(row: Correction) -> dict[str, Any]:
    names = ("state", "kind", "table", "record", "from_at", "to_at", "filter", "field", "old", "new", "metric",
             "reason", "origin", "asked_at", "decided_at", "answer")  # fmt: skip
    people = {name: getattr(row, name) for name in ("concerns", "asked_by", "decided_by")}
    said = {name: person.agent_id if person else "" for name, person in people.items()}
    return {"code": row.code, "id": row.pk, **{name: getattr(row, name) for name in names}, **said}
