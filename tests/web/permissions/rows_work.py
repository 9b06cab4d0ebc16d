"""Rows of the matrix: overviews, cycles, scorecards, flags, corrections, appeals."""

from web.permissions.page import ALL, Page, each

OWN = each(to="self")
SEEN = {**OWN, "lead": "self own", **each("panel", "hr", "auditor", to=ALL)}
"""Who sees a result and what belongs to it: the person, the lead of the period, the cycle's panel, HR, auditors."""
HR, PANEL = each("hr"), each("panel")
MANAGES = each("hr", "panel")
PART = {**OWN, "lead": "self own", "hr": ALL}
"""Who has a part in what is decided about a person; where an action isn't theirs, they are told so."""
HEARD = {**PART, "panel": ALL}
"""The same of an appeal: whoever scored is told that they don't decide."""
DECIDES = each("hr", to="own other")
BY_LEAD = {"lead": "own", **DECIDES}

PAGES: dict[str, tuple[Page, ...]] = {
    "Overviews · 总览": (
        Page("my_page", "how I stand, and what would move it", "我的主页", each()),
        Page("team_list", "teams beside each other", "团队列表", each("lead", "panel", "hr", "auditor")),
        Page("team_page", "a team in a period", "团队页", {
            "lead": "self own", **each("panel", "hr", "auditor", to=ALL)}),
        Page("search", "search: finds what one may see", "搜索（仅限可见内容）", each()),
    ),
    "Cycles · 周期": (
        Page("cycle_list", "cycles", "周期列表", each()),
        Page("cycle_page", "a cycle of one's own panel or period", "周期页（本人所在小组或周期）",
             each("employee", "lead", "panel", "hr", "auditor")),
        Page("cycle_page", "a cycle with a panel of others", "其他小组的周期",
             each("employee", "lead", "hr", "auditor"), step="elsewhere"),
        Page("cycle_run", "how far its run is", "取数进度", each("employee", "lead", "panel", "hr", "auditor")),
        Page("cycle_new", "prepare a cycle", "新建周期", HR, HR),
        Page("cycle_edit", "change a draft", "修改草稿", HR, HR),
        Page("cycle_step", "open it", "开启周期", HR, HR, "open"),
        Page("cycle_step", "measure", "取数", MANAGES, MANAGES, "measure", MANAGES),
        Page("cycle_measure", "make its figures anew", "重新取数（进行中）", None, MANAGES, done=MANAGES),
        Page("cycle_step", "open it again", "重新开启", MANAGES, MANAGES, "reopen", MANAGES),
        Page("cycle_gaps", "accept gaps in the data", "说明缺失数据", MANAGES, MANAGES, done=MANAGES),
        Page("cycle_step", "hand it to the panel", "提交小组评审", MANAGES, MANAGES, "review", MANAGES),
        Page("cycle_step", "measure again during the review", "退回重新取数", MANAGES, MANAGES,
             "measure_again", MANAGES),
        Page("cycle_sign", "sign the review", "评审签字", None, PANEL, done=PANEL),
        Page("cycle_step", "publish, once all have signed", "发布（全体签字后）", MANAGES, MANAGES, "publish"),
        Page("cycle_recompute", "measure a published cycle again, beside it", "发布后重新计算", None, HR, done=HR),
        Page("cycle_step", "settle, once awards are paid", "兑现完成（激励已发放）", HR, HR, "settle"),
        Page("cycle_step", "cancel it", "取消周期", HR, HR, "cancel", HR),
    ),
    "Shifts of a grade · 等级调整": (
        Page("shift_pick", "choose whose grade", "选择人员", PANEL),
        Page("shift_new", "propose a shift", "提出等级调整", *[each("panel", to="own other")] * 2,
             done=each("panel", to="own other")),
        *(Page("shift_step", what, zh, *[each("panel", to="own other")] * 2, step, each("panel", to="own other"))
          for step, what, zh in (("sign", "sign another member's", "签字同意"), ("refuse", "refuse it", "不采纳"),
                                 ("withdraw", "take one's own back", "撤回本人提出的"))),
    ),
    "Scorecards · 评估表": (
        Page("running", "a running card", "进行中的评估表", SEEN),
        Page("scorecard", "a published scorecard", "已发布评估表", SEEN),
        Page("scorecard_pdf", "as PDF", "评估表 PDF", SEEN),
        Page("scorecard_workbook", "as workbook", "评估表工作簿", SEEN),
        Page("scorecard_receive", "confirm receipt", "签收", None, PART, done=OWN),
        Page("scorecard_say", "agree or not", "有无异议", None, PART, done=OWN),
        Page("scorecard_remark", "the evaluator's remark", "评估人意见", None, BY_LEAD, done=BY_LEAD),
        Page("restatement_list", "what later data would change; propose it", "追溯更正：差异与提出", HR, HR),
        *(Page("restatement_step", what, zh, DECIDES, DECIDES, step, DECIDES)
          for step, what, zh in (("approve", "approve another's restatement", "批准他人提出的追溯更正"),
                                 ("refuse", "refuse it", "不批准"),
                                 ("withdraw", "take one's own back", "撤回本人提出的"))),
        Page("restatement_page", "a restatement", "追溯更正页", SEEN),
        Page("restatement_form", "it as a form", "追溯更正单 PDF", SEEN),
        Page("attachment", "an attached file", "附件", {}),
    ),
    "Flags · 标记": (
        Page("flag_list", "flags, beside the appeals", "标记列表", each()),
        Page("flag_new", "flag a record of one's own", "标记本人记录", *[each("employee", "lead", to="self")] * 2,
             done=each("employee", "lead", to="self")),
        Page("flag_page", "a flag; uphold it", "标记页；采纳", SEEN, PART, done=BY_LEAD),
        Page("flag_form", "it as a form", "标记单 PDF", SEEN),
        Page("flag_act", "refuse it", "不采纳", None, PART, "refuse", BY_LEAD),
        Page("flag_act", "take it back", "撤回", None, PART, "withdraw", OWN),
    ),
    "Corrections of data · 数据更正": (
        Page("correction_list", "corrections", "更正列表", each()),
        Page("correction_new", "ask for one", "提出更正", *[each("lead", "hr", "admin")] * 2),
        Page("correction_page", "a correction", "更正页", {
            **OWN, "lead": "self own", **each("hr", "admin", "auditor", to=ALL)}),
        Page("correction_form", "it as a form", "更正单 PDF", {
            **OWN, "lead": "self own", **each("hr", "admin", "auditor", to=ALL)}),
        Page("correction_act", "see its effect", "查看影响", None, each("hr", to=ALL), "preview", each("hr", to=ALL)),
        *(Page("correction_act", what, zh, None, {**OWN, "hr": ALL}, step, DECIDES)
          for step, what, zh in (("decide", "put another's in force", "他人提出的更正生效"),
                                 ("refuse", "refuse it", "不采纳"), ("revoke", "take it out of force", "撤销"))),
        Page("correction_act", "take one's own back", "撤回本人提出的", None, {**OWN, "hr": ALL}, "withdraw",
             each("hr", to=ALL)),
    ),
    "Appeals · 申诉": (
        Page("appeal_list", "appeals", "申诉列表", each()),
        Page("appeal_new", "appeal against one's own result", "对本人结果提出申诉", OWN, OWN),
        Page("appeal_page", "an appeal", "申诉页", SEEN),
        Page("appeal_consequence", "its consequence (shown to the reviewer)", "申诉影响（仅复核人可见内容）", SEEN),
        Page("appeal_form", "as a form", "申诉表 PDF", SEEN),
        Page("appeal_letter", "the letter of decision", "决定书", SEEN),
        Page("appeal_act", "take it back", "撤回申诉", None, HEARD, "withdraw", OWN),
        Page("appeal_act", "name a reviewer", "指定复核人", None, HEARD, "reviewer", DECIDES),
        Page("appeal_act", "accept it (the reviewer)", "受理（复核人）", None, HEARD, "accept", DECIDES),
        Page("appeal_act", "not accept it (the reviewer)", "不予受理（复核人）", None, HEARD, "refuse", DECIDES),
        Page("appeal_act", "the lead's statement", "组长陈述", None, HEARD, "lead", BY_LEAD),
        Page("appeal_act", "the person's statement", "本人陈述", None, HEARD, "person", {**OWN, "hr": ALL}),
        Page("appeal_act", "further evidence", "补充证据", None, PART, "attach", PART),
        Page("appeal_act", "draft corrections (the reviewer)", "拟定更正（复核人）", None, HEARD, "draft", DECIDES),
        Page("appeal_act", "put an award's base right (the reviewer)", "更正激励基数（复核人）", None, HEARD, "base",
             DECIDES),
        Page("appeal_act", "see the consequence (the reviewer)", "查看影响（复核人）", None, DECIDES, "preview",
             DECIDES),
        Page("appeal_act", "decide (the reviewer)", "作出决定（复核人）", None, HEARD, "decide", DECIDES),
        Page("appeal_act", "put the decision into effect again", "再次执行决定", None, HEARD, "apply", DECIDES),
        Page("appeal_act", "send the letter", "送达决定书", None, HEARD, "letter", DECIDES),
        Page("appeal_act", "receive the letter", "签收决定书", None, HEARD, "acknowledge", OWN),
    ),
}  # fmt: skip
