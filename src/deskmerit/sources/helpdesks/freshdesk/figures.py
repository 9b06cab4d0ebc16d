"""Freshdesk's own figures of tickets: when they were first answered and last solved."""

from collections.abc import Iterator, Sequence

from deskmerit.sources.helpdesks.client import Client
from deskmerit.sources.helpdesks.model import Figure, Source
from deskmerit.sources.helpdesks.moments import instant

OURS = {"first_responded_at": "first_response_time", "resolved_at": "resolution_time"}


def figures(client: Client, source: Source, tickets: Sequence[str]) -> Iterator[Figure]:
    """First answer and last solve, in seconds from creation; a question a ticket."""
    for ticket in tickets:
        said = client.get(f"api/v2/tickets/{ticket}", {}, include="stats")
        made, stats = instant(said.get("created_at")), said.get("stats") or {}
        for theirs, ours in OURS.items():
            at = instant(stats.get(theirs))
            if made and at:
                yield Figure(ticket, ours, int((at - made).total_seconds()))
