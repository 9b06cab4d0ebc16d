"""Months in the organisation's zone as a step function of UTC microseconds: no engine's calendar is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import ibis
import ibis.expr.types as ir

from deskmerit.core.period import Period, PeriodKind, start_of
from deskmerit.core.settings import Settings
from deskmerit.engines.base import END, Engine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(instant: datetime) -> int:
    """Microseconds since 1970 of an aware instant, exactly.

    >>> micros(datetime(1970, 1, 1, 0, 0, 1, 5, tzinfo=UTC))
    1000005
    """
    return (instant - EPOCH) // timedelta(microseconds=1)


def instant(microseconds: int) -> datetime:
    """The instant of microseconds since 1970."""
    return EPOCH + timedelta(microseconds=microseconds)


@dataclass(frozen=True, slots=True)
class Months:
    """The months measured: `cuts[k]` to `cuts[k+1]` is month k+1 with `labels[k]`; before and after them is month 0.
    `end`: the last cut, as expressions say it (see `Engine.say`)."""

    cuts: tuple[int, ...]
    labels: tuple[str, ...]
    whole: str
    end: int

    def index(self, at: ir.IntegerValue) -> ir.IntegerValue:
        """The number of the month an instant lies in, 0 outside the period."""
        values = [0, *range(1, len(self.labels) + 1), 0]
        return step(at, (*self.cuts[:-1], self.end), values).cast("int16")

    def label(self, number: int) -> str:
        """The label of a month's number, such as 2026-09."""
        return self.labels[number - 1]


def step(at: ir.IntegerValue, cuts: Sequence[int], values: Sequence[int]) -> ir.IntegerValue:
    """values[k] where k cuts lie at or before `at`, as a balanced tree of comparisons."""
    if not cuts:
        return ibis.literal(values[0], "int32")
    middle = len(cuts) // 2
    low = step(at, cuts[:middle], values[: middle + 1])
    high = step(at, cuts[middle + 1 :], values[middle + 1 :])
    return ibis.ifelse(at < cuts[middle], low, high)


def months(period: Period, settings: Settings, engine: Engine) -> Months:
    """The months of a period, cut to its edges, as UTC boundaries."""
    parts = period.months()
    days = [*(part.start for part in parts), period.end]
    cuts = tuple(micros(start_of(day, settings.zone)) for day in days)
    return Months(cuts, tuple(part.label for part in parts), period.label, engine.say(END, cuts[-1]))


def covering(first: int, last: int, settings: Settings) -> Period:
    """The local dates from one instant to another as a period: what is measured when none is asked for."""
    zone = ZoneInfo(settings.zone)
    start, end = (instant(at).astimezone(zone).date() for at in (first, last))
    return Period(f"{start}..{end}", PeriodKind.RANGE, start, end + timedelta(1), settings.month_starts_on)


def local_midnight(day: date, zone: str) -> int:
    """The first microsecond of a local day."""
    return micros(start_of(day, zone))
