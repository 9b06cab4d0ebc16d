"""My page: how I stand, what would move it most, how it went over the months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from deskmerit.core.moves import Move
from deskmerit.core.plan import Plan
from deskmerit.core.scorecard import Scorecard
from deskmerit.report import values
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge import codec
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.insight import figures
from deskmerit.web.insight.words import cases_text
from deskmerit.web.scorecards.models import Card, Result
from deskmerit.web.shared import clock, wording

MONTHS = 8
MOST = 5


@dataclass(frozen=True, slots=True)
class Step:
    """A better value and what it gains: `First response 37 → 34 s: +2.00`, with the cases it takes and full marks."""

    title: str
    from_text: str
    to_text: str
    gain: Decimal
    note: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A line over months. `key` is `plan/indicator`."""

    key: str
    title: str
    unit: str
    target: Decimal | None
    points: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything about one card of mine."""

    card: Card
    cycle: Cycle
    content: Scorecard
    plan: Plan | None
    plans: Mapping[str, Plan]
    result: Result | None

    @property
    def running(self) -> bool:
        """Whether the figures may still change."""
        return self.result is None

    @property
    def graded(self) -> bool:
        """While the panel reviews nobody is told a grade."""
        return self.result is not None or self.card.run.kind == Run.Kind.RUNNING

    @property
    def detail_url(self) -> str:
        """Where the records behind each row open."""
        if self.result is not None:
            return reverse("scorecard", args=[self.result.pk])
        return reverse("running", args=[self.card.pk])

    def grade(self) -> str:
        """The grade so far, or the final one."""
        return figures.grade_text(self.content, self.plan, running=self.running)

    def month(self) -> tuple[int, int]:
        """Which month of how many the data reach into."""
        months = self.cycle.span().months()
        day = clock.local_date(self.card.run.as_of) if self.card.run.as_of else self.cycle.start
        return sum(month.start <= day for month in months) or 1, len(months)


def cards_of(user: User) -> list[Card]:
    """My cards, of each cycle the one that counts, newest period first; without their contents."""
    if user.person is None:
        return []
    shown = Card.objects.filter(person=user.person, run=F("run__cycle__current"))
    return list(
        shown.exclude(run__cycle__state__in=("draft", "cancelled"))
        .select_related("run__cycle", "team", "person")
        .defer("content", "steps", "trend", "moves")
        .order_by("-run__cycle__start", "-run__cycle")
    )


def mine(user: User, asked: str = "") -> tuple[Mine | None, list[Cycle]]:
    """The card of the cycle asked for, else of the newest open one, else the newest; and the cycles to choose from."""
    cards = cards_of(user)
    cycles = [card.run.cycle for card in cards]
    chosen = next((card for card in cards if str(card.run.cycle_id) == asked), None)
    chosen = chosen or next((card for card in cards if card.run.cycle.state == Cycle.State.OPEN), None)
    chosen = chosen or (cards[0] if cards else None)
    if chosen is None:
        return None, cycles
    whole = Card.objects.select_related("run__cycle", "team", "person").defer("steps")
    return of_card(whole.get(pk=chosen.pk)), cycles


def of_card(card: Card) -> Mine:
    """A card with its cycle, plans and, once published, the result that holds."""
    cycle = card.run.cycle
    result = None
    if cycle.is_published:
        found = Result.objects.filter(cycle=cycle, person=card.person).select_related("card__run__cycle", "card__team")
        result = found.first()
        card = result.card if result else card
    plans, content = figures.plans_of(cycle), figures.content_of(card)
    return Mine(card, cycle, content, plans.get(content.plan), plans, result)


def steps(found: Mine) -> list[Step]:
    """The nearest better value of each line by what it adds to the total, most first; the rule's own arithmetic."""
    moves: tuple[Move, ...] = codec.from_json(tuple[Move, ...], found.card.moves)
    full = {(each.indicator, each.place): each for each in moves if each.is_full}
    lines = {line.id: line for line in found.content.indicators()}
    for part in found.content.parts:
        lines.update({line.id: line for each in part.dimensions for line in each.indicators})
    known = {id_: each for plan in found.plans.values() for id_, each in figures.indicators_of(plan).items()}
    shown = []
    for move in (each for each in moves if each.is_next):
        line, indicator = lines.get(move.indicator), known.get(move.indicator)
        if line is None or indicator is None:
            continue
        notes = []
        if move.cases_needed is not None:
            more = move.to_value > move.from_value
            notes.append(cases_text(indicator.metric.id, move.cases_needed, more=more))
        best = full.get((move.indicator, move.place))
        if best is not None and best != move:
            said = {"value": wording.figure(best.to_value, line.unit), "gain": f"+{wording.score(best.gain)}"}
            notes.append(_("at %(value)s it would be %(gain)s") % said)
        gain = move.gain * move.share.numerator / move.share.denominator
        shown.append(Step(figures.title_of(move.indicator, indicator), values.actual(move.from_value, line.unit),
                          wording.figure(move.to_value, line.unit), gain, " · ".join(notes)))  # fmt: skip
    return sorted(shown, key=lambda each: -each.gain)[:MOST]


def trends(found: Mine) -> list[tuple[str, str]]:
    """The indicators with months to look at, as (key, title), those of my own card."""
    kept = list[tuple[str, str]]()
    for group in figures.groups(found.content, found.plans):
        for row in group.rows:
            key = f"{found.content.plan}/{row.line.id}"
            if len(found.card.trend.get(key, ())) > 1 and key not in [each for each, _title in kept]:
                kept.append((key, row.title))
    return kept


def trend(found: Mine, asked: str, choice: Sequence[tuple[str, str]]) -> Trend | None:
    """The months of an indicator against its target: the one asked for, else the one that lost most points."""
    keys = [key for key, _title in choice]
    if not keys:
        return None
    key = asked if asked in keys else _weakest(found, keys)
    plan, _slash, id_ = key.partition("/")
    indicator = figures.indicators_of(found.plans.get(plan)).get(id_)
    line = next(each for each in found.content.indicators() if each.id == id_)
    points = [{"label": month_text(month), "value": Decimal(value)} for month, value in found.card.trend[key][-MONTHS:]]
    target = None
    if indicator is not None and indicator.target is not None and not indicator.target.is_range:
        target = indicator.target.value  # a count's is that of one month, as the points are
    return Trend(key, dict(choice)[key], line.unit, target, points)


def _weakest(found: Mine, keys: Sequence[str]) -> str:
    """Where most points of the weight are missing."""
    lost = {
        f"{found.content.plan}/{line.id}": line.weight - line.score
        for line in found.content.indicators()
        if line.score is not None and line.weight
    }
    return max(keys, key=lambda key: lost.get(key, Decimal(-1)))


def month_text(label: str) -> str:
    """`2026-09` as a page's axis says it: `9 月`, `Sep`."""
    number = int(label[5:7])
    if wording.lang() == "zh":
        return f"{number} 月"
    return ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[number - 1]
