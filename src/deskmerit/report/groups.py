"""Groups as wholes: totals, strengths and gaps by dimension and indicator."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from deskmerit.core.metric import Text
from deskmerit.core.score_groups import Group, Side
from deskmerit.core.scorecard import Scorecard
from deskmerit.report.table import Cell, Table
from deskmerit.report.values import actual, points, said, target, weight
from deskmerit.report.words import words

type Titles = Mapping[tuple[str, str], Text]
"""Titles of dimensions and indicators by plan id and their own: two plans may call `training` different things."""

COLUMNS = (
    *("group", "members_active_days", "period", "dimension", "indicator", "title", "target", "actual", "before"),
    *("change", "weight", "score", "share", "side", "cases"),
)
SIDES = {
    "en": {Side.STRENGTH: "strength", Side.GAP: "gap", Side.NONE: ""},
    "zh": {Side.STRENGTH: "优势", Side.GAP: "短板", Side.NONE: ""},
}
CHANGES = {"en": {True: "better", False: "worse", None: ""}, "zh": {True: "改善", False: "变差", None: ""}}


def group_table(groups: Sequence[Group], titles: Titles, lang: str) -> Table:
    """A row per group and dimension (indicator empty), and per indicator."""
    rows: list[tuple[Cell, ...]] = []
    for group in groups:
        card = group.card
        lines = {(line.dimension, line.id): line for dimension in card.dimensions for line in dimension.indicators}
        dims = {dimension.id: dimension for dimension in card.dimensions}
        for at in group.standings:
            line, dimension = lines.get((at.dimension, at.indicator)), dims[at.dimension]
            item = at.indicator or at.dimension
            title = said(titles.get((card.plan, item), {}), lang, item)
            figures: tuple[Cell, ...] = ("", "", _plain(at.before))
            if line is not None:
                before = "" if at.before is None else actual(at.before, line.unit)
                figures = (target(line), actual(line.actual, line.unit), before)
            score = line.score if line is not None else dimension.score
            full = line.weight if line is not None else dimension.weight
            rows.append(
                (
                    *(card.agent_id, card.active_days, card.period, at.dimension, at.indicator, title, *figures),
                    *(CHANGES[lang][at.better], weight(full), points(score), _plain(at.share), SIDES[lang][at.side]),
                    None if line is None else line.cases,
                )
            )
    return Table(words(lang)["scores"], COLUMNS, rows, lang)


def group_totals_table(groups: Sequence[Group], titles: Titles, lang: str) -> Table:
    """A row per group: total, its strengths and its gaps by name."""
    comma = "、" if lang == "zh" else ", "
    rows: list[tuple[Cell, ...]] = []
    for group in sorted(groups, key=lambda each: (each.card.total is None, -(each.card.total or 0))):
        sides = {
            side: comma.join(
                said(titles.get((group.card.plan, each.indicator), {}), lang, each.indicator)
                for each in group.standings
                if each.indicator and each.side is side
            )
            for side in (Side.STRENGTH, Side.GAP)
        }
        card = group.card
        scores = [f"{points(each.score) or '–'}/{weight(each.weight)}" for each in card.dimensions]
        total = (points(card.total), _made_of(card), " ".join(scores))
        rows.append((card.agent_id, *total, sides[Side.STRENGTH], sides[Side.GAP]))
    w = words(lang)
    heads = (w[groups[0].by] if groups else "", w["total"], w["made_of"])
    return Table(w["ranking"], (*heads, w["dimension_scores"], w["strengths"], w["gaps"]), rows, lang)


def _made_of(card: Scorecard) -> str:
    """How a total came about that is not just the sum of the dimensions shown: several plans by their people's active
    days, or points outside the 100."""
    parts = [part for part in card.parts if part.total is not None]
    if len(parts) > 1:
        days = sum(part.active_days for part in parts)
        terms = (f"{part.plan} {points(part.total)} × {part.active_days if days else 1}" for part in parts)
        return f"({' + '.join(terms)}) ÷ {days or len(parts)}"
    extra = sum((line.score for line in card.bonus if line.score), Decimal(0))
    return f"{points((card.total or 0) - extra)} + {points(extra)}" if extra else ""


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
