"""What locking a run writes into the ledger: each amount once, whatever happens at the same time."""

from django.utils.translation import gettext as _

from deskmerit.web.awards.models import AwardRun, LedgerLine
from deskmerit.web.shared import clock
from deskmerit.web.shared.refusal import Overtaken
from deskmerit.web.shared.state import hold


def enter(run: AwardRun) -> None:
    """Writes a locked run's lines into the ledger, in the present transaction; corrections owed already are ticked off.

    Raises Overtaken where another run paid one of them, or an appeal corrected the cycle since the calculation.
    """
    hold(run.cycle)  # no appeal corrects it in between
    lines = list(run.lines.select_related("cycle").exclude(amount=None))
    owed = [line.ledger_id for line in lines if line.ledger_id]
    if LedgerLine.objects.filter(pk__in=owed, run=None).update(run=run.pk) != len(owed):
        raise Overtaken(
            _("Another run paid one of these corrections meanwhile: send this one back, to be calculated again.")
        )
    corrected = LedgerLine.objects.filter(cycle=run.cycle, kind=LedgerLine.Kind.CORRECTION).count()
    fresh = [line for line in lines if line.kind == LedgerLine.Kind.CORRECTION and not line.ledger_id]
    if fresh and corrected != run.seen:
        raise Overtaken(_("Corrections were added since the calculation: send this run back, to be calculated again."))
    at = run.locked_at or clock.now()
    for line in lines:
        if line.ledger_id:
            continue
        LedgerLine.objects.create(
            person_id=line.person_id,
            cycle_id=line.cycle_id,
            award=line.award,
            amount=line.amount or 0,
            currency=line.currency,
            kind=line.kind,
            cause=line.cause,
            origin_flow="award_run",
            origin_row=run.pk,
            made_at=at,
            run=run.pk,
        )
