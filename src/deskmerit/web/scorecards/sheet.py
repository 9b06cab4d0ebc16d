"""A stored scorecard as its page, its files and the interface show it: one view model for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from deskmerit.core.facts import Place
from deskmerit.core.plan import Indicator, Plan, Target
from deskmerit.core.scorecard import DimensionScore, IndicatorScore, Scorecard
from deskmerit.core.trace import Step
from deskmerit.report import values
from deskmerit.report.context import Context
from deskmerit.report.explain import of_person, sentences
from deskmerit.report.words import UNGRADED, note_text, words
from deskmerit.web.bridge import stored
from deskmerit.web.cycles.plans import plans_of
from deskmerit.web.scorecards.models import Card
from deskmerit.web.scorecards.store import scorecard_of
from deskmerit.web.shared import wording
from deskmerit.web.shared.organisation import settings_of


@dataclass(frozen=True, slots=True)
class Line:
    """One line: texts with their units, and the values behind them. `key` names it in addresses."""

    key: str
    title: str
    target: str
    actual: str
    cases: str
    weight: Decimal
    score: Decimal | None
    note: str
    plan: str
    place: Place
    line: IndicatorScore
    indicator: Indicator | None

    @property
    def small(self) -> bool:
        """Whether it is shown beside others and not scored."""
        return not self.line.base_weight


@dataclass(frozen=True, slots=True)
class Group:
    """A dimension with its lines; bonus and malus come without a weight."""

    title: str
    weight: Decimal | None
    score: Decimal | None
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Block:
    """One posting; most people have one, and its heading is left out then."""

    title: str
    days: int
    total: Decimal | None
    groups: Sequence[Group]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A scorecard with everything that is said about it."""

    card: Card
    content: Scorecard
    context: Context
    blocks: Sequence[Block]
    steps: Sequence[Step]

    def lines(self) -> list[Line]:
        """Every line in order."""
        return [line for block in self.blocks for group in block.groups for line in group.lines]

    def line(self, key: str) -> Line | None:
        """A line by its key."""
        return next((line for line in self.lines() if line.key == key), None)

    def grade(self) -> str:
        """The final grade with its title."""
        return self.context.grade_name(self.content.plan, self.content.grade) or wording.NONE

    def score_grade(self) -> str:
        """The grade by score where the final one is another."""
        moved = self.content.score_grade != self.content.grade and self.content.score_grade
        return self.context.grade_name(self.content.plan, self.content.score_grade) if moved else ""

    def reason(self) -> str:
        """Why the grade is not the score's own."""
        return self.context.reason(self.content, alone=self.content.grade not in UNGRADED)

    def bands(self) -> list[tuple[str, str, Decimal | None]]:
        """The grades of the plan that graded, best first."""
        plan = self.context.plan(self.content.plan)
        return [(each.id, values.said(each.title, self.context.lang, each.id), each.from_) for each in plan.grades]

    def how(self, line: Line) -> Sequence[str]:
        """How a line's score came about, sentence by sentence."""
        found = self.context.explained.get((self.content.agent_id, line.place, line.line.id), {})
        return found.get(self.context.lang, ())

    def total_how(self) -> list[str]:
        """How total and grade came about."""
        return sentences(of_person(self.steps, self.content), self.context.lang) if self.steps else []

    def as_of(self) -> str:
        """The instant of the data in the organisation's zone."""
        at = self.card.run.as_of
        return wording.moment(at, self.context.zone) if at else wording.NONE

    def made(self) -> str:
        """What the figures were made from, for people: the person's own plans, data mark, instant, software."""
        w, content = words(self.context.lang), self.content
        own = dict.fromkeys((content.plan, *(part.plan for part in content.parts)))
        plans = [self.context.plan(each) for each in own]
        named = [
            f"{values.said(plan.title, self.context.lang, plan.id)} {plan.fingerprint[:8]}".strip() for plan in plans
        ]
        told = {"plan": ", ".join(named), "as_of": self.as_of()}
        told |= {word: value[:8] for word, value in self.context.made_from if word == "data"}
        return " · ".join(f"{w.get(word, word)} {told.get(word, value)}" for word, value in self.context.made_from)

    def definition(self, line: Line) -> str:
        """What a line measures."""
        return wording.lang_text(self.context.definition.get((line.plan, line.line.id)))

    def scoring(self, line: Line) -> str:
        """How it is scored."""
        return wording.lang_text(self.context.scoring.get((line.plan, line.line.id)))

    def trend(self, line: Line) -> list[tuple[str, Decimal]]:
        """Its values month by month."""
        return list(self.context.trend[self.content.agent_id].get((line.plan, line.line.id), ()))


def sheet_of(card: Card, lead: str = "", plans: Sequence[Plan] | None = None) -> Sheet:
    """A stored card with its plans, texts and trace. `plans`: those of its cycle, where they are at hand."""
    content, settings = scorecard_of(card), settings_of()
    steps = stored.steps_of(card.steps)
    chosen = plans_of(card.run.cycle) if plans is None else plans
    context = stored.context(
        content, chosen, settings, wording.lang(),
        made_from=card.run.made_from, steps=steps, trend=card.trend, lead=lead,
    )  # fmt: skip
    return Sheet(card, content, context, _blocks(content, context), steps)


def _blocks(card: Scorecard, context: Context) -> list[Block]:
    if not card.parts:
        return [_block(0, card.place, card.plan, card.active_days, card.total, card.dimensions, card.bonus, context)]
    found = [
        _block(at, part.place, part.plan, part.active_days, part.total, part.dimensions, part.bonus, context)
        for at, part in enumerate(card.parts)
    ]
    shown = {line.line.id for block in found for group in block.groups for line in group.lines}
    whole = tuple(each for each in card.bonus if each.id not in shown)
    if whole:
        found.append(_block(len(found), card.place, card.plan, card.active_days, card.total, (), whole, context))
    return found


def _block(
    at: int,
    place: Place,
    plan: str,
    days: int,
    total: Decimal | None,
    dimensions: Sequence[DimensionScore],
    bonus: Sequence[IndicatorScore],
    context: Context,
) -> Block:
    def row(line: IndicatorScore) -> Line:
        return _line(f"{line.id}:{at}" if at else line.id, line, plan, place, context)

    groups = [
        Group(context.title(plan, each.id), each.weight, each.score, [row(line) for line in each.indicators])
        for each in dimensions
    ]
    if bonus:
        groups.append(Group(words(context.lang)["bonus"], None, None, [row(line) for line in bonus]))
    return Block(" · ".join(text for text in (place.team, place.position) if text), days, total, groups)


def _line(key: str, line: IndicatorScore, plan: str, place: Place, context: Context) -> Line:
    indicator, lang = context.indicator(plan, line.id), context.lang
    return Line(
        key=key,
        title=context.title(plan, line.id),
        target=values.target_text(target_of(line, indicator), line.unit, lang) or wording.NONE,
        actual=values.with_unit(values.actual(line.actual, line.unit), line.unit, lang),
        cases=wording.count(line.cases),
        weight=line.weight,
        score=line.score,
        note=note_text(line, lang),
        plan=plan,
        place=place,
        line=line,
        indicator=indicator,
    )


def target_of(line: IndicatorScore, indicator: Indicator | None) -> Target | None:
    """The target in force: a count's is scaled to the period."""
    planned = indicator.target if indicator else None
    if planned is None or line.target is None:
        return planned
    if planned.is_range:
        return Target(at_least=line.target, at_most=line.target_high)
    return Target(at_most=line.target) if planned.lower_is_better else Target(at_least=line.target)
