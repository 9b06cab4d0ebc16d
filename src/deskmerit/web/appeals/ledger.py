"""The ledger as the cascade reads and writes it: what was paid, what was corrected since, what is to be added."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.award import AwardLine
from deskmerit.core.cascade import Correction
from deskmerit.web.appeals.models import Appeal
from deskmerit.web.awards.models import LedgerLine
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock

ONE, ZERO = Decimal(1), Decimal(0)


def awards_of(cycle: Cycle) -> list[AwardLine] | None:
    """The award lines of a cycle's runs by the ledger; None while there are none."""
    held = cycle.ledger.filter(kind=LedgerLine.Kind.AWARD).select_related("person")
    found = [
        AwardLine(
            each.person.agent_id, each.person.name, each.person.employee_no, each.award, None, "", None, ONE, ONE,
            Fraction(1), each.amount, each.currency,
        )
        for each in held
    ]  # fmt: skip
    return found or None


def corrections_of(cycle: Cycle) -> list[Correction]:
    """What was added since, whether it was paid already or waits for the next run."""
    held = cycle.ledger.filter(kind=LedgerLine.Kind.CORRECTION).select_related("person")
    return [Correction(each.person.agent_id, each.award, ZERO, ZERO, ZERO, each.amount, each.currency) for each in held]


def add(appeal: Appeal, corrections: Sequence[Correction]) -> list[LedgerLine]:
    """Writes what an upheld appeal adds, to be paid with the next run; a line that is there isn't written again."""
    people = {each.agent_id: each for each in Person.objects.filter(agent_id__in=[c.agent_id for c in corrections])}
    return [
        LedgerLine.objects.get_or_create(
            origin_flow="appeal",
            origin_row=appeal.pk,
            person=people[each.agent_id],
            award=each.award,
            kind=LedgerLine.Kind.CORRECTION,
            defaults={
                "cycle": appeal.cycle,
                "amount": each.amount,
                "currency": each.currency,
                "cause": LedgerLine.Cause.APPEAL,
                "made_at": clock.now(),
            },
        )[0]
        for each in corrections
    ]
