"""Who acts, which clock runs, from when, and what comes when it has run out: code → (zh, en)."""

ACTORS: dict[str, tuple[str, str]] = {
    "person": ("本人", "the person concerned"), "maker": ("提出人", "whoever made it"),
    "lead": ("直属主管", "team lead"),
    "interviewer": ("面谈人", "interviewer"), "panel": ("评估小组", "panel"),
    "scorer": ("原评估人", "scorer or approver"),
    "reviewer": ("独立复核人", "independent reviewer"), "second": ("另一人", "a second person"),
    "approver": ("批准人（另一人）", "approver (another person)"), "deputy": ("代理人", "deputy"),
    "quality": ("质检员", "quality reviewer"), "rater": ("评价人", "rater"), "hr": ("人力资源", "HR"),
    "admin": ("管理员", "administrator"), "system": ("系统", "the system"),
}  # fmt: skip

CLOCKS: dict[str, tuple[str, str]] = {
    "measuring": ("取数", "measuring"), "reviewing": ("小组评审", "panel review"), "settling": ("兑现", "settlement"),
    "shifting": ("第二人签字", "second signature"), "first_reminder": ("首次提醒", "first reminder"),
    "second_reminder": ("二次提醒", "second reminder"), "deemed_receipt": ("视为签收", "counting as received"),
    "appeal_window": ("申诉期限", "appeal"), "restating": ("更正审批", "approval of the restatement"),
    "telling": ("告知本人", "telling the person"), "interview": ("绩效面谈", "interview"),
    "late_interview": ("补谈", "late interview"), "signing": ("面谈签字", "signing the interview"),
    "drafting": ("拟定计划", "drafting the plan"), "plan_signing": ("计划签字", "signing the plan"),
    "check_in": ("跟进", "check-in"), "plan_change": ("变更确认", "answer to a change"),
    "outcome": ("结果评定", "outcome"),
    "decision": ("申诉答复", "decision on the appeal"), "applying": ("重算更正", "recomputing and correcting"),
    "letter": ("通知书送达", "letter of decision"), "flag": ("标记处理", "decision on the flag"),
    "correction": ("更正决定", "decision on the correction"), "entry": ("录入确认", "confirmation of the row"),
    "quality_draft": ("完成质检", "finishing the check"),
    "fatal_confirmation": ("致命错误复核", "confirmation of a fatal error"),
    "dispute_window": ("异议期", "dispute window"), "dispute_decision": ("异议处理", "decision on the dispute"),
    "feedback_reminder": ("评价提醒", "reminder of the feedback"),
    "feedback_round": ("评价截止", "close of the feedback"),
    "plan_approval": ("方案审批", "approval of the plan"), "acknowledgement": ("知悉确认", "acknowledgement"),
    "award_draft": ("核算", "calculation"), "award_approval": ("发放审批", "approval of the run"),
    "award_payment": ("发放", "payment"), "wishes": ("意愿填报", "ranking of wishes"),
    "allotting": ("名额分配", "allotting"),
}  # fmt: skip

SINCE: dict[str, tuple[str, str]] = {
    "period_end": ("周期结束", "the end of the period"), "measured": ("取数", "measuring"),
    "published": ("发布", "publication"),
    "proposed": ("提出", "the proposal"), "reminded": ("首次提醒", "the first reminder"),
    "reminded_again": ("二次提醒", "the second reminder"),
    "later_of_receipt_and_interview": ("签收与面谈的较晚者", "the later of receipt and interview"),
    "approved": ("批准", "the approval"), "escalated": ("升级", "the escalation"), "held": ("面谈", "the interview"),
    "drafted": ("起草", "the first draft"), "offered": ("提交员工", "the offer"),
    "checked_in": ("上次跟进", "the last check-in"),
    "change_proposed": ("提出变更", "the proposed change"), "end_date": ("计划到期", "the end of the plan"),
    "filed": ("提交或转交", "the filing or handing over"), "decided": ("决定", "the decision"),
    "decided_or_applied": ("决定或更正", "the decision or correction"), "asked": ("发出", "the asking"),
    "entered": ("录入", "the entry"), "begun": ("新建", "the beginning"), "submitted": ("提交", "the submission"),
    "told": ("告知本人", "the telling"), "disputed": ("提出异议", "the dispute"),
    "round_end": ("评价截止日", "the close of the round"),
    "calculated": ("核算", "the calculation"), "opened": ("开始征集", "the opening"),
    "closed": ("截止", "the closing"),
}  # fmt: skip

OVERDUE: dict[str, tuple[str, str]] = {
    "remind": ("提醒", "reminder"), "deputy": ("转交下一代理人", "goes to the next deputy"),
    "counts_as_held": (
        "升级给代理人；仅就申诉期限视为当日已面谈",
        "goes to a deputy; counts as held for the appeal only",
    ),
    "close": ("期限届满", "closes"),
}  # fmt: skip
