"""The sentences of a trace, zh and en: each step of a calculation so that a calculator arrives at the same figure."""

from collections.abc import Mapping

STEPS: Mapping[str, tuple[str, str]] = {
    # code: (en, zh); the names in braces are the step's values
    "place": ("Posting: {place}, scored by plan {plan}", "任职：{place}，按方案 {plan} 计分"),
    "no-place": ("Scored by plan {plan}", "按方案 {plan} 计分"),
    "count-factor": (
        "Counts are for months × active days ÷ working days: {months} × {active_days} ÷ {working_days} = {factor}",
        "计数类目标按 月数 × 在岗天数 ÷ 工作日 折算：{months} × {active_days} ÷ {working_days} = {factor}",
    ),
    "active-days": (
        "Active days: {posted} working days posted − {leave} on protected leave = {days}",
        "在岗天数：任职的工作日 {posted} − 受保护假期 {leave} = {days}",
    ),
    "value": (
        "Actual = {numerator} ÷ {denominator}{times} = {exact}, rounded half up to {digits} decimals: {value}{unit}",
        "实际值 = {numerator} ÷ {denominator}{times} = {exact}，四舍五入保留 {digits} 位小数：{value}{unit}",
    ),
    "percentile": (
        "Actual = {value}{unit}, number {rank} of the {n} cases in order of size (percentile {percent}, nearest rank)",
        "实际值 = {value}{unit}：{n} 条从小到大的第 {rank} 条（第 {percent} 百分位，最近秩）",
    ),
    "count-value": ("Actual = {value}, the cases counted", "实际值 = {value}（计入的条数）"),
    "relation": (
        "{relation}: mean {mean} of {n} ratings, weight {weight} of {of}",
        "{relation}：{n} 个评分的平均 {mean}，权重 {weight} / {of}",
    ),
    "relations": (
        "Weighted mean = {terms} = {mean}, rounded half up to {digits} decimals: {value}{unit}",
        "加权平均 = {terms} = {mean}，四舍五入保留 {digits} 位小数：{value}{unit}",
    ),
    "count-target": (
        "Target for the period: {monthly} a month; {monthly} × {factor} = {exact}, whole part {scaled}; "
        "the rule's steps scale alike",
        "本期目标：每月 {monthly}；{monthly} × {factor} = {exact}，取整 {scaled}；计分档距同样折算",
    ),
    "rule": ("Rule: {rule}, base weight {base}, target {target}", "计分规则：{rule}，基础权重 {base}，目标值 {target}"),
    "target-met": ("{actual} meets the target: the full {weight} points", "{actual} 达到目标：得满分 {weight}"),
    "target-missed": ("{actual} misses the target by {short}", "{actual} 未达目标，差 {short}"),
    "short": ("{actual} misses the target by {short}", "{actual} 与目标相差 {short}"),
    "steps": (
        "{short} ÷ {per} = {exact}; steps charged ({step}): {steps}",
        "{short} ÷ {per} = {exact}；计 {steps} 档（{step}）",
    ),
    "deduct": ("{weight} − {steps} × {points} = {left}", "{weight} − {steps} × {points} = {left}"),
    "cap": ("{points} is above the cap: {cap}", "{points} 超过封顶：取 {cap}"),
    "floor": ("{points} is below the floor: {floor}", "{points} 低于保底分：取 {floor}"),
    "ratio": ("{weight} × {actual} ÷ {target} = {points}", "{weight} × {actual} ÷ {target} = {points}"),
    "ratio-inverse": ("{weight} × {target} ÷ {actual} = {points}", "{weight} × {target} ÷ {actual} = {points}"),
    "ratio-as_printed": (
        "{weight} × (1 − {actual} ÷ {target}) = {points}",
        "{weight} ×（1 − {actual} ÷ {target}）= {points}",
    ),
    "ratio-mirrored": (
        "{weight} × (2 − {actual} ÷ {target}) = {points}",
        "{weight} ×（2 − {actual} ÷ {target}）= {points}",
    ),
    "no-band": ("{actual} is in no band: 0 points", "{actual} 不在任何分档内：0 分"),
    "band": (
        "{actual} is in the band from {from} to {to}: {points} points",
        "{actual} 在 {from} 至 {to} 的分档内：{points} 分",
    ),
    "linear": (
        "On the line from {x0} ({y0} points) to {x1} ({y1} points), {actual} earns {points}",
        "在 {x0}（{y0} 分）到 {x1}（{y1} 分）之间插值，{actual} 得 {points}",
    ),
    "rating": (
        "{weight} × ({actual} − {min}) ÷ ({max} − {min}) = {points}",
        "{weight} ×（{actual} − {min}）÷（{max} − {min}）= {points}",
    ),
    "count": ("{actual} × {each} = {points}", "{actual} × {each} = {points}"),
    "no-cases": ("No case in the period", "本期没有记录"),
    "too-few-cases": ("{cases} cases; the plan asks for {min_cases}", "样本 {cases} 条，方案要求至少 {min_cases} 条"),
    "target-scaled-to-0": ("The target scaled to the time present is 0: missing", "按在岗时间折算后目标为 0：视为缺失"),
    "entry": ("Entered by hand: {value}", "人工录入：{value}"),
    "carry": (
        "Missing: {weight} × last period's share {share} = {score}",
        "缺失：{weight} × 上期得分率 {share} = {score}",
    ),
    "neutral": (
        "Missing: {weight} × the team's mean share {share} = {score}",
        "缺失：{weight} × 团队平均得分率 {share} = {score}",
    ),
    "missing-zero": ("Missing: 0 of {weight} by the plan", "缺失：按方案计 0（满分 {weight}）"),
    "missing-uncovered": ("Missing, and nothing stands in", "缺失，且无可替代"),
    "reweighted": ("Missing: its weight {weight} is spread over the others", "缺失：权重 {weight} 分摊到其他指标"),
    "spread-dimension": (
        "{from} + {freed} × {from} ÷ {whole} = {weight}, from missing indicators of the dimension",
        "{from} + {freed} × {from} ÷ {whole} = {weight}（分得本维度缺失指标的权重）",
    ),
    "spread-plan": (
        "{from} + {freed} × {from} ÷ {whole} = {weight}, from missing indicators of the plan",
        "{from} + {freed} × {from} ÷ {whole} = {weight}（分得方案内缺失指标的权重）",
    ),
    "effective-weight": (
        "Weight {from} becomes {weight} with what missing indicators left",
        "分得缺失指标的权重后，权重由 {from} 变为 {weight}",
    ),
    "score": (
        "Score = {points}{scaled}, rounded half up to {places} decimals: {score}",
        "得分 = {points}{scaled}，四舍五入保留 {places} 位小数：{score}",
    ),
    "quarter": ("{quarter}: total {total}, {days} active days", "{quarter}：总分 {total}，在岗 {days} 天"),
    "quarter-out": ("{quarter} takes no part: {why}", "{quarter} 不参与：{why}"),
    "quarters": (
        "Mean of the quarters' totals by active days = {terms} = {mean}; {mean} × {weight} ÷ 100 = {points}",
        "各季度总分按在岗天数加权平均 = {terms} = {mean}；{mean} × {weight} ÷ 100 = {points}",
    ),
    "part-total": ("Sum of scores {scores}{bonus} = {total}", "各项得分之和 {scores}{bonus} = {total}"),
    "no-total": ("Nothing was scored: no total", "没有得分：不计总分"),
    "veto": ("Veto {veto} applies: {effect}", "触发否决项 {veto}：{effect}"),
    "mixed": (
        "Postings weighted by active days: {terms}, rounded half up: {total}",
        "各任职按在岗天数加权：{terms}，四舍五入：{total}",
    ),
    "covered": (
        "Covered weight alike: {terms}, rounded half up: {covered}",
        "有效权重同样加权：{terms}，四舍五入：{covered}",
    ),
    "tracking": ("Tracked only: no total, no grade", "仅跟踪：不计总分，不评级"),
    "too-few-days": (
        "{active_days} active days; a grade needs {min_days}",
        "在岗 {active_days} 天，评级至少需 {min_days} 天",
    ),
    "too-little-covered": (
        "Covered weight {covered_weight}; a grade needs {min_coverage}",
        "有效权重 {covered_weight}，评级至少需 {min_coverage}",
    ),
    "total": ("Total {total}; weight covered by data: {covered_weight}", "总分 {total}；有效权重 {covered_weight}"),
    "grade": (
        "Grade by score {score_grade}, final grade {grade}{reason}",
        "按分评级 {score_grade}，最终等级 {grade}{reason}",
    ),
}

VETO_EFFECTS = {
    "en": {
        "total": "the total is {points}", "dimension": "dimension {what} counts {points}, the total is {total}",
        "indicator": "{what} counts {points}", "grade": "the grade is at most {grade}",
    },
    "zh": {
        "total": "总分记 {points}", "dimension": "维度 {what} 记 {points} 分，总分 {total}",
        "indicator": "{what} 记 {points} 分", "grade": "等级最高为 {grade}",
    },
}  # fmt: skip
STEP_WORDS = {
    "en": {"completed": "whole ones only", "started": "each begun", "proportional": "in proportion"},
    "zh": {"completed": "满一档才扣", "started": "不足一档按一档", "proportional": "按比例"},
}
RULE_WORDS = {
    "en": {
        "deduct": "deduction by steps", "ratio": "ratio", "bands": "bands", "linear": "straight line",
        "pass_fail": "all or nothing", "rating": "rating on its scale", "count": "points per case",
    },
    "zh": {
        "deduct": "扣分法", "ratio": "比率法", "bands": "分档法", "linear": "插值法", "pass_fail": "达标法",
        "rating": "评分法", "count": "加减分",
    },
}  # fmt: skip
QUARTER_OUT = {
    "en": {
        "not-begun": "it begins after the as-of instant", "before-records": "it ends before the first record",
        "no-posting": "no posting in it", "no-data": "nothing was measured in it",
    },
    "zh": {
        "not-begun": "截止时间时尚未开始", "before-records": "最早的记录出现之前已结束",
        "no-posting": "其间无任职", "no-data": "其间没有任何数据",
    },
}  # fmt: skip
RELATIONS = {
    "en": {"manager": "Superior", "peer": "Peers", "partner": "Partner departments", "self": "Self"},
    "zh": {"manager": "上级", "peer": "同事", "partner": "协作部门", "self": "本人"},
}
