"""Award lines as a table, and the totals that a payroll run is checked against."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from deskmerit.core.award import AwardLine, control_total
from deskmerit.core.number import plain, round_half_up
from deskmerit.core.wish import WishLine
from deskmerit.report import values
from deskmerit.report.table import Cell, Table
from deskmerit.report.words import words

AWARD = (
    *("agent_id", "employee_no", "award", "base", "grade", "coefficient", "attendance", "team_factor", "amount"),
    *("currency", "note"),
)
AMOUNTS = ("pool", "due", "budget")
"""The values of a note that are amounts of money."""
NOTES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "award-no-base": "the table of bases has none for this person or position {position}",
        "award-no-coefficient": "no coefficient for grade {grade}",
        "attendance-not-measured": "attendance not recorded: taken as 1",
        "attendance-all-leave": "all working days on protected leave: attendance taken as 1",
        "presence": "posted on {posted_days} of {working_days} working days",
        "protected-leave": "on protected leave: paid by the better of {grade} and not rated",
        "budget-scaled": "{due} due, budget {budget}: every line × {factor}",
        "budget-stopped": "stopped: {due} would exceed the budget of {budget}",
        "pool-share": "{pool} × {product} ÷ {products}, cents by largest remainder",
    },
    "zh": {
        "award-no-base": "激励基数表中没有此人或岗位 {position} 的基数",
        "award-no-coefficient": "等级 {grade} 没有系数",
        "attendance-not-measured": "无考勤记录：按 1 计",
        "attendance-all-leave": "工作日全部为受保护假期：出勤率按 1 计",
        "presence": "{working_days} 个工作日中任职 {posted_days} 天",
        "protected-leave": "受保护假期：按 {grade} 与暂不评级中较高者计",
        "budget-scaled": "应发 {due}，预算 {budget}：各行 × {factor}",
        "budget-stopped": "已停发：合计 {due} 超出预算 {budget}",
        "pool-share": "{pool} × {product} ÷ {products}，尾差按最大余数法分配",
    },
}
WISHES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "granted": "granted (wish {rank}, turn {turn})",
        "grade": "not open to this grade",
        "full": "all seats taken (turn {turn})",
        "has-seat": "a better-liked wish came true",
    },
    "zh": {
        "granted": "已获得（第 {rank} 志愿，第 {turn} 位选择）",
        "grade": "该等级不适用",
        "full": "名额已满（第 {turn} 位选择）",
        "has-seat": "更靠前的志愿已实现",
    },
}


def award_table(lines: Sequence[AwardLine | WishLine], lang: str = "en") -> Table:
    """One row per person and award; a wish has no money, its note says how it ended."""
    return Table(words(lang)["awards"], AWARD, [_row(line, lang) for line in lines], lang)


def _row(line: AwardLine | WishLine, lang: str) -> tuple[Cell, ...]:
    if isinstance(line, WishLine):
        note = WISHES[lang].get(line.reason, line.reason).format(rank=line.rank, turn=line.turn)
        return (line.agent_id, line.employee_no, line.award, None, line.grade, None, None, None, None, "", note)
    coefficient = None if line.coefficient is None else plain(line.coefficient)
    notes = ("；" if lang == "zh" else "; ").join(
        award_note(code, given, line.currency, lang) for code, given in line.notes
    )
    factor = plain(round_half_up(line.attendance, 4))
    return (
        *(line.agent_id, line.employee_no, line.award, _money(line.base), line.grade, coefficient, factor),
        *(plain(line.team_factor), _money(line.amount), line.currency, notes),
    )


def award_note(code: str, given: Mapping[str, object], currency: str, lang: str) -> str:
    """A note of an award line in words, its amounts in the line's currency.

    >>> award_note("budget-scaled", {"due": "41862.8", "budget": "40000", "factor": "0.955502"}, "CNY", "en")
    '¥ 41,862.80 due, budget ¥ 40,000.00: every line × 0.955502'
    """
    text = NOTES[lang].get(code)
    shown = {name: plain(value) if isinstance(value, Decimal) else value for name, value in given.items()}
    shown |= {name: values.money(Decimal(str(given[name])), currency) for name in AMOUNTS if name in given}
    return code if text is None else text.format_map(shown)


def _money(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def totals(lines: Sequence[AwardLine | WishLine]) -> list[tuple[str, int, Decimal, str]]:
    """Per award: its id, how many people are paid, the control total, the currency."""
    found: dict[str, list[AwardLine]] = {}
    for line in lines:
        if isinstance(line, AwardLine) and line.amount is not None:
            found.setdefault(line.award, []).append(line)
    return [
        (award, sum(line.currency == currency for line in paid), total, currency)
        for award, paid in found.items()
        for currency, total in control_total(paid).items()
    ]
