"""The names of the steps: flow → code → (zh, en), as they stand on a button."""

STEPS: dict[str, dict[str, tuple[str, str]]] = {
    "cycle": {
        "open": ("开启周期", "open the cycle"), "measure": ("取数", "measure"), "reopen": ("重新开启", "open again"),
        "review": ("提交小组评审", "hand to the panel"), "measure_again": ("退回重新取数", "measure again"),
        "publish": ("发布", "publish"), "settle": ("兑现完成", "settle"), "cancel": ("取消周期", "cancel the cycle"),
    },
    "shift": {
        "sign": ("签字同意", "sign"), "refuse": ("不采纳", "refuse"), "withdraw": ("撤回", "withdraw"),
        "lapse": ("失效", "lapse"),
    },
    "receipt": {
        "receive": ("签收", "confirm receipt"), "remind": ("提醒", "remind"),
        "remind_again": ("再次提醒", "remind again"),
        "deem": ("视为签收", "count as received"), "ask_again": ("重新请签收", "ask for a new receipt"),
    },
    "agreement": {
        "agree": ("无异议", "agree"), "disagree": ("有异议", "disagree"), "ask_again": ("重新征询", "ask again"),
    },
    "restatement": {
        "approve": ("批准", "approve"), "refuse": ("不批准", "refuse"), "withdraw": ("撤回", "withdraw"),
        "tell": ("告知本人", "tell the person"), "pass_on": ("转交代理人", "pass on to the next deputy"),
        "merge": ("并入后一份", "merge into a later one"),
    },
    "interview": {
        "schedule": ("约定时间", "set a date"), "reschedule": ("改期", "change the date"),
        "escalate": ("升级", "escalate"),
        "pass_on": ("转交下一代理人", "pass on to the next deputy"), "hold": ("完成面谈", "record as held"),
        "sign_first": ("签字", "sign"), "sign_second": ("签字", "sign"), "amend": ("修改记录", "amend the record"),
        "close_unsigned": ("未签字归档", "close unsigned"), "waive": ("不再面谈", "waive"),
    },
    "improvement": {
        "withdraw": ("撤回", "withdraw"), "offer": ("提交员工", "offer"),
        "ask_change": ("请求修改", "ask for a change"),
        "sign": ("签字同意", "sign"), "receive_not_agreed": ("签收，不认可", "received, not agreed"),
        "start_unsigned": ("未签字开始", "start unsigned"), "check_in": ("跟进", "check in"),
        "propose_change": ("提出变更", "propose a change"), "accept_change": ("同意变更", "accept the change"),
        "decline_change": ("不同意变更", "decline the change"), "withdraw_change": ("撤回变更", "withdraw the change"),
        "lapse_change": ("变更失效", "let the change lapse"), "pass": ("达成", "passed"), "extend": ("延期", "extend"),
        "not_reach": ("未达成", "not reached"), "end_early": ("提前终止", "end early"),
        "pass_on": ("转交代理人", "pass on to the next deputy"),
    },
    "appeal": {
        "accept": ("受理", "accept"), "refuse": ("不予受理", "refuse"),
        "begin_review": ("开始复核", "begin the review"),
        "uphold": ("成立", "uphold"), "uphold_partly": ("部分成立", "uphold partly"), "reject": ("不成立", "reject"),
        "withdraw": ("撤回申诉", "withdraw"), "pass_on": ("转交下一复核人", "pass on to the next deputy"),
        "name_reviewer": ("指定复核人", "name a reviewer"), "apply": ("重算并更正", "recompute and correct"),
        "send_letter": ("送达复核结果通知书", "send the letter of decision"),
    },
    "flag": {
        "uphold": ("采纳", "uphold"), "refuse": ("不采纳", "refuse"), "withdraw": ("撤回", "withdraw"),
        "pass_on": ("转交代理人", "pass on to the next deputy"),
    },
    "correction": {
        "decide": ("采纳生效", "put in force"), "refuse": ("不采纳", "refuse"), "withdraw": ("撤回", "withdraw"),
        "revoke": ("撤销", "revoke"), "pass_on": ("转交代理人", "pass on to the next deputy"),
    },
    "entry": {
        "confirm": ("确认", "confirm"), "reject": ("不通过", "reject"), "withdraw": ("撤回", "withdraw"),
        "pass_on": ("转交代理人", "pass on to the next deputy"),
    },
    "quality": {
        "submit": ("提交", "submit"), "submit_fatal": ("提交（含致命错误）", "submit with a fatal error"),
        "discard": ("作废", "discard"), "confirm": ("确认致命错误", "confirm the fatal error"),
        "not_confirm": ("不确认致命错误", "do not confirm it"), "dispute": ("提出异议", "dispute"),
        "close": ("定稿", "make final"), "keep": ("维持", "keep"), "change": ("修改", "change"),
        "withdraw_dispute": ("撤回异议", "withdraw the dispute"),
        "pass_on": ("转交代理人", "pass on to the next deputy"),
    },
    "feedback": {
        "give": ("提交评价", "give"), "decline": ("接触不足，不评价", "not enough contact to say"),
        "expire": ("截止", "expire"),
    },
    "plan_version": {
        "propose": ("提交审批", "propose"), "take_back": ("收回修改", "take back"), "approve": ("批准", "approve"),
        "return": ("退回", "return"), "retire": ("停用", "retire"), "discard": ("作废", "discard"),
        "pass_on": ("转交代理人", "pass on to the next deputy"),
    },
    "acknowledgement": {
        "acknowledge": ("确认知悉", "acknowledge"), "tell_otherwise": ("以其他方式告知", "told in another way"),
        "lapse": ("无需确认", "no longer needed"),
    },
    "award_run": {
        "calculate": ("核算", "calculate"), "recalculate": ("重新核算", "calculate again"),
        "approve": ("批准", "approve"),
        "send_back": ("退回", "send back"), "lock": ("锁定", "lock"), "pay": ("确认已发放", "confirm as paid"),
        "cancel": ("取消", "cancel"), "pass_on": ("转交代理人", "pass on to the next deputy"),
    },
    "wishes": {
        "rank": ("填报意愿", "rank wishes"), "close": ("截止", "close"), "reopen": ("重新征集", "open again"),
        "allot": ("分配名额", "allot the seats"), "cancel": ("取消", "cancel"),
    },
}  # fmt: skip
