"""The names of the flows and of their states: code → (zh, en). Semantics §10 has the words."""

TITLES: dict[str, tuple[str, str]] = {
    "cycle": ("评估周期", "evaluation cycle"),
    "shift": ("等级调整", "shift of a grade by the panel"),
    "receipt": ("签收", "receipt of a scorecard"),
    "agreement": ("本人意见", "agreement"),
    "restatement": ("追溯更正", "restatement"),
    "interview": ("绩效面谈", "interview"),
    "improvement": ("绩效改进计划", "improvement plan"),
    "appeal": ("申诉", "appeal"),
    "flag": ("标记", "flag on a record"),
    "correction": ("数据更正", "data correction"),
    "entry": ("录入", "typed row"),
    "quality": ("质检", "quality check"),
    "feedback": ("360度评价邀请", "request for 360° feedback"),
    "plan_version": ("方案版本", "version of a plan"),
    "acknowledgement": ("方案知悉确认", "acknowledgement of a plan"),
    "award_run": ("激励发放", "award run"),
    "wishes": ("激励意愿征集", "list of wishes"),
}

STATES: dict[str, dict[str, tuple[str, str]]] = {
    "cycle": {
        "draft": ("筹备中", "draft"), "open": ("进行中", "open"), "measured": ("已取数", "measured"),
        "panel_review": ("小组评审", "panel review"), "published": ("已发布", "published"),
        "settled": ("已兑现", "settled"), "cancelled": ("已取消", "cancelled"),
    },
    "shift": {
        "proposed": ("待第二人签字", "waits for the second signature"), "in_force": ("已生效", "in force"),
        "refused": ("未采纳", "refused"), "withdrawn": ("已撤回", "withdrawn"),
        "lapsed": ("因重新取数失效", "lapsed: measured again"),
    },
    "receipt": {
        "published": ("待签收", "waits for receipt"), "reminded_once": ("已提醒一次", "reminded once"),
        "reminded_twice": ("已提醒两次", "reminded twice"),
        "received": ("已签收（不代表认可）", "received (not agreed)"),
        "deemed_received": ("视为已签收", "counts as received"),
    },
    "agreement": {
        "unsaid": ("未表态", "nothing said"), "agreed": ("无异议", "agreed"), "not_agreed": ("有异议", "not agreed"),
    },
    "restatement": {
        "proposed": ("待批准", "waits for approval"), "approved": ("已批准，待告知", "approved, to be told"),
        "told": ("已告知", "told"), "refused": ("未批准", "refused"), "withdrawn": ("已撤回", "withdrawn"),
        "merged": ("已并入后一份", "merged into a later one"),
    },
    "interview": {
        "due": ("待约谈", "due"), "scheduled": ("已约定", "scheduled"),
        "escalated": ("逾期，已升级", "overdue, escalated"),
        "held": ("已面谈，待签字", "held, to be signed"), "signed_by_one": ("一方已签字", "signed by one"),
        "signed": ("双方已签字", "signed by both"), "closed_unsigned": ("未签字归档", "closed unsigned"),
        "not_held": ("不再面谈", "not held"),
    },
    "improvement": {
        "draft": ("草稿", "draft"), "offered": ("待员工签字", "waits for the person's signature"),
        "active": ("执行中", "active"), "change_proposed": ("变更待确认", "a change is proposed"),
        "extended": ("拟延期，待员工签字", "extended, waits for the person's signature"), "passed": ("达成", "passed"),
        "not_reached": ("未达成", "not reached"), "ended": ("提前终止", "ended early"),
        "withdrawn": ("已撤回", "withdrawn"),
    },
    "appeal": {
        "filed": ("已提交", "filed"), "accepted": ("已受理", "accepted"), "in_review": ("复核中", "in review"),
        "upheld": ("申诉成立", "upheld"), "partly": ("部分成立", "partly upheld"),
        "rejected": ("申诉不成立", "rejected"),
        "refused": ("不予受理", "refused as inadmissible"), "applied": ("已重算更正", "recomputed and corrected"),
        "closed": ("已送达，结案", "closed, letter sent"), "withdrawn": ("已撤回", "withdrawn"),
    },
    "flag": {
        "filed": ("待处理", "waits for a decision"), "upheld": ("已采纳，作数据更正", "upheld: data corrected"),
        "refused": ("未采纳", "refused"), "withdrawn": ("已撤回", "withdrawn"),
    },
    "correction": {
        "asked": ("待决定", "waits for a decision"), "in_force": ("已生效", "in force"),
        "refused": ("未采纳", "refused"),
        "withdrawn": ("已撤回", "withdrawn"), "revoked": ("已撤销", "revoked"),
    },
    "entry": {
        "entered": ("待第二人确认", "waits for a second person"), "confirmed": ("已确认", "confirmed"),
        "rejected": ("未通过", "rejected"), "withdrawn": ("已撤回", "withdrawn"),
    },
    "quality": {
        "draft": ("草稿", "draft"), "submitted": ("已告知，可提异议", "told, open to dispute"),
        "awaiting_confirmation": ("致命错误待复核", "fatal error waits for confirmation"),
        "confirmed": ("致命错误已确认，可提异议", "fatal error confirmed, open to dispute"),
        "not_confirmed": ("致命错误未确认，可提异议", "fatal error not confirmed, open to dispute"),
        "disputed": ("异议处理中", "disputed"), "kept": ("异议后维持", "kept after dispute"),
        "changed": ("异议后修改", "changed after dispute"), "final": ("已定稿", "final"),
        "discarded": ("已作废", "discarded"),
    },
    "feedback": {
        "asked": ("待评价", "asked"), "given": ("已评价", "given"),
        "declined": ("接触不足，未评价", "not enough contact to say"),
        "expired": ("已截止，未评价", "expired"),
    },
    "plan_version": {
        "draft": ("草稿", "draft"), "proposed": ("待批准", "waits for approval"), "returned": ("已退回", "returned"),
        "approved": ("已批准", "approved"), "retired": ("已停用", "retired"), "discarded": ("已作废", "discarded"),
    },
    "acknowledgement": {
        "asked": ("待确认", "waits for acknowledgement"), "acknowledged": ("已知悉", "acknowledged"),
        "told_otherwise": ("已以其他方式告知", "told in another way"), "lapsed": ("无需确认", "no longer needed"),
    },
    "award_run": {
        "draft": ("草稿", "draft"), "calculated": ("已核算，待批准", "calculated, waits for approval"),
        "approved": ("已批准", "approved"), "locked": ("已锁定", "locked"), "paid": ("已发放", "paid"),
        "cancelled": ("已取消", "cancelled"),
    },
    "wishes": {
        "open": ("征集中", "open"), "closed": ("已截止，待分配", "closed, to be allotted"),
        "allotted": ("已分配", "allotted"),
        "cancelled": ("已取消", "cancelled"),
    },
}  # fmt: skip
