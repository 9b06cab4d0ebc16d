"""What is done with a cycle. Every function belongs into one transaction (`shared.act.attempt` opens it)."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from deskmerit.web.accounts.models import User
from deskmerit.web.audit import trail
from deskmerit.web.cycles.models import Cycle, PanelSeat, Run, Shift
from deskmerit.web.cycles.tasks import make_run
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards import publish
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import begin, take
from deskmerit.web.shared.refusal import Refused
from deskmerit.web.shared.state import move


def prepare(by: User, cycle: Cycle, versions: Iterable[object], seats: Sequence[tuple[Person, str]]) -> Cycle:
    """Keeps a new cycle as a draft with its plan versions and panel (person, function)."""
    cycle.save()
    cycle.versions.set(list(versions))  # type: ignore[arg-type]  # versions or their keys
    for person, function in seats:
        PanelSeat.objects.create(cycle=cycle, person=person, function=function)
    begin("cycle", cycle, by, period=cycle.period, plans=[str(each) for each in cycle.versions.all()])
    return cycle


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


def reopen(by: User, cycle: Cycle, reason: str) -> None:
    """Back to running figures."""
    take("cycle", cycle, "reopen", by, reason=reason)


def begin_review(by: User, cycle: Cycle) -> None:
    """The panel takes over."""
    if cycle.current is None or cycle.current.kind != Run.Kind.MEASURED or cycle.current.state != Run.State.DONE:
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
    if cycle.state != Cycle.State.PANEL_REVIEW:
        raise Refused(_("The review is signed while it lasts."))
    seat = PanelSeat.objects.filter(cycle=cycle, person=by.person, signed_at=None).first()
    if seat is None:
        raise Refused(_("You are not on this panel, or signed already."))
    seat.signed_at = clock.now()
    seat.save(update_fields=["signed_at"])
    trail.record(by, "cycle.signed", cycle, function=seat.function)


def propose_shift(by: User, cycle: Cycle, person: Person, after: str, reason: str, evidence: str) -> Shift:
    """A member of the panel proposes to move somebody's grade by one step."""
    if cycle.state != Cycle.State.PANEL_REVIEW or not cycle.panel.filter(person=by.person).exists():
        raise Refused(_("Grades are shifted by members of the panel, during the review."))
    if by.person == person:
        raise Refused(_("Nobody decides about themselves."))
    card = cycle.current.cards.filter(person=person).first() if cycle.current else None
    if card is None or not reason.strip() or not evidence.strip() or by.person is None:
        raise Refused(_("A shift needs a person of the cycle, a reason and evidence."))
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
    take("shift", shift, "sign", by, seconded_by=by.person, seconded_at=clock.now())


def publish_cycle(by: User, cycle: Cycle) -> Run:
    """Freezes the scorecards, tells everybody, starts their clocks; the audit trail's head goes out with it."""
    now = clock.now()
    run = publish.freeze(cycle, by, now)
    take("cycle", cycle, "publish", by, published_at=now, published_by=by.person, current=run)
    publish.tell(cycle, by)
    number, digest = trail.head()
    move(cycle, was="published", to="published", audit_count=number, audit_head=digest)
    return run


def settle(by: User, cycle: Cycle) -> None:
    """Closes a cycle whose awards are paid."""
    take("cycle", cycle, "settle", by, settled_at=clock.now())


def cancel(by: User, cycle: Cycle, reason: str) -> None:
    """Gives a cycle up before it was measured."""
    take("cycle", cycle, "cancel", by, reason=reason)
