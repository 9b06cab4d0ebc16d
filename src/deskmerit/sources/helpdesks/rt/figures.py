"""Request Tracker's own figure of tickets: when they were last resolved."""

from collections.abc import Iterator, Sequence

from deskmerit.sources.helpdesks.client import Client
from deskmerit.sources.helpdesks.model import Figure, Source
from deskmerit.sources.helpdesks.moments import instant
from deskmerit.sources.helpdesks.rt.fetch import TOGETHER, parts, tickets_of


def figures(client: Client, source: Source, tickets: Sequence[str]) -> Iterator[Figure]:
    """The last resolution, in seconds from creation, of tickets that are resolved now."""
    for some in parts(tickets, TOGETHER):
        for said in tickets_of(client, some, "Created,Resolved,Status"):
            made, at = instant(said.get("Created")), instant(said.get("Resolved"))
            if made and at and said.get("Status") in ("resolved", "rejected"):
                yield Figure(str(said["id"]), "resolution_time", int((at - made).total_seconds()))
