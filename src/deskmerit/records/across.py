"""What only several tables together can tell: unknown people and tickets, events before creation, shared logins."""

from collections.abc import Mapping

import duckdb

from deskmerit.core.issue import Issue, Level
from deskmerit.core.settings import Settings
from deskmerit.records.announced import unknown_years
from deskmerit.records.checks import quoted
from deskmerit.records.columns import TABLES
from deskmerit.records.view import PART, ROW, View, issues_at, literal

UNKNOWN = {"agents": "unknown-agent", "tickets": "unknown-ticket", "qa_reviews": "unknown-review"}
IDS = {"agents": "agent_id", "tickets": "ticket_id", "qa_reviews": "review_id"}


def across(views: Mapping[str, View], settings: Settings) -> list[Issue]:
    """Every problem between tables; all are doubts, the rows stay (metrics leave them out, each with its reason)."""
    issues: list[Issue] = []
    for view in views.values():
        issues += _references(view, views, settings)
    if "events" in views:
        issues += _events(views, settings)
    if "tickets" in views:
        issues += _calendars(views["tickets"], "calendar", "true", settings)
        issues += _in_two_sources(views["tickets"])
    if "identities" in views:
        issues += shared_logins(views["identities"])
    return issues + unknown_years(views, settings)


def _references(view: View, views: Mapping[str, View], settings: Settings) -> list[Issue]:
    found = []
    for column in view.spec.columns:
        if column.refers in views and column.refers != view.spec.name:
            found += _unknown(view, column.name, column.refers, "true", views, settings)
    return found


def _unknown(
    view: View, column: str, target: str, only: str, views: Mapping[str, View], settings: Settings
) -> list[Issue]:
    """One warning per unknown id of a column, with how many rows hold it."""
    name = quoted(column)
    bots = ", ".join(map(literal, sorted(settings.bots))) if target == "agents" else ""
    # A login is told about where logins become people.
    login = f"and {name} not in (select login from identities)" if target == "agents" and "identities" in views else ""
    query = f"""
        select arg_min({PART}, ({PART}, {ROW})), arg_min({ROW}, ({PART}, {ROW})), {name}, count(*) from {view.name}
        where {name} is not null and {only} {f"and {name} not in ({bots})" if bots else ""} {login}
            and {name} not in (select {IDS[target]} from {quoted(target)} where {IDS[target]} is not null)
        group by {name} order by {name}
    """
    issues = []
    for part, row, value, count in view.connection.execute(query).fetchall():
        params = {"count": count, "target": target}
        issues += issues_at(view, UNKNOWN[target], Level.WARNING, column, [(part, row, value)], params)
    return issues


def _events(views: Mapping[str, View], settings: Settings) -> list[Issue]:
    view, issues = views["events"], []
    if "agents" in views:
        issues += _unknown(view, "actor_id", "agents", "actor_role in ('agent', 'bot')", views, settings)
        issues += _unknown(view, "value", "agents", "kind = 'assigned'", views, settings)
    if "tickets" in views:
        issues += _unknown(view, "value", "tickets", "kind = 'merged'", views, settings)
        issues += _before_creation(view)
    return issues + _calendars(view, "value", "kind = 'calendar_changed'", settings)


def _before_creation(view: View) -> list[Issue]:
    query = f"""
        select e.{PART}, e.{ROW}, strftime(e.occurred_at, '%Y-%m-%dT%H:%M:%S.%fZ')
        from {view.name} e join tickets t using (ticket_id) where e.occurred_at < t.created_at order by 1, 2
    """
    rows = view.connection.execute(query).fetchall()
    return issues_at(view, "event-before-creation", Level.WARNING, "occurred_at", rows)


def _calendars(view: View, column: str, only: str, settings: Settings) -> list[Issue]:
    known = ", ".join(map(literal, sorted(settings.calendars))) or "null"
    query = f"""
        select arg_min({PART}, ({PART}, {ROW})), arg_min({ROW}, ({PART}, {ROW})), {column}, count(*) from {view.name}
        where {only} and {column} is not null and ({column} in ({known})) is not true
        group by {column} order by {column}
    """
    issues = []
    for part, row, value, count in view.connection.execute(query).fetchall():
        params = {"count": count, "known": ", ".join(sorted(settings.calendars)) or "–"}
        issues += issues_at(view, "unknown-calendar", Level.WARNING, column, [(part, row, value)], params)
    return issues


def _in_two_sources(view: View) -> list[Issue]:
    """Ticket ids that two sources use: events, surveys and calls name a ticket by its id alone."""
    sources = view.connection.execute(f"select count(distinct coalesce(source, '')) from {view.name}").fetchall()
    if sources[0][0] < 2:
        return []
    query = f"""
        select max({PART}), arg_max({ROW}, ({PART}, {ROW})), ticket_id, string_agg(source, ', ' order by source)
        from {view.name}
        where ticket_id in (select ticket_id from {view.name} group by ticket_id having count(*) > 1)
        group by ticket_id order by ticket_id
    """
    issues = []
    for part, row, ticket, used_by in view.connection.execute(query).fetchall():
        issues += issues_at(
            view, "ticket-of-two-sources", Level.ERROR, "ticket_id", [(part, row, ticket)], {"sources": used_by}
        )
    return issues


def shared_logins(view: View) -> list[Issue]:
    """Logins that belong to two people at once: nobody can be told by them while the intervals overlap."""
    query = f"""
        select b.{PART}, b.{ROW}, b.login, b.source, a.agent_id, b.agent_id, a.{ROW}
        from {view.name} a join {view.name} b
        on a.source = b.source and a.login = b.login and a.agent_id <> b.agent_id and ({PART_BEFORE})
            and coalesce(a.from_at < b.to_at, true) and coalesce(b.from_at < a.to_at, true)
        order by 1, 2
    """
    issues = []
    for part, row, login, source, first, second, first_row in view.connection.execute(query).fetchall():
        params = {"source": source, "first": first, "second": second, "first_row": first_row}
        issues += issues_at(view, "login-of-two", Level.ERROR, "login", [(part, row, login)], params)
    return issues


PART_BEFORE = f"(a.{PART}, a.{ROW}) < (b.{PART}, b.{ROW})"


def view_all(connection: duckdb.DuckDBPyConnection, places: Mapping[str, list[tuple[str, str]]]) -> dict[str, View]:
    """Views over the sound tables already registered under their names."""
    return {name: View(TABLES[name], connection, places[name]) for name in TABLES if name in places}
