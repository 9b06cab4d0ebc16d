"""Rows of the matrix: award runs, bases, wishes, certificates."""

from web.permissions.page import ALL, Page, each

HR, READS = each("hr"), each("hr", "auditor")
ANY, OTHERS = each("hr", to=ALL), each("hr", to="own other")
OWN = {**each(to="self"), **each("hr", "auditor", to=ALL)}

PAGES: dict[str, tuple[Page, ...]] = {
    "Awards · 激励": (
        Page("award_list", "one's own awards; the runs for HR and auditors", "本人激励（人力、审计另见批次）", each()),
        Page("ledger_list", "the ledger", "台账", READS),
        Page("award_run_new", "begin a run", "新建发放", HR, HR, done=HR),
        Page("award_run", "a run with a line of oneself or of others", "发放批次（含本人或他人的明细）",
             each("hr", "auditor", to=ALL)),
        Page("award_run_form", "it as a form", "发放单 PDF", each("hr", "auditor", to=ALL)),
        Page("award_run_calculate", "calculate it", "计算", None, ANY, done=ANY),
        *(Page("award_run_step", what, zh, OTHERS, OTHERS, step, OTHERS) for step, what, zh in (
            ("recalculate", "calculate it again", "重新计算"), ("approve", "approve another's", "批准他人提出的"),
            ("send_back", "send it back", "退回"), ("lock", "lock it", "锁定"), ("pay", "confirm as paid", "确认发放"),
            ("cancel", "cancel it", "取消"))),
        Page("award_run_payroll", "take the payroll file", "导出发薪文件", None, ANY, done=OTHERS),
        Page("base_list", "bases", "激励基数", READS, HR),
        Page("base_import", "bases from a file", "文件导入基数", HR, HR),
        Page("base_withdraw", "withdraw a base", "撤回基数", ANY, ANY, done=OTHERS),
    ),
    "Wishes and certificates · 激励意愿与证书": (
        Page("wish_page", "one's own wishes", "本人意愿", each()),
        Page("wish_rank", "rank them, as somebody of the cycle", "排序（周期内人员）", None, each("employee", "lead")),
        Page("wish_round_new", "open a round", "开启意愿征集", HR, HR),
        Page("wish_round", "a round", "意愿征集", READS),
        *(Page("wish_round_step", what, zh, HR, HR, step, HR) for step, what, zh in (
            ("close", "close it", "截止"), ("reopen", "open it again", "重新开启"),
            ("allot", "allot the seats", "分配名额"), ("cancel", "cancel it", "取消"))),
        Page("certificate_list", "certificates", "证书列表", each()),
        Page("certificate_pdf", "a certificate", "证书 PDF", OWN),
        Page("certificate_check", "check a code", "核验编码", each()),
        Page("certificate_issue", "issue certificates", "颁发证书", HR, HR, done=HR),
        Page("certificate_revoke", "revoke a certificate", "撤销证书", ANY, ANY, done=OTHERS),
    ),
    "Contacts to review · 待检记录": (
        Page("task_reassign", "hand a drawn contact to another reviewer", "改派质检员", None,
             each("hr", "quality", to="own other"), done=each("hr", "quality", to="own other")),
    ),
}  # fmt: skip
