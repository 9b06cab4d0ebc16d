"""The stable outputs (docs/outputs.md): measures, cases, scores, awards and findings as tables."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from deskmerit.core.facts import Place
from deskmerit.core.issue import Issue
from deskmerit.core.scorecard import DimensionScore, IndicatorScore, Scorecard
from deskmerit.report.messages import render
from deskmerit.report.table import Cell, Table
from deskmerit.report.values import actual, points, target, weight
from deskmerit.report.words import UNGRADED, note_text, reason_text, words

SCORE = (
    *("agent_id", "name", "team", "position", "period", "dimension", "indicator", "metric", "target", "actual"),
    *("weight", "score", "cases", "status", "note"),
)
PERSON = (
    *("agent_id", "name", "team", "position", "period", "total", "covered_weight", "score_grade", "grade"),
    "grade_reason",
)


def score_table(cards: Sequence[Scorecard], lang: str = "en", rank: bool = False) -> Table:
    """One row per person and indicator; for somebody with several postings one set of rows per posting."""
    rows: list[tuple[Cell, ...]] = []
    for card in cards:
        for place, line in lines(card):
            rows.append(
                (
                    *(card.agent_id, card.name, place.team, place.position, card.period, line.dimension, line.id),
                    *(line.metric, target(line), actual(line.actual, line.unit), weight(line.weight)),
                    *(points(line.score), line.cases, line.status.value, note_text(line, lang)),
                )
            )
    return Table(words(lang)["scores"], SCORE, rows, lang)


def lines(card: Scorecard) -> list[tuple[Place, IndicatorScore]]:
    """Every line of a scorecard with the place it was scored for."""
    if not card.parts:
        return [(card.place, line) for line in card.indicators()]
    found = [
        (part.place, line)
        for part in card.parts
        for line in [*(line for dimension in part.dimensions for line in dimension.indicators), *part.bonus]
    ]
    shown = {line.id for _place, line in found}
    return found + [(card.place, line) for line in card.indicators() if line.id not in shown]


def ranked(cards: Sequence[Scorecard]) -> list[Scorecard]:
    """The cards plan by plan, in the order the plans first appear, best total first, those without a grade last."""
    plans = list(dict.fromkeys(card.plan for card in cards))

    def place(card: Scorecard) -> tuple[int, bool, bool, Decimal, str]:
        total = -(card.total or Decimal(0))
        return plans.index(card.plan), card.grade == "not_rated", card.total is None, total, card.agent_id

    return sorted(cards, key=place)


def person_table(cards: Sequence[Scorecard], lang: str = "en", rank: bool = False, *, in_words: bool = False) -> Table:
    """One row per person: total and grade; with `rank` a leading column where the organisation shows it.

    `in_words`: reasons as a person reads them, for the screen; files keep the stable codes.
    """
    rows: list[tuple[Cell, ...]] = []
    for card in cards:
        row: tuple[Cell, ...] = (
            *(card.agent_id, card.name, card.place.team, card.place.position, card.period, points(card.total)),
            *(weight(card.covered_weight), card.score_grade),
            *(_in_words(card, lang) if in_words else (card.grade, card.grade_reason)),
        )
        rows.append((card.rank, *row) if rank else row)
    return Table(words(lang)["ranking"], ("rank", *PERSON) if rank else PERSON, rows, lang)


def _in_words(card: Scorecard, lang: str) -> tuple[str, str]:
    """Final grade and its reason as a person reads them."""
    special = UNGRADED.get(card.grade)
    return (special[lang] if special else card.grade), reason_text(card.grade_reason, lang, alone=not special)


def scorecards_json(
    cards: Sequence[Scorecard],
    plan: str,
    plan_fingerprint: str,
    data_fingerprint: str,
    as_of: str,
    period: str,
    titles: Mapping[str, str],
) -> dict[str, object]:
    """The JSON document of `score`: {plan, plan_fingerprint, data_fingerprint, as_of, period, scorecards}."""
    return {
        "plan": plan,
        "plan_fingerprint": plan_fingerprint,
        "data_fingerprint": data_fingerprint,
        "as_of": as_of,
        "period": period,
        "scorecards": [_card(card, titles) for card in cards],
    }


def _card(card: Scorecard, titles: Mapping[str, str]) -> dict[str, object]:
    body: dict[str, object] = {
        "agent_id": card.agent_id,
        "name": card.name,
        "team": card.place.team,
        "position": card.place.position,
        "total": card.total,
        "covered_weight": _two(card.covered_weight),
        "score_grade": card.score_grade,
        "grade": card.grade,
        "grade_reason": card.grade_reason,
        "dimensions": _dimensions(card.dimensions, titles),
    }
    if card.bonus:
        body["bonus"] = [_line(line) for line in card.bonus]
    if card.parts:
        body["parts"] = [
            {
                "team": part.place.team,
                "position": part.place.position,
                "plan": part.plan,
                "active_days": part.active_days,
            }
            | {"total": part.total, "dimensions": _dimensions(part.dimensions, titles)}
            for part in card.parts
        ]
    return body


def _two(value: Decimal) -> Decimal:
    return Decimal(weight(value))


def _dimensions(dimensions: Iterable[DimensionScore], titles: Mapping[str, str]) -> list[dict[str, object]]:
    return [
        {"id": dimension.id, "title": titles.get(dimension.id, dimension.id), "weight": _two(dimension.weight)}
        | {"score": dimension.score, "indicators": [_line(line) for line in dimension.indicators]}
        for dimension in dimensions
    ]


def _line(line: IndicatorScore) -> dict[str, object]:
    goal: object = line.target
    if line.target_high is not None:
        goal = [line.target, line.target_high]
    return {
        "id": line.id,
        "metric": line.metric,
        "target": goal,
        "actual": line.actual,
        "unit": line.unit.value,
        "numerator": line.numerator,
        "denominator": line.denominator,
        "cases": line.cases,
        "weight": _two(line.weight),
        "score": line.score,
        "status": line.status.value,
    }


def issue_table(issues: Sequence[Issue], lang: str = "en") -> Table:
    """Findings: level, code, where, message, fix."""
    rows: list[tuple[Cell, ...]] = []
    for issue in issues:
        message, fix = render(issue, lang)
        rows.append((issue.level.value, issue.code, str(issue.where), message, fix))
    return Table(words(lang)["findings"], ("level", "code", "where", "message", "fix"), rows, lang)
