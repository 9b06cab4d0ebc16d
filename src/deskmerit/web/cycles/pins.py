"""Manifests of the lake on which told figures stand: pinned, so that no load, compaction or vacuum takes them away.

A pin is named after the cycle or the award run, then the manifest: `cycle-3-17`, `award-5-18`. It is made before the
figures count and let go of by the worker once nothing stands on it any more, or when records are no longer kept.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from django.db.models import Q

from deskmerit.web import workspace
from deskmerit.web.accounts import retention
from deskmerit.web.appeals.models import Appeal
from deskmerit.web.awards.models import AwardRun
from deskmerit.web.bridge import lakes
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.scorecards.models import Restatement
from deskmerit.web.shared import clock

CYCLE, AWARD = "cycle", "award"
LATER = (Run.Kind.MEASURED, Run.Kind.RESTATED)
"""Runs that people may be told: they are pinned before anybody is."""


def hold(what: str, pk: int, number: int) -> None:
    """Pins the manifest that figures were made from (0: files alone, nothing to pin)."""
    if not number:
        return
    try:
        lakes.pin(workspace.folder(), f"{what}-{pk}-{number}", number, clock.now())
    except KeyError:
        raise RuntimeError(f"manifest {number} was removed from the lake meanwhile: measure again") from None


def let_go() -> int:
    """What the worker does daily: unpins what nothing stands on any more; how many."""
    folder = workspace.folder()
    dead = lakes.forget_saving(folder, clock.now() - timedelta(days=1))
    held = {**lakes.pinned(folder, f"{CYCLE}-"), **lakes.pinned(folder, f"{AWARD}-")}
    needed = set(_needed(held)) if held else set()
    for name in sorted(held.keys() - needed):
        lakes.unpin(folder, name)
    return dead + len(held) - len(needed)


def _needed(held: Mapping[str, int]) -> Iterator[str]:
    since = retention.ago(retention.months("records"))
    for cycle in Cycle.objects.exclude(published_at__date__lt=since).select_related("current"):
        own = {name: number for name, number in held.items() if name.startswith(f"{CYCLE}-{cycle.pk}-")}
        numbers = {lakes.number_of(run.made_from) for run in _told(cycle)} if own else set()
        yield from own if _busy(cycle) else (name for name, number in own.items() if number in numbers)
        for run in cycle.award_runs.exclude(state=AwardRun.State.CANCELLED):
            mine = {name: number for name, number in held.items() if name.startswith(f"{AWARD}-{run.pk}-")}
            yield from mine if run.job == AwardRun.Job.WORKING else sorted(mine, key=mine.__getitem__)[-1:]


def _told(cycle: Cycle) -> list[Run]:
    """The runs of a cycle that people were told or may be: published, shown, restated; the last of each kind."""
    done = cycle.runs.filter(state=Run.State.DONE)
    given_up = (Restatement.State.REFUSED, Restatement.State.WITHDRAWN)
    restated = Restatement.objects.filter(result__cycle=cycle).exclude(state__in=given_up)
    after = Q(pk__in=restated.values("after__run")) | Q(pk=cycle.current_id) | Q(kind=Run.Kind.PUBLISHED)
    last = [run for kind in LATER if (run := done.filter(kind=kind).first()) is not None]
    return [*done.filter(after), *last]


def _busy(cycle: Cycle) -> bool:
    """Whether figures are being made, which may be pinned before they count."""
    working = cycle.runs.filter(state__in=(Run.State.QUEUED, Run.State.WORKING))
    decided = Appeal.objects.filter(cycle=cycle, state__in=(Appeal.State.UPHELD, Appeal.State.PARTLY))
    return working.exists() or decided.exists()
