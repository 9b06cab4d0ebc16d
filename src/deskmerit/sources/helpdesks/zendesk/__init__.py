"""Zendesk Support, by its incremental exports."""

from deskmerit.sources.helpdesks.model import Vendor
from deskmerit.sources.helpdesks.zendesk.fetch import batches, headers, people
from deskmerit.sources.helpdesks.zendesk.figures import figures
from deskmerit.sources.helpdesks.zendesk.lay import lay

VENDOR = Vendor(
    "zendesk", headers, people, batches, lay, figures=figures, options=frozenset({"category"}), whole=frozenset()
)
