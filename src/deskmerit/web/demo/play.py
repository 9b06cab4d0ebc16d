"""The simulated centre's year in the application: two quarters closed, one open, everything in every state."""

from collections.abc import Callable
from importlib import import_module

from django.db import transaction

from deskmerit.web.cycles import actions
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.cycles.tasks import make_run
from deskmerit.web.demo import base
from deskmerit.web.demo.base import PASSWORD, Cast, at
from deskmerit.web.improvement.demo import follow
from deskmerit.web.plans.models import PlanVersion
from deskmerit.web.shared.sweep import sweep
from deskmerit.web.worker import work

__all__ = ["NOW", "PASSWORD", "play"]
NOW = "2026-09-24T08:30:00+08:00"
SEEDS = (
    "org",
    "cycles",
    "interviews",
    "improvement",
    "quality",
    "feedback",
    "awards",
    "appeals",
    "intake",
    "plans",
    "notices",
)
"""Folders that play their part (`demo.py`), in this order."""

type Tell = Callable[[str, int, int], None]


def play(tell: Tell) -> Cast:
    """Plays the demonstration into an empty database; the clock stands at `NOW` afterwards and goes on from there."""
    steps = [*QUARTERS, *SEEDS, "now"]
    tell("people", 0, len(steps))
    at("2026-01-05T09:00:00+08:00")
    cast = base.people()
    versions = base.plan_versions(cast)
    cycles: dict[str, Cycle] = {}
    for number, (label, days) in enumerate(QUARTERS.items(), start=1):
        tell(label, number, len(steps))
        cycles[label] = _quarter(label, versions, cast, days)
    for number, folder in enumerate(SEEDS, start=1 + len(QUARTERS)):
        tell(folder, number, len(steps))
        _seed(folder, cast, cycles)
    follow(cast)
    tell("now", len(steps) - 1, len(steps))
    at(NOW)
    sweep()
    work(once=True)
    tell("now", len(steps), len(steps))
    return cast


QUARTERS = {
    # period: opened, measured, published
    "2026-Q1": ("2026-01-05T09:30:00+08:00", "2026-04-01T10:00:00+08:00", "2026-04-09T16:00:00+08:00"),
    "2026-Q2": ("2026-04-01T09:30:00+08:00", "2026-09-10T10:00:00+08:00", "2026-09-17T16:00:00+08:00"),
    "2026-Q3": ("2026-07-01T09:30:00+08:00", "", ""),
}


def _quarter(label: str, versions: list[PlanVersion], cast: Cast, days: tuple[str, str, str]) -> Cycle:
    opened, measured, published = days
    at(opened)
    with transaction.atomic():
        cycle = base.new_cycle(label, versions, cast)
        actions.open_cycle(cast.hr, cycle)
    if not measured:
        at(NOW)
        _made(cycle)
        return cycle
    cycle.runs.filter(state=Run.State.QUEUED).update(state=Run.State.FAILED, failure="superseded")
    at(measured)
    with transaction.atomic():
        actions.measure(cast.hr, cycle)
    _made(cycle)
    with transaction.atomic():
        actions.accept_gaps(cast.hr, cycle, "个别新人本季度无考试，按方案分摊权重")
    with transaction.atomic():
        actions.begin_review(cast.hr, cycle)
    at(published)
    for user in (cast.lead, cast.hr, cast.business):
        with transaction.atomic():
            actions.sign(user, cycle)
    with transaction.atomic():
        actions.publish_cycle(cast.hr, cycle)
    cycle.refresh_from_db()
    return cycle


def _made(cycle: Cycle) -> None:
    """The waiting run of a cycle, made here and now."""
    run = cycle.runs.filter(state=Run.State.QUEUED).latest("pk")
    make_run.call(run.pk)
    cycle.refresh_from_db()


def _seed(folder: str, cast: Cast, cycles: dict[str, Cycle]) -> None:
    for cycle in cycles.values():
        cycle.refresh_from_db()
    import_module(f"deskmerit.web.{folder}.demo").seed(cast, cycles)
