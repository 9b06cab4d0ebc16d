"""What changed in Zammad: tickets in the order they were updated, each with its articles and its history.

The search lags behind the database, has no total and caps its pages: each question begins at the time the last page
ended with, and every sync looks again at some minutes before.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from deskmerit.sources.helpdesks.client import Client
from deskmerit.sources.helpdesks.model import Account, Batch, Source, State
from deskmerit.sources.helpdesks.moments import instant

API = "api/v1"
PAGE = 50
FIRST = datetime(2000, 1, 1, tzinfo=UTC)
LAG = timedelta(minutes=15)
"""How far the search may lag behind."""

SERVING = frozenset({"Agent", "Admin"})


def headers(source: Source, secret: str) -> Mapping[str, str]:
    """An access token with the right ticket.agent."""
    return {"Authorization": f"Token token={secret}"}


def people(client: Client, source: Source) -> list[Account]:
    """Users with the role of an agent or an administrator, those who left among them."""
    found = []
    for each in _paged(client, f"{API}/users", expand="true"):
        if SERVING & set(each.get("roles") or []):
            name = " ".join(filter(None, (each.get("firstname"), each.get("lastname"))))
            active = bool(each.get("active", True))
            found.append(Account(str(each["id"]), name, each.get("email") or "", active=active))
    return found


def batches(client: Client, source: Source, state: State, since: datetime | None) -> Iterator[Batch]:
    """Tickets updated since some minutes before the last one told."""
    said = instant(state.get("updated"))
    start = said - LAG if said else since or FIRST
    for page, last in _updated(client, start):
        bundles = [
            {
                "id": str(each["id"]),
                "ticket": each,
                "articles": client.get(f"{API}/ticket_articles/by_ticket/{each['id']}", [], expand="true"),
                "history": _history(client.get(f"{API}/ticket_history/{each['id']}", {})),
            }
            for each in page
        ]
        yield Batch(bundles, {"updated": max(last, said or last).isoformat()})


def _updated(client: Client, start: datetime) -> Iterator[tuple[list[Any], datetime]]:
    """Tickets in the order they were updated, each once for each update; and the time to go on from."""
    at, page, known = start, 1, dict[str, str]()
    while True:
        query = f"updated_at:[{at.strftime('%Y-%m-%dT%H:%M:%S.%fZ')} TO *]"
        rows = client.get(
            f"{API}/tickets/search",
            query=query,
            sort_by="updated_at",
            order_by="asc",
            page=page,
            per_page=PAGE,
            expand="true",
        )
        new = [each for each in rows if known.get(str(each["id"])) != each["updated_at"]]
        known |= {str(each["id"]): each["updated_at"] for each in new}
        last = max([at, *(time for each in rows if (time := instant(each["updated_at"])))])
        if new:
            yield new, last
        if not rows:  # a short page says nothing: Zammad caps them
            return
        at, page = (last, 1) if last > at else (at, page + 1)


def _history(said: Any) -> list[Any]:
    """A list, or an object that holds one, by the version of Zammad."""
    return list(said.get("history") or []) if isinstance(said, Mapping) else list(said)


def _paged(client: Client, path: str, **question: object) -> Iterator[Any]:
    """A list by its pages; Zammad caps their size, so only an empty one is the end."""
    page = 1
    while rows := client.get(path, [], [], page=page, per_page=100, **question):
        yield from rows
        page += 1
