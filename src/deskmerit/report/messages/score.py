"""Sentences for what scoring, grading, awards and the check of filled scorecards can find."""

from deskmerit.report.messages.base import Message

_SCORES: dict[str, Message] = {
    "no-plan-for-position": Message(
        "{agent} stood as “{position}”, and no plan applies to that position: that part is not scored",
        "Add the position to a plan's `applies_to: {{positions: [...]}}`, or name a plan for it with --plan.",
        "{agent} 的岗位“{position}”没有适用的方案，该部分不评分",
        "请把该岗位写入某个方案的 `applies_to: {{positions: [...]}}`，或用 --plan 指定方案。",
    ),
    "work-without-posting": Message(
        "{agent} has work of this period in team “{team}”, position “{position}”, where they had no posting: "
        "it counts for no scorecard",
        "Add or lengthen the posting in `postings` so that it covers the days of that work.",
        "{agent} 本期在团队“{team}”、岗位“{position}”有工作记录，但没有对应的任职，未计入评估表",
        "请在 `postings` 中补充或延长任职，使其覆盖这些工作的日期。",
    ),
    "year-without-quarters": Message(
        "{period} was scored without its quarters: the total is re-measured, not the mix that the plan declares",
        "Score the four quarters first and hand their scorecards to the year.",
        "{period} 没有季度结果：总分为全年重新取数，不是方案规定的加权",
        "请先评出四个季度，再据此评年度。",
    ),
    "entry-due": Message(
        "{agent}: “{indicator}” has too few cases and waits for a value entered by hand; no grade until then",
        "Enter the value in `entries`, or choose another `missing:` policy in the plan.",
        "{agent}：“{indicator}”样本不足，等待人工录入；录入前暂不评级",
        "请在 `entries` 中录入，或在方案里改用其他 `missing:` 处理方式。",
    ),
    "ungraded": Message(
        "{agent}: a total of {total} is in no grade of plan {plan}",
        "Close the gaps between the bands: let each grade begin with `from:` and have no upper end.",
        "{agent}：总分 {total} 不在方案 {plan} 的任何等级内",
        "请消除等级之间的空隙：每个等级只写 `from:`，不写上限。",
    ),
    "cohort-plans-differ": Message(
        "the plans of cohort {cohort} ({plans}) don't state the same grades, shares and mode; those of {used} hold",
        "Write the same `grades` shares and `distribution` in all plans of the cohort.",
        "评级范围 {cohort} 中的方案（{plans}）的等级、比例或方式不一致；已按 {used} 处理",
        "请在该范围的所有方案中写同样的 `grades` 比例和 `distribution`。",
    ),
    "forced-not-applied": Message(
        "plan {plan} asks for a forced distribution without a written reason: bands alone were used",
        "Write `distribution: {{mode: forced, reason: …}}`, or better use `mode: cap`.",
        "方案 {plan} 要求强制分布却没有写明理由：仅按分数段评级",
        "请写 `distribution: {{mode: forced, reason: …}}`，更好的做法是 `mode: cap`。",
    ),
}

_AWARDS: dict[str, Message] = {
    "award-no-base": Message(
        "{award}: there is no base for {agent} (position “{position}”), so no amount",
        "Add a row to the table of bases (`bases`) for the person or the position, dated on or before the end of the "
        "period.",
        "{award}：{agent}（岗位“{position}”）没有基数，无法计算金额",
        "请在激励基数表（`bases`）中为本人或岗位添加一行，生效日期不晚于期末。",
    ),
    "award-no-coefficient": Message(
        "{award}: no coefficient for grade {grade} of {agent}, so no amount",
        "Add `{grade}` to the award's `coefficients`.",
        "{award}：{agent} 的等级 {grade} 没有系数，无法计算金额",
        "请在该激励的 `coefficients` 中添加 `{grade}`。",
    ),
    "pool-without-shares": Message(
        "{award}: the pool of {amount} has nobody to go to: every product is 0",
        "Check bases, coefficients and attendance of the people in the plan.",
        "{award}：奖金池 {amount} 无人可分，所有人的乘积均为 0",
        "请检查相关人员的基数、系数和出勤。",
    ),
    "budget-stopped": Message(
        "{award}: {due} is due and the budget is {budget}: nothing is paid",
        "Raise the budget, or write `over_budget: scale` to pay all by one factor.",
        "{award}：应发 {due}，预算 {budget}，已停止发放",
        "请提高预算，或写 `over_budget: scale` 按同一比例发放。",
    ),
    "budget-scaled": Message(
        "{award}: {due} is due and the budget is {budget}: all amounts were scaled by one factor",
        "Nothing to do if this is meant; else raise the budget.",
        "{award}：应发 {due}，预算 {budget}，已按同一比例缩减",
        "若为预期则无需处理；否则请提高预算。",
    ),
    "below-minimum-wage": Message(
        "{agent}: the awards of this run come to {total}, below the minimum wage {wage} of {site}",
        "Check with HR that pay besides these awards reaches the minimum wage.",
        "{agent}：本次激励合计 {total}，低于 {site} 最低工资 {wage}",
        "请与人事确认：连同其他工资是否达到最低工资。",
    ),
}

_CHECK: dict[str, Message] = {
    "cell-above-weight": Message(
        "“{name}” scores {score} of {weight}",
        "By the rule it is {expected}; no score passes its weight.",
        "“{name}”满分 {weight}，却得 {score} 分",
        "按评分标准应为 {expected}；得分不应超过权重。",
    ),
    "cell-below-zero": Message(
        "“{name}” scores {score}, below 0",
        "By the rule it is {expected}.",
        "“{name}”得 {score} 分，低于 0",
        "按评分标准应为 {expected}。",
    ),
    "cell-target-beaten": Message(
        "“{name}” reached {actual} against {target} and still scores {score} of {weight}",
        "Whoever reaches the target earns full marks: by the rule {expected}.",
        "“{name}”实际 {actual}，已达到目标 {target}，却只得 {score} 分（满分 {weight}）",
        "达到目标应得满分：按评分标准为 {expected}。",
    ),
    "cell-not-by-rule": Message(
        "“{name}”: {actual} against {target} is printed as {score}, the rule gives {expected}",
        "Write {expected}, or correct the actual.",
        "“{name}”：实际 {actual}，目标 {target}，表中得分 {score}，按评分标准应为 {expected}",
        "请改为 {expected}，或更正实际值。",
    ),
    "cell-not-filled": Message(
        "“{name}” has an actual and no score; the rule gives {expected}",
        "Write {expected}.",
        "“{name}”有实际值但没有得分；按评分标准应为 {expected}",
        "请填写 {expected}。",
    ),
    "cell-without-actual": Message(
        "“{name}” scores {score} and no actual stands there, so no rule can give it",
        "Fill in the actual, or say in the note what stands in for it: the plan must allow that.",
        "“{name}”没有实际值却得 {score} 分，无法按评分标准核对",
        "请填写实际值，或在说明中写明以何替代（须方案允许）。",
    ),
    "cell-off-scale": Message(
        "“{name}”: {actual} is not between {low} and {high}",
        "Correct the actual.",
        "“{name}”：实际值 {actual} 不在 {low} 与 {high} 之间",
        "请更正实际值。",
    ),
    "cell-total-not-sum": Message(
        "the total says {total}, the scores sum to {sum}: {terms}",
        "Write {sum} once the scores are right.",
        "总分写为 {total}，各项得分之和为 {sum}：{terms}",
        "各项得分更正后，总分应为 {sum}。",
    ),
    "cell-total-not-mean": Message(
        "the total says {total}, the postings by active days give {mean}: {terms}",
        "Write {mean} once the subtotals are right.",
        "总分写为 {total}，各任职小计按在岗天数加权为 {mean}：{terms}",
        "各小计更正后，总分应为 {mean}。",
    ),
    "cell-enough-cases": Message(
        "“{name}” is left without a score for too few cases and has {cases}; the plan asks for {min_cases}",
        "By the rule it is {expected}: score it, and take back the weight that the others got.",
        "“{name}”注明样本不足未计分，但样本有 {cases} 条，方案只要求 {min_cases} 条",
        "按评分标准应为 {expected}：请计分，并收回分摊给其他指标的权重。",
    ),
    "cell-weights-not-100": Message(
        "the weights sum to {sum}, not 100",
        "Bring the weights to 100.",
        "权重合计 {sum}，不是 100",
        "请把权重调整为合计 100。",
    ),
    "cell-dimension-not-sum": Message(
        "dimension “{dimension}” says {weight}, its indicators' weights sum to {sum}",
        "Write {sum}, or correct the weights of its indicators.",
        "维度“{dimension}”写为 {weight}，其指标权重合计 {sum}",
        "请改为 {sum}，或更正其指标的权重。",
    ),
    "cell-grade-not-in-band": Message(
        "grade {grade} is printed for a total of {total}, whose band is “{band}”",
        "Write the band's grade, or the reason of the shift (a share, a veto).",
        "总分 {total} 对应等级“{band}”，表中写为 {grade}",
        "请改为对应等级，或写明调整原因（比例或否决项）。",
    ),
    "cell-grade-not-shifted": Message(
        "the reason says that a share moved the grade, and {grade} is what {total} earns by its band",
        "Write the grade after the share, or take the reason out.",
        "原因写为按比例调整，但 {grade} 正是总分 {total} 所在区间的等级",
        "请改为调整后的等级，或删去原因。",
    ),
    "cell-grade-without-reason": Message(
        "“{grade}” stands for a total of {total}, which earns {band}, and no reason says why",
        "Write the band's grade, or why there is none: too little covered weight, too few active days, an entry due.",
        "总分 {total} 对应等级 {band}，表中写为“{grade}”且未说明原因",
        "请改为对应等级，或写明原因：有效权重不足、在岗工作日不足或缺少应录入的数据。",
    ),
    "cell-not-in-plan": Message(
        "“{name}” is no indicator of plan {plan}: it was only held against the sheet itself",
        "Use the indicator's title or id from the plan, or name another plan with --plan.",
        "“{name}”不是方案 {plan} 的指标：只做表内核对",
        "请使用方案中的指标名称或编号，或用 --plan 指定其他方案。",
    ),
    "cell-weight-not-plans": Message(
        "“{name}” weighs {weight} on the sheet and {plan} in the plan",
        "Use one weight in both, or name the phase.",
        "“{name}”表中权重 {weight}，方案中为 {plan}",
        "请统一权重，或指明阶段。",
    ),
    "cell-target-not-plans": Message(
        "“{name}” has target {target} on the sheet and {plan} in the plan for this period",
        "Use one target in both; targets of counts grow with the period.",
        "“{name}”表中目标 {target}，方案本期目标为 {plan}",
        "请统一目标；数量类目标随周期增加。",
    ),
}

MESSAGES: dict[str, Message] = _SCORES | _AWARDS | _CHECK
