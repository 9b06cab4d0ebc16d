"""Settings that tempt a clock to be wrong: zones, night shifts, holidays, make-up days, odd months."""

from datetime import date

from deskmerit.core.calendar import Calendar, Week
from deskmerit.core.settings import Settings

HOUR = 3600
OFFICE = ((9 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR))
LONG_AGO = date(2000, 1, 1)
CLOSED: tuple[tuple[int, int], ...] = ()
NIGHT = ((22 * HOUR, 30 * HOUR),)
ROUND_THE_CLOCK: Week = (((0, 24 * HOUR),),) * 7


def _days(*dates: str) -> dict[date, tuple[tuple[int, int], ...]]:
    return {date.fromisoformat(day): CLOSED for day in dates}


CALENDARS = {
    "berlin": Calendar(
        "berlin",
        "Europe/Berlin",
        (
            (LONG_AGO, (OFFICE,) * 5 + (((9 * HOUR, 12 * HOUR),), CLOSED)),
            (date(2026, 3, 31), (((8 * HOUR + 1800, 16 * HOUR),),) * 5 + (CLOSED, CLOSED)),
        ),
        _days("2026-03-30", "2026-10-26"),
    ),
    "new-york": Calendar("new-york", "America/New_York", ((LONG_AGO, ROUND_THE_CLOCK),), _days("2026-03-09")),
    "jerusalem": Calendar(
        "jerusalem",
        "Asia/Jerusalem",
        ((LONG_AGO, (((8 * HOUR, 17 * HOUR),),) * 4 + (((1 * HOUR, 13 * HOUR),), CLOSED, ((8 * HOUR, 17 * HOUR),))),),
    ),
    "lord-howe": Calendar("lord-howe", "Australia/Lord_Howe", ((LONG_AGO, (NIGHT,) * 7),), _days("2026-10-05")),
    "nights": Calendar(
        "nights", "Europe/Berlin", ((LONG_AGO, (NIGHT,) * 5 + (CLOSED, ((2 * HOUR + 1800, 3 * HOUR),))),),
        _days("2026-03-27"),
    ),
    "kathmandu": Calendar("kathmandu", "Asia/Kathmandu", ((LONG_AGO, (((10 * HOUR, 17 * HOUR + 2700),),) * 7),)),
    "shanghai": Calendar(
        "shanghai",
        "Asia/Shanghai",
        ((LONG_AGO, (OFFICE,) * 5 + (CLOSED, CLOSED)),),
        {
            **_days("2026-02-16", "2026-02-17", "2026-02-18", "2026-10-01", "2026-10-02", "2026-10-05"),
            date(2026, 2, 14): OFFICE,
            date(2026, 9, 27): ((9 * HOUR, 26 * HOUR),),
        },
    ),
    "never": Calendar("never", "UTC", ((LONG_AGO, (CLOSED,) * 7),)),
}  # fmt: skip

PROTECTED = frozenset({"maternity"})

CENTRES: dict[str, tuple[Settings, str, str | None]] = {
    # name: settings, the first day of its stories (UTC), an as-of instant or None for the newest event
    "spring": (
        Settings("", "Europe/Berlin", 1, "berlin", CALENDARS, "", frozenset({"autobot"}), PROTECTED),
        "2026-03-25",
        None,
    ),
    "paid from the 26th": (
        Settings("", "Asia/Shanghai", 26, "shanghai", CALENDARS, "", frozenset(), PROTECTED),
        "2026-09-22",
        "2026-10-06T16:00:00+00:00",
    ),
    "festival": (Settings("", "Asia/Shanghai", 1, "shanghai", CALENDARS), "2026-02-11", None),
    "southern": (
        Settings("", "Australia/Lord_Howe", 1, "lord-howe", CALENDARS, "", frozenset({"autobot"})),
        "2026-09-29",
        "2026-10-09T00:00:00+00:00",
    ),
    "autumn": (Settings("", "America/New_York", 1, "new-york", CALENDARS), "2026-10-22", None),
    "no calendar": (Settings(), "2026-12-27", None),
}
