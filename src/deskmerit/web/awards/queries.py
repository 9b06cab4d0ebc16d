"""What pages of awards read; queries don't grow with the number of people."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from django.db.models import Q, Sum

from deskmerit.core.award import AwardLine
from deskmerit.core.plan import Award, Plan
from deskmerit.web.awards.models import AwardRun, LedgerLine, RunLine
from deskmerit.web.bridge import codec
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.org.models import Person
from deskmerit.web.plans.queries import plan_of
from deskmerit.web.shared import wording

ZERO = Decimal(0)


def plans_of(cycle: Cycle) -> list[Plan]:
    """The plans of a cycle."""
    return [plan_of(version) for version in cycle.versions.order_by("pk")]


def awards_of(cycle: Cycle, *kinds: str) -> dict[str, Award]:
    """The awards of a cycle's plans by id, of the kinds named; the first plan's where several have one."""
    found: dict[str, Award] = {}
    for plan in plans_of(cycle):
        for award in plan.awards:
            if not kinds or award.kind in kinds:
                found.setdefault(award.id, award)
    return found


def wish_awards(cycle: Cycle) -> list[Award]:
    """What people of a cycle may wish for."""
    return list(awards_of(cycle, "wish").values())


def titles() -> dict[str, str]:
    """The titles of awards in the latest cycles' plans, by id, in the language of the page."""
    found: dict[str, str] = {}
    for cycle in Cycle.objects.exclude(state="cancelled").prefetch_related("versions")[:12]:
        for name, award in awards_of(cycle).items():
            found.setdefault(name, wording.lang_text(award.title))
    return found


def offered_to(cycle: Cycle, person: Person | None) -> list[Award]:
    """What a person may wish for: those of the plan they are scored by; of all plans while that isn't known."""
    card = cycle.current.cards.filter(person=person).values_list("plan", flat=True).first() if cycle.current else None
    plans = [plan for plan in plans_of(cycle) if plan.id == card] if card else plans_of(cycle)
    return list({award.id: award for plan in plans for award in plan.awards if award.kind == "wish"}.values())


def control_of(run: AwardRun) -> dict[str, Decimal]:
    """What a run's lines add up to, by currency."""
    sums = run.lines.exclude(amount=None).order_by("currency").values_list("currency").annotate(Sum("amount"))
    return {currency: hundredths(total) for currency, total in sums}


def hundredths(total: object) -> Decimal:
    """A sum of amounts: the database adds the integers that they are kept as."""
    return total if isinstance(total, Decimal) else Decimal(cast("int", total or 0)).scaleb(-2)


def unpaid(cycle: Cycle) -> list[str]:
    """What of a cycle isn't paid yet, as names of runs and people; empty where all is paid (a plan may pay nothing)."""
    if not awards_of(cycle, "pay", "pool"):
        return []
    elsewhere = cycle.ledger.exclude(run=None).values("run")
    runs = AwardRun.objects.filter(Q(cycle=cycle) | Q(pk__in=elsewhere)).exclude(state__in=("paid", "cancelled"))
    open_ = [str(run) for run in runs.distinct()]
    regular = cycle.award_runs.filter(kind=AwardRun.Kind.REGULAR).exclude(state="cancelled").exists()
    owed = owed_lines(cycle)
    found = open_ if regular else [cycle.period, *open_]
    return found + sorted({line.person.name for line in owed})


def owed_lines(cycle: Cycle | None = None) -> list[LedgerLine]:
    """Corrections that no locked run has taken along yet, of a cycle or of all."""
    found = LedgerLine.objects.filter(run=None).select_related("person", "cycle")
    return list(found.filter(cycle=cycle) if cycle else found)


def award_line(line: RunLine) -> AwardLine | None:
    """How a line was reckoned; None for a correction."""
    return None if line.content is None else codec.from_json(AwardLine, line.content)


@dataclass(frozen=True, slots=True)
class Payroll:
    """A row of the payroll file: a person's gross amount of a period in one currency."""

    employee_no: str
    name: str
    period: str
    pay_month: str
    amount: Decimal
    currency: str


def payroll(run: AwardRun) -> list[Payroll]:
    """The rows of the payroll file: one per person, period earned and currency; nobody with nothing to pay."""
    sums: dict[tuple[str, str, int, str, str], Decimal] = {}
    for line in run.lines.select_related("cycle").exclude(amount=None):
        key = (line.employee_no, line.name, line.person_id, line.cycle.period, line.currency)
        sums[key] = sums.get(key, ZERO) + (line.amount or ZERO)
    return [
        Payroll(number, name, period, run.pay_month, amount, currency)
        for (number, name, _, period, currency), amount in sorted(sums.items())
        if amount
    ]


def before(run: AwardRun, people: Iterable[int]) -> dict[tuple[int, str], Decimal]:
    """What people were awarded in the regular run before, by person and award."""
    runs = AwardRun.objects.filter(kind=AwardRun.Kind.REGULAR, cycle__start__lt=run.cycle.start)
    last = runs.exclude(state="cancelled").order_by("-cycle__start").first()
    if last is None:
        return {}
    lines = last.lines.filter(kind=LedgerLine.Kind.AWARD, person__in=people).exclude(amount=None)
    found = lines.values_list("person", "award", "amount")
    return {(person, award): amount or ZERO for person, award, amount in found}
