"""A stored card as rows: texts with their units, marks in words; read by my page, the team page and home."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from deskmerit.core.moves import distance
from deskmerit.core.plan import Indicator, Plan
from deskmerit.core.scorecard import DimensionScore, IndicatorScore, Scorecard, Status
from deskmerit.report import values
from deskmerit.report.words import UNGRADED, note_text, reason_text
from deskmerit.web.bridge import codec
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.plans.queries import plan_of
from deskmerit.web.scorecards.models import Card
from deskmerit.web.scorecards.sheet import target_of
from deskmerit.web.shared import wording

FEW = 50
"""Below so many judged answers luck weighs: satisfaction and quality checks say so."""
JUDGED = ("surveys", "qa_reviews")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a card. `key` names it in the addresses of the scorecard's pages."""

    key: str
    title: str
    target: str
    actual: str
    cases: str
    weight: str
    line: IndicatorScore
    small: bool
    note: str

    @property
    def scored(self) -> bool:
        """Whether it has a weight: guards are shown only."""
        return bool(self.line.base_weight)


@dataclass(frozen=True, slots=True)
class Group:
    """A dimension; `place` heads the first of a posting's where there are several."""

    title: str
    score: Decimal | None
    weight: str
    rows: Sequence[Row]
    place: str = ""


def plans_of(cycle: Cycle) -> dict[str, Plan]:
    """The plans of a cycle by id."""
    return {plan.id: plan for plan in map(plan_of, cycle.versions.all())}


def content_of(card: Card) -> Scorecard:
    """The card without a name."""
    found: Scorecard = codec.from_json(Scorecard, card.content)
    return found


def groups(card: Scorecard, plans: Mapping[str, Plan]) -> list[Group]:
    """The card's lines by posting and dimension."""
    if not card.parts:
        return _groups(card.dimensions, card.bonus, plans.get(card.plan), 0, "")
    found: list[Group] = []
    for at, part in enumerate(card.parts):
        place = " · ".join(text for text in (part.place.team, part.place.position) if text)
        found += _groups(part.dimensions, part.bonus, plans.get(part.plan), at, place)
    return found


def indicators_of(plan: Plan | None) -> dict[str, Indicator]:
    """Every indicator of a plan by id."""
    return {each.id: each for each in (*plan.indicators(), *plan.bonus, *plan.annual.indicators)} if plan else {}


def _groups(
    dimensions: Sequence[DimensionScore], bonus: Sequence[IndicatorScore], plan: Plan | None, at: int, place: str
) -> list[Group]:
    known = indicators_of(plan)
    titles = {each.id: each.title for each in plan.dimensions} if plan else {}
    found = []
    for number, each in enumerate(dimensions):
        rows = [row(line, known.get(line.id), at) for line in each.indicators]
        title = wording.lang_text(titles.get(each.id)) or each.id
        found.append(Group(title, each.score, values.weight(each.weight), rows, "" if number else place))
    if bonus:
        found.append(Group("", None, "", [row(line, known.get(line.id), at) for line in bonus]))
    return found


def row(line: IndicatorScore, indicator: Indicator | None, at: int = 0) -> Row:
    """One line with what must be known of it where it stands."""
    lang = wording.lang()
    return Row(
        key=f"{line.id}:{at}" if at else line.id,
        title=title_of(line.id, indicator),
        target=values.target_text(target_of(line, indicator), line.unit, lang) or wording.NONE,
        actual=values.with_unit(values.actual(line.actual, line.unit), line.unit, lang),
        cases=wording.count(line.cases),
        weight=values.weight(line.weight) if line.base_weight else wording.NONE,
        line=line,
        small=is_small(line, indicator),
        note=note_text(line, lang),
    )


def title_of(id_: str, indicator: Indicator | None) -> str:
    """An indicator's title, else its id."""
    return wording.lang_text(indicator.title) if indicator else id_


def is_small(line: IndicatorScore, indicator: Indicator | None) -> bool:
    """Whether a figure stands on few cases: fewer than the plan asks for, or few judged answers."""
    if line.cases is None or line.actual is None or line.supplied:
        return False
    asked = (indicator.min_cases or 0) if indicator else 0
    judged = indicator is not None and indicator.metric.table in JUDGED
    return line.cases < asked or (judged and line.cases < FEW)


def bands(plan: Plan | None) -> list[tuple[str, str, Decimal | None]]:
    """The plan's grades, best first, as the strip takes them."""
    return [(each.id, wording.lang_text(each.title), each.from_) for each in plan.grades] if plan else []


def grade_text(card: Scorecard, plan: Plan | None, *, running: bool) -> str:
    """The grade with its title: by band while figures run, the final one afterwards; why there is none."""
    if card.grade in UNGRADED or not card.grade:
        reason = reason_text(card.grade_reason, wording.lang(), alone=False)
        return " · ".join(text for text in (wording.grade_title(card.grade) if card.grade else "", reason) if text)
    grade = card.score_grade if running and card.score_grade else card.grade
    title = next((each.title for each in plan.grades if each.id == grade), None) if plan else None
    return wording.grade_title(grade, title)


def next_grade(card: Scorecard, plan: Plan | None) -> tuple[str, Decimal] | None:
    """The next better grade and the points to it."""
    return distance(card.total, plan.grades) if plan and card.total is not None else None


def counted(card: Scorecard) -> int:
    """How many cases stand behind the scores of a card."""
    dimensions = [each for part in card.parts for each in part.dimensions] if card.parts else card.dimensions
    lines = [line for each in dimensions for line in each.indicators]
    return sum(line.cases or 0 for line in lines if line.status is Status.SCORED and line.base_weight)


def listed(texts: Iterable[str]) -> str:
    """Several titles as one text: `a, b`, `a、b`; each once."""
    return ("、" if wording.lang() == "zh" else ", ").join(dict.fromkeys(texts))
