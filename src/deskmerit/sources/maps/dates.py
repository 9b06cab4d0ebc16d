"""Dates in the order the map states: day first, month first, year first, or an exact pattern."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from deskmerit.records.moments import doubt, from_epoch, from_serial, read_moment, to_utc
from deskmerit.records.values import Bad, text

DAYS_TO_1904 = 1462
ORDERS = ("y/m/d", "d/m/y", "m/d/y")
_NUMBERED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)[,\s]*(.*)", re.DOTALL)


def known_format(said: str) -> bool:
    """Whether `dates` may say this: one of the orders, or a strptime pattern with a day, a month and a year.

    >>> known_format("d/m/y"), known_format("%d.%m.%Y %H:%M"), known_format("dd/mm/yyyy"), known_format("%H:%M")
    (True, True, False, False)
    """
    if said in ORDERS:
        return True
    has = set(re.findall(r"%-?(\w)", said))
    return bool(has & {"c", "x", "D"}) or bool(has & {"Y", "y"} and has & {"m", "b", "B"} and "d" in has)


def year_first(said: str, order: str) -> str:
    """The text with its date turned to year/month/day, where it is written in `order`.

    >>> year_first("29/2/2016 01:16", "d/m/y"), year_first("2/29/16", "m/d/y"), year_first("2016-02-29", "d/m/y")
    ('2016/2/29 01:16', '2016/2/29', '2016-02-29')
    """
    parts = _NUMBERED.fullmatch(said)
    if parts is None or order == "y/m/d":
        return said
    one, two, year, rest = parts.groups()
    day, month = (one, two) if order == "d/m/y" else (two, one)
    return f"{year if len(year) == 4 else '20' + year}/{month}/{day} {rest}".rstrip()


@dataclass(slots=True)
class Clock:
    """Reads the times of one import.

    `zone` is for times without an offset; `zone_is` overrides stated offsets too. With `base_1904` a workbook's bare
    numbers count days from 1904. `naive` counts times without an offset, `overridden` those whose stated offset was not
    believed, `doubtful` local times that a clock change skips or repeats.
    """

    zone: str = ""
    zone_is: str = ""
    dates: tuple[str, ...] = ("y/m/d",)
    base_1904: bool = False
    naive: int = 0
    overridden: int = 0
    doubtful: int = 0
    _seen: dict[str, datetime | Bad | None] = field(default_factory=dict)

    @property
    def local(self) -> str:
        """The zone of local times: the declared one, else UTC."""
        return self.zone_is or self.zone or "UTC"

    def instant(self, cell: object) -> datetime | Bad | None:
        """The instant of a cell in UTC; None for an empty one.

        >>> Clock(zone_is="Europe/Rome").instant("2010-01-13 08:40:25+00:00").isoformat()
        '2010-01-13T07:40:25+00:00'
        """
        if not isinstance(cell, str):
            return self._utc(self._moment(cell))
        found = self._seen.get(cell, self)
        if found is self:
            found = self._seen[cell] = self._utc(self._moment(cell))
        return found  # type: ignore[return-value]  # `self` marks what was not seen yet

    def day(self, cell: object) -> date | Bad | None:
        """The local date of a cell; a time of day beside it is left off."""
        moment = self._moment(cell)
        if isinstance(moment, Bad):
            return Bad("not-a-date")
        return moment.date() if moment is not None else None

    def _utc(self, moment: datetime | Bad | None) -> datetime | Bad | None:
        if not isinstance(moment, datetime):
            return moment
        if moment.tzinfo is not None and not self.zone_is:
            return moment.astimezone(UTC)
        self.overridden += moment.tzinfo is not None
        self.naive += moment.tzinfo is None
        wall = moment.replace(tzinfo=None)
        if not 2 <= wall.year <= 9998:
            return Bad("not-a-time")
        self.doubtful += self.local != "UTC" and bool(doubt(wall, self.local))
        return to_utc(wall, ZoneInfo(self.local))

    def _moment(self, cell: object) -> datetime | Bad | None:
        if isinstance(cell, datetime):
            return cell
        if isinstance(cell, date):
            return datetime.combine(cell, time())
        if isinstance(cell, bool | time | timedelta):
            return Bad("not-a-time")
        if isinstance(cell, int | Decimal):
            return from_serial(cell + self.base_1904 * DAYS_TO_1904) or from_epoch(cell) or Bad("not-a-time")
        said = unicodedata.normalize("NFKC", text(cell) or "")
        if not said:
            return None
        for order in self.dates:
            found = read_moment(said, (order,)) if "%" in order else read_moment(year_first(said, order))
            if found is not None:
                return found
        return Bad("not-a-time")
