"""What changed in Freshdesk: tickets in the order they were updated, each with its conversations, then ratings.

Not page after page: a ticket that is updated meanwhile moves to the end, and the first of the next page moves to the
page just read. Each question begins at the time the last page ended with; that also passes the limit of 300 pages.
"""

import base64
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from deskmerit.sources.helpdesks.client import Client
from deskmerit.sources.helpdesks.model import Account, Batch, Source, State
from deskmerit.sources.helpdesks.moments import instant

API = "api/v2"
PAGE = 100
FIRST = datetime(2000, 1, 1, tzinfo=UTC)
"""Without a time to begin at, Freshdesk tells the last 30 days only."""

SECOND = timedelta(seconds=1)
RATED = timedelta(days=40)
"""How long after it was made a rating is read again, in case it was changed."""


def headers(source: Source, secret: str) -> Mapping[str, str]:
    """The API key of an agent."""
    return {"Authorization": "Basic " + base64.b64encode(f"{secret}:X".encode()).decode()}


def people(client: Client, source: Source) -> list[Account]:
    """Agents, occasional ones among them."""
    found = []
    for each in paged(client, f"{API}/agents"):
        contact = each.get("contact") or {}
        active = bool(contact.get("active", True))
        found.append(Account(str(each["id"]), contact.get("name") or "", contact.get("email") or "", active=active))
    return found


def batches(client: Client, source: Source, state: State, since: datetime | None) -> Iterator[Batch]:
    """Tickets told and deleted since the last one told, then ratings; every batch has the cursors of all three."""
    start = (since or FIRST).isoformat()
    cursors = {name: str(state.get(name) or start) for name in ("tickets", "deleted", "ratings")}
    groups = {str(each["id"]): str(each["name"]) for each in paged(client, f"{API}/groups")}
    for page, until in _updated(client, cursors["tickets"], include="stats"):
        cursors["tickets"] = until
        bundles = [
            {"id": str(each["id"]), "ticket": each, "conversations": _conversations(client, each), "groups": groups}
            for each in page
        ]
        yield Batch(bundles, dict(cursors))
    for page, until in _updated(client, cursors["deleted"], filter="deleted"):
        cursors["deleted"] = until
        yield Batch((), dict(cursors), [str(each["id"]) for each in page])
    yield from _ratings(client, cursors)


def _updated(client: Client, start: str, **question: str) -> Iterator[tuple[list[Any], str]]:
    """Tickets updated at a time or later, in that order, each once for each update; and where to go on."""
    at, page = _time(start), 1
    known = dict[str, str]()
    order = {"order_by": "updated_at", "order_type": "asc", "per_page": PAGE, **question}
    while True:
        # A second earlier: whether the time itself is included is not said.
        asked = (at - SECOND).strftime("%Y-%m-%dT%H:%M:%SZ")
        rows = client.get(f"{API}/tickets", updated_since=asked, page=page, **order)
        new = [each for each in rows if known.get(str(each["id"])) != each["updated_at"]]
        known |= {str(each["id"]): each["updated_at"] for each in new}
        last = max([at, *(_time(each["updated_at"]) for each in rows)])
        if new:
            yield new, last.isoformat()
        if len(rows) < PAGE:
            return
        at, page = (last, 1) if last > at else (at, page + 1)


def _conversations(client: Client, ticket: Mapping[str, Any]) -> list[Any]:
    return list(paged(client, f"{API}/tickets/{ticket['id']}/conversations"))


def _ratings(client: Client, cursors: dict[str, str]) -> Iterator[Batch]:
    newest = _time(cursors["ratings"])
    asked = (newest - RATED).strftime("%Y-%m-%dT%H:%M:%SZ")
    bundles = []
    for each in paged(client, f"{API}/surveys/satisfaction_ratings", created_since=asked):
        newest = max(newest, _time(each["created_at"]))
        bundles.append({"rating": each})
    if bundles:
        yield Batch(bundles, {**cursors, "ratings": newest.isoformat()})


def paged(client: Client, path: str, **question: object) -> Iterator[Any]:
    """A list that grows at its end; one that isn't there (a plan without ratings, say) is empty."""
    page = 1
    while True:
        rows = client.get(path, [], page=page, per_page=PAGE, **question)
        yield from rows
        if len(rows) < PAGE:
            return
        page += 1


def _time(said: object) -> datetime:
    return instant(said) or FIRST
