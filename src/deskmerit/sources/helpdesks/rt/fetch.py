"""What changed in Request Tracker, by the numbers of its transactions: they only grow, whatever a clock says.

Lists are read by "number above the last one seen": a page that moves while it is read loses nothing, and an account
that may not see all (RT then counts no pages) reads all it may see.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from deskmerit.sources.helpdesks.client import Client
from deskmerit.sources.helpdesks.model import Account, Batch, Source, State

PAGE = 100
OVERLAP = 100
"""Transactions looked at again: a number is given before its transaction is visible to others."""

TOGETHER = 25
"""Tickets asked for in one question."""

REST = "REST/2.0"
TOLD = "ObjectId,Type,Field,OldValue,NewValue,Creator,Created"
TICKET = "Subject,Status,Queue,Owner,Requestor,Created,LastUpdated,Priority,Type,CustomFields"


def headers(source: Source, secret: str) -> Mapping[str, str]:
    """A token, or `name:password`."""
    if ":" in secret:
        return {"Authorization": "Basic " + base64.b64encode(secret.encode()).decode()}
    return {"Authorization": f"token {secret}"}


def people(client: Client, source: Source) -> list[Account]:
    """Privileged users, those who left among them. Without the right to see them: nobody, and roles go by deeds."""
    question = '[{"field": "Domain", "value": "SystemInternal"}, {"field": "Name", "value": "Privileged"}]'
    groups = client.get(f"{REST}/groups", {}, {}, query=question, fields="Name").get("items") or []
    found = list[Account]()
    for group in (each for each in groups if each.get("Name") == "Privileged"):
        for member in _paged(client, f"{REST}/group/{group['id']}/members", users=1, groups=0):
            user = client.get(f"{REST}/user/{member['id']}", {}, {})
            if user.get("Name"):
                active = str(user.get("Disabled") or "0") == "0"
                found.append(
                    Account(user["Name"], user.get("RealName") or "", user.get("EmailAddress") or "", active=active)
                )
    return found


def batches(client: Client, source: Source, state: State, since: datetime | None) -> Iterator[Batch]:
    """Every ticket touched since the last transaction seen, each with its whole history."""
    last = int(str(state.get("transaction") or 0))
    at = max(last - OVERLAP, 0) if last else _first(client, since)
    names, queues, known = dict[str, str](), _queues(client), dict[str, int]()
    while page := _transactions(client, f"id > {at}", "ObjectId"):
        at = int(page[-1]["id"])
        touched = {str(each["ObjectId"]): int(each["id"]) for each in page}
        # A ticket comes up again for each of its transactions, but was already read with all of them.
        wanted = sorted((each for each, number in touched.items() if known.get(each, 0) < number), key=int)
        told = [bundle for some in parts(wanted, TOGETHER) for bundle in _bundles(client, some, names, queues)]
        known |= {bundle["id"]: int(bundle["transactions"][-1]["id"]) for bundle in told}
        gone = [bundle["id"] for bundle in told if _is_gone(bundle)]
        kept = [bundle for bundle in told if not _is_gone(bundle)]
        yield Batch(kept, {"transaction": max(at, last)}, gone)


def _bundles(client: Client, tickets: Sequence[str], names: dict[str, str], queues: Mapping[str, str]) -> list[Any]:
    now = {str(each["id"]): each for each in tickets_of(client, tickets)}
    histories: dict[str, list[Any]] = {each: [] for each in tickets}
    asked = " OR ".join(f"ObjectId = {each}" for each in tickets)
    at = 0
    while page := _transactions(client, f"({asked}) AND id > {at}", TOLD):
        at = int(page[-1]["id"])
        for each in page:
            histories[str(each["ObjectId"])].append(each)
            _name(client, each, names)
    return [
        {"id": each, "now": now.get(each), "transactions": told, "names": dict(names), "queues": dict(queues)}
        for each, told in histories.items()
        if told
    ]


def _is_gone(bundle: Mapping[str, Any]) -> bool:
    """Deleted: no longer found, and its last status says so. (A merged one isn't found either.)"""
    statuses = [each["NewValue"] for each in bundle["transactions"] if each["Type"] == "Status"]
    return bundle["now"] is None and statuses[-1:] == ["deleted"]


def _transactions(client: Client, which: str, fields: str) -> list[Any]:
    query = f"ObjectType = 'RT::Ticket' AND {which}"
    answer = client.get(f"{REST}/transactions", query=query, orderby="id", order="ASC", per_page=PAGE, fields=fields)
    return list(answer["items"])


def tickets_of(client: Client, tickets: Sequence[str], fields: str = TICKET) -> list[Any]:
    """The tickets of some numbers that are found: not deleted, nor merged into others."""
    query = " OR ".join(f"id = {each}" for each in tickets)
    return list(client.get(f"{REST}/tickets", query=query, per_page=PAGE, fields=fields)["items"])


def _first(client: Client, since: datetime | None) -> int:
    """The transaction to begin after. A day is added: RT reads times in the zone of whoever asks."""
    if since is None:
        return 0
    query = f"ObjectType = 'RT::Ticket' AND Created > '{since - timedelta(days=1):%Y-%m-%d %H:%M:%S}'"
    found = client.get(f"{REST}/transactions", query=query, orderby="id", order="ASC", per_page=1)["items"]
    return int(found[0]["id"]) - 1 if found else 0


def _name(client: Client, transaction: Mapping[str, Any], names: dict[str, str]) -> None:
    """Owners stand in transactions by number: finds out the login of each once."""
    if transaction["Field"] != "Owner":
        return
    for number in (str(transaction["OldValue"] or ""), str(transaction["NewValue"] or "")):
        if number and number not in names:
            names[number] = str(client.get(f"{REST}/user/{number}", {}, {}).get("Name") or number)


def _queues(client: Client) -> dict[str, str]:
    return {str(each["id"]): str(each["Name"]) for each in _paged(client, f"{REST}/queues/all", fields="Name")}


def _paged(client: Client, path: str, **question: object) -> Iterator[Any]:
    """A short list. RT counts its pages only for who may see everything; for others one is asked for until empty."""
    number, pages = 1, None
    while pages is None or number <= pages:
        answer = client.get(path, {}, {}, page=number, per_page=PAGE, **question)
        items, pages = answer.get("items") or [], answer.get("pages")
        yield from items
        if not items:
            return
        number += 1


def parts(tickets: Sequence[str], many: int) -> Iterator[Sequence[str]]:
    """The tickets in questions of so many."""
    for at in range(0, len(tickets), many):
        yield tickets[at : at + many]
