"""Zammad's own figures of tickets: when they were first answered and closed."""

from collections.abc import Iterator, Sequence

from deskmerit.sources.helpdesks.client import Client
from deskmerit.sources.helpdesks.model import Figure, Source
from deskmerit.sources.helpdesks.moments import instant

MINUTE = 60
OURS = {"first_response_at": "first_response_time", "close_at": "resolution_time"}


def figures(client: Client, source: Source, tickets: Sequence[str]) -> Iterator[Figure]:
    """First answer and closing, in seconds from creation; a question a ticket."""
    for ticket in tickets:
        said = client.get(f"api/v1/tickets/{ticket}", {})
        made = instant(said.get("created_at"))
        for theirs, ours in OURS.items():
            at = instant(said.get(theirs))
            if made and at:
                yield Figure(ticket, ours, int((at - made).total_seconds()))
        # By the calendar of its service level, if it has one. Until closing it leaves out pending time, as we don't.
        if (minutes := said.get("first_response_in_min")) is not None:
            yield Figure(ticket, "first_response_time", int(minutes) * MINUTE, MINUTE, "business")
