"""Rows of the matrix: plans are HR's to write; another person approves; everybody concerned reads and acknowledges."""

from web.permissions.page import ALL, Cells, Page, each

READS: Cells = {**each(to="self"), **each("hr", "auditor", to=ALL)}
WRITES = each("hr", to=ALL)
OTHERS = each("panel", "hr", to="other")

PAGES: dict[str, tuple[Page, ...]] = {
    "Plans · 方案": (
        Page("plan_list", "plans", "方案列表", each()),
        Page("plan_page", "a plan with an approved version", "有已批准版本的方案", each()),
        Page("plan_compare", "two of its versions", "版本对比", each()),
        Page("plan_version", "an approved version", "已批准的版本", each()),
        Page("plan_version", "a draft; relation of the rows on drafts and proposals: its author",
             "草稿（草稿与提交件的关系均指编制人）", READS, step="draft"),
        Page("plan_version", "a version that waits for approval", "待批准的版本",
             {**READS, "panel": "self other"}, step="proposed"),
        Page("plan_download", "an approved version as a file", "已批准版本的文件", each()),
        Page("plan_download", "a draft as a file", "草稿的文件", READS, step="draft"),
        Page("plan_new", "begin a draft", "新建草稿", each("hr"), each("hr")),
        Page("plan_edit", "write a draft in the form", "表单编辑草稿", WRITES, WRITES),
        Page("plan_text", "write its text", "编辑草稿文本", WRITES, WRITES, done=WRITES),
        Page("plan_check", "what the check finds", "检查结果", None, WRITES),
        Page("plan_preview", "preview on the last closed period", "以上一周期试算", WRITES),
        Page("plan_propose", "hand it in for approval", "提交批准", WRITES, WRITES, done=WRITES),
        Page("plan_notice", "complete consultation and notice", "补充征求意见与公示", WRITES, WRITES, done=WRITES),
        Page("plan_decide", "approve", "批准", OTHERS, OTHERS, "approve", OTHERS),
        Page("plan_decide", "return with a reason", "退回", OTHERS, OTHERS, "return", OTHERS),
        Page("plan_decide", "take a proposal back", "撤回提交", each("hr", to="self"), each("hr", to="self"),
             "take_back", each("hr", to="self")),
        Page("plan_decide", "discard a draft", "作废草稿", WRITES, WRITES, "discard", WRITES),
        Page("plan_decide", "retire an approved version", "停用版本", WRITES, WRITES, "retire", WRITES),
        Page("plan_phase", "focus phase of the next cycle", "下一周期的阶段重点", None, each("hr"), done=each("hr")),
        Page("plan_acknowledge", "say to know the plan", "确认知悉", None, each(to="self"), done=each(to="self")),
        Page("plan_acknowledge", "ask those who joined since", "通知新到岗人员确认", None, each("hr"), "ask",
             each("hr")),
        Page("plan_acknowledgements", "who knows the plan", "知悉情况", each("hr", "auditor")),
        Page("plan_told", "note that somebody was told in another way", "以其他方式告知", each("hr", to="other"),
             each("hr", to="other"), done=each("hr", to="other")),
    ),
}  # fmt: skip
