"""The words of results in zh and en: headings, units of meaning, reasons (semantics §10)."""

from collections.abc import Mapping

from deskmerit.core.score_year import TOTAL
from deskmerit.core.scorecard import IndicatorScore, Status

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "measures": "Measures", "scores": "Scores", "ranking": "Results", "findings": "Findings", "cases": "Cases",
        "awards": "Awards", "metrics": "Metrics", "plans": "Plans", "scorecard": "Scorecard", "name": "Name",
        "employee_no": "Employee no.", "team": "Team", "position": "Post", "period": "Period", "evaluator": "Evaluator",
        "panel": "Panel", "dimension": "Dimension", "indicator": "Indicator", "target": "Target", "actual": "Actual",
        "sample": "Cases", "weight": "Weight", "score": "Score", "note": "Note", "total": "Total",
        "covered": "Covered weight", "score_grade": "Grade by score", "grade": "Final grade", "reason": "Reason",
        "subtotal": "Subtotal", "bonus": "Bonus and malus", "remarks_evaluator": "Remarks of the evaluator",
        "remarks_person": "Remarks of the person", "received": "Received (not a sign of agreement)",
        "agreed": "Agreed", "yes_no": "□ yes   □ no", "signature": "Signature", "date": "Date", "summary": "Summary",
        "indicator_table": "Indicators", "rank": "Rank", "of": "of", "guard": "Guard", "people": "People",
        "distribution": "Distribution of grades", "trend": "Trend over the months",
        "dimension_scores": "Scores by dimension",
        "how": "How this score came about", "records": "Records", "counted": "counted", "left_out": "left out",
        "tracking": "Tracked only: no total, no grade.", "posting": "Posting", "active_days": "Active days",
        "made_from": "Made from", "plan": "Plan", "data": "Data", "manifest": "Manifest", "as_of": "As of",
        "version": "Software",
        "no_people": "Nobody to show: no posting of this plan's posts in the period.", "strengths": "Strengths",
        "gaps": "Gaps", "before": "Period before", "change": "Change", "unit": "Unit", "missing": "not enough cases",
        "indicator_sheet": "Indicator table", "definition": "Definition", "scoring": "Scoring",
        "min_cases": "Min. cases", "guards": "Guarded by", "grades": "Grades", "vetoes": "Vetoes",
        "totals": "Distribution of totals", "mean": "Mean total", "phase": "Phase", "site": "Site",
        "account": "Account", "made_of": "How it came",
        "quarters": "Mean of the quarters", "annual": "Annual indicators",
        "count_scaled": "target and steps × {factor} for the days present",
    },
    "zh": {
        "measures": "指标数据", "scores": "得分", "ranking": "评估结果", "findings": "检查结果", "cases": "明细记录",
        "awards": "激励", "metrics": "指标目录", "plans": "方案", "scorecard": "绩效评估表", "name": "姓名",
        "employee_no": "工号", "team": "团队", "position": "岗位", "period": "评估周期", "evaluator": "评估人",
        "panel": "评估小组", "dimension": "维度", "indicator": "指标", "target": "目标值", "actual": "实际值",
        "sample": "样本数", "weight": "权重", "score": "得分", "note": "说明", "total": "总分",
        "covered": "有效权重", "score_grade": "按分评级", "grade": "最终等级", "reason": "原因",
        "subtotal": "小计", "bonus": "加减分项", "remarks_evaluator": "评估人意见",
        "remarks_person": "本人意见", "received": "签收（不代表认可）",
        "agreed": "无异议", "yes_no": "□ 是   □ 否", "signature": "签字", "date": "日期", "summary": "汇总",
        "indicator_table": "指标明细", "rank": "排名", "of": "/", "guard": "护栏指标", "people": "人员",
        "distribution": "等级分布", "trend": "月度趋势", "dimension_scores": "各维度得分",
        "how": "得分的计算过程", "records": "记录", "counted": "条计入", "left_out": "条未计入",
        "tracking": "仅跟踪：不计总分，不评级。", "posting": "任职", "active_days": "在岗工作日",
        "made_from": "数据来源", "plan": "方案", "data": "数据版本", "manifest": "数据清单", "as_of": "截至",
        "version": "软件版本",
        "no_people": "没有可显示的人员：本周期内无人任职于该方案适用的岗位。", "strengths": "优势",
        "gaps": "短板", "before": "上一周期", "change": "变化", "unit": "单位", "missing": "样本不足",
        "indicator_sheet": "指标表", "definition": "定义", "scoring": "评分标准",
        "min_cases": "最少样本", "guards": "护栏指标", "grades": "等级", "vetoes": "否决项",
        "totals": "总分分布", "mean": "平均总分", "phase": "阶段", "site": "站点", "account": "客户",
        "made_of": "总分构成", "quarters": "各季度总分平均", "annual": "年度指标",
        "count_scaled": "目标与档距按在岗天数折算 × {factor}",
    },
}  # fmt: skip

STATUS: dict[Status, dict[str, str]] = {
    Status.SCORED: {"en": "", "zh": ""},
    Status.REWEIGHTED: {"en": "too few cases: its weight went to others", "zh": "样本不足：权重分摊到其他指标"},
    Status.CARRIED: {"en": "too few cases: last period's share of the weight", "zh": "样本不足：沿用上期得分率"},
    Status.NEUTRAL: {"en": "too few cases: the team's mean share", "zh": "样本不足：取团队平均得分率"},
    Status.ZERO: {"en": "no case: 0 by the plan", "zh": "无记录：按方案记 0 分"},
    Status.MANUAL: {"en": "entered by hand", "zh": "人工录入"},
    Status.UNCOVERED: {
        "en": "no figure or too few cases, and nothing could stand in",
        "zh": "无数据或样本不足，且无法替代",
    },
    Status.GUARD: {"en": "guard: shown, not scored", "zh": "护栏指标：只展示，不计分"},
}

REASONS: dict[str, dict[str, str]] = {
    "": {"en": "", "zh": ""},
    "share": {"en": "the share of the better grade was full", "zh": "上一等级名额已满"},
    "share_gained": {"en": "raised by rank: the plan forces shares", "zh": "按强制比例上调"},
    "panel": {"en": "moved by one step by the panel", "zh": "评估小组调整一级"},
    "not_rated:coverage": {"en": "not rated: too little weight is covered by data", "zh": "暂不评级：有效权重不足"},
    "not_rated:active_days": {"en": "not rated: too few active days", "zh": "暂不评级：在岗工作日不足"},
    "ungraded": {
        "en": "the total is in no grade: mend the plan's bands",
        "zh": "总分不在任何等级内：请修改方案的等级区间",
    },
    "not_rated:entry_due": {
        "en": "not rated: a value that must be entered is missing",
        "zh": "暂不评级：缺少应录入的数据",
    },
    "tracking": {"en": "tracked only", "zh": "仅跟踪"},
}


UNGRADED = {
    "not_rated": {"zh": "暂不评级", "en": "not rated"},
    "ungraded": {"zh": "无对应等级", "en": "in no grade"},
}
"""What stands in the place of a grade, in words."""

VETO = {"en": "veto: ", "zh": "否决项："}
"""What stands before a veto's title."""


def words(lang: str) -> Mapping[str, str]:
    """The headings in a language.

    >>> words("zh")["total"]
    '总分'
    """
    return WORDS["zh" if lang == "zh" else "en"]


def reason_text(code: str, lang: str, *, alone: bool = True) -> str:
    """A grade's reason in words; a veto names its id. Not `alone`: "not rated" stands before it already.

    >>> reason_text("veto:compliance", "en"), reason_text("not_rated:coverage", "en", alone=False)
    ('veto: compliance', 'too little weight is covered by data')
    """
    if not alone and code.startswith("not_rated:"):
        return REASONS[code][lang].partition("：" if lang == "zh" else ": ")[2]
    if code.startswith("veto"):
        return VETO["zh" if lang == "zh" else "en"] + code.partition(":")[2]
    return REASONS.get(code, {}).get(lang, code)


def note_text(line: IndicatorScore, lang: str) -> str:
    """What a person must know about a line: its status, a figure supplied by the source, provisional cases."""
    parts = [STATUS[line.status][lang]]
    if line.supplied:
        parts.append("由数据源直接提供" if lang == "zh" else "supplied by the source")
    if line.provisional:
        parts.append(
            f"另有 {line.provisional} 条待定" if lang == "zh" else f"{line.provisional} provisional, not counted"
        )
    if line.actual is not None and line.cases is None and line.metric != TOTAL.id:
        parts.append("样本数未知" if lang == "zh" else "sample unknown")
    return ("；" if lang == "zh" else "; ").join(part for part in parts if part)
