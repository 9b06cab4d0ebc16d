"""The one clock of the web application. A demo's clock may stand at another date; it ticks all the same."""

import json
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils import timezone

from deskmerit.web import workspace

FILE = "clock.json"


def now() -> datetime:
    """The present instant, UTC."""
    return timezone.now() + _offset(workspace.kept() / FILE)


def today(zone: str = "") -> date:
    """The present date in the organisation's zone (or another one)."""
    from deskmerit.web.shared.organisation import settings_of

    return now().astimezone(ZoneInfo(zone or settings_of().zone)).date()


def local_date(instant: datetime) -> date:
    """The date of an instant in the organisation's zone."""
    from deskmerit.web.shared.organisation import settings_of

    return instant.astimezone(ZoneInfo(settings_of().zone)).date()


def midnight(day: date) -> datetime:
    """The first instant of a date in the organisation's zone."""
    from deskmerit.web.shared.organisation import settings_of

    return datetime.combine(day, datetime.min.time(), ZoneInfo(settings_of().zone))


def set_now(instant: datetime | None) -> None:
    """Moves the clock so that it reads `instant` now (demo and tests); None puts it right."""
    path = workspace.kept() / FILE
    if instant is None:
        path.unlink(missing_ok=True)
    else:
        ahead = (instant - timezone.now()).total_seconds()
        path.write_text(json.dumps({"ahead_seconds": int(ahead)}), encoding="utf-8")
    _read.cache_clear()


def _offset(path: Path) -> timedelta:
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return timedelta(0)
    return _read(path, changed)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> timedelta:
    return timedelta(seconds=json.loads(path.read_text(encoding="utf-8"))["ahead_seconds"])


def moved() -> bool:
    """Whether the clock stands at another date than the true one."""
    return abs(_offset(workspace.kept() / FILE)) > timedelta(minutes=1)
