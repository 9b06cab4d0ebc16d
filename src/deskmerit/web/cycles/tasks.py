"""Running the chain for a cycle in the background. Safe to run twice: a dead worker's run is begun again."""

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.tasks import task

from deskmerit.core.issue import Issue
from deskmerit.core.scorecard import IndicatorScore, Scorecard
from deskmerit.web import workspace
from deskmerit.web.bridge import codec, evidence, kept, runs
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.cycles.plans import plans_of
from deskmerit.web.scorecards.store import keep_cards
from deskmerit.web.shared import clock
from deskmerit.web.shared.telling import teller
from deskmerit.web.shared.written import write_all

LEASE = timedelta(minutes=20)


@task()
def make_run(pk: int) -> str:
    """Measures, scores and keeps one run; what went wrong stays with it, to be read on the cycle's page."""
    run = Run.objects.select_related("cycle").get(pk=pk)
    if run.state not in (Run.State.QUEUED, Run.State.WORKING):
        return run.state  # made already, or given up
    Run.objects.filter(pk=pk).update(state=Run.State.WORKING, failure="")
    try:
        _made(run)
    except Exception as error:
        failure = f"{type(error).__name__}: {error}"
        Run.objects.filter(pk=pk, state=Run.State.WORKING).update(state=Run.State.FAILED, failure=failure)
        raise
    return Run.State.DONE


def evidence_file(name: str) -> str:
    """Where a run's evidence stands."""
    return str(workspace.kept() / "runs" / name)


def keep_evidence(of: object, found: runs.Run) -> tuple[str, str]:
    """The name and SHA-256 of a run's evidence, kept. It is named by its content: of two workers at the same run none
    writes over what the other kept."""
    folder = Path(evidence_file(""))
    folder.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix=".", dir=folder) as room:
        spare = Path(room) / "evidence.parquet"
        digest = evidence.keep_evidence(found, spare)
        name = f"{of}-{digest[:12]}.parquet"
        spare.replace(folder / name)
    return name, digest


def figures_of(found: runs.Run, held: tuple[str, str]) -> dict[str, Any]:
    """What the row of a run keeps of its figures; `held`: where its evidence is."""
    return {
        "as_of": found.as_of,
        "data": found.data,
        "made_from": [list(each) for each in found.made_from],
        "issues": codec.to_json(tuple[Issue, ...], found.issues),
        "evidence": held[0],
        "evidence_sha": held[1],
    }


def _made(run: Run) -> None:
    from deskmerit.web.cycles import pins

    cycle = run.cycle
    write_all()
    plans, mark = plans_of(cycle), kept.mark(workspace.folder())
    as_of = as_of_run(run)
    told = teller(Run.objects.filter(pk=run.pk))
    found = runs.make_run(workspace.folder(), plans, cycle.span(), phase=cycle.phase, as_of=as_of, progress=told)
    if run.kind in pins.LATER:
        pins.hold(pins.CYCLE, cycle.pk, found.records.manifest)
    held = keep_evidence(run.pk, found)
    with transaction.atomic():
        if Run.objects.select_for_update().get(pk=run.pk).state not in (Run.State.QUEUED, Run.State.WORKING):
            return  # another worker took it for left behind and was faster: what it kept may be in use
        keep_cards(run, found, cycle)
        Run.objects.filter(pk=run.pk).update(
            state=Run.State.DONE,
            done_at=clock.now(),
            progress="",
            **figures_of(found, held),
            summary={**summary(found), "mark": mark, "because": _because(run), **_money(run)},
        )
        show(run)
        follow(run)


def as_of_run(run: Run) -> datetime | None:
    """Where a run's data end: a published cycle is measured again as of the same instant, so that nothing but late rows
    and corrections differs (what was provisional then stays out); None: the newest row."""
    if run.kind == Run.Kind.RESTATED and run.cycle.current is not None:
        return run.cycle.current.as_of
    return clock.now() if clock.moved() else None


def follow(run: Run) -> None:
    """A run asked for by corrections proposes the restatements that they bring."""
    from deskmerit.web.intake.following import propose

    because = _because(run)
    if run.kind == Run.Kind.RESTATED and because:
        propose(run, because)


def _money(run: Run) -> dict[str, Any]:
    """What a published cycle measured again would mean for awards."""
    from deskmerit.web.awards.restated import reckon_money

    return {"money": reckon_money(run)} if run.kind == Run.Kind.RESTATED else {}


def _because(run: Run) -> list[int]:
    """Keys of the corrections that a run was asked for by, also while it was being made."""
    found: list[int] = Run.objects.get(pk=run.pk).summary.get("because", [])
    return found


def show(run: Run) -> bool:
    """Lets a cycle's pages show a run: none that is older than theirs, and none that came too late for its state."""
    older = Q(current=None) | Q(current__lt=run.pk)
    return bool(Cycle.objects.filter(older, pk=run.cycle_id, state=_SHOWN.get(run.kind, "")).update(current=run))


_SHOWN = {"running": "open", "measured": "measured"}
"""In which state of a cycle a run is what pages show; asked of the database, for the cycle may have moved on meanwhile.
During the review nothing changes under the panel's signatures."""


def summary(found: runs.Run) -> dict[str, Any]:
    """What a run comes to: grades, gaps, provisional figures, unmapped logins, award cost in cents."""
    grades: dict[str, int] = {}
    for card in found.cards:
        if card.grade:
            grades[card.grade] = grades.get(card.grade, 0) + 1
    lines = [line for card in found.cards for line in _lines(card)]
    awards: dict[str, int] = {}
    for paid in found.awards:
        awards[paid.award] = awards.get(paid.award, 0) + int((paid.amount or 0) * 100)
    return {
        "grades": grades,
        "people": len(found.cards),
        "provisional": sum(line.provisional for line in lines),
        "gaps": _gaps(found),
        "missing": sorted({line.id for line in lines if line.actual is None and line.base_weight}),
        "unmapped": sorted(
            {str(issue.params.get("login", "")) for issue in found.issues if issue.code == "login-unknown"}
        ),
        "cost": awards,
    }


def _lines(card: Scorecard) -> list[IndicatorScore]:
    """Every line that makes a card's total: of each posting where there were several (the card's own dimensions are
    those of the leading one).
    """
    if not card.parts:
        return card.indicators()
    return [line for part in card.parts for each in part.dimensions for line in each.indicators] + [
        line for part in card.parts for line in part.bonus
    ]


def _gaps(found: runs.Run) -> dict[str, int]:
    """How many rated people lack a figure of an indicator, the most first; who wasn't there long enough lacks many.

    A person counts once an indicator: where it lacks at any of several postings, since each goes into the total.
    """
    missing: dict[str, int] = {}
    for card in found.cards:
        lacking = {line.id for line in _lines(card) if line.actual is None and line.base_weight}
        for name in lacking if card.grade != "not_rated" else ():
            missing[name] = missing.get(name, 0) + 1
    return dict(sorted(missing.items(), key=lambda each: (-each[1], each[0])))
