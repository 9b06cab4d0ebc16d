"""What the page's template shows of a scorecard, as plain values."""

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from deskmerit.core.facts import Place
from deskmerit.core.number import ZERO, plain, round_half_up
from deskmerit.core.scorecard import DimensionScore, IndicatorScore, Scorecard, Status
from deskmerit.report.behind import Behind, behind, summary
from deskmerit.report.context import Context
from deskmerit.report.page.sparkline import sparkline
from deskmerit.report.values import actual, points, said, weight, with_unit
from deskmerit.report.words import UNGRADED, note_text, words


def headline(cards: Sequence[Scorecard], context: Context, personal: bool) -> dict[str, object]:
    """Title, period, and how many people got which grade."""
    titles = " + ".join(said(plan.title, context.lang, plan.id) for plan in context.plans.values())
    grades: dict[str, int] = {}
    for card in cards:
        if card.grade:
            grades[card.grade] = grades.get(card.grade, 0) + 1
    order = [grade.id for plan in context.plans.values() for grade in plan.grades]
    named = sorted(grades.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order))
    totals = [card.total for card in cards if card.total is not None]
    mean = points(round_half_up(sum(totals, ZERO) / len(totals), 2)) if totals else "–"
    title = cards[0].name or cards[0].agent_id if personal and cards else titles
    return {
        "title": title,
        "sub": f"{titles} · {context.period}" if personal else context.period,
        "organisation": context.organisation,
        "grades": [(context.grade_name(cards[0].plan, grade), count) for grade, count in named],
        "people": len(cards),
        "mean": mean,
    }


def card_view(card: Scorecard, context: Context, personal: bool) -> dict[str, object]:
    """One person's section."""
    parts = card.parts
    blocks = [(part.place, part.plan, part.active_days, part.total, part.dimensions, part.bonus) for part in parts]
    if not blocks:
        blocks = [(card.place, card.plan, card.active_days, card.total, card.dimensions, card.bonus)]
    return {
        "id": card.agent_id,
        "name": card.name or card.agent_id,
        "employee_no": card.employee_no,
        "team": card.place.team,
        "position": card.place.position,
        "lead": context.evaluator(card),
        "period": card.period,
        "total": points(card.total) or "–",
        "tracking": card.total is None,
        "grade": context.grade_name(card.plan, card.grade),
        "score_grade": context.grade_name(card.plan, card.score_grade) if card.score_grade != card.grade else "",
        "reason": context.reason(card, alone=card.grade not in UNGRADED),
        "covered": weight(card.covered_weight),
        "rank": "" if personal or card.rank is None else str(card.rank),
        "days": (card.active_days, card.due_days),
        "several": len(blocks) > 1,
        "blocks": [_block(card, block, context) for block in blocks],
    }


type Block = tuple[Place, str, int, Decimal | None, tuple[DimensionScore, ...], tuple[IndicatorScore, ...]]


def _block(card: Scorecard, block: Block, context: Context) -> dict[str, object]:
    place, plan, days, total, dimensions, bonus = block
    shown = [
        (context.title(plan, each.id), points(each.score) or "–", weight(each.weight), each.indicators)
        for each in dimensions
    ]
    if bonus:
        earned = sum((line.score or ZERO for line in bonus), ZERO)
        shown.append((words(context.lang)["bonus"], points(earned), "", bonus))
    return {
        "place": " · ".join(part for part in (place.team, place.position) if part),
        "days": days,
        "total": points(total) or "–",
        "dimensions": [
            {
                "title": title,
                "score": score,
                "weight": full,
                "lines": [_line(card, place, plan, line, context) for line in lines],
            }
            for title, score, full, lines in shown
        ],
    }


def _line(card: Scorecard, place: Place, plan: str, line: IndicatorScore, context: Context) -> dict[str, object]:
    key = (plan, line.id)
    explained = context.explained.get((card.agent_id, place, line.id), {}).get(context.lang, ())
    found = _records(card, place, plan, line, context)
    filled = ZERO
    if line.score is not None and line.weight > 0:
        filled = max(ZERO, min(Decimal(100), line.score / line.weight * 100))
    return {
        "title": context.title(plan, line.id),
        "target": _target(line, plan, context),
        "actual": with_unit(actual(line.actual, line.unit), line.unit, context.lang),
        "missing": line.actual is None,
        "cases": "" if line.cases is None else f"{line.cases:,}",
        "weight": weight(line.weight) if line.weight or line.status is Status.GUARD else "–",
        "score": points(line.score) or "–",
        "bar": plain(round_half_up(filled, 1)),
        "guard": line.status is Status.GUARD,
        "note": note_text(line, context.lang),
        "definition": said(context.definition.get(key, {}), context.lang),
        "scoring": said(context.scoring.get(key, {}), context.lang),
        "explained": list(explained),
        "trend": _trend(card, plan, line, context),
        "records": found,
        "records_of": "" if found is None else summary(found, context.lang),
    }


def _target(line: IndicatorScore, plan: str, context: Context) -> str:
    if line.target is None and line.target_high is None:
        return "–"
    indicator = context.indicator(plan, line.id)
    lower = indicator is not None and indicator.target is not None and indicator.target.lower_is_better
    if line.target is not None and line.target_high is not None:
        return with_unit(f"{plain(line.target)}–{plain(line.target_high)}", line.unit, context.lang)
    return ("≤ " if lower else "≥ ") + with_unit(
        plain(line.target or line.target_high or ZERO), line.unit, context.lang
    )


def _trend(card: Scorecard, plan: str, line: IndicatorScore, context: Context) -> Markup:
    months = context.trend.get(card.agent_id, {}).get((plan, line.id), ())
    return sparkline(months, None if line.scale != 1 else line.target)


def _records(card: Scorecard, place: Place, plan: str, line: IndicatorScore, context: Context) -> Behind | None:
    """The records behind a figure, where the file is one person's own."""
    cases = context.records.get((card.agent_id, place, line.id))
    indicator = context.indicator(plan, line.id)
    return None if cases is None else behind(cases, line, context.lang, context.zone, indicator)
