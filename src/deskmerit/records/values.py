"""A cell as people write it → a value: `97%`, `28秒`, `00:00:28`, `="001"`, full-width digits, 是/否, local times.

Every function returns the value, None for an empty cell, or `Bad` with the reason. Cells are text, or the typed values
a workbook holds (int, Decimal, bool, datetime, date, time, timedelta).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from deskmerit.core.number import plain
from deskmerit.records.moments import EXCEL_LAST, from_epoch, from_serial, read_moment, to_utc


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell that cannot be read; `reason` is a stable code of the message rooms."""

    reason: str


BLANKS = " \t\r\n\v\f\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200C))) + "\u202f\u205f\u3000\ufeff"
EMPTY_MARKS = frozenset({"", "-", "--", "—", "——", "n/a", "#n/a", "null", "none", "nan", "\\n"})
YES = frozenset({"是", "y", "yes", "true", "t", "1", "√", "✓", "✔", "对", "on"})
NO = frozenset({"否", "n", "no", "false", "f", "0", "×", "✗", "✘", "x", "错", "off"})

_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?(e[+-]?\d{1,3})?")
_NUMBER_MARKS = re.compile(r"^([+-]?)\s*[¥$€£]?\s*(.*?)\s*(元|分|次|个|件|条|篇|人)?$", re.DOTALL)
_DURATION = re.compile(
    r"(?:(\d+(?:\.\d+)?)(?:天|日|days?|d))?(?:(\d+(?:\.\d+)?)(?:小时|时|hours?|hrs?|h))?"
    r"(?:(\d+(?:\.\d+)?)(?:分钟|分|minutes?|mins?|m))?(?:(\d+(?:\.\d+)?)(?:秒钟|秒|seconds?|secs?|s))?"
)
_CLOCK = re.compile(r"(?:(\d+)(?:天|days?,?))?(?:(\d+):)?(\d+):(\d{1,2}(?:\.\d+)?)")
_HOURS = re.compile(r"(\d+):([0-5]\d)")
_MONTH = re.compile(r"(\d{4})(?:[-/.年]?)(\d{1,2})月?")
_LARGEST = Decimal(10) ** 18


def text(cell: object) -> str | None:
    """Text without surrounding blanks; `="001"` and a tab or apostrophe before digits are what exports put around ids.

    >>> text('="001"'), text("\\t0042"), text(" 　"), text(7), text(Decimal("1.50"))
    ('001', '0042', None, '7', '1.5')
    """
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return plain(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    said = str(cell).strip(BLANKS)
    if said.startswith('="') and (inner := _FORMULA_TEXT.fullmatch(said)):
        said = inner[1].replace('""', '"').strip(BLANKS)
    if said.startswith("'") and said[1:].isdecimal():
        said = said[1:]
    return said or None


def _plain(cell: object) -> str:
    """Text for numbers and times: width folded, blanks and empty marks gone."""
    said = unicodedata.normalize("NFKC", text(cell) or "").strip(BLANKS).replace("−", "-")
    return "" if said.casefold() in EMPTY_MARKS else said


def number(cell: object) -> Decimal | Bad | None:
    """An exact decimal. `97%` is 97: shares are kept in per cent, the unit their metrics are shown in.

    >>> number("１,２３４.５"), number("97%"), number("￥12元"), number("-"), number("4,5")
    (Decimal('1234.5'), Decimal('97'), Decimal('12'), None, Bad(reason='not-a-number'))
    """
    if isinstance(cell, bool | datetime | date | time | timedelta):
        return Bad("not-a-number")
    if isinstance(cell, int | Decimal):
        return _bounded(Decimal(cell))
    said = _plain(cell)
    if not said:
        return None
    sign, body, _ = _NUMBER_MARKS.fullmatch(said.casefold()).groups()  # type: ignore[union-attr]  # matches any text
    body = (sign + body.removesuffix("%")).strip()
    if not _NUMBER.fullmatch(body) or not any(c.isdigit() for c in body.partition("e")[0]):
        return Bad("not-a-number")
    try:
        return _bounded(Decimal(body.replace(",", "")))
    except InvalidOperation:
        return Bad("not-a-number")


def _bounded(value: Decimal) -> Decimal | Bad:
    if not value.is_finite():
        return Bad("not-a-number")
    return value if abs(value) < _LARGEST else Bad("too-large")


def integer(cell: object) -> int | Bad | None:
    """A whole number.

    >>> integer("3.0"), integer("2.5"), integer("七")
    (3, Bad(reason='not-whole'), Bad(reason='not-a-number'))
    """
    value = number(cell)
    if not isinstance(value, Decimal):
        return value
    if value != value.to_integral_value():
        return Bad("not-whole")
    return int(value) if abs(value) < 2**63 else Bad("too-large")


def flag(cell: object) -> bool | Bad | None:
    """Yes or no, in the words and marks people use.

    >>> flag("是"), flag("N"), flag("√"), flag(1), flag("maybe")
    (True, False, True, True, Bad(reason='not-yes-or-no'))
    """
    if isinstance(cell, bool):
        return cell
    said = _plain(cell).casefold()
    if not said:
        return None
    said = said.removesuffix(".0")
    if said in YES or said in NO:
        return said in YES
    return Bad("not-yes-or-no")


def seconds(cell: object) -> Decimal | Bad | None:
    """A duration in seconds. A bare number is seconds; `1:28` is one minute 28, as call exports write it.

    >>> seconds("28秒"), seconds("1分28秒"), seconds("00:00:28"), seconds("1h 2m"), seconds("2.5")
    (Decimal('28'), Decimal('88'), Decimal('28'), Decimal('3720'), Decimal('2.5'))
    """
    if isinstance(cell, timedelta):
        return _span(cell)
    if isinstance(cell, time):
        return _span(
            timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second, microseconds=cell.microsecond)
        )
    if isinstance(cell, date | bool):
        return Bad("not-a-duration")
    if not isinstance(cell, str):
        return number(cell)
    said = "".join(_plain(cell).casefold().split())
    if not said:
        return None
    sign, said = (-1, said[1:]) if said.startswith("-") else (1, said)
    parts = _CLOCK.fullmatch(said) or _DURATION.fullmatch(said)
    if parts is None:
        value = number(said)
        return Bad("not-a-duration") if isinstance(value, Bad) else value and sign * value
    days, hours, minutes, secs = (Decimal(part or 0) for part in parts.groups())
    return sign * (((days * 24 + hours) * 60 + minutes) * 60 + secs)


def minutes(cell: object) -> Decimal | Bad | None:
    """A duration in minutes. A bare number is minutes; `8:30` is eight hours and a half, as attendance sheets write it.

    >>> minutes("480"), minutes("8小时"), minutes("8:30")
    (Decimal('480'), Decimal('480'), Decimal('510'))
    """
    value = Bad("") if isinstance(cell, time | timedelta) else number(cell)
    if not isinstance(value, Bad):
        return value
    if parts := _HOURS.fullmatch(_plain(cell)) if isinstance(cell, str) else None:
        return Decimal(int(parts[1]) * 60 + int(parts[2]))
    whole = seconds(cell)
    return whole / 60 if isinstance(whole, Decimal) else whole


def _span(span: timedelta) -> Decimal:
    return Decimal((span.days * 86400 + span.seconds) * 1_000_000 + span.microseconds) / 1_000_000


def instant(cell: object, zone: str | None, formats: Sequence[str] = ()) -> datetime | Bad | None:
    """An instant in UTC. A time without an offset is local to `zone` (None: no zone declared, so it is refused).

    `formats` are strptime patterns tried first, for exports such as `29/2/2016 01:16`; a day/month order is never
    guessed. A time that a clock change repeats is its first pass; one it skips is read by the offset before (see
    `moments.doubt`). Bare numbers are Excel serials (from workbooks) or Unix seconds or milliseconds.

    >>> instant("2026/9/1 9:05", "Asia/Shanghai"), instant("2026-09-01 09:05", None)
    (datetime.datetime(2026, 9, 1, 1, 5, tzinfo=datetime.timezone.utc), Bad(reason='naive-time'))
    """
    at = moment(cell, formats)
    if not isinstance(at, datetime):
        return at
    if not 2 <= at.year <= 9998:
        return Bad("not-a-time")
    if at.tzinfo is not None:
        return at.astimezone(UTC)
    return to_utc(at, ZoneInfo(zone)) if zone else Bad("naive-time")


def moment(cell: object, formats: Sequence[str] = ()) -> datetime | Bad | None:
    """A date or time as written: naive where the cell states no offset.

    >>> moment(Decimal("46266.5")), moment("2026-09-01 09:05")
    (datetime.datetime(2026, 9, 1, 12, 0), datetime.datetime(2026, 9, 1, 9, 5))
    """
    if isinstance(cell, bool | time | timedelta):
        return Bad("not-a-time")
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime.combine(cell, time())  # naive on purpose: the caller knows the zone
    if isinstance(cell, int | Decimal):
        return (from_serial(cell) if 0 < cell < EXCEL_LAST else from_epoch(cell)) or Bad("not-a-time")
    said = _plain(cell)
    return (read_moment(said, formats) or Bad("not-a-time")) if said else None


def day(cell: object, formats: Sequence[str] = ()) -> date | Bad | None:
    """A local date; a time of day beside it is left off.

    >>> day("2026年9月1日"), day("20260901"), day("2026-09-01 00:00:00"), day("1/9/2026")
    (datetime.date(2026, 9, 1), datetime.date(2026, 9, 1), datetime.date(2026, 9, 1), Bad(reason='not-a-date'))
    """
    at = moment(cell, formats)
    if isinstance(at, Bad):
        return Bad("not-a-date")
    return at.date() if at is not None else None


def month(cell: object) -> str | Bad | None:
    """A month as `2026-09`.

    >>> month("2026年9月"), month("2026/09"), month(date(2026, 9, 1)), month("九月")
    ('2026-09', '2026-09', '2026-09', Bad(reason='not-a-month'))
    """
    if isinstance(cell, date):
        return f"{cell.year:04}-{cell.month:02}"
    said = _plain(cell)
    if not said:
        return None
    parts = _MONTH.fullmatch(said)
    if parts and 1 <= int(parts[2]) <= 12:
        return f"{parts[1]}-{int(parts[2]):02}"
    whole = day(cell) if isinstance(cell, str) else None
    return f"{whole.year:04}-{whole.month:02}" if isinstance(whole, date) else Bad("not-a-month")


def exact_float(value: float) -> Decimal | int | None:
    """The decimal a float stands for at the 15 digits Excel shows; whole ones as int; NaN and infinity as None.

    >>> exact_float(0.1 + 0.2), exact_float(3.0)
    (Decimal('0.3'), 3)
    """
    if value != value or value in (float("inf"), float("-inf")):
        return None
    shown = Decimal(f"{value:.15g}")
    return int(shown) if shown == shown.to_integral_value() and abs(shown) < 10**15 else shown
