"""What `deskmerit.yaml` says about the organisation: zone, calendars, whether ranks are shown."""

from functools import lru_cache
from pathlib import Path

from deskmerit.core.calendar import Calendar
from deskmerit.core.settings import Settings
from deskmerit.web import workspace


def settings_of() -> Settings:
    """The organisation's settings, read again when the file changes."""
    path = workspace.folder() / "deskmerit.yaml"
    return _read(workspace.folder(), path.stat().st_mtime_ns if path.is_file() else 0)


def work_calendar() -> Calendar | None:
    """The calendar that tells working days, for deadlines; None: Monday to Friday."""
    settings = settings_of()
    return settings.calendars.get(settings.workdays or settings.calendar)


@lru_cache(maxsize=8)
def _read(folder: Path, changed: int) -> Settings:
    from deskmerit.web.bridge.settings import read_settings

    return read_settings(folder)
