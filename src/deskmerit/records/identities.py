"""Logins to people: an id that is a login of the ticket's source, valid at that instant, becomes its person's id."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.checks import quoted
from deskmerit.records.columns import TABLES
from deskmerit.records.replace import replaced, views_of
from deskmerit.records.spec import Type
from deskmerit.records.store import Parquet, Records
from deskmerit.records.view import PART, ROW, View, connect


@dataclass(frozen=True, slots=True)
class Slot:
    """A column that may hold logins, and the rows (an SQL predicate) where it does."""

    table: str
    column: str
    only: str = "true"


_EVENT_SLOTS = (
    Slot("events", "actor_id", "v.actor_role in ('agent', 'bot')"),
    Slot("events", "value", "v.kind = 'assigned'"),
)
_RATERS = (Slot("qa_reviews", "reviewer_id"), Slot("feedback", "rater_id"))


def slots() -> Iterator[Slot]:
    """Every column that logins are looked up in: those of records with an instant."""
    yield from _EVENT_SLOTS
    for name, spec in TABLES.items():
        if spec.time and name != "identities" and spec.column(spec.time[0]).type is Type.INSTANT:
            yield from (Slot(name, column.name) for column in spec.columns if column.refers == "agents")
    yield from _RATERS


def identified(records: Records, cache: Path | None = None) -> tuple[Records, list[Issue]]:
    """Records in which logins have become people; a login that fits two people stays and is reported once, with counts.

    Of a known source (the row's own `source`, else its ticket's) that source's logins come first, then ids of agents;
    without a known source an id of `agents` stays, and any source's login counts if all that fit name one person.
    """
    identities = records.tables.get("identities")
    if identities is None or isinstance(identities, Parquet) or not len(identities):
        return records, []
    tables: dict[str, pa.Table | Parquet] = dict(records.tables)
    issues: list[Issue] = []
    with connect() as connection:
        views = views_of(connection, tables)
        changes: dict[str, dict[str, pa.Table]] = {}
        for slot in slots():
            if slot.table in views:
                found = _fits(views, slot)
                issues += _doubtful(found, slot, records.origins)
                changes.setdefault(slot.table, {})[slot.column] = _sure(found)
        for name, change in changes.items():
            tables[name] = replaced(views[name], tables[name], change, cache)
    return replace(records, tables=tables), issues


def _fits(views: Mapping[str, View], slot: Slot) -> pa.Table:
    """By row that holds a login: how many people it fits there and then, and the first of them."""
    view = views[slot.table]
    names = {row[0] for row in view.connection.execute(f"describe {view.name}").fetchall()}
    ticket = "ticket_id" in names and slot.table != "tickets" and "tickets" in views
    source = ", ".join(["v.source"] * ("source" in names) + ["t.source"] * ticket) or "null"
    tickets = "left join tickets t on t.ticket_id = v.ticket_id" if ticket else ""
    agents = "(select agent_id from agents)" if "agents" in views else "(null)"
    time = f"coalesce({', '.join('v.' + quoted(name) for name in view.spec.time)})"
    query = f"""
        with held as (
            select v.{PART}, v.{ROW}, v.{quoted(slot.column)} as login, {time} as moment, coalesce({source}) as source
            from {view.name} v {tickets}
            where {slot.only} and v.{quoted(slot.column)} in (select login from identities)
        )
        select h.{PART}, h.{ROW}, h.login, count(distinct i.agent_id) as people, min(i.agent_id) as new,
            any_value(h.login in {agents}) as is_agent
        from held h left join identities i on i.login = h.login
            and (h.source = i.source or (h.source is null and (h.login in {agents}) is not true))
            and coalesce(i.from_at <= h.moment, true) and coalesce(h.moment < i.to_at, true)
        group by all
    """
    return view.connection.sql(query).to_arrow_table()


def _sure(found: pa.Table) -> pa.Table:
    mask = pa.array(people == 1 for people in found["people"].to_pylist())
    return found.filter(mask).select([PART, ROW, "new"]) if len(found) else found.select([PART, ROW, "new"])


def _doubtful(found: pa.Table, slot: Slot, origins: Mapping[str, str]) -> list[Issue]:
    """Logins that fit several people, or nobody there and then; an agent's own id is no such login."""
    columns = (found[name].to_pylist() for name in ("login", "people", "is_agent"))
    counts: Counter[tuple[str, str]] = Counter()
    for login, people, is_agent in zip(*columns, strict=True):
        if people != 1 and not is_agent:
            counts[login, "login-ambiguous" if people else "login-of-nobody-then"] += 1
    where = Where(file=origins.get(slot.table, slot.table), column=slot.column)
    return [
        Issue(Level.WARNING, code, where, {"value": login, "count": count, "table": slot.table})
        for (login, code), count in sorted(counts.items())
    ]
