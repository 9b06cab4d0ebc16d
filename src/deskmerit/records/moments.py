"""Dates and times as people and programs write them, local time to UTC, and where clock changes make it doubtful."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

EXCEL_LAST = 2_958_466  # the serial of 9999-12-31 is one less
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EXCEL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  # Excel's days have no zone; right from 1 March 1900 on
_MOMENT = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T ]*(上午|下午|中午|凌晨|早上|晚上)?\s*(\d{1,2})[:时点]"
    r"(?:(\d{1,2})(?:[:分](?:(\d{1,2})(?:[.,](\d{1,9}))?)?秒?)?)?"
    r"\s*([ap]\.?m\.?)?)?"
    r"\s*(Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?(?::?\d{2})?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?")
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?:?(\d{2})?", re.IGNORECASE)
_DIGITS = re.compile(r"\d{10}|\d{13}|\d{16}")


def read_moment(said: str, formats: Sequence[str] = ()) -> datetime | None:
    """A date or time from text; naive where the text states no offset; None where it can't be read.

    >>> read_moment("2026年9月1日 下午3:05"), read_moment("20260901090500Z").isoformat()
    (datetime.datetime(2026, 9, 1, 15, 5), '2026-09-01T09:05:00+00:00')
    >>> read_moment("29/2/2016 01:16", ("%d/%m/%Y %H:%M",))
    datetime.datetime(2016, 2, 29, 1, 16)
    """
    if formats:
        return next(filter(None, (_strptime(said, pattern) for pattern in formats)), None)
    try:
        if parts := _MOMENT.fullmatch(said):
            year, month, on, half, hour, minute, second, fraction, meridiem, offset = parts.groups()
            at = _hour(int(hour or 0), half or meridiem or "")
            return _built(year, month, on, at, minute, second, fraction, offset)
        if _DIGITS.fullmatch(said):
            return from_epoch(int(said))
        if parts := _COMPACT.fullmatch(said):
            year, month, on, hour, minute, second, fraction, offset = parts.groups()
            return _built(year, month, on, int(hour or 0), minute, second, fraction, offset)
    except (ValueError, OverflowError):
        return None
    return None


def _built(year: str, month: str, on: str, hour: int, minute: str, second: str, fraction: str, offset: str) -> datetime:
    # A fraction finer than a microsecond is cut, never rounded up into the next second; 24:00 is the next midnight.
    extra = timedelta(days=1) if hour == 24 and not int(minute or 0) and not int(second or 0) else timedelta()
    micro = int(f"{fraction or '0':0<6}"[:6])
    at = datetime(int(year), int(month), int(on), 0 if extra else hour, int(minute or 0), int(second or 0), micro)  # noqa: DTZ001  # naive unless an offset is stated
    return (at + extra).replace(tzinfo=_zone(offset) if offset else None)


def _hour(hour: int, half: str) -> int:
    mark = half.casefold().replace(".", "")
    if mark in ("下午", "晚上", "pm") and hour < 12:
        return hour + 12
    if mark in ("上午", "凌晨", "早上", "am") and hour == 12:
        return 0
    return hour


def _zone(offset: str) -> tzinfo:
    parts = _OFFSET.fullmatch(offset)
    if parts is None:
        return UTC
    span = timedelta(hours=int(parts[2]), minutes=int(parts[3] or 0), seconds=int(parts[4] or 0))
    return timezone(-span if parts[1] == "-" else span)


def _strptime(said: str, pattern: str) -> datetime | None:
    try:
        return datetime.strptime(said, pattern)  # noqa: DTZ007  # naive unless the pattern reads an offset
    except ValueError:
        return None


def from_serial(serial: int | Decimal) -> datetime | None:
    """The local time of an Excel serial number (1900 system), to the millisecond Excel keeps.

    >>> from_serial(Decimal("46266.5"))
    datetime.datetime(2026, 9, 1, 12, 0)
    """
    if not 0 < serial < EXCEL_LAST:
        return None
    milliseconds = (Decimal(serial) * 86_400_000).to_integral_value()
    return _EXCEL_ZERO + timedelta(milliseconds=int(milliseconds))


def from_epoch(value: int | Decimal) -> datetime | None:
    """The instant of Unix seconds (10 digits), milliseconds (13) or microseconds (16).

    >>> from_epoch(1788224700).isoformat(), from_epoch(7)
    ('2026-09-01T01:05:00+00:00', None)
    """
    for digits, scale in ((10, 1_000_000), (13, 1_000), (16, 1)):
        if 10 ** (digits - 1) <= value < 10**digits:
            return EPOCH + timedelta(microseconds=int(value * scale))
    return None


def to_utc(local: datetime, zone: ZoneInfo) -> datetime:
    """A local time in UTC: a repeated one is its first pass, a skipped one is read by the offset before the change."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


@lru_cache(maxsize=64)
def transitions(zone: str, first: date, last: date) -> tuple[tuple[int, int, int], ...]:
    """The clock changes of a zone between two dates: (UTC second, offset before, offset after), in order.

    >>> transitions("Europe/Berlin", date(2026, 3, 1), date(2026, 4, 1))
    ((1774746000, 3600, 7200),)
    """
    info = ZoneInfo(zone)
    found = []
    start = int(datetime(first.year, first.month, first.day, tzinfo=UTC).timestamp()) - 2 * 86400
    end = int(datetime(last.year, last.month, last.day, tzinfo=UTC).timestamp()) + 2 * 86400
    before = _offset(info, start)
    for stop in range(start + 86400, end + 86400, 86400):
        after = _offset(info, stop)
        if after != before:
            found.append((_change(info, stop - 86400, stop, before), before, after))
        before = after
    return tuple(found)


def _offset(zone: ZoneInfo, second: int) -> int:
    offset = (EPOCH + timedelta(seconds=second)).astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


def _change(zone: ZoneInfo, low: int, high: int, before: int) -> int:
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return high


def doubt(local: datetime, zone: str) -> str:
    """ "skipped" or "repeated" where a clock change makes a local time doubtful, else "".

    >>> doubt(datetime(2026, 3, 29, 2, 30), "Europe/Berlin"), doubt(datetime(2026, 10, 25, 2, 30), "Europe/Berlin")
    ('skipped', 'repeated')
    """
    wall = int((local.replace(tzinfo=UTC) - EPOCH) // timedelta(seconds=1))
    for second, before, after in transitions(zone, local.date(), local.date()):
        low, high = sorted((second + before, second + after))
        if low <= wall < high:
            return "skipped" if after > before else "repeated"
    return ""
