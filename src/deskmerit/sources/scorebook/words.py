"""The words by which a filled scorecard's parts are found, in Chinese and English."""

import re
from decimal import Decimal

from deskmerit.core.period import PeriodKind
from deskmerit.core.plan import Target
from deskmerit.records.values import number, seconds

COLUMNS: dict[str, tuple[str, ...]] = {
    "dimension": ("维度", "考核维度", "评估维度", "dimension", "category"),
    "indicator": ("指标", "考核指标", "评估指标", "指标名称", "indicator", "kpi", "measure", "metric"),
    "target": ("目标值", "目标", "标准", "target", "goal"),
    "actual": ("实际值", "实际", "实际完成", "完成值", "实际达成", "actual", "result", "achieved"),
    "weight": ("权重", "分值", "满分", "weight", "points"),
    "score": ("得分", "评分", "分数", "score"),
    "cases": ("样本数", "样本", "cases", "sample"),
    "note": ("说明", "备注", "note", "remark"),
}
FIELDS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "员工姓名", "被评估人", "被考核人", "员工", "name", "employee", "person", "agent"),
    "employee_no": ("工号", "员工编号", "employee no.", "employee no", "employee_no", "staff id", "agent_id", "id"),
    "team": ("团队", "部门", "班组", "所属团队", "team", "department"),
    "position": ("岗位", "职位", "post", "position", "role"),
    "period": ("评估周期", "考核周期", "周期", "考核期间", "period", "evaluation period"),
    "evaluator": ("评估人", "考核人", "评价人", "evaluator", "assessor"),
}
TOTAL = ("总分", "合计", "总计", "综合得分", "total", "total score")
GRADE = ("最终等级", "等级", "评级", "绩效等级", "final grade", "grade")
SUBTOTAL = ("小计", "subtotal")
SCORE_GRADE = ("按分评级", "grade by score")
REASON = ("原因", "调整原因", "reason")
OTHER = (*SUBTOTAL, *SCORE_GRADE)
POSTING = ("任职", "posting")
ACTIVE_DAYS = ("在岗工作日", "active days")
PLAN = ("方案", "plan")
PHASE = ("阶段", "phase")
MADE_FROM = ("数据来源", "made from")

_WEIGHT = re.compile(r"[(（]\s*(?:权重|weight)?\s*[:：]?\s*(\d+(?:\.\d+)?)\s*(?:%|分)?\s*[)）]")
_BOUND = re.compile(r"(≤|<=|＜=|不超过|不高于|at most|≥|>=|不低于|不少于|at least)?\s*(.+)", re.I | re.S)
_MOST = ("≤", "<=", "不超过", "不高于", "at most")


def bare(text: object) -> str:
    """A label without blanks, colons and brackets' content, in lower case.

    >>> bare("姓 名："), bare("Score (points)"), bare("服务过程\\n(25)")
    ('姓名', 'score', '服务过程')
    """
    said = re.sub(r"[(（\[【].*?[)）\]】]", "", str(text or ""))
    said = re.sub(r"[:：*\s]+$", "", said.strip())
    return re.sub(r"\s+", "" if re.search(r"[\u4e00-\u9fff]", said) else " ", said).casefold()


def kind_of(text: object, known: dict[str, tuple[str, ...]]) -> str:
    """Which of the known parts a label names, "" for none."""
    said = bare(text)
    return next((name for name, words in known.items() if said in words), "") if said else ""


def weight_in(text: object) -> Decimal | None:
    """The weight that a dimension's label carries in brackets.

    >>> weight_in("服务过程（25%）"), weight_in("Teamwork (weight: 10)"), weight_in("其他")
    (Decimal('25'), Decimal('10'), None)
    """
    found = _WEIGHT.search(str(text or ""))
    return Decimal(found[1]) if found else None


def figure(value: object, percent: bool) -> Decimal | None:
    """A measured figure as a person fills it in: 28, `28秒`, `97%`, 0.97 in a per-cent cell, `00:00:28`.

    >>> figure("28 秒", False), figure(Decimal("0.97"), True), figure("97 %", False), figure("–", False)
    (Decimal('28'), Decimal('97.00'), Decimal('97'), None)
    """
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return Decimal(value) * 100 if percent else Decimal(value)
    for reader in (number, seconds):
        found = reader(re.sub(r"(分|篇|s|pts|points)\s*$", "", str(value)) if isinstance(value, str) else value)
        if isinstance(found, Decimal):
            return found
    return None


def target(value: object, percent: bool) -> tuple[str, Decimal] | None:
    """A target's sign ("≤", "≥" or "" when it doesn't say) and its figure.

    >>> target("≤30秒", False), target("≥ 98 %", False), target(Decimal("4.5"), False)
    (('≤', Decimal('30')), ('≥', Decimal('98')), ('', Decimal('4.5')))
    """
    if not isinstance(value, str):
        found = figure(value, percent)
        return None if found is None else ("", found)
    matched = _BOUND.fullmatch(value.strip())
    found = figure(matched[2], percent) if matched else None
    if matched is None or found is None:
        return None
    sign = (matched[1] or "").casefold()
    return ("" if not sign else "≤" if sign in _MOST else "≥"), found


def as_target(found: tuple[str, Decimal] | None, lower_is_better: bool) -> Target | None:
    """A read target with its direction; an unsigned one takes the indicator's usual one."""
    if found is None:
        return None
    sign, value = found
    most = sign == "≤" or (not sign and lower_is_better)
    return Target(at_most=value) if most else Target(at_least=value)


def period_of(text: str) -> tuple[str, PeriodKind]:
    """The period a head names and its kind: `2024 Q3`, `2024年第三季度`, `2026年9月`, `2026-09`; a month if unclear.

    >>> period_of("2024 Q3"), period_of("2024年第三季度"), period_of("2026年9月"), period_of("全年 2025")
    (('2024-Q3', <PeriodKind.QUARTER: 'quarter'>), ('2024-Q3', <PeriodKind.QUARTER: 'quarter'>), \
('2026-09', <PeriodKind.MONTH: 'month'>), ('2025', <PeriodKind.YEAR: 'year'>))
    """
    if days := re.search(r"\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d", text):
        return days[0], PeriodKind.RANGE
    year = re.search(r"(?:19|20)\d\d", text)
    label = year[0] if year else ""
    if quarter := re.search(r"[Qq]\s*([1-4])|第?\s*([一二三四1-4])\s*季", text):
        return f"{label}-Q{quarter[1] or _digit(quarter[2])}", PeriodKind.QUARTER
    if month := re.search(r"(?:19|20)\d\d\s*[-年./]\s*(\d{1,2})", text):
        return f"{label}-{int(month[1]):02}", PeriodKind.MONTH
    return label, PeriodKind.YEAR if label else PeriodKind.MONTH


def _digit(text: str) -> str:
    return str("一二三四".find(text) + 1) if text in "一二三四" else text


def pieces(text: str, labels: tuple[str, ...]) -> str:
    """The value behind a label in a text of pieces, "" where there is none.

    >>> pieces("red · agent · Active days 45 · Plan template", ("在岗工作日", "active days"))
    '45'
    """
    for piece in (part.strip() for part in text.split(" · ")):
        for label in labels:
            if piece.casefold().startswith(label + " "):
                return piece[len(label) :].strip()
    return ""


LOWER_WORDS = (
    *("时长", "响应", "时间", "投诉", "差评", "重开", "转接", "升级"),
    *("time", "complaint", "reopen", "transfer"),
)


def is_lower_better(name: str) -> bool:
    """Whether an indicator's name says that less is better; a share in time is none.

    >>> is_lower_better("投诉率"), is_lower_better("及时响应率"), is_lower_better("Reopened")
    (True, False, True)
    """
    return any(word in name.casefold() for word in LOWER_WORDS) and "率" not in name.replace("投诉率", "")
