"""Records that reach years whose official days off a calendar doesn't know: a doubt that measuring must tell."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from deskmerit.core.calendar import unannounced
from deskmerit.core.issue import Issue
from deskmerit.core.settings import Settings
from deskmerit.records.view import View

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TIMES = {"tickets": "created_at", "events": "occurred_at"}
_NAMED = {
    "tickets": "select distinct calendar from tickets",
    "events": "select distinct value from events where kind = 'calendar_changed'",
}


def unknown_years(views: Mapping[str, View], settings: Settings) -> list[Issue]:
    """A warning for each calendar in use whose known years don't hold all times of tickets and events."""
    ends = [end for name, column in _TIMES.items() if name in views for end in _ends(views[name], column)]
    used = {settings.calendar}.union(*(_named(views[name], query) for name, query in _NAMED.items() if name in views))
    issues = []
    for name, calendar in sorted(settings.calendars.items()):
        if name in used and ends:
            zone = ZoneInfo(calendar.zone)
            first, last = min(ends).astimezone(zone).date(), max(ends).astimezone(zone).date()
            issues += unannounced(calendar, first, last + timedelta(1))
    return issues


def _ends(view: View, column: str) -> list[datetime]:
    """The first and the last instant of a column; none where it is empty."""
    query = f"select epoch_us(min({column})), epoch_us(max({column})) from {view.name}"
    (ends,) = view.connection.execute(query).fetchall()
    return [EPOCH + timedelta(microseconds=end) for end in ends if end is not None]


def _named(view: View, query: str) -> set[str]:
    return {row[0] for row in view.connection.execute(query).fetchall()}
