"""Scores (得分): from summed facts to scorecards with total and grade (semantics §4 and §5).

The steps live beside: `score_sums` (facts → displayed values), `score_items` (weights in force, count targets),
`score_lines` (points), `score_weights` (missing is not zero), `score_part` (one posting), `score_person` (totals over
postings, grade), `score_year` (the declared mix), `score_groups` (teams as wholes).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.facts import Fact, Place
from deskmerit.core.grade import apply_shares
from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.pause import uncollected
from deskmerit.core.people import Person, Stint
from deskmerit.core.period import Period, PeriodKind
from deskmerit.core.plan import Indicator, Missing, Plan
from deskmerit.core.score_items import MONTHS, Item, Ready, months_in, ready, specs_of
from deskmerit.core.score_lines import Terms
from deskmerit.core.score_lines import given as given_line
from deskmerit.core.score_part import Draft, drafted, made
from deskmerit.core.score_person import carded, graded_card
from deskmerit.core.score_standins import Neutral, carried_shares, stand_ins
from deskmerit.core.score_sums import Table, index, sum_up
from deskmerit.core.score_weights import silent
from deskmerit.core.score_year import annual_items, fill_quarters
from deskmerit.core.scorecard import Scorecard
from deskmerit.core.trace import Note, Step, recorder

__all__ = ["PLAIN", "Inputs", "score", "score_given", "specs_of", "trace", "traces"]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What scoring may need besides plan, facts and people; every part may be left out.

    `phase`: a focus phase of the plan. `present`: the record tables there are (None: all; a count is missing only where
    its table is absent). `previous`: scorecards of the period before, for `carry`. `entries`: hand-entered values by
    (agent_id, indicator id or metric id). `quarters`: the scorecards of a year's quarters. `idle`: the quarters that
    take no part in the year for anybody, label → why. `graded`: overrides the plan's choice of the graded periods.
    """

    phase: str = ""
    present: Collection[str] | None = None
    previous: Sequence[Scorecard] = ()
    entries: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    quarters: Sequence[Sequence[Scorecard]] = ()
    idle: Mapping[str, str] = field(default_factory=dict)
    graded: bool | None = None


PLAIN = Inputs()


def score(
    plans: Plan | Mapping[str, Plan],
    facts: Iterable[Fact],
    specs: Sequence[MeasureSpec],
    people: Sequence[Person],
    period: Period,
    inputs: Inputs = PLAIN,
    notes: Mapping[str, Note] | None = None,
) -> tuple[list[Scorecard], list[Issue]]:
    """The scorecards of a period, by agent_id, with grades after vetoes and shares where the period is graded.

    `plans`: one for everybody, or by position ("" for positions without one of their own). `specs` is the list that
    `facts` index. `notes`: recorders by agent_id for those whose trace is wanted. Raises KeyError for a phase that a
    plan doesn't have. Order of facts and people doesn't matter.
    """
    with uncollected():
        return _scored(plans, facts, specs, people, period, inputs, notes)


def _scored(
    plans: Plan | Mapping[str, Plan],
    facts: Iterable[Fact],
    specs: Sequence[MeasureSpec],
    people: Sequence[Person],
    period: Period,
    inputs: Inputs,
    notes: Mapping[str, Note] | None,
) -> tuple[list[Scorecard], list[Issue]]:
    by_position = {"": plans} if isinstance(plans, Plan) else plans
    run = _Run(by_position, specs, period, inputs, notes or {})
    table = sum_up(facts, period, run.whole)
    run.missed(table, people)
    drafts: Iterable[tuple[Person, list[Draft]]] = (
        (person, run.drafts(person, table)) for person in sorted(people, key=lambda each: each.agent_id)
    )
    neutral = None
    if run.lends:  # colleagues' shares must be known first; without that nothing is kept but the cards
        drafts = list(drafts)
        neutral = Neutral(draft for _, parts in drafts for draft in parts)
    carried = carried_shares(inputs.previous)
    cards = []
    for person, parts in drafts:
        if parts:
            own = [made(draft, stand_ins(draft, neutral, carried, inputs.entries)) for draft in parts]
            note = run.notes.get(person.agent_id)
            cards.append(carded(person, own, (period.label, run.graded(parts)), run.issues, note))
    shared, issues = apply_shares(cards, {plan.id: plan for plan in by_position.values()})
    return shared, run.issues + issues


class _Run:
    """One run of scoring: plans made ready for the period, and the issues found on the way."""

    def __init__(
        self,
        plans: Mapping[str, Plan],
        specs: Sequence[MeasureSpec],
        period: Period,
        inputs: Inputs,
        notes: Mapping[str, Note],
    ) -> None:
        self.plans, self.period, self.inputs, self.notes = plans, period, inputs, notes
        self.months = months_in(period)
        self.issues: list[Issue] = []
        self.at = index(specs)
        unique = {plan.id: plan for plan in plans.values()}
        year = self.mixed = period.kind is PeriodKind.YEAR and bool(inputs.quarters or inputs.idle)
        if period.kind is PeriodKind.YEAR and not year:
            self.issues.append(Issue(Level.WARNING, "year-without-quarters", Where(), {"period": period.label}))
        self.ready = {plan.id: self._ready(plan, year) for plan in unique.values()}
        metrics = {indicator.spec: indicator.metric for plan in unique.values() for indicator in _asked(plan)}
        asked = (indicator for plan in unique.values() for indicator in _asked(plan))
        self.lends = any(indicator.missing is Missing.NEUTRAL for indicator in asked)
        metrics |= {veto.spec: veto.metric for plan in unique.values() for veto in plan.vetoes}
        whole = (spec for spec, metric in metrics.items() if spec.percentile or metric.whole_period)
        self.whole = {self.at[spec] for spec in whole if spec in self.at}

    def _ready(self, plan: Plan, year: bool) -> Ready:
        shows = self.inputs.graded
        graded = self.period.kind.value in plan.scoring.graded if shows is None else shows
        if year:
            return annual_items(plan, self.months, self.at.get, graded)
        return ready(plan, self.period.kind, self.months, self.inputs.phase, self.at.get, graded)

    def graded(self, parts: Sequence[Draft]) -> bool:
        """Whether the leading plan grades this period."""
        return max(parts, key=lambda draft: draft.days).ready.graded

    def drafts(self, person: Person, table: Table) -> list[Draft]:
        """One draft for each place of a person that a plan covers."""
        found = []
        for stint in self._stints(person, table):
            plan = self.plans.get(stint.place.position, self.plans.get(""))
            if plan is None:
                values = {"agent": person.agent_id, "position": stint.place.position}
                self.issues.append(Issue(Level.NOTE, "no-plan-for-position", Where(), values))
                continue
            found.append(self._draft(person, stint, self.ready[plan.id], table))
        return found

    def _stints(self, person: Person, table: Table) -> list[Stint]:
        """The places that count: with a posting on a working day, or with work done there."""
        return [stint for stint in person.stints if stint.posted_days or (person.agent_id, stint.place) in table]

    def _draft(self, person: Person, stint: Stint, plan: Ready, table: Table) -> Draft:
        days, whole = stint.active_days, person.working_days
        factor = plan.months * (Fraction(days, whole) if whole else 1)
        terms = Terms.of(factor, plan.plan.scoring.places, self.inputs.present)
        note = self.notes.get(person.agent_id)
        told = silent if note is None else _placed(note, stint.place)
        if note is not None:
            note("place", {"team": stint.place.team, "position": stint.place.position, "plan": plan.plan.id})
            if stint.posted_days != days:
                note("active-days", {"posted": stint.posted_days, "leave": stint.posted_days - days, "days": days})
            values = {"months": plan.months, "active_days": days, "working_days": whole, "factor": factor}
            note("count-factor", values)
        draft = drafted(person.agent_id, stint.place, plan, table, terms, days, told)
        if self.mixed:
            line, sources = draft.lines[0], (self.inputs.quarters, self.inputs.idle)
            fill_quarters(line, person.agent_id, *sources, plan.plan.scoring.places, told(line.item))
        return draft

    def missed(self, table: Table, people: Sequence[Person]) -> None:
        """Notes work done where its person had no posting: it counts for no scorecard."""
        places = {person.agent_id: {stint.place for stint in person.stints} for person in people}
        lost = {key for key in table if key[0] in places and key[1] not in places[key[0]]}
        for agent_id, place in sorted(lost):
            values = {"agent": agent_id, "team": place.team, "position": place.position}
            self.issues.append(Issue(Level.NOTE, "work-without-posting", Where(), values))


def _asked(plan: Plan) -> list[Indicator]:
    return [*plan.indicators(), *plan.bonus, *plan.annual.indicators]


def _placed(note: Note, place: Place) -> Callable[[Item], Note | None]:
    """A recorder whose steps name the indicator and the place."""

    def told(item: Item) -> Note:
        where = {"indicator": item.indicator.id, "team": place.team, "position": place.position}
        return lambda code, values: note(code, {**where, **values})

    return told


def score_given(
    plan: Plan, given: Mapping[str, Decimal | None], period: PeriodKind, phase: str = "", note: Note | None = None
) -> Scorecard:
    """The scorecard of given displayed values, for plan cases, `check` and filled workbooks: always graded.

    Values by indicator id (bonus items too, and vetoes by their id); an absent or None one is missing. The sample is
    unknown, the person was there all the time; a range counts as one month.
    """
    months = Fraction(MONTHS.get(period, 1))
    plan_ready = ready(plan, period, months, phase, lambda _: None, True)
    terms = Terms.of(months, plan.scoring.places)
    told = silent if note is None else _placed(note, Place())
    lines = [given_line(item, given.get(item.indicator.id), terms, told(item)) for item in plan_ready.items]
    bonus = [given_line(item, given.get(item.indicator.id), terms, told(item)) for item in plan_ready.bonus]
    fired = tuple(v for v in plan.vetoes if (value := given.get(v.id)) is not None and v.holds(value))
    draft = Draft("", Place(), plan_ready, lines, bonus, terms, 0, fired, told)
    return graded_card(Person(""), [made(draft, stand_ins(draft, None, {}, {}))], (period.value, True), note)


def trace(
    agent_id: str,
    plans: Plan | Mapping[str, Plan],
    facts: Iterable[Fact],
    specs: Sequence[MeasureSpec],
    people: Sequence[Person],
    period: Period,
    inputs: Inputs = PLAIN,
) -> tuple[Scorecard | None, list[Step]]:
    """One person's scorecard with every step behind it, by the very functions that score (semantics §9).

    Steps of an indicator carry its id, team and position among their values. None: nobody of that id was scored.
    """
    steps, note = recorder()
    cards, _ = score(plans, facts, specs, people, period, inputs, {agent_id: note})
    return next((card for card in cards if card.agent_id == agent_id), None), steps


def traces(
    agents: Collection[str],
    plans: Plan | Mapping[str, Plan],
    facts: Iterable[Fact],
    specs: Sequence[MeasureSpec],
    people: Sequence[Person],
    period: Period,
    inputs: Inputs = PLAIN,
) -> dict[str, list[Step]]:
    """The steps behind the scorecards of several people, as `trace` gives them one by one: everybody is scored once."""
    recorders = {agent: recorder() for agent in sorted(agents)}
    score(plans, facts, specs, people, period, inputs, {agent: note for agent, (_, note) in recorders.items()})
    return {agent: steps for agent, (steps, _) in recorders.items()}
