"""The people of a period as scoring sees them: where they stood and for how many working days."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from deskmerit.core.facts import Place


@dataclass(frozen=True, slots=True)
class Posting:
    """Who was where, half-open: `to_date` is the first day no longer there (None: still there)."""

    place: Place
    from_date: date
    to_date: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the posting is in force on a local date.

        >>> Posting(Place("red"), date(2026, 7, 1), date(2026, 8, 1)).holds(date(2026, 7, 31))
        True
        """
        return self.from_date <= day and (self.to_date is None or day < self.to_date)


@dataclass(frozen=True, slots=True)
class Stint:
    """One place of a person in a period: working days posted there, and active ones (less protected leave)."""

    place: Place
    posted_days: int
    active_days: int
    from_date: date = date.min


@dataclass(frozen=True, slots=True)
class Person:
    """A person in a period.

    `working_days` of the period; `posted_days` those with any posting, once; `active_days` those less days on a
    protected leave kind. `stints` has one entry per place, in order of its first date.
    """

    agent_id: str
    name: str = ""
    employee_no: str = ""
    stints: tuple[Stint, ...] = ()
    working_days: int = 0
    posted_days: int = 0
    active_days: int = 0


def person(
    agent_id: str,
    postings: Sequence[Posting] | None,
    working: Sequence[date],
    leave: Collection[date] = frozenset(),
    *,
    name: str = "",
    employee_no: str = "",
) -> Person:
    """A person of a period from postings, the period's working days and the days on a protected leave kind.

    `postings` None: the workspace has no postings, and the person stood at no named place on all working days.
    Several postings at the same place are one stint; a place without a working day in the period still counts as one,
    so that work done there (a weekend shift) has a plan.

    >>> days = [date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 3)]
    >>> found = person("a1", [Posting(Place("red"), date(2026, 9, 2))], days, {date(2026, 9, 3)})
    >>> found.working_days, found.posted_days, found.active_days
    (3, 2, 1)
    """
    if postings is None:
        postings = [Posting(Place(), date.min)]
    by_place: dict[Place, list[Posting]] = {}
    for posting in sorted(postings, key=lambda each: (each.from_date, each.place)):
        by_place.setdefault(posting.place, []).append(posting)
    stints = []
    for place, held in by_place.items():
        days = [day for day in working if any(posting.holds(day) for posting in held)]
        active = sum(day not in leave for day in days)
        stints.append(Stint(place, len(days), active, held[-1].from_date))
    posted = [day for day in working if any(posting.holds(day) for posting in postings)]
    return Person(
        agent_id,
        name,
        employee_no,
        tuple(stints),
        len(working),
        len(posted),
        sum(day not in leave for day in posted),
    )
