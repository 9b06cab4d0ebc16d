"""Rows of the matrix: interviews and improvement plans. Nobody's own is held, judged or waived by themselves."""

from web.permissions.page import ALL, Cells, Page, each

PERSON = each(to="self")
LEAD: Cells = {"lead": "own"}
BOTH: Cells = {**PERSON, "lead": "self own"}
HR = each("hr", to="other")
WITH_HR: Cells = {**BOTH, "hr": ALL}
SEES: Cells = {**WITH_HR, "auditor": ALL}


def step(name: str, step: str, what: str, zh: str, who: Cells, *, asks: bool = True, done: Cells | None = None) -> Page:
    """A step that everybody succeeds with whom it answers (or `done`); with a form of its own (`asks`)."""
    return Page(name, what, zh, who if asks else None, who, step, who if done is None else done)


def talk(*told: str, who: Cells, done: Cells | None = None) -> Page:
    """A step on an interview."""
    return step("interview_step", *told, who=who, done=done)


def ask(*told: str, who: Cells, done: Cells | None = None) -> Page:
    """A step on an improvement plan, with words."""
    return step("improvement_step", *told, who=who, done=done)


def now(*told: str, who: Cells, done: Cells | None = None) -> Page:
    """A step on an improvement plan that needs no words."""
    return step("improvement_now", *told, who=who, done=done, asks=False)


PAGES: dict[str, tuple[Page, ...]] = {
    "Interviews · 绩效面谈": (
        Page("interview_list", "own interviews and plans, and those one sees to", "面谈与计划列表", each()),
        Page("interview_page", "an interview", "面谈详情", SEES),
        Page("interview_pdf", "its record as a form", "面谈记录打印", SEES),
        Page("interview_record", "record it as held", "记录面谈", LEAD, LEAD, done=LEAD),
        Page("interview_record", "amend the record", "修改面谈记录", LEAD, LEAD, "amend", LEAD),
        Page("interview_sign", "sign the record", "签字", None, BOTH, done=BOTH),
        Page("interview_scans", "attach a signed scan", "上传签字扫描件", None, WITH_HR, done=WITH_HR),
        talk("schedule", "arrange a date", "约定时间", who=LEAD),
        talk("reschedule", "change the date", "改期", who=LEAD),
        talk("decline", "decline it in writing", "书面谢绝", who=PERSON),
        talk("waive", "waive it", "不再面谈", who=HR),
        talk("close_unsigned", "close the record unsigned", "未签字归档", who=HR),
        Page("tip_list", "tips for interviews", "面谈话术提示", each("hr", "auditor"), each("hr")),
    ),
    "Improvement plans · 绩效改进计划": (
        Page("improvement_list", "own plans and those one sees to", "改进计划列表", each()),
        Page("improvement_new", "begin a plan from a result", "由评估结果新建计划", WITH_HR, WITH_HR, done=WITH_HR),
        Page("improvement_page", "a plan", "计划详情", SEES),
        Page("improvement_pdf", "it as a form", "计划打印", SEES),
        Page("improvement_scans", "attach a signed scan", "上传签字扫描件", None, WITH_HR, done=WITH_HR),
        Page("improvement_write", "write the draft jointly", "共同拟定草稿", BOTH, BOTH),
        Page("improvement_write", "propose a change of the running plan", "提出变更", BOTH, BOTH, "change"),
        now("mark", "mark a step of the person as done", "勾选本人的步骤", who=BOTH),
        now("mark-lead", "mark a step of the lead as done", "勾选主管的步骤", who=BOTH, done=LEAD),
        now("offer", "sign and hand it to the person", "签字并提交员工", who=LEAD),
        now("agree", "sign: agreed", "签字同意", who=PERSON),
        ask("receive_not_agreed", "received, not agreed", "签收，不认可", who=PERSON),
        ask("ask_change", "ask for a change before signing", "请求修改", who=PERSON),
        now("accept_change", "accept a change that the lead proposed", "同意主管提出的变更", who=BOTH, done=PERSON),
        now("accept_own", "accept a change that the person proposed", "同意员工提出的变更", who=BOTH, done=LEAD),
        ask("decline_change", "decline a change that the lead proposed", "不同意主管提出的变更", who=BOTH, done=PERSON),
        now("withdraw_change", "take back a change that the person proposed", "撤回员工提出的变更", who=PERSON),
        ask("check_in", "note a check-in", "跟进", who=LEAD),
        ask("say", "say what the person thinks of the outcome", "记录本人意见", who=BOTH),
        now("ask_hr", "ask HR to look at a plan that is over", "请人力资源查看", who=LEAD),
        now("countersign", "HR looked at it", "人力资源签字", who=HR),
        ask("pass", "passed", "达成", who=LEAD),
        ask("extend", "extend", "延期", who=LEAD),
        ask("not_reach", "not reached", "未达成", who=LEAD),
        ask("start_unsigned", "start it unsigned", "未签字开始", who=HR),
        ask("withdraw", "withdraw the draft", "撤回草稿", who=LEAD),
        ask("end_early", "end it early", "提前终止", who=HR),
    ),
}  # fmt: skip
