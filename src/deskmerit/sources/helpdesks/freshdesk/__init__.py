"""Freshdesk, by its REST interface of version 2."""

from deskmerit.sources.helpdesks.freshdesk.fetch import batches, headers, people
from deskmerit.sources.helpdesks.freshdesk.figures import figures
from deskmerit.sources.helpdesks.freshdesk.hours import hours
from deskmerit.sources.helpdesks.freshdesk.lay import lay
from deskmerit.sources.helpdesks.model import Vendor

VENDOR = Vendor(
    "freshdesk",
    headers,
    people,
    batches,
    lay,
    options=frozenset({"category"}),
    figures=figures,
    hours=hours,
    whole=frozenset(),
)
