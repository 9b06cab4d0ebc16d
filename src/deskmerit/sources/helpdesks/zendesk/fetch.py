"""What changed in Zendesk: its exports of tickets and of ticket events, the ratings of the last weeks, and calls.

The exports tell archived and deleted tickets too, which lists and audits leave out. Rows come twice at the seams of the
time-based ones: each has an id, and the later takes the place of the earlier.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from deskmerit.sources.helpdesks.client import Client
from deskmerit.sources.helpdesks.model import Account, Batch, Raw, Source, State
from deskmerit.sources.helpdesks.moments import instant
from deskmerit.sources.helpdesks.zendesk.hours import schedules
from deskmerit.sources.helpdesks.zendesk.lists import MANY, RATED, listed, ratings
from deskmerit.sources.helpdesks.zendesk.surveys import answered_at, answers

API = "api/v2"
TALK = f"{API}/channels/voice/stats/incremental/calls"


def headers(source: Source, secret: str) -> Mapping[str, str]:
    """An OAuth token, or `e-mail:API token`."""
    if "@" in secret and ":" in secret:
        mail, _, token = secret.partition(":")
        return {"Authorization": "Basic " + base64.b64encode(f"{mail}/token:{token}".encode()).decode()}
    return {"Authorization": f"Bearer {secret}"}


def people(client: Client, source: Source) -> list[Account]:
    """Agents and administrators."""
    found = listed(client, f"{API}/users", "users", **{"role[]": ["agent", "admin"]})
    return [
        Account(str(user["id"]), user.get("name") or "", user.get("email") or "", active=not user.get("suspended"))
        for user in found
        if user.get("role") in ("agent", "admin")
    ]


def batches(client: Client, source: Source, state: State, since: datetime | None) -> Iterator[Batch]:
    """Tickets, then events, ratings, answers to surveys, and calls; the cursors of all stand in every batch."""
    start = max(int(since.timestamp()) if since else 1, 1)
    cursors = {
        "tickets": "",
        "events": start,
        "ratings": start,
        "answers": start,
        "calls": start,
        **{k: v for k, v in state.items() if k in KINDS},
    }
    # Schedules are told of a ticket by number; without calendars of theirs nothing goes by them.
    names = {str(each["id"]): str(each["name"]) for each in schedules(client)} if source.calendars else {}
    groups = {str(each["id"]): str(each["name"]) for each in listed(client, f"{API}/groups", "groups")}
    asked = dict[str, str]()
    for page in _tickets(client, str(cursors["tickets"]), start):
        cursors["tickets"] = page.get("after_cursor") or cursors["tickets"]
        rows = page.get("tickets") or []
        gone = [str(each["id"]) for each in rows if each.get("status") == "deleted"]
        there = [each for each in rows if each.get("status") != "deleted"]
        asked |= {str(each["id"]): str(each.get("requester_id") or "") for each in there}
        yield Batch([{"ticket": each, "groups": groups} for each in there], dict(cursors), gone)
    for page in _events(client, int(str(cursors["events"]))):
        cursors["events"] = page.get("end_time") or cursors["events"]
        told = _bundles(client, page.get("ticket_events") or [], asked)
        yield Batch([{**each, "groups": groups, "schedules": names} for each in told], dict(cursors))
    yield from _ratings(client, cursors)
    yield from _answers(client, cursors)
    yield from _calls(client, cursors)


KINDS = ("tickets", "events", "ratings", "answers", "calls")


def _tickets(client: Client, cursor: str, start: int) -> Iterator[Any]:
    question: dict[str, object] = {"cursor": cursor} if cursor else {"start_time": start}
    while True:
        page = client.get(f"{API}/incremental/tickets/cursor", **question)
        yield page
        if page.get("end_of_stream", True) or not page.get("after_cursor"):
            return
        question = {"cursor": page["after_cursor"]}


def _events(client: Client, start: int) -> Iterator[Any]:
    while True:
        page = client.get(f"{API}/incremental/ticket_events", start_time=start, include="comment_events")
        yield page
        after = page.get("end_time")
        # A page that ends where it began would be asked for again and again.
        if page.get("end_of_stream", True) or not after or after == start:
            return
        start = after


def _bundles(client: Client, events: Sequence[Any], asked: dict[str, str]) -> Iterator[Raw]:
    """Events by ticket, each with who asked for help in it."""
    by_ticket: dict[str, list[Any]] = {}
    for each in events:
        by_ticket.setdefault(str(each["ticket_id"]), []).append(each)
    unknown = [ticket for ticket in by_ticket if ticket not in asked]
    for at in range(0, len(unknown), MANY):
        some = unknown[at : at + MANY]
        found = client.get(f"{API}/tickets/show_many", ids=",".join(some)).get("tickets") or []
        asked |= dict.fromkeys(some, "") | {str(each["id"]): str(each.get("requester_id") or "") for each in found}
    for ticket, told in by_ticket.items():
        yield {"ticket_id": ticket, "requester_id": asked[ticket], "events": told}


def _ratings(client: Client, cursors: dict[str, object]) -> Iterator[Batch]:
    """Ratings offered since some weeks before the last sync: an answer changes one that was offered long ago."""
    start = int(str(cursors["ratings"]))
    newest = datetime.fromtimestamp(start, UTC)
    for page in ratings(client, _weeks_before(start)):
        newest = max([newest, *(at for each in page if (at := instant(each.get("updated_at"))))])
        cursors["ratings"] = int(newest.timestamp())
        yield Batch([{"rating": each} for each in page], dict(cursors))


def _answers(client: Client, cursors: dict[str, object]) -> Iterator[Batch]:
    """Answers to the newer surveys; they may be changed as long as a rating."""
    start = int(str(cursors["answers"]))
    newest = datetime.fromtimestamp(start, UTC)
    for page in answers(client, _weeks_before(start)):
        newest = max([newest, *(at for each in page if (at := answered_at(each)))])
        cursors["answers"] = int(newest.timestamp())
        yield Batch([{"answer": each} for each in page], dict(cursors))


def _weeks_before(second: int) -> int:
    return max(second - int(RATED.total_seconds()), 1)


def _calls(client: Client, cursors: dict[str, object]) -> Iterator[Batch]:
    """Calls of Zendesk Talk; an account without it says that there is no such thing, or that nobody may see it."""
    start = int(str(cursors["calls"]))
    while page := client.get(TALK, None, None, start_time=start):
        after = page.get("end_time")
        cursors["calls"] = after or start
        yield Batch([{"call": each} for each in page.get("calls") or []], dict(cursors))
        if not page.get("calls") or not page.get("next_page") or not after or after == start:
            return
        start = after
