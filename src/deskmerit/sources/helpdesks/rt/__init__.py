"""Request Tracker 5, by REST 2."""

from deskmerit.sources.helpdesks.model import Vendor
from deskmerit.sources.helpdesks.rt.fetch import batches, headers, people
from deskmerit.sources.helpdesks.rt.figures import figures
from deskmerit.sources.helpdesks.rt.lay import lay

VENDOR = Vendor("rt", headers, people, batches, lay, figures=figures, options=frozenset({"category"}), version=2)
