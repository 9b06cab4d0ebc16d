"""Zammad, by its REST interface."""

from deskmerit.sources.helpdesks.model import Vendor
from deskmerit.sources.helpdesks.zammad.fetch import batches, headers, people
from deskmerit.sources.helpdesks.zammad.figures import figures
from deskmerit.sources.helpdesks.zammad.hours import hours
from deskmerit.sources.helpdesks.zammad.lay import lay

VENDOR = Vendor("zammad", headers, people, batches, lay, figures=figures, hours=hours, options=frozenset({"category"}))
