"""Column heads and codes in Chinese, for tables that people read: the screen and pages.

The stable outputs (CSV, JSON, Parquet, workbooks of one table) keep the documented names (docs/outputs.md), and so does
English, whose words they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from deskmerit.core.issue import Level, Where
from deskmerit.core.scorecard import Status
from deskmerit.report.behind import REASONS
from deskmerit.report.table import Cell, Table, text
from deskmerit.report.words import UNGRADED

HEADS: Mapping[str, str] = {
    "account": "客户", "actual": "实际值", "agent_id": "人员编号", "amount": "金额", "attendance": "出勤率",
    "award": "激励", "base": "基数", "before": "上一周期", "better": "方向", "cases": "样本数", "change": "变化",
    "clock": "时钟", "code": "代码", "coefficient": "系数", "completed_at": "完成时间", "covered_weight": "有效权重",
    "credited": "归属", "currency": "币种", "definition": "定义", "denominator": "分母", "dimension": "维度",
    "employee_no": "工号", "fix": "改法", "grade": "最终等级", "grade_reason": "原因", "group": "分组",
    "included": "是否计入", "indicator": "指标", "indicators": "指标数", "level": "级别",
    "members_active_days": "在岗人天", "message": "说明", "metric": "取数指标", "month": "月份", "n": "样本数",
    "name": "姓名", "note": "说明", "numerator": "分子", "params": "参数", "period": "评估周期", "phases": "阶段",
    "plan": "方案", "position": "岗位", "positions": "适用岗位", "rank": "排名", "reason": "原因",
    "record_id": "记录编号", "score": "得分", "score_grade": "按分评级", "share": "得分率", "side": "优势/短板",
    "site": "站点", "started_at": "开始时间", "status": "状态", "target": "目标值", "team": "团队",
    "team_factor": "团队系数", "title": "名称", "total": "总分", "unit": "单位", "value": "数值", "weight": "权重",
    "where": "筛选条件", "ticket_id": "工单号", "ours": "本系统", "theirs": "客服系统", "difference": "差值",
    "why": "说明", "record": "相关记录",
}  # fmt: skip
LEVELS = {"error": "错误", "warning": "警告", "note": "提示"}
STATUSES: Mapping[Status, str] = {
    Status.SCORED: "已计分", Status.REWEIGHTED: "权重已分摊", Status.CARRIED: "沿用上期", Status.NEUTRAL: "取团队平均",
    Status.ZERO: "记 0 分", Status.MANUAL: "人工录入", Status.UNCOVERED: "无数据", Status.GUARD: "护栏指标",
}  # fmt: skip
CELLS: Mapping[str, Mapping[str, str]] = {
    "level": LEVELS,
    "status": {status.value: said for status, said in STATUSES.items()},
    "included": {"true": "是", "false": "否"},
    "reason": {code: said for code, (_, said) in REASONS.items()},
    "why": {
        **{code: said for code, (_, said) in REASONS.items()},
        "equal": "一致",
        "differs": "不一致",
        "they_count": "客服系统计到该记录",
        "only_ours": "仅本系统有",
        "only_theirs": "仅客服系统有",
    },
    "grade": {code: said["zh"] for code, said in UNGRADED.items()},
    "clock": {"business": "工作时间", "calendar": "自然时间"},
}
"""Codes in cells, by column."""


def level_said(level: Level, lang: str) -> str:
    """An issue's level in words.

    >>> level_said(Level.WARNING, "zh"), level_said(Level.NOTE, "en")
    ('警告', 'note')
    """
    return LEVELS[level.value] if lang == "zh" else level.value


def place_said(where: Where, lang: str) -> str:
    """The place of an issue in words.

    >>> place_said(Where(file="tickets.xlsx", sheet="九月", row=7, column="created_at"), "zh")
    'tickets.xlsx[九月] 第 7 行 created_at 列'
    """
    if lang != "zh":
        return str(where)
    place = str(replace(where, row=None, column="", path=""))
    row = f"第 {where.row} 行" if where.row is not None else ""
    column = f"{where.column} 列" if where.column else ""
    return " ".join(part for part in (place, row, column, where.path) if part)


def in_words(table: Table) -> Table:
    """The table as a person reads it in its language."""
    if table.lang != "zh":
        return table
    rows = [tuple(map(_cell, table.columns, row)) for row in table.rows]
    return Table(table.title, tuple(_head(name, table.columns) for name in table.columns), rows, table.lang)


def _head(name: str, columns: Sequence[str]) -> str:
    """A column's head; in findings `where` is a place."""
    return "位置" if name == "where" and "code" in columns else HEADS.get(name, name)


def _cell(column: str, cell: Cell) -> Cell:
    return CELLS.get(column, {}).get(text(cell), cell)
