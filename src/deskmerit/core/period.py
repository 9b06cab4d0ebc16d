"""Periods: month, quarter, year and any named range, in the organisation's zone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class PeriodKind(StrEnum):
    """The kinds of period; each may have its own weight set and grading."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open range of local dates `[start, end)` with a label.

    >>> parse_period("2026-Q3").months()[0].label, parse_period("2026-09", month_starts_on=26).start
    ('2026-07', datetime.date(2026, 8, 26))
    """

    label: str
    kind: PeriodKind
    start: date
    end: date
    month_starts_on: int = 1

    def months(self) -> list["Period"]:
        """The months of this period, cut to its edges; the label is the month's."""
        found: list[Period] = []
        label = month_of(self.start, self.month_starts_on)
        while True:
            month = parse_period(label, self.month_starts_on)
            if month.start >= self.end:
                return found
            start, end = max(month.start, self.start), min(month.end, self.end)
            found.append(Period(label, PeriodKind.MONTH, start, end, self.month_starts_on))
            label = _shift(label, 1)

    def days(self) -> Iterator[date]:
        """Each local date of the period in order."""
        return (self.start + timedelta(n) for n in range((self.end - self.start).days))

    def instants(self, zone: str) -> tuple[datetime, datetime]:
        """The period as half-open UTC instants."""
        return start_of(self.start, zone), start_of(self.end, zone)

    def quarters(self) -> list["Period"]:
        """The quarters of a year."""
        return [parse_period(f"{self.label}-Q{n}", self.month_starts_on) for n in (1, 2, 3, 4)]

    def before(self) -> "Period":
        """The period of the same kind just before this one."""
        on = self.month_starts_on
        if self.kind is PeriodKind.RANGE:
            start = self.start - (self.end - self.start)
            return Period(f"{start}..{self.start - timedelta(1)}", self.kind, start, self.start, on)
        if self.kind is PeriodKind.YEAR:
            return parse_period(str(int(self.label) - 1), on)
        if self.kind is PeriodKind.MONTH:
            return parse_period(_shift(self.label, -1), on)
        year, quarter = int(self.label[:4]), int(self.label[-1])
        return parse_period(f"{year - (quarter == 1)}-Q{(quarter - 2) % 4 + 1}", on)


def start_of(day: date, zone: str) -> datetime:
    """The first instant of a local day, in UTC.

    >>> start_of(date(2026, 9, 1), "Asia/Shanghai").isoformat()
    '2026-08-31T16:00:00+00:00'
    """
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def month_of(day: date, month_starts_on: int = 1) -> str:
    """The label of the month a local date belongs to; a month is named after the one it ends in.

    >>> month_of(date(2026, 8, 26), 26), month_of(date(2026, 8, 25), 26), month_of(date(2026, 8, 26))
    ('2026-09', '2026-08', '2026-08')
    """
    label = f"{day:%Y-%m}"
    return _shift(label, 1) if month_starts_on > 1 and day.day >= month_starts_on else label


def parse_period(text: str, month_starts_on: int = 1) -> Period:
    """Reads `2026-09`, `2026-Q3`, `2026` or `2026-11-01..2026-11-11` (both ends included).

    Raises ValueError with the text when it is none of these. `month_starts_on` is 1 to 28.

    >>> parse_period("2026").end, parse_period("2026-11-01..2026-11-11").end
    (datetime.date(2027, 1, 1), datetime.date(2026, 11, 12))
    """
    if match := re.fullmatch(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)", text):
        first, last = (date.fromisoformat(part) for part in match.groups())
        if last < first:
            raise ValueError(text)
        return Period(text, PeriodKind.RANGE, first, last + timedelta(1), month_starts_on)
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        return _span(text, PeriodKind.MONTH, text, 1, month_starts_on)
    if match := re.fullmatch(r"(\d{4})-[Qq]([1-4])", text):
        year, quarter = match[1], int(match[2])
        return _span(text.upper(), PeriodKind.QUARTER, f"{year}-{quarter * 3 - 2:02}", 3, month_starts_on)
    if re.fullmatch(r"\d{4}", text):
        return _span(text, PeriodKind.YEAR, f"{text}-01", 12, month_starts_on)
    raise ValueError(text)


def _span(label: str, kind: PeriodKind, first: str, months: int, starts_on: int) -> Period:
    return Period(
        label, kind, _month_start(first, starts_on), _month_start(_shift(first, months), starts_on), starts_on
    )


def _month_start(label: str, starts_on: int) -> date:
    named = label if starts_on == 1 else _shift(label, -1)
    return date.fromisoformat(f"{named}-{starts_on:02}")


def _shift(label: str, months: int) -> str:
    year, month = divmod(int(label[:4]) * 12 + int(label[5:7]) - 1 + months, 12)
    return f"{year:04}-{month + 1:02}"
