"""Background work of appeals. Safe to run twice: a dead worker's work is begun again, nothing is done double."""

from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.tasks import task

from deskmerit.core.score_groups import Group
from deskmerit.core.scorecard import Scorecard
from deskmerit.core.trace import Step
from deskmerit.web.appeals import ledger, previews
from deskmerit.web.appeals.models import Appeal, Preview
from deskmerit.web.awards.seats import add_extra
from deskmerit.web.bridge import codec, recompute, runs
from deskmerit.web.bridge.adjust import facts_at_hand
from deskmerit.web.bridge.consequence import Consequence, kept_cards
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.cycles.tasks import figures_of, keep_evidence
from deskmerit.web.intake.models import Correction
from deskmerit.web.intake.tables import adjustment
from deskmerit.web.org.models import Team
from deskmerit.web.scorecards.actions import propose_restatement, restate
from deskmerit.web.scorecards.models import Restatement, TeamCard
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import take
from deskmerit.web.shared.refusal import Overtaken
from deskmerit.web.shared.state import hold
from deskmerit.web.shared.telling import teller
from deskmerit.web.shared.written import write_all

AGAIN = timedelta(minutes=10)
TRIES = 3
UNDONE = (Appeal.State.UPHELD, Appeal.State.PARTLY)


@task()
def make_preview(pk: int) -> str:
    """Computes what a decision would change; what went wrong stays with it, to be read on its page."""
    made = Preview.objects.get(pk=pk)
    if made.state == Preview.State.DONE:
        return made.state
    Preview.objects.filter(pk=pk).update(state=Preview.State.WORKING, failure="")
    try:
        write_all()
        found = _of_appeal(made) if made.flow == "appeal" else _of_correction(made)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        Preview.objects.filter(pk=pk, state=Preview.State.WORKING).update(state=Preview.State.FAILED, failure=said)
        raise
    content = codec.to_json(Consequence, found)
    Preview.objects.filter(pk=pk).update(
        state=Preview.State.DONE, done_at=clock.now(), progress="", content=content
    )  # fmt: skip
    return Preview.State.DONE


def _of_appeal(made: Preview) -> Consequence:
    appeal = Appeal.objects.select_related("cycle", "person", "reviewer").get(pk=made.row)
    asked, told = previews.asked_of(appeal.cycle), previews.told_of(appeal.cycle, set_aside(appeal))
    rows = {"adjustments": previews.draft_rows(appeal)}
    tell = teller(Preview.objects.filter(pk=made.pk))
    return recompute.weighed(asked, told, rows, tell, previews.bases_drafted(appeal))[1]


def set_aside(appeal: Appeal) -> list[int]:
    """Whose shift of the panel the drafts set aside: the person's own, or nobody's."""
    return [appeal.person_id] if any(draft["kind"] == "shift" for draft in appeal.drafts) else []


def _of_correction(made: Preview) -> Consequence:
    """A correction's effect on the cycle that its records fall in: of the open one, else of the latest."""
    row = Correction.objects.get(pk=made.row)
    cycle = cycle_of(row)
    assert cycle is not None, "there is no cycle to measure"
    asked = previews.asked_of(cycle)
    shifts = previews.told_of(cycle).shifts if cycle.is_published else {}
    if row.state == Correction.State.IN_FORCE:  # about to be revoked: what its absence would do
        return recompute.compared(asked, {}, shifts, without=[row.code])
    return recompute.compared(asked, {"adjustments": [adjustment(row)]}, shifts)


def cycle_of(row: Correction) -> Cycle | None:
    """The cycle whose figures a correction is looked at in: of those it touches the one that runs, else the latest."""
    from deskmerit.web.intake.following import begun, touched

    cycles = begun()
    cycles.sort(key=lambda each: each.state not in ("open", "measured", "panel_review"))  # the order stays otherwise
    first = next(touched(row, cycles, facts_at_hand), None)
    return next(iter(cycles), None) if first is None and row.from_at is None else first


@task()
def apply_decision(pk: int) -> str:
    """Recomputes everything after an upheld appeal and corrects what was published, all of it or nothing, once.

    What went wrong stays with the appeal, to be read on its page, until it took effect.
    """
    try:
        return _apply(pk)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        Appeal.objects.filter(pk=pk, state__in=UNDONE).update(failure=said)
        raise


def _apply(pk: int) -> str:
    for _ in range(TRIES):
        appeal = Appeal.objects.select_related("cycle", "person", "reviewer", "run").get(pk=pk)
        if appeal.state not in UNDONE:
            return appeal.state
        if _applied(appeal):
            return Appeal.State.APPLIED
    raise RuntimeError(f"appeal {pk}: what holds changed while it was recomputed")


def pick_up() -> int:
    """Begins again what a dead worker left: decisions that are not in effect after a while, and lost previews."""
    before = clock.now() - AGAIN
    lost = Appeal.objects.filter(state__in=UNDONE, decided_at__lt=before).values_list("pk", flat=True)
    for pk in lost:
        apply_decision.enqueue(pk)
    undone = Preview.objects.filter(
        state__in=("queued", "working"), asked_at__lt=clock.now() - previews.LEASE
    ).values_list("pk", flat=True)
    for pk in undone:
        Preview.objects.filter(pk=pk).update(asked_at=clock.now())
        make_preview.enqueue(pk)
    return len(lost) + len(undone)


def _applied(appeal: Appeal) -> bool:
    """Whether it took effect; False: what it was weighed against changed meanwhile, so it must be computed again."""
    from deskmerit.web.cycles import pins

    held = previews.standing(appeal.cycle)
    write_all()
    asked, told = previews.asked_of(appeal.cycle), previews.told_of(appeal.cycle, set_aside(appeal))
    found, changed = recompute.weighed(asked, told)
    pins.hold(pins.CYCLE, appeal.cycle_id, found.records.manifest)
    kept = keep_evidence(appeal.code, found)
    try:
        with transaction.atomic():
            locked = Appeal.objects.select_for_update(of=("self",)).select_related("cycle", "person", "reviewer")
            fresh = locked.get(pk=appeal.pk)
            if fresh.state not in UNDONE:
                return True
            hold(fresh.cycle)  # one decision of a cycle at a time; no run of awards is locked in between
            if previews.standing(fresh.cycle) != held:
                return False
            _take_effect(fresh, _run(fresh, found, kept), found, changed, told)
    except Overtaken:  # a restatement of HR's took effect in between: what was told is another thing now
        return False
    return True


def _run(appeal: Appeal, found: runs.Run, kept: tuple[str, str]) -> Run:
    """The row of the recomputed run; it is there only together with what it changed."""
    now = clock.now()
    return Run.objects.create(
        cycle=appeal.cycle,
        kind=Run.Kind.RESTATED,
        state=Run.State.DONE,
        asked_at=now,
        done_at=now,
        **figures_of(found, kept),
    )


def _take_effect(appeal: Appeal, run: Run, found: runs.Run, changed: Consequence, told: recompute.Told) -> None:
    _restate(appeal, run, found, told)
    keep_teams(run, found)
    ledger.add(appeal, changed.corrections)
    add_extra(appeal.cycle, changed.seats, "appeal", appeal.pk)
    for shift in appeal.cycle.shifts.filter(state="in_force", person__in=set_aside(appeal)):
        take("shift", shift, "lapse", None, reason=appeal.code)
    outcome = codec.to_json(Consequence, changed)
    appeal.run = run  # the guards ask what came of it
    take("appeal", appeal, "apply", None, run=run, applied_at=clock.now(), outcome=outcome, failure="")


def keep_teams(run: Run, found: runs.Run) -> None:
    """The recomputed teams; people's cards are kept by restatements alone."""
    teams = {team.name: team for team in Team.objects.all()}
    for group in found.teams:
        card = group.card
        if card.agent_id in teams:
            content = codec.to_json(Group, group)
            TeamCard.objects.create(
                run=run, team=teams[card.agent_id], plan=card.plan, total=card.total, content=content
            )  # fmt: skip


def _restate(appeal: Appeal, run: Run, found: runs.Run, told: recompute.Told) -> None:
    """Everybody whose recomputed card is better gets it; nobody else's changes."""
    results = {each.person.agent_id: each for each in appeal.cycle.results.select_related("person", "card__team")}
    asked = previews.asked_of(appeal.cycle)
    for each in kept_cards(told.cards, found.cards, asked.plans):
        result = results.get(each.agent_id)
        if not each.changed or each.published is None or result is None:
            continue
        mine = result.person_id == appeal.person_id
        said = appeal.answer if mine else "复核其他记录后全部重算 · recomputed after other records were reviewed"
        steps = codec.to_json(tuple[Step, ...], recompute.steps(found, each.agent_id))
        made = propose_restatement(
            None, result, run, _unnamed(each.kept), steps, Restatement.Cause.APPEAL, said,
            approved_by=appeal.decided_by, merges=True,
        )  # fmt: skip
        restate(None, made)


def _unnamed(card: Scorecard) -> Scorecard:
    return replace(card, name="", employee_no="")
