"""People: who they are, their logins, where they stood, when they were there."""

from decimal import Decimal

from deskmerit.records.spec import TableSpec, column

ZERO = Decimal(0)
AGENT = "客服工号|客服编号|坐席工号|坐席编号|客服|坐席|员工编号|agent"

AGENTS = TableSpec(
    "agents",
    {"zh": "客服人员", "en": "Agents"},
    {"zh": "一行是一名客服人员", "en": "a person who serves customers"},
    (
        column("agent_id", "text", "客服工号", "id of the person", "客服编号|坐席工号|坐席编号|客服id|agent"),
        column("name", "text", "姓名", "name", "客服姓名|员工姓名|坐席姓名|agent name"),
        column("employee_no", "text?", "员工编号", "number in payroll", "员工号|人事编号|employee number"),
        column("email", "text?", "邮箱", "e-mail", "电子邮箱|邮件|mail|e-mail"),
        column("hired_on", "date?", "入职日期", "first day", "入职时间|入职日|hired"),
        column("left_on", "date?", "离职日期", "day of leaving", "离职时间|离职日|left"),
        column(
            "kind",
            "text",
            "人员类型",
            "human or bot",
            "类型|类别",
            allowed={"human": ("人工", "人", "真人", "员工"), "bot": ("机器人", "系统", "robot")},
        ),
    ),
    key=("agent_id",),
    names=("客服", "人员", "员工", "坐席"),
)

IDENTITIES = TableSpec(
    "identities",
    {"zh": "账号对照", "en": "Identities"},
    {"zh": "一行是某人在某系统、某段时间内的账号", "en": "a login of a person in a source, for a time"},
    (
        column("source", "text", "来源系统", "system of the login", "来源|系统|平台"),
        column("login", "text", "账号", "the login", "登录名|用户名|账户|user|username"),
        column("agent_id", "text", "客服工号", "whose it is", AGENT.removeprefix("客服工号|"), refers="agents"),
        column("from_at", "instant?", "启用时间", "first instant (empty: always)", "开始时间|起始时间|from"),
        column("to_at", "instant?", "停用时间", "first instant no longer (empty: still)", "结束时间|截止时间|to"),
    ),
    interval=("from_at", "to_at"),
    names=("账号", "登录账号"),
)

POSTINGS = TableSpec(
    "postings",
    {"zh": "任职", "en": "Postings"},
    {"zh": "一行是某人何时在哪个班组、岗位（可同时有多条）", "en": "who was where, when; several at once allowed"},
    (
        column("agent_id", "text", "客服工号", "the person", AGENT.removeprefix("客服工号|"), refers="agents"),
        column("team", "text", "班组", "team", "团队|组别|客服组|小组"),
        column("position", "text", "岗位", "post", "职位|岗位名称|post"),
        column("site", "text?", "职场", "site", "地点|办公地点|场地"),
        column("account", "text?", "服务客户", "customer served", "项目|店铺|客户"),
        column("from_date", "date", "开始日期", "first day", "起始日期|生效日期|任职日期|from"),
        column("to_date", "date?", "结束日期", "first day no longer (empty: still)", "截止日期|失效日期|to"),
    ),
    interval=("from_date", "to_date"),
    time=("from_date",),
    names=("任职记录", "岗位", "排班归属"),
)

ATTENDANCE = TableSpec(
    "attendance",
    {"zh": "考勤", "en": "Attendance"},
    {"zh": "一行是某人的一天", "en": "a person's day"},
    (
        column("agent_id", "text", "客服工号", "the person", AGENT.removeprefix("客服工号|"), refers="agents"),
        column("date", "date", "日期", "the local date", "考勤日期|day"),
        column(
            "due_minutes", "integer", "应出勤分钟", "minutes due", "应出勤时长|应出勤|due", low=ZERO, unit="minutes"
        ),
        column(
            "worked_minutes",
            "integer",
            "实出勤分钟",
            "minutes worked",
            "实际出勤时长|实出勤时长|实出勤|worked",
            low=ZERO,
            unit="minutes",
        ),
        column("leave_minutes", "integer", "请假分钟", "minutes of leave", "请假时长|leave", low=ZERO, unit="minutes"),
        column("leave_kind", "text?", "请假类型", "kind of leave", "假别|假期类型"),
    ),
    key=("agent_id", "date"),
    time=("date",),
    names=("出勤", "考勤记录"),
)

WISHES = TableSpec(
    "wishes",
    {"zh": "激励意愿", "en": "Wishes"},
    {"zh": "一行是某人想要的一项奖励", "en": "what a person would like"},
    (
        column("agent_id", "text", "客服工号", "the person", AGENT.removeprefix("客服工号|"), refers="agents"),
        column("period", "text", "周期", "period, such as 2026-Q3", "考核周期"),
        column("award", "text", "奖励", "the award", "激励项目|奖励项目"),
        column("rank", "integer", "志愿顺序", "1 is the first wish", "排序|志愿|次序", low=Decimal(1)),
    ),
    key=("agent_id", "period", "award"),
    names=("意愿", "志愿"),
)
