"""What a filled sheet says of itself: the plan it was made by, and what its notes tell about scores and grade."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from deskmerit.chain.shipped import shipped_plans
from deskmerit.core.check import check, matched
from deskmerit.core.filled import Filled, FilledRow
from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.plan import Plan
from deskmerit.report.workbook.notes import factor_said, reason_said, status_said, vetoes_said
from deskmerit.sources.scorebook import FilledCard


def check_card(card: FilledCard, given: Sequence[Plan], phase: str, told: set[str]) -> list[Issue]:
    """Checks one sheet by the plans it names; `told` keeps the named plans that nobody has, each is told once."""
    filled, issues = understood(card), list[Issue]()
    plan = _lead(card, given, issues, told)
    parts = [_named(part.plan, card, given, issues, told) or (plan if not part.plan else None) for part in filled.parts]
    return issues + check(filled, plan, phase or card.phase, parts)


def understood(card: FilledCard) -> Filled:
    """The sheet with the meaning of its notes: statuses, factors, vetoes, the reason of the grade."""
    filled, vetoes = card.filled, vetoes_said(card.remarks)
    parts = (
        replace(part, filled=replace(part.filled, rows=_rows(part.filled.rows), vetoes=vetoes)) for part in filled.parts
    )
    reason = None if card.reason is None else reason_said(card.reason)
    return replace(filled, rows=_rows(filled.rows), parts=tuple(parts), reason=reason, vetoes=vetoes)


def _rows(rows: Iterable[FilledRow]) -> tuple[FilledRow, ...]:
    return tuple(
        replace(row, status=status_said(row.note), factor=factor_said(row.note), vetoes=vetoes_said(row.note))
        for row in rows
    )


def _lead(card: FilledCard, given: Sequence[Plan], issues: list[Issue], told: set[str]) -> Plan | None:
    """The plan of a sheet: the one it names, else of those given the one for its post, else the best match.

    Without any a sheet that prints no weights has nothing to be held against: where most of its indicators are the
    template's, the template's weights and rules are taken, as for the printed example.
    """
    if card.made:
        return _named(_titled(card, given), card, given, issues, told)
    if not given:
        return _unstated(card)
    post = card.fields.get("position", "")
    fitting = [plan for plan in given if post and post in plan.positions]
    return fitting[0] if fitting else max(given, key=lambda plan: _known(card, plan))


def _titled(card: FilledCard, given: Sequence[Plan]) -> str:
    """The id of the plan that leads a sheet: the only one its foot names, else the first that its title does."""
    named = list(card.made)
    for name in named if len(named) > 1 else ():
        plan = _of_id(name, given)
        if plan is not None and any(card.title.startswith(f"{title} ·") for title in plan.title.values()):
            return name
    return named[0]


def _named(name: str, card: FilledCard, given: Sequence[Plan], issues: list[Issue], told: set[str]) -> Plan | None:
    """The plan of that id as the sheet was made by it: given, or shipped; a given one of other content is told."""
    if not name:
        return None
    mark, plan = card.made.get(name, ""), _of_id(name, given)
    same = plan is not None and plan.fingerprint.startswith(mark)
    shipped = shipped_plans().get(name)
    if not same and shipped is not None and shipped.fingerprint.startswith(mark):
        return shipped
    if not same and name not in told:
        told.add(name)
        code = "scorecard-plan-unknown" if plan is None else "scorecard-plan-changed"
        values = {"plan": f"{name} {mark}".strip(), "id": name}
        issues.append(Issue(Level.WARNING, code, Where(file=card.file, sheet=card.sheet), values))
    return plan


def _of_id(name: str, given: Sequence[Plan]) -> Plan | None:
    return next((plan for plan in given if plan.id == name), None) or (None if given else shipped_plans().get(name))


def _unstated(card: FilledCard) -> Plan | None:
    """The template for a sheet mostly of its indicators that prints no weight, else None."""
    rows, template = card.filled.rows, shipped_plans().get("template")
    if template is None or any(row.weight is not None for row in rows):
        return None
    return template if 2 * _known(card, template) > len(rows) else None


def _known(card: FilledCard, plan: Plan) -> int:
    """How many of a sheet's rows are indicators of a plan."""
    indicators = [*plan.indicators(), *plan.bonus]
    return sum(matched(row.name, indicators) is not None for row in card.filled.rows)
