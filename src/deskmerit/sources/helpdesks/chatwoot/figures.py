"""Chatwoot's own figures of conversations: its reporting events."""

from collections.abc import Iterator, Sequence

from deskmerit.sources.helpdesks.client import Client
from deskmerit.sources.helpdesks.model import Figure, Source

OURS = {"first_response": "first_response_time", "conversation_resolved": "resolution_time"}


def figures(client: Client, source: Source, tickets: Sequence[str]) -> Iterator[Figure]:
    """First response and last resolution in seconds; a question a conversation."""
    for ticket in tickets:
        path = f"api/v1/accounts/{source.options['account']}/conversations/{ticket}/reporting_events"
        told = {each["name"]: each for each in client.get(path, [])}  # the last of each name
        for theirs, ours in OURS.items():
            if theirs in told:
                yield Figure(ticket, ours, int(told[theirs]["value"]))
                # An inbox without hours says 0.
                if business := int(told[theirs].get("value_in_business_hours") or 0):
                    yield Figure(ticket, ours, business, clock="business")
