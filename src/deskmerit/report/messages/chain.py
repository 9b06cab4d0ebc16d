"""Sentences for what shows only where records, plans and filled scorecards are joined."""

from deskmerit.report.messages.base import Message

MESSAGES: dict[str, Message] = {
    "nobody-in-plan": Message(
        "nobody is scored: the plan applies to {wanted}, and the postings of the period name {positions}",
        "Write the positions into the plan's `applies_to: {{positions: [...]}}`, or choose another plan with --plan.",
        "没有人可评：方案适用于 {wanted}，而本期任职的岗位是 {positions}",
        "请把岗位写入方案的 `applies_to: {{positions: [...]}}`，或用 --plan 选别的方案。",
    ),
    "people-without-plan": Message(
        "left out, as no plan here ({plans}) serves their post: {positions}; people in all: {count}",
        "To take them in, type {type}",
        "有 {count} 人未计入：这里的方案（{plans}）不适用于其岗位：{positions}",
        "如需计入，请输入 {type}",
    ),
    "no-scorecard": Message(
        "the workbook holds no scorecard: no row of headings names indicator, target, actual, weight and score",
        "Keep the headings of Template 2; `deskmerit sheet scorecard --out FILE.xlsx` writes a blank one.",
        "工作簿中没有评估表：找不到写有指标、目标值、实际值、权重、得分的表头",
        "请保留模板二的表头；`deskmerit sheet scorecard --out 文件.xlsx` 可生成空白表。",
    ),
    "scorecard-other-period": Message(
        "this scorecard is of {period}, not of {wanted}; it was not scored",
        "Score it with `--period {period}`, or correct the period in its head.",
        "这张评估表属于 {period}，不是 {wanted}，未计分",
        "请用 `--period {period}` 计分，或更正表头中的周期。",
    ),
    "quarters-before-records": Message(
        "{quarters} end before the first record ({first}): they take no part in {period}",
        "Nothing to do if no records were kept then; else add them to the workspace.",
        "{quarters} 在最早的记录（{first}）之前已结束，不参与 {period} 的年度总分",
        "若当时没有记录，无需处理；否则请把记录补进工作区。",
    ),
    "scorecard-plan-unknown": Message(
        "this sheet was made by plan {plan}, which is not at hand: it is only held against itself, "
        "and so are all others of that plan",
        "Name the plan's file: --plan FILE; several by repeating it.",
        "这张表由方案 {plan} 生成，但未找到该方案：此表及同方案的其他表只做表内核对",
        "请用 --plan 指定该方案文件；有多个时重复使用。",
    ),
    "scorecard-plan-changed": Message(
        "this sheet was made by plan {plan}, and the plan {id} given here has another content: "
        "its sheets are checked by what the plan says now",
        "Name the file as it was when the scores were made, if you have it; else read the findings with that in mind.",
        "这张表由方案 {plan} 生成，而这里给出的方案 {id} 内容已不同：以下按现在的方案核对",
        "如保留有计分时的方案文件，请指定该文件；否则请结合这一点理解核对结果。",
    ),
}
