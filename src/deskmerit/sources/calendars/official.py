"""Official days off: the shipped Chinese table, and other countries through the `holidays` library.

China announces each year's days by a notice; a year without one is unknown, and nothing is guessed for it.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

FIRST_YEAR, LAST_YEAR = 2000, 2050
"""The years for which days off by law are worked out; days outside are unknown."""


@dataclass(frozen=True, slots=True)
class Official:
    """Days off and make-up working days with their names, known from one local date to another, both included."""

    off: Mapping[date, str]
    work: Mapping[date, str]
    known_from: date
    known_until: date


def official(country: str, subdiv: str = "") -> Official | None:
    """The official days of a country (ISO 3166-1) and part of it (ISO 3166-2); None where the library has neither.

    >>> official("cn").known_until >= date(2026, 12, 31), official("DE", "BY").off[date(2026, 1, 6)]
    (True, 'Heilige Drei Könige')
    """
    if country.upper() in {"CN", "CHN"}:
        return chinese()
    return _by_law(country.upper(), subdiv)


@lru_cache(maxsize=1)
def chinese() -> Official:
    """The shipped table, made by tools/make_cn_calendar.py."""
    text = (files(__package__) / "cn.csv").read_text(encoding="utf-8")
    rows = [(date.fromisoformat(row["date"]), row["kind"], row["name"]) for row in csv.DictReader(text.splitlines())]
    kinds = {kind: {day: name for day, found, name in rows if found == kind} for kind in ("off", "work")}
    span = {kind: day for day, kind, _ in rows if kind in {"from", "until"}}
    return Official(kinds["off"], kinds["work"], span["from"], span["until"])


@lru_cache(maxsize=64)
def _by_law(country: str, subdiv: str) -> Official | None:
    import holidays  # here, because few organisations need it and every command would wait for it

    try:
        supported = holidays.country_holidays(country, subdiv=subdiv or None)
    except NotImplementedError:
        return None
    years = range(max(FIRST_YEAR, supported.start_year), min(LAST_YEAR, supported.end_year) + 1)
    found = holidays.country_holidays(country, subdiv=subdiv or None, years=years)
    off = {day: name for day, name in sorted(found.items()) if day.year in years}
    work = {day: "" for day in sorted(getattr(found, "weekend_workdays", ())) if day not in off}
    mark = getattr(found, "estimated_label", "").replace("%s", "").strip()
    first, last = _longest_run(years, {day.year for day, name in off.items() if mark and mark in name})
    return Official(off, work, date(first, 1, 1), date(last, 12, 31))


def _longest_run(years: range, doubtful: set[int]) -> tuple[int, int]:
    """The longest run of years without a doubtful one, first and last; of equals the later.

    Some holidays follow the sighting of the moon: the library marks the days it can only estimate.

    >>> _longest_run(range(2000, 2010), {2000, 2003, 2009})
    (2004, 2008)
    """
    gaps = [years.start - 1, *sorted(doubtful), years.stop]
    length, first = max((after - before, before + 1) for before, after in pairwise(gaps))
    return first, first + length - 2
