"""Times as helpdesks write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def instant(said: object, zone: str = "UTC") -> datetime | None:
    """A time in ISO 8601, or seconds since 1970, as an instant; None for none, or for what is no time.

    RT writes 1970-01-01 for "never".

    >>> instant("2026-09-01T09:00:00+08:00").isoformat(), instant(1788224400).isoformat(), instant("")
    ('2026-09-01T01:00:00+00:00', '2026-09-01T01:00:00+00:00', None)
    """
    if isinstance(said, int) and not isinstance(said, bool):
        return datetime.fromtimestamp(said, UTC) if said > 0 else None
    if not isinstance(said, str) or not said.strip():
        return None
    try:
        found = datetime.fromisoformat(said.strip())
    except ValueError:
        return None
    found = found.replace(tzinfo=ZoneInfo(zone)) if found.tzinfo is None else found
    return found.astimezone(UTC) if found.year > 1970 else None
