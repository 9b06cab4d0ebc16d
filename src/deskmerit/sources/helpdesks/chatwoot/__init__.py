"""Chatwoot, by its application interface."""

from deskmerit.sources.helpdesks.chatwoot.fetch import batches, headers, people
from deskmerit.sources.helpdesks.chatwoot.figures import figures
from deskmerit.sources.helpdesks.chatwoot.hours import hours
from deskmerit.sources.helpdesks.chatwoot.lay import lay
from deskmerit.sources.helpdesks.model import Vendor

VENDOR = Vendor(
    "chatwoot",
    headers,
    people,
    batches,
    lay,
    options=frozenset({"account", "category"}),
    needs=frozenset({"account"}),
    whole=frozenset({"events", "surveys"}),
    figures=figures,
    hours=hours,
)
