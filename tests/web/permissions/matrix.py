"""The declared matrix: which page and action answers whom, by role and relation. docs/permissions.md is made from it.

`self`: a thing of one's own · `own`: of somebody in one's own team (of a lead: one led) · `other`: of another team.
A page without a thing says `yes`. What isn't said is 404. `post` empty: the page takes no action.
For a new page: add its thing (things.py), then `DESKMERIT_OBSERVE="appeal_ flag_" pytest
tests/web/permissions -k undeclared` prints a row with what pages of such names answer now, to be reviewed and put here.
"""

from web.permissions import rows_awards, rows_people, rows_work
from web.permissions.page import ALL, Page, each

PART = {**each(to="self"), "lead": "self own", "hr": ALL}
SECOND = {"lead": "own", "hr": "own other"}
"""Of a typed row: whom it is about, the lead of its day, HR; the second person is none it is about or typed by."""

PAGES: dict[str, tuple[Page, ...]] = {
    "Everybody · 所有人": (
        Page("home", "home: what waits for me", "首页：待办", each()),
        Page("healthz", "whether the application answers", "运行状态", each()),
        Page("set_language", "language", "切换语言", None, each()),
        Page("theme", "light or dark", "切换外观", None, each()),
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
    "Data · 数据": (
        Page("data_home", "sources, freshness, rejected rows (a lead: to the typed rows)", "数据概况（组长转到录入）",
             each("lead", "hr", "admin", "auditor")),
        Page("source_page", "a helpdesk that records come from", "客服系统数据源", each("hr", "admin", "auditor")),
        Page("source_sync", "bring it up to date", "同步数据源", None, each("hr", "admin")),
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
        Page("entry_act", "confirm another's row", "确认他人录入", None, PART, "confirm", SECOND),
        Page("entry_act", "reject it", "退回录入", None, PART, "reject", SECOND),
        Page("entry_act", "withdraw one's own", "撤回本人录入", None, PART, "withdraw", {"hr": ALL}),
        Page("entries_confirm", "confirm several rows", "批量确认录入", None, each("lead", "hr")),
    ),
    "Audit · 审计": (Page("audit_list", "who did what", "审计记录", each("hr", "admin", "auditor")),),
    **rows_work.PAGES,
    **rows_awards.PAGES,
    **rows_people.PAGES,
}  # fmt: skip

OWN_ONLY = {
    # prefix of an address: why it needs no row
    "sign-in/": "signing in: acts on nobody but whoever is signed in (or signs in)",
    "static/": "files of the browser, the same for everybody",
    "api/": "each operation answers whom its page answers: a test asks it as each role ([interface](interface.md))",
}


def declared() -> dict[str, Page]:
    """Every declared page by the name of its address; of one with steps its first."""
    return {page.name: page for group in PAGES.values() for page in reversed(group)}
