"""The grades of a filled scorecard against the band of its total, with the reason that stands beside a shift."""

from decimal import Decimal

from deskmerit.core.check_sums import named
from deskmerit.core.filled import Filled
from deskmerit.core.grade import NOT_RATED, UNGRADED, band, lowered, order
from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.number import plain
from deskmerit.core.plan import Plan, ShareMode
from deskmerit.core.printed_names import texts

UNRATED = (NOT_RATED, "not rated", "暂不评级")
SHARES = ("share", "share_gained")


def grades(filled: Filled, plan: Plan) -> list[Issue]:
    """The grade by score must be the band's; the final one too, unless its reason stands there and can be."""
    if filled.total is None:
        return []
    due, found = band(plan.grades, filled.total), []
    if filled.score_grade and _id(filled.score_grade, plan) != due:
        found.append(_not_in_band(filled.score_grade, filled.total, due, filled.cells.get("score_grade", Where())))
    return found + (_final(filled, filled.total, due, plan) if filled.grade else [])


def _final(filled: Filled, total: Decimal, due: str, plan: Plan) -> list[Issue]:
    where, values = filled.cells.get("grade", Where()), {"grade": filled.grade, "total": plain(total), "band": due}
    if filled.grade in UNRATED:
        silent = filled.reason == ""
        return [Issue(Level.WARNING, "cell-grade-without-reason", where, values)] if silent else []
    printed, at = _id(filled.grade, plan), order(plan.grades)
    if printed == due:
        unmoved = filled.reason in SHARES
        return [Issue(Level.ERROR, "cell-grade-not-shifted", where, values)] if unmoved else []
    worse = printed in at and due in at and at[printed] > at[due]
    if _may(filled, due, printed, plan) if worse else _gained(filled, plan):
        return []
    level = Level.WARNING if worse and not filled.reason else Level.ERROR
    return [_not_in_band(filled.grade, total, due, where, level)]


def _may(filled: Filled, due: str, printed: str, plan: Plan) -> bool:
    """Whether the reason beside a worse grade can have led to it: a share lowers by one grade, a veto to its cap."""
    reason, at = filled.reason or "", order(plan.grades)
    if reason == "share":
        mode = plan.distribution.mode
        one = at[printed] == at[due] + 1 or bool(filled.vetoes)
        return mode is ShareMode.FORCED or (mode is ShareMode.CAP and one)
    if reason.startswith("veto:"):
        fired = named([reason.partition(":")[2]], plan)
        return any(lowered(plan.grades, due, veto.grade_at_most) == printed for veto in fired)
    return reason == "other"


def _gained(filled: Filled, plan: Plan) -> bool:
    """Only a forced distribution raises anybody above their band."""
    return filled.reason == "share_gained" and plan.distribution.mode is ShareMode.FORCED


def _id(grade: str, plan: Plan) -> str:
    """The id of a grade that is printed by its id, by a title, or by both (`A Excellent`)."""
    names = {text: each.id for each in plan.grades for text in (each.id, *texts(each.title))}
    return names.get(grade) or names.get(next(iter(grade.split()), ""), grade)


def _not_in_band(grade: str, total: Decimal, due: str, where: Where, level: Level = Level.ERROR) -> Issue:
    values = {"grade": grade, "total": plain(total), "band": "" if due == UNGRADED else due}
    return Issue(level, "cell-grade-not-in-band", where, values)
