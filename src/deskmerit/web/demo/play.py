"""The simulated centre's year in the application: two quarters closed, one open, everything in every state.

Each folder tells its part as a timeline: it yields the instant at which it wants to go on, then acts. The parts are
played together in the order of their instants, as a year happens; the audit trail never goes back in time.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from heapq import heapify, heappop, heappush

from deskmerit.web.appeals import demo as appeals
from deskmerit.web.awards import demo as awards
from deskmerit.web.cycles import demo as cycles_
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.demo import base
from deskmerit.web.demo.base import PASSWORD, Cast, Part, at
from deskmerit.web.feedback import demo as feedback
from deskmerit.web.improvement import demo as improvement
from deskmerit.web.intake import demo as intake
from deskmerit.web.intake.look import look_again
from deskmerit.web.interviews import demo as interviews
from deskmerit.web.notices import demo as notices
from deskmerit.web.org import demo as org
from deskmerit.web.plans import demo as plans
from deskmerit.web.quality import demo as quality
from deskmerit.web.shared import clock
from deskmerit.web.shared.sweep import sweep

__all__ = ["NOW", "PASSWORD", "play"]
BEGIN, NOW = "2026-03-20T09:00:00+08:00", "2026-10-22T08:30:00+08:00"
FOLDERS = (cycles_, awards, appeals, interviews, improvement, quality, feedback, plans, intake, org, notices)
"""Who has a part; at one instant the earlier goes first."""

type Tell = Callable[[str, int, int], None]


def play(tell: Tell) -> Cast:
    """Plays the demonstration into an empty database; the clock stands at `NOW` afterwards and goes on from there.

    What waits then (consequences of what was asked for last) is left to the worker, as on any morning; the records are
    looked at already, so that the page about data shows them at once.
    """
    at(BEGIN)
    cast, cycles = base.people(), dict[str, Cycle]()
    base.plan_versions(cast)
    for when in unrolled([part for folder in FOLDERS for part in folder.timeline(cast, cycles)]):
        tell(when[:10], *_passed(when))
    sweep()
    look_again()
    tell(NOW[:10], *_passed(NOW))
    return cast


def unrolled(parts: list[Part]) -> Iterator[str]:
    """Plays the parts together by time; yields each instant before what happens at it.

    >>> def part(*days):
    ...     for day in days:
    ...         yield f"2026-10-{day}T09:00:00+08:00"
    >>> [when[8:10] for when in unrolled([part("08", "15"), part("12")])]
    ['08', '12', '15']
    """
    waiting = [(next(part), number, part) for number, part in enumerate(parts)]
    heapify(waiting)
    while waiting:
        when, number, part = heappop(waiting)
        yield when
        if datetime.fromisoformat(when) > clock.now():
            at(when)
        following = next(part, None)
        if following is not None:
            assert following >= when, f"the part that is at {when} wants to go back to {following}"
            heappush(waiting, (following, number, part))


def _passed(when: str) -> tuple[int, int]:
    first, last = (date.fromisoformat(each[:10]) for each in (BEGIN, NOW))
    return (date.fromisoformat(when[:10]) - first).days, (last - first).days
