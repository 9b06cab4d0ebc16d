"""Figures from elsewhere, judged entries, corrections, and what awards are reckoned from."""

from decimal import Decimal

from deskmerit.records.spec import TableSpec, column

ZERO = Decimal(0)
AGENT = "客服编号|坐席工号|坐席编号|客服|坐席|员工编号|agent"

FIGURES = TableSpec(
    "figures",
    {"zh": "汇总数据", "en": "Figures"},
    {"zh": "一行是来源系统已经汇总好的一个数", "en": "a figure a source has already totted up"},
    (
        column("agent_id", "text", "客服工号", "the person", AGENT, refers="agents"),
        column("metric", "text", "指标", "metric of the catalogue", "指标代码|指标名称"),
        column("from_date", "date", "开始日期", "first day", "起始日期|日期|from"),
        column("to_date", "date", "结束日期", "first day no longer", "截止日期|to"),
        column("numerator", "number?", "分子", "sum above the line", ""),
        column("denominator", "number?", "分母", "sum below the line", "", low=ZERO),
        column("value", "number?", "数值", "the figure in the metric's unit (97% is 97)", "值|实际值|指标值"),
        column("cases", "integer?", "样本数", "how many cases are behind it", "数量|件数|n", low=ZERO),
        column("source", "text", "来源系统", "system the figure comes from", "来源|系统|平台"),
    ),
    key=("agent_id", "metric", "from_date", "to_date", "source"),
    time=("from_date",),
    interval=("from_date", "to_date"),
    one_of=(("value",), ("numerator", "denominator"), ("numerator",)),
    names=("汇总", "日报"),
)

ENTRIES = TableSpec(
    "entries",
    {"zh": "手工录入", "en": "Entries"},
    {
        "zh": "一行是评定或录入的一个数（仅限声明为录入的指标）",
        "en": "a value judged or typed, for metrics declared as entries",
    },
    (
        column("agent_id", "text", "客服工号", "the person", AGENT, refers="agents"),
        column("metric", "text", "指标", "the metric", "指标代码|指标名称"),
        column("month", "month", "月份", "month, such as 2026-09", "考核月份"),
        column("numerator", "number", "分子", "value, or sum above the line", "数值|值"),
        column("denominator", "number", "分母", "1, or sum below the line", ""),
        column("entered_by", "text", "录入人", "who entered it", "填报人"),
        column("confirmed_by", "text?", "确认人", "who confirmed it", "复核人|审核人"),
        column("note", "text?", "说明", "why", "备注"),
    ),
    key=("agent_id", "metric", "month"),
    time=("month",),
    names=("录入", "手工数据"),
)

ADJUSTMENTS = TableSpec(
    "adjustments",
    {"zh": "数据更正", "en": "Adjustments"},
    {"zh": "一行是一项已决定的更正", "en": "a decided correction"},
    (
        column("adjustment_id", "text", "更正编号", "id of the correction", "更正单号|更正id|adjustment"),
        column(
            "kind",
            "text",
            "更正类型",
            "exclude, reattribute or correct",
            "类型",
            allowed={"exclude": ("剔除", "排除"), "reattribute": ("改归属", "归属调整"), "correct": ("更正", "修正")},
        ),
        column("table", "text", "数据表", "table of the records", "表|表名"),
        column("record_id", "text?", "记录编号", "id of the record", "记录id|单号|record"),
        column("from_at", "instant?", "起始时间", "first instant of the window", "开始时间|from"),
        column("to_at", "instant?", "截止时间", "first instant after the window", "结束时间|to"),
        column("filter", "text?", "筛选条件", "column=value;column=a|b, within the window", "条件|筛选"),
        column("field", "text?", "字段", "column to correct", "更正字段|列"),
        column("old", "text?", "原值", "what stood there", "更正前"),
        column("new", "text?", "新值", "what is right", "更正后"),
        column("metric", "text?", "指标", "only for this metric", "指标代码|指标名称"),
        column("reason", "text", "原因", "why", "理由|更正原因"),
        column("decided_by", "text", "决定人", "who decided", "审批人"),
        column("decided_at", "instant", "决定时间", "when", "审批时间|decided"),
    ),
    key=("adjustment_id",),
    time=("decided_at",),
    interval=("from_at", "to_at"),
    one_of=(("record_id",), ("from_at", "to_at")),
    names=("更正", "数据更正记录"),
)

BASES = TableSpec(
    "bases",
    {"zh": "激励基数", "en": "Bases"},
    {"zh": "一行是计算激励的基数（仅人力资源可见）", "en": "what awards are reckoned from; HR only"},
    (
        column("agent_id", "text?", "客服工号", "the person, or empty for a position", AGENT, refers="agents"),
        column("position", "text?", "岗位", "the post, or empty for a person", "职位|岗位名称"),
        column("award", "text", "奖励", "the award", "激励项目|奖励项目"),
        column("amount", "number", "金额", "base amount", "基数|基数金额", low=ZERO),
        column("from_date", "date", "生效日期", "first day it holds", "开始日期|起始日期|from"),
    ),
    key=("agent_id", "position", "award", "from_date"),
    time=("from_date",),
    one_of=(("agent_id",), ("position",)),
    names=("基数", "奖金基数"),
)
