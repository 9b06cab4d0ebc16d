"""The declared matrix: which page and action answers whom, by role and relation. docs/permissions.md is made from it.

`self`: a thing of one's own · `own`: of somebody in one's own team (of a lead: one led) · `other`: of another team.
A page without a thing says `yes`. What isn't said is 404. `post` empty: the page takes no action.
For pages not declared yet: add their things (things.py), then `DESKMERIT_OBSERVE=1 pytest tests/web/permissions -k
undeclared` prints rows with what they answer now, to be reviewed and put here.
"""

from dataclasses import dataclass

ROLES = ("employee", "lead", "panel", "hr", "quality", "admin", "auditor")
RELATIONS = ("self", "own", "other")
EVERYBODY = "yes"
ALL = "self own other"

type Cells = dict[str, str]
"""Role → relations for which the page answers; a role that is missing gets 404."""


def each(*roles: str, to: str = EVERYBODY) -> Cells:
    """The same for some roles (default: all of them)."""
    return dict.fromkeys(roles or ROLES, to)


@dataclass(frozen=True, slots=True)
class Page:
    """A page by the name of its address: what it shows, who may read it, who may act on it."""

    name: str
    what: str
    zh: str
    get: Cells | None = None
    post: Cells | None = None


PAGES: dict[str, tuple[Page, ...]] = {
    "Everybody · 所有人": (
        Page("home", "home: what waits for me", "首页：待办", each()),
        Page("healthz", "whether the application answers", "运行状态", each()),
        Page("set_language", "language", "切换语言", None, each()),
        Page("theme", "light or dark", "切换外观", None, each()),
    ),
    "Chosen contacts · 指定质检": (
        Page("quality_targeted", "begin a check of a chosen contact", "发起指定联络的质检",
             each("quality"), each("quality")),
    ),
    "Accounts · 账号": (
        Page("account_page", "own account", "本人账号", each(), each()),
        Page("tokens", "own tokens", "本人令牌", each(), each()),
        Page("token_revoke", "revoke a token", "撤销令牌", None, each(to="self")),
        Page("my_data", "own data and notice", "本人数据与告知", each()),
        Page("my_data_export", "take everything about oneself", "导出本人全部数据", None, each()),
        Page("retention_page", "how long is what kept", "保存期限", each("hr", "admin"), each("hr", "admin")),
        Page("mail_settings", "how mail goes out", "邮件设置", each("admin"), each("admin")),
        Page("start", "first run: gone once there is an account", "首次运行（有账号后消失）", {}, {}),
    ),
    "People · 人员": (
        Page("person_list", "people", "人员列表", each("lead", "hr", "admin", "auditor")),
        Page("person_page", "a person", "人员页", {
            **each(to="self"), "lead": "self own", "hr": ALL, "admin": ALL, "auditor": ALL}),
        Page("person_new", "add a person", "新增人员", each("hr", "admin"), each("hr", "admin")),
        Page("person_edit", "correct a person", "修改人员", each("hr", "admin", to=ALL), each("hr", "admin", to=ALL)),
        Page("holding_add", "give a posting, role, deputy, leave", "增加任职、角色、代理人、休假",
             each("hr", "admin", to=ALL), each("hr", "admin", to=ALL)),
        Page("holding_end", "end one", "终止", each("hr", "admin", to=ALL), each("hr", "admin", to=ALL)),
        Page("account_act", "make, invite, close, open an account", "开设、邀请、关闭账号", None,
             each("hr", "admin", to=ALL)),
        Page("pseudonymise", "pseudonymise who left", "离职人员假名化", each("hr", to=ALL), each("hr", to=ALL)),
        Page("teams", "teams", "团队", each("hr", "admin", "auditor"), each("hr", "admin")),
        Page("team_close", "close a team", "停用团队", None, each("hr", "admin")),
        Page("roles", "roles and deputies", "角色与代理人", each("hr", "admin", "auditor")),
        Page("people_upload", "people from a file", "文件导入", each("hr", "admin"), each("hr", "admin")),
        Page("people_apply", "make the previewed change", "应用已预览的变更", None, each("hr", "admin")),
    ),
    "Cycles and scorecards · 周期与评估表": (
        Page("cycle_list", "cycles", "周期列表", each()),
        Page("cycle_page", "a cycle", "周期页", each("employee", "lead", "panel", "hr", "auditor")),
        Page("scorecard", "a published scorecard", "已发布评估表", {
            "employee": "self", "lead": "self own", "panel": "other", "hr": "other", "auditor": "other"}),
        Page("attachment", "an attached file", "附件", {}),
    ),
    "Data · 数据": (
        Page("data_home", "sources, freshness, rejected rows (a lead: to the typed rows)", "数据概况（组长转到录入）",
             each("lead", "hr", "admin", "auditor")),
        Page("login_name", "say whose a login is", "指明账号归属", each("hr", "admin"), each("hr", "admin")),
        Page("import_list", "imports", "导入记录", each("hr", "admin", "auditor")),
        Page("import_new", "upload a file", "上传文件", each("hr", "admin"), each("hr", "admin")),
        Page("import_page", "an import; match its columns", "导入详情与列对应",
             each("hr", "admin", "auditor"), each("hr", "admin")),
        Page("import_left", "rows left out of it", "未采用的行", each("hr", "admin", "auditor")),
        Page("import_act", "import it, drop it, take it back", "导入、放弃、撤回", None, each("hr", "admin")),
        Page("entry_list", "typed rows", "录入列表", each("lead", "hr", "auditor")),
        Page("entry_new", "type rows", "录入", each("lead", "hr"), each("lead", "hr")),
        Page("entry_page", "a typed row", "一行录入", {
            **each(to="self"), "lead": "self own", "hr": ALL, "auditor": ALL}),
        Page("entry_act", "confirm, reject, withdraw it", "确认、退回、撤回录入", None, {
            **each(to="self"), "lead": "self own", "hr": ALL, "auditor": ALL}),
        Page("entries_confirm", "confirm several rows", "批量确认录入", None, each("lead", "hr")),
    ),
    "Audit · 审计": (Page("audit_list", "who did what", "审计记录", each("hr", "admin", "auditor")),),
}  # fmt: skip

OWN_ONLY = {
    # prefix of an address: why it needs no row
    "sign-in/": "signing in: acts on nobody but whoever is signed in (or signs in)",
    "static/": "files of the browser, the same for everybody",
    "api/": "each operation fetches through the `access` of its page; each folder's tests hold that",
}


def declared() -> dict[str, Page]:
    """Every declared page by the name of its address."""
    return {page.name: page for group in PAGES.values() for page in group}


LATER = frozenset(
    [
        "appeal_act",
        "appeal_consequence",
        "appeal_form",
        "appeal_letter",
        "appeal_list",
        "appeal_new",
        "appeal_page",
        "award_list",
        "award_run",
        "award_run_calculate",
        "award_run_new",
        "award_run_payroll",
        "award_run_step",
        "base_import",
        "base_list",
        "base_withdraw",
        "certificate_check",
        "certificate_issue",
        "certificate_list",
        "certificate_pdf",
        "certificate_revoke",
        "channel_add",
        "channel_confirm",
        "channel_remove",
        "correction_act",
        "correction_list",
        "correction_new",
        "correction_page",
        "cycle_edit",
        "cycle_gaps",
        "cycle_measure",
        "cycle_new",
        "cycle_recompute",
        "cycle_run",
        "cycle_sign",
        "cycle_step",
        "feedback_give",
        "feedback_list",
        "feedback_outcome",
        "flag_act",
        "flag_list",
        "flag_new",
        "flag_page",
        "improvement_list",
        "improvement_new",
        "improvement_now",
        "improvement_page",
        "improvement_pdf",
        "improvement_scans",
        "improvement_step",
        "improvement_write",
        "inbox",
        "interview_list",
        "interview_page",
        "interview_pdf",
        "interview_record",
        "interview_scans",
        "interview_sign",
        "interview_step",
        "ledger_list",
        "my_page",
        "notice_mark",
        "notice_open",
        "notice_read_all",
        "notice_settings",
        "outbox",
        "outbox_again",
        "plan_acknowledge",
        "plan_acknowledgements",
        "plan_check",
        "plan_compare",
        "plan_decide",
        "plan_download",
        "plan_edit",
        "plan_list",
        "plan_new",
        "plan_notice",
        "plan_page",
        "plan_phase",
        "plan_preview",
        "plan_propose",
        "plan_text",
        "plan_told",
        "plan_version",
        "quality_act",
        "quality_begin",
        "quality_form",
        "quality_list",
        "quality_page",
        "quality_review",
        "quality_reviewers",
        "quality_total",
        "restatement_list",
        "restatement_step",
        "round_act",
        "round_new",
        "round_page",
        "round_person",
        "running",
        "sample_list",
        "sample_new",
        "sample_page",
        "scorecard_pdf",
        "scorecard_receive",
        "scorecard_remark",
        "scorecard_say",
        "scorecard_workbook",
        "search",
        "sheet_list",
        "sheet_new",
        "sheet_page",
        "sheet_shipped",
        "shift_new",
        "shift_pick",
        "shift_step",
        "task_reassign",
        "team_list",
        "team_page",
        "tip_list",
        "wish_page",
        "wish_rank",
        "wish_round",
        "wish_round_new",
        "wish_round_step",
    ]
)
"""Pages whose rows are still to be written; until then the tests of their folders hold their rights."""
