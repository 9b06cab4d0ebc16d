"""Awards (激励): amount = base × coefficient(grade) × attendance × team factor × working days with a posting.

Every product stays exact until the cent. Pools and budgets share by largest remainder, ties by agent_id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.grade import NOT_RATED
from deskmerit.core.issue import Issue, Level
from deskmerit.core.money import cents, largest_remainder
from deskmerit.core.number import HUNDRED, ONE, ZERO, divide_half_up, plain
from deskmerit.core.people import Person
from deskmerit.core.plan import Award, Plan
from deskmerit.core.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Base:
    """What an award is reckoned from: an amount of a person (`agent_id`) or of a position, from a date on."""

    award: str
    amount: Decimal
    from_date: date
    agent_id: str = ""
    position: str = ""


@dataclass(frozen=True, slots=True)
class AwardInputs:
    """What awards need besides plan and scorecards.

    `day`: the last day of the period; bases in force on it hold. `attendance`: the displayed attendance rate in per
    cent by agent_id (absent: not measured, factor 1). `team_totals`: totals of the teams scored as wholes.
    """

    day: date
    people: Sequence[Person] = ()
    bases: Sequence[Base] = ()
    attendance: Mapping[str, Decimal] = field(default_factory=dict)
    team_totals: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AwardLine:
    """One person's line of one award.

    `presence` is posted working days / working days. `amount` None: it can't be reckoned, `notes` and an issue say
    why. `product` is exact and unrounded. `notes` are codes with their values, worded by report.
    """

    agent_id: str
    name: str
    employee_no: str
    award: str
    base: Decimal | None
    grade: str
    coefficient: Decimal | None
    attendance: Decimal
    team_factor: Decimal
    presence: Fraction
    amount: Decimal | None
    currency: str
    notes: tuple[tuple[str, Mapping[str, object]], ...] = ()
    product: Fraction | None = None
    site: str = ""


def pay(plan: Plan, cards: Sequence[Scorecard], inputs: AwardInputs) -> tuple[list[AwardLine], list[Issue]]:
    """The lines of a plan's pay and pool awards for the people it grades, by award and agent_id.

    Cards of other plans are left aside. Issues: a base, coefficient or share that is missing, a budget that is
    exceeded, a total below the site's minimum wage.
    """
    own = sorted((card for card in cards if card.plan == plan.id), key=lambda card: card.agent_id)
    lines: list[AwardLine] = []
    issues: list[Issue] = []
    for award in plan.awards:
        if award.kind in ("pay", "pool"):
            found = _award(award, award.currency or plan.currency, own, inputs, issues)
            lines += found
    return lines, issues + _wages(plan, lines)


def _award(
    award: Award, currency: str, cards: Sequence[Scorecard], inputs: AwardInputs, issues: list[Issue]
) -> list[AwardLine]:
    people = {person.agent_id: person for person in inputs.people}
    bases = [base for base in inputs.bases if base.award == award.id and base.from_date <= inputs.day]
    lines = []
    for card in cards:
        base = base_of(bases, card.agent_id, card.place.position)
        if base is None and award.kind == "pool" and not bases:
            base = ONE
        line = _line(award, currency, card, people.get(card.agent_id), base, inputs)
        issues += [_issue(code, award, card.agent_id, values) for code, values in line.notes if code in BLOCKING]
        lines.append(line)
    return (_pooled if award.kind == "pool" else _budgeted)(award, currency, lines, issues)


BLOCKING = ("award-no-base", "award-no-coefficient")
"""Notes that leave a line without an amount, and are issues too."""


def base_of(bases: Sequence[Base], agent_id: str, position: str) -> Decimal | None:
    """The base in force: a person's own before the position's, of each the one with the latest from_date."""
    own = [base for base in bases if base.agent_id == agent_id]
    general = [base for base in bases if not base.agent_id and base.position == position]
    found = max(own or general, key=lambda base: base.from_date, default=None)
    return None if found is None else found.amount


def _line(
    award: Award,
    currency: str,
    card: Scorecard,
    person: Person | None,
    base: Decimal | None,
    inputs: AwardInputs,
) -> AwardLine:
    notes: list[tuple[str, Mapping[str, object]]] = []
    coefficient = _coefficient(award, card, person, notes)
    attendance = _attendance(award, inputs.attendance.get(card.agent_id), person, notes)
    total = inputs.team_totals.get(card.place.team)
    team = next((factor for from_, factor in award.team_factors if total is not None and total >= from_), ONE)
    presence = _presence(person, notes)
    product = None
    if base is None:
        notes.append(("award-no-base", {"position": card.place.position}))
    elif coefficient is not None:
        product = Fraction(base) * Fraction(coefficient) * Fraction(attendance) * Fraction(team) * presence
    amount = None if product is None else cents(product)
    return AwardLine(
        *(card.agent_id, card.name, card.employee_no, award.id, base, card.grade, coefficient, attendance, team),
        *(presence, amount, currency, tuple(notes), product, card.place.site),
    )


def _coefficient(
    award: Award, card: Scorecard, person: Person | None, notes: list[tuple[str, Mapping[str, object]]]
) -> Decimal | None:
    """The grade's coefficient. Who is not rated after protected leave gets the better of `not_rated` and the band's."""
    found = award.coefficients.get(card.grade)
    if found is None:
        notes.append(("award-no-coefficient", {"grade": card.grade}))
        return None
    on_leave = person is not None and person.active_days < person.posted_days
    if card.grade == NOT_RATED and on_leave and card.score_grade:
        better = award.coefficients.get(card.score_grade)
        if better is not None and better > found:
            notes.append(("protected-leave", {"grade": card.score_grade, "not_rated": found}))
            return better
    return found


def _attendance(
    award: Award, rate: Decimal | None, person: Person | None, notes: list[tuple[str, Mapping[str, object]]]
) -> Decimal:
    if not award.attendance:
        return ONE
    if rate is None:
        away = person is not None and person.posted_days > 0 and person.active_days == 0
        notes.append(("attendance-all-leave" if away else "attendance-not-measured", {}))
        return ONE
    return min(rate / HUNDRED, ONE)


def _presence(person: Person | None, notes: list[tuple[str, Mapping[str, object]]]) -> Fraction:
    """Working days with a posting over the period's: joiners and leavers; protected leave takes nothing away."""
    if person is None or not person.working_days or person.posted_days == person.working_days:
        return Fraction(1)
    notes.append(("presence", {"posted_days": person.posted_days, "working_days": person.working_days}))
    return Fraction(person.posted_days, person.working_days)


def _pooled(award: Award, currency: str, lines: list[AwardLine], issues: list[Issue]) -> list[AwardLine]:
    """A pool shared in proportion to the products: the amounts sum to it to the cent."""
    shares = [(line.agent_id, max(line.product, Fraction(0))) for line in lines if line.product is not None]
    pool, whole = award.amount or ZERO, sum((share for _, share in shares), Fraction(0))
    if pool and not whole:
        issues.append(_issue("pool-without-shares", award, "", {"amount": plain(pool), "currency": currency}))
    given = largest_remainder(pool, shares)
    told = {"pool": plain(pool), "products": _six(whole)}
    return [
        _with(line, given.get(line.agent_id), ("pool-share", {**told, "product": _six(line.product)})) for line in lines
    ]


def _budgeted(award: Award, currency: str, lines: list[AwardLine], issues: list[Issue]) -> list[AwardLine]:
    """A pay award within its budget: all scaled by one factor, or stopped; unstated acts as stop."""
    due = sum((line.product for line in lines if line.product is not None), Fraction(0))
    rounded = sum((line.amount for line in lines if line.amount is not None), ZERO)
    budget = award.budget
    if budget is None or max(due, Fraction(rounded)) <= Fraction(budget):
        return lines
    values = {"budget": plain(budget), "due": plain(cents(due))}
    told = {**values, "currency": currency}
    if award.over_budget != "scale":
        issues.append(_issue("budget-stopped", award, "", told))
        return [_with(line, cents(ZERO), ("budget-stopped", values)) for line in lines]
    shares = [(line.agent_id, max(line.product, Fraction(0))) for line in lines if line.product is not None]
    given, factor = largest_remainder(budget, shares), Fraction(budget) / due
    issues.append(_issue("budget-scaled", award, "", told, Level.WARNING))
    note = ("budget-scaled", {**values, "factor": _six(factor)})
    return [_with(line, given.get(line.agent_id), note) for line in lines]


def _six(value: Fraction | None) -> str:
    """A factor or product for a note: to six decimals."""
    return "" if value is None else plain(divide_half_up(value.numerator, value.denominator, 6))


def _with(line: AwardLine, amount: Decimal | None, note: tuple[str, Mapping[str, object]]) -> AwardLine:
    if line.product is None:
        return line
    return replace(line, amount=amount, notes=(*line.notes, note))


def _issue(code: str, award: Award, agent_id: str, values: Mapping[str, object], level: Level = Level.ERROR) -> Issue:
    return Issue(level, code, award.where, {"award": award.id, "agent": agent_id, **values})


def _wages(plan: Plan, lines: Sequence[AwardLine]) -> list[Issue]:
    """Warns where a person's awards of the run come to less than the site's minimum wage that an award states."""
    least: dict[str, Decimal] = {}
    for award in plan.awards:
        for site, wage in award.minimum_wage.items():
            least[site] = max(wage, least.get(site, wage))
    totals: dict[str, Decimal] = {}
    sites = {line.agent_id: line.site for line in lines}
    for line in lines:
        totals[line.agent_id] = totals.get(line.agent_id, ZERO) + (line.amount or ZERO)
    found = []
    for agent_id, total in sorted(totals.items()):
        site = sites[agent_id]
        if site in least and total < least[site]:
            values = {"agent": agent_id, "total": plain(total), "site": site, "wage": plain(least[site]),
                      "currency": plan.currency}  # fmt: skip
            found.append(Issue(Level.WARNING, "below-minimum-wage", plan.where, values))
    return found


def control_total(lines: Sequence[AwardLine]) -> dict[str, Decimal]:
    """The sum of the amounts by currency: the control total of a payroll file."""
    found: dict[str, Decimal] = {}
    for line in lines:
        found[line.currency] = found.get(line.currency, ZERO) + (line.amount or ZERO)
    return found
