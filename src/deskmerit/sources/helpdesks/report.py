"""What a sync did, counted."""

from dataclasses import dataclass, field

from deskmerit.core.issue import Issue
from deskmerit.sources.helpdesks.compare import Difference

MANY = 200
"""Issues of one code that are kept one by one; of more only the count is told."""


COUNTS = ("new", "changed", "gone", "same", "events", "people", "rejected", "loads")
"""What a sync counts: tickets new, changed, gone and as before; events; logins; rows refused; loads."""


@dataclass(slots=True)
class Report:
    """Tickets new, changed and gone; `same` were looked at and are as before. Rows refused, loads written, issues."""

    source: str
    new: int = 0
    changed: int = 0
    gone: int = 0
    same: int = 0
    events: int = 0
    rejected: int = 0
    people: int = 0
    loads: int = 0
    issues: list[Issue] = field(default_factory=list)

    def add(self, difference: Difference, looked_at: int) -> None:
        """Counts a load."""
        new, changed, gone = len(difference.new), len(difference.changed), len(difference.gone)
        self.new, self.changed, self.gone = self.new + new, self.changed + changed, self.gone + gone
        self.same += max(looked_at - new - changed, 0)
        self.events += difference.events
        self.loads += 1

    def counts(self) -> dict[str, int]:
        """Everything counted, by name."""
        return {each: getattr(self, each) for each in COUNTS}
