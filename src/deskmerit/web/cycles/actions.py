"""What is done with a cycle. Every function belongs into one transaction (`shared.act.attempt` opens it)."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from deskmerit.web.accounts.models import User
from deskmerit.web.audit import trail
from deskmerit.web.cycles.checklist import beside
from deskmerit.web.cycles.models import Cycle, PanelSeat, Run, Shift
from deskmerit.web.cycles.tasks import make_run
from deskmerit.web.org.models import Person, Team
from deskmerit.web.plans.models import PlanVersion
from deskmerit.web.scorecards import publish
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import begin, hindrances, relations_of, take
from deskmerit.web.shared.refusal import NotYours, Refused
from deskmerit.web.shared.state import hold, move

type Seat = tuple[Person, str] | tuple[Person, str, bool]
"""Person, function, and whether named from outside."""


def prepare(
    by: User, cycle: Cycle, versions: Iterable[PlanVersion], seats: Sequence[Seat], teams: Iterable[Team] = ()
) -> Cycle:
    """Keeps a new cycle as a draft with its plan versions, panel, and teams (none: all)."""
    cycle.save()
    _fill(cycle, versions, seats, teams)
    begin("cycle", cycle, by, period=cycle.period, plans=[str(each) for each in cycle.versions.all()])
    return cycle


def change_draft(
    by: User, cycle: Cycle, versions: Iterable[PlanVersion], seats: Sequence[Seat], teams: Iterable[Team] = ()
) -> None:
    """Writes a draft anew; an open cycle keeps its plans and panel."""
    if not Cycle.objects.filter(pk=cycle.pk, state=Cycle.State.DRAFT).exists():
        raise Refused(_("Only a cycle that is being prepared can be changed."))
    cycle.save()
    cycle.panel.all().delete()
    _fill(cycle, versions, seats, teams)
    trail.record(by, "cycle.changed", cycle, period=cycle.period, plans=[str(each) for each in cycle.versions.all()])


def _fill(cycle: Cycle, versions: Iterable[PlanVersion], seats: Sequence[Seat], teams: Iterable[Team]) -> None:
    cycle.versions.set(versions)
    cycle.teams.set(list(teams))
    for person, function, *outside in seats:
        PanelSeat.objects.create(cycle=cycle, person=person, function=function, outside=any(outside))


def open_cycle(by: User, cycle: Cycle) -> None:
    """Opens a cycle: from now on everybody sees running figures."""
    take("cycle", cycle, "open", by, opened_at=clock.now(), opened_by=by.person)
    ask_run(by, cycle, Run.Kind.RUNNING)


def ask_run(by: User | None, cycle: Cycle, kind: str) -> Run:
    """Asks for a run; the worker makes it. One that waits already is enough."""
    waiting = cycle.runs.filter(kind=kind, state=Run.State.QUEUED).first()
    if waiting is not None:
        return waiting
    run = Run.objects.create(cycle=cycle, kind=kind, asked_at=clock.now(), asked_by=by.person if by else None)
    make_run.enqueue(run.pk)
    return run


def measure(by: User, cycle: Cycle) -> Run:
    """Measures a cycle whose period is over for the review."""
    take("cycle", cycle, "measure", by, measured_at=clock.now())
    return ask_run(by, cycle, Run.Kind.MEASURED)


def run_again(by: User, cycle: Cycle) -> Run:
    """Measures once more in the state the cycle is in; for HR and the panel."""
    kind = {"open": Run.Kind.RUNNING, "measured": Run.Kind.MEASURED}.get(cycle.state)
    held = relations_of("cycle", cycle, by)
    if kind is None or not held:
        raise (Refused if held else NotYours)(
            _("Figures are measured again while the cycle is open or measured, by HR or the panel.")
        )
    trail.record(by, "cycle.run_asked", cycle, kind=kind)
    return ask_run(by, cycle, kind)


def accept_gaps(by: User, cycle: Cycle, reason: str) -> None:
    """The gaps in the measured data are accepted, with the reason; another run asks for it anew."""
    run, held = cycle.current, relations_of("cycle", cycle, by)
    if cycle.state != Cycle.State.MEASURED or run is None or not held:
        raise (Refused if held else NotYours)(_("Gaps are accepted once the cycle is measured, by HR or the panel."))
    if not reason.strip():
        raise Refused(_("Give the reason: it stays with the decision."))
    run.summary = {**run.summary, "accepted": reason.strip()}
    run.save(update_fields=["summary"])
    trail.record(by, "cycle.gaps_accepted", cycle, reason=reason, gaps=run.summary.get("gaps", {}))


def reopen(by: User, cycle: Cycle, reason: str) -> None:
    """Back to running figures."""
    take("cycle", cycle, "reopen", by, reason=reason)
    ask_run(by, cycle, Run.Kind.RUNNING)


def begin_review(by: User, cycle: Cycle) -> None:
    """The panel takes over."""
    waiting = cycle.runs.filter(kind=Run.Kind.MEASURED, state__in=("queued", "working")).exists()
    if (
        waiting
        or cycle.current is None
        or cycle.current.kind != Run.Kind.MEASURED
        or cycle.current.state != Run.State.DONE
    ):
        raise Refused(_("The figures are still being measured; wait until they are there."))
    take("cycle", cycle, "review", by)


def measure_again(by: User, cycle: Cycle, reason: str) -> Run:
    """Measures once more during the review; signatures and shifts start over."""
    take("cycle", cycle, "measure_again", by, reason=reason)
    cycle.panel.update(signed_at=None)
    for shift in cycle.shifts.filter(state__in=("proposed", "in_force")):
        take("shift", shift, "lapse", None)
    return ask_run(by, cycle, Run.Kind.MEASURED)


def sign(by: User, cycle: Cycle) -> None:
    """A member of the panel signs the review."""
    if "panel" not in relations_of("cycle", cycle, by):
        raise NotYours(_("You are not on this panel, or signed already."))
    hold(cycle, "state", "current_id")  # nobody signs under figures that are not those of the page
    if cycle.state != Cycle.State.PANEL_REVIEW:
        raise Refused(_("The review is signed while it lasts."))
    seat = PanelSeat.objects.filter(cycle=cycle, person=by.person, outside=False, signed_at=None).first()
    if seat is None or not PanelSeat.objects.filter(pk=seat.pk, signed_at=None).update(signed_at=clock.now()):
        raise Refused(_("You are not on this panel, or signed already."))
    trail.record(by, "cycle.signed", cycle, function=seat.function)


def propose_shift(by: User, cycle: Cycle, person: Person, after: str, reason: str, evidence: str) -> Shift:
    """A member of the panel proposes to move somebody's grade by one step."""
    _in_review(cycle)
    if not cycle.panel.filter(person=by.person, outside=False).exists():
        raise Refused(_("Grades are shifted by members of the panel, during the review."))
    if by.person == person:
        raise Refused(_("Nobody decides about themselves."))
    card = cycle.current.cards.filter(person=person).first() if cycle.current else None
    if card is None or not reason.strip() or not evidence.strip() or by.person is None:
        raise Refused(_("A shift needs a person of the cycle, a reason and evidence."))
    if after not in beside(cycle, person):
        raise Refused(_("A grade may be moved by one step only."))
    if cycle.shifts.filter(person=person, state__in=("proposed", "in_force")).exists():
        raise Refused(_("A shift of this grade is proposed or in force already; withdraw it first."))
    shift = Shift.objects.create(
        cycle=cycle,
        person=person,
        before=card.grade,
        after=after,
        reason=reason,
        evidence=evidence,
        proposed_by=by.person,
        proposed_at=clock.now(),
    )
    begin("shift", shift, by, before=shift.before, after=after)
    return shift


def second_shift(by: User, shift: Shift) -> None:
    """The second signature puts a shift in force."""
    _in_review(shift.cycle)
    take("shift", shift, "sign", by, seconded_by=by.person, seconded_at=clock.now())


def refuse_shift(by: User, shift: Shift, reason: str) -> None:
    """Another member of the panel doesn't agree."""
    _in_review(shift.cycle)
    take("shift", shift, "refuse", by, reason=reason)


def withdraw_shift(by: User, shift: Shift) -> None:
    """Whoever proposed a shift takes it back."""
    _in_review(shift.cycle)
    take("shift", shift, "withdraw", by)


def _in_review(cycle: Cycle) -> None:
    hold(cycle, "state", "current_id")  # nobody shifts what was measured again or published a moment ago
    if cycle.state != Cycle.State.PANEL_REVIEW:
        raise Refused(_("Grades are shifted by members of the panel, during the review."))


def publish_cycle(by: User, cycle: Cycle) -> Run:
    """Freezes the scorecards, tells everybody, starts their clocks; the audit trail's head goes out with it."""
    from deskmerit.web.intake.following import catch_up

    now = clock.now()
    hold(cycle, "state", "current_id")
    missing = hindrances("cycle", cycle, "publish")
    if missing:
        raise Refused(*missing)
    run = publish.freeze(cycle, by, now)
    take("cycle", cycle, "publish", by, published_at=now, published_by=by.person, current=run)
    publish.tell(cycle, by)
    catch_up(by, cycle)
    number, digest = trail.head()
    move(cycle, was="published", to="published", audit_count=number, audit_head=digest)
    publish.tell_head(cycle)
    return run


def recompute(by: User, cycle: Cycle) -> Run:
    """Measures a published cycle again, beside what people were told; nothing changes by that alone."""
    hr = "hr" in relations_of("cycle", cycle, by)
    if not cycle.is_published or not hr:
        raise (Refused if hr else NotYours)(
            _("HR measures a published cycle again, to see what later data would change.")
        )
    trail.record(by, "cycle.run_asked", cycle, kind=Run.Kind.RESTATED.value)
    return ask_run(by, cycle, Run.Kind.RESTATED)


def settle(by: User, cycle: Cycle) -> None:
    """Closes a cycle whose awards are paid."""
    take("cycle", cycle, "settle", by, settled_at=clock.now())


def cancel(by: User, cycle: Cycle, reason: str) -> None:
    """Gives a cycle up before it was measured."""
    take("cycle", cycle, "cancel", by, reason=reason)


def refresh_due() -> int:
    """What the worker's sweep calls: fresh running figures (`renew.refresh_due`)."""
    from deskmerit.web.cycles import renew

    return renew.refresh_due()
