"""Zendesk Support, by its incremental exports."""

from deskmerit.sources.helpdesks.model import Vendor
from deskmerit.sources.helpdesks.zendesk.fetch import TALK, batches, headers, people
from deskmerit.sources.helpdesks.zendesk.figures import figures
from deskmerit.sources.helpdesks.zendesk.hours import hours
from deskmerit.sources.helpdesks.zendesk.lay import lay

EXPORTS = (10, 60)
"""Zendesk's limit: requests of its exports in so many seconds."""

VENDOR = Vendor(
    "zendesk",
    headers,
    people,
    batches,
    lay,
    options=frozenset({"category"}),
    figures=figures,
    hours=hours,
    limits={"api/v2/incremental/": EXPORTS, TALK: EXPORTS},
    whole=frozenset(),
    # An answer to a newer survey, of which it isn't told when somebody was asked, counts instead of an older rating.
    over={"surveys": "sent_at is null"},
)
