"""What the pages of improvement plans read: figures fill themselves from the newest card of the person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet

from deskmerit.core.plan import Target
from deskmerit.core.scorecard import IndicatorScore, Scorecard
from deskmerit.web.improvement.content import Area, Content, Step, read
from deskmerit.web.improvement.models import OPEN, Improvement
from deskmerit.web.interviews.brief import Line, gap
from deskmerit.web.interviews.queries import lines_of, plans_of
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.models import Card, Result
from deskmerit.web.scorecards.store import postings, scorecard_of
from deskmerit.web.shared import wording

RUNNING = ("active", "change_proposed", "extended")
MOST_AREAS = 3


@dataclass(frozen=True, slots=True)
class Filled:
    """An area with its value now: `value` from the newest card (None: nothing measured), `points` for the trend."""

    area: Area
    value: Decimal | None
    period: str
    running: bool  # whether the period still runs
    points: list[dict[str, Any]]
    title: str = ""  # the measure's, in the reader's language, where the area is named after it

    @property
    def name(self) -> str:
        """The area as a page names it."""
        return self.title or self.area.area

    @property
    def gap(self) -> str:
        """From start to target, with its unit; in words where no measure tells."""
        area = self.area
        if area.start is None or area.target is None or not area.unit:
            return area.gap
        return wording.figure(abs(area.target - area.start), area.unit)

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached now."""
        return self.area.reached(self.value)

    @property
    def way(self) -> Decimal | None:
        """The part of the way done."""
        return self.area.way(self.value)

    @property
    def percent(self) -> int:
        """The part of the way done, in whole per cent."""
        return int((self.way or 0) * 100)


def newest_card(person: Person) -> Card | None:
    """The card of the latest cycle a person is in: the one that holds where it is published, else the running one."""
    cards = Card.objects.filter(person=person, run=F("run__cycle__current")).select_related("run__cycle")
    card = cards.order_by("-run__cycle__end", "-run").first()
    if card is not None and card.run.cycle.is_published:
        held = Result.objects.filter(cycle=card.run.cycle, person=person).select_related("card").first()
        if held is not None:
            held.card.run.cycle = card.run.cycle
            return held.card
    return card


def filled(plan: Improvement, content: Content | None = None) -> list[Filled]:
    """The areas of a plan with their values now."""
    areas = (content or read(plan.content)).areas
    card = newest_card(plan.person) if any(area.tied for area in areas) else None
    lines = _values(scorecard_of(card, plan.person)) if card else {}
    plans_used = plans_of(plan.result.cycle) if areas else {}
    titles = {(name, each.id): each.title for name, used in plans_used.items() for each in used.indicators()}
    found = []
    for area in areas:
        title = titles.get((area.plan, area.indicator), {})
        line = lines.get((area.plan, area.indicator))
        trend = card.trend.get(f"{area.plan}/{area.indicator}", []) if card and area.tied else []
        found.append(
            Filled(
                area,
                line.actual if line else None,
                card.run.cycle.period if card and line else "",
                bool(card and line and not card.run.cycle.is_published),
                [{"label": wording.month(month), "value": Decimal(value)} for month, value in trend][-6:],
                wording.lang_text(title) if area.area in title.values() else "",
            )
        )
    return found


def _values(card: Scorecard) -> dict[tuple[str, str], IndicatorScore]:
    """The lines of a card by plan and indicator; of several postings by one plan the leading one's."""
    found = {
        (part.plan, line.id): line for part in postings(card) for each in part.dimensions for line in each.indicators
    }
    return found | {(card.plan, line.id): line for line in card.indicators()}


def first_content(result: Result, reason: str) -> Content:
    """What a new plan starts with: the largest gaps of the result as areas."""
    gaps = sorted(filter(None, map(gap, _lines(result))), key=lambda each: (-each.lost, each.line.id))
    return Content(reason=reason, areas=tuple(area_of(each.line) for each in gaps[:MOST_AREAS]))


def _lines(result: Result) -> list[Line]:
    """The scored lines of a result; what several postings are scored by in one plan stands once, the leading one's."""
    card = scorecard_of(result.card, result.person)
    leads = {(line.plan, line.id): line for line in lines_of(replace(card, parts=()), plans_of(result.cycle), {})}
    every = {(line.plan, line.id): line for line in lines_of(card, plans_of(result.cycle), {})}
    return list((every | {key: replace(line, place=every[key].place) for key, line in leads.items()}).values())


def area_of(line: Line) -> Area:
    """A scored line as an area: from its value to its target."""
    target, lower = end_of(line.target, line.actual)
    tied = target is not None and line.actual is not None
    short = line.target.short(line.actual) if line.target and line.actual is not None else None
    return Area(
        area=wording.lang_text(line.title),
        plan=line.plan if tied else "",
        indicator=line.id if tied else "",
        unit=line.unit,
        lower=lower,
        start=line.actual,
        target=target,
        current=wording.figure(line.actual, line.unit),
        expected=wording.figure(target, line.unit),
        gap=wording.figure(short, line.unit),
    )


def end_of(target: Target | None, actual: Decimal | None) -> tuple[Decimal | None, bool]:
    """The end of a target that counts, and whether less is better: of a range the one that is missed."""
    if target is None:
        return None, False
    if target.is_range:
        over = actual is not None and target.at_most is not None and actual > target.at_most
        return (target.at_most, True) if over else (target.at_least, False)
    return (target.at_most, True) if target.lower_is_better else (target.at_least, False)


def measures_of(plan: Improvement) -> list[Line]:
    """The lines a goal can be tied to: those of the result the plan stems from."""
    return _lines(plan.result)


def open_steps(person: Person) -> list[tuple[int, Step]]:
    """The steps not yet done of a person's running plan, with the plan's key."""
    plan = Improvement.objects.filter(person=person, state__in=RUNNING).first()
    if plan is None:
        return []
    return [(plan.pk, step) for step in read(plan.content).steps if step.key not in plan.done]


def listed(rows: QuerySet[Improvement]) -> QuerySet[Improvement]:
    """Plans with what a list shows."""
    return rows.select_related("person", "lead", "deputy", "result__cycle")


def open_plan_of(person: Person) -> Improvement | None:
    """A person's open plan, of which there is one at most."""
    return Improvement.objects.filter(person=person, state__in=OPEN).first()


def figures(areas: Iterable[Filled]) -> Mapping[str, str]:
    """Area number → value, as a check-in keeps it."""
    return {str(n): str(each.value) for n, each in enumerate(areas, 1) if each.value is not None}


def days_left(plan: Improvement, today: date) -> int | None:
    """Days up to the plan's end, below 0 after it."""
    return (plan.ends_on - today).days if plan.ends_on else None


def done_on(plan: Improvement, key: str) -> str:
    """The day a step was done, in words; nothing where it is open."""
    told = str(plan.done.get(key, ""))
    return wording.day(date.fromisoformat(told)) if told else ""
