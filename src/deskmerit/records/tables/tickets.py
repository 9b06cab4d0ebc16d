"""Tickets and what happens around them: events, surveys, complaints, calls."""

from decimal import Decimal

from deskmerit.records.spec import TableSpec, column

ZERO = Decimal(0)
STATUSES = {
    "new": ("新建", "待受理"),
    "open": ("处理中", "进行中", "已受理"),
    "pending": ("待客户回复", "等待客户", "待反馈"),
    "on_hold": ("挂起", "暂停", "on hold", "on-hold", "hold"),
    "solved": ("已解决", "resolved"),
    "closed": ("已关闭", "关闭", "close"),
}
ROLES = {
    "agent": ("客服", "坐席"),
    "customer": ("客户", "end-user", "requester"),
    "bot": ("机器人",),
    "system": ("系统",),
}
KINDS = {
    "created": ("创建",),
    "customer_message": ("客户消息",),
    "public_reply": ("公开回复", "回复"),
    "internal_note": ("内部备注",),
    "assigned": ("分配",),
    "queued": ("排队", "转人工"),
    "status": ("状态变更",),
    "escalated": ("升级",),
    "transferred": ("转接",),
    "calendar_changed": ("日历变更",),
    "merged": ("合并",),
}

TICKETS = TableSpec(
    "tickets",
    {"zh": "工单", "en": "Tickets"},
    {"zh": "一行是一个求助", "en": "a request for help"},
    (
        column("ticket_id", "text", "工单号", "id of the ticket", "工单编号|工单id|工单单号|单号|ticket|ticket number"),
        column("created_at", "instant", "创建时间", "when it was created", "建单时间|提交时间|created|created time"),
        column("channel", "text?", "渠道", "channel (chat, phone, mail, …)", "来源渠道|via"),
        column("category", "text?", "分类", "kind of request", "类别|问题分类|问题类型|类型|type"),
        column("priority", "text?", "优先级", "priority", "紧急程度|urgency"),
        column(
            "requester_id", "text?", "客户编号", "the customer", "客户id|请求人|客户|requester|customer_id|customer"
        ),
        column(
            "account",
            "text?",
            "客户公司",
            "the customer's organisation or shop",
            "店铺|企业|组织|organisation|organization",
        ),
        column("team", "text?", "班组", "team the ticket belongs to", "团队|组别|客服组|受理组|group"),
        column("calendar", "text?", "工作日历", "calendar by which its clock runs", "日历|服务日历"),
        column("subject", "text?", "标题", "subject line", "主题|工单标题|title"),
        column("source", "text?", "来源系统", "system the record comes from", "来源|系统"),
    ),
    key=("source", "ticket_id"),
    time=("created_at",),
)

EVENTS = TableSpec(
    "events",
    {"zh": "工单事件", "en": "Events"},
    {"zh": "一行是工单上发生的一件事", "en": "something that happened to a ticket"},
    (
        column("event_id", "text", "事件号", "id of the event", "事件编号|事件id|event"),
        column("ticket_id", "text", "工单号", "the ticket", "工单编号|工单id|单号|ticket", refers="tickets"),
        column("occurred_at", "instant", "发生时间", "when it happened", "时间|事件时间|time|timestamp|at"),
        column("seq", "integer?", "序号", "order within one instant (empty is 0)", "次序|同一时刻内的次序|sequence"),
        column("kind", "text", "事件类型", "what happened", "类型|事件|event_kind|event_type|type", allowed=KINDS),
        column("actor_id", "text?", "操作人", "who did it", "操作人id|操作人编号|操作者|actor"),
        column("actor_role", "text", "操作人角色", "what the actor was then", "角色|操作者角色|role", allowed=ROLES),
        column("value", "text?", "值", "new assignee, status, calendar or target ticket", "内容|新值|变更后"),
    ),
    key=("event_id",),
    time=("occurred_at",),
)

SURVEYS = TableSpec(
    "surveys",
    {"zh": "满意度调查", "en": "Surveys"},
    {"zh": "一行是一份满意度调查", "en": "a satisfaction survey"},
    (
        column("survey_id", "text", "调查编号", "id of the survey", "评价编号|评价id|调查id|survey"),
        column("ticket_id", "text?", "工单号", "the ticket", "工单编号|工单id|单号|ticket", refers="tickets"),
        column(
            "agent_id",
            "text?",
            "客服工号",
            "the person rated",
            "客服|客服编号|坐席|坐席工号|工号|agent",
            refers="agents",
        ),
        column("sent_at", "instant?", "发送时间", "when it was sent", "邀评时间|sent"),
        column("answered_at", "instant?", "评价时间", "when it was answered", "回答时间|提交时间|answered"),
        column("score", "number?", "评分", "the rating (empty: none)", "得分|满意度|满意度评分|分数|rating"),
        column("scale_min", "number", "最低分", "lowest point of the scale", "评分下限|量表下限"),
        column("scale_max", "number", "最高分", "highest point of the scale", "评分上限|量表上限|满分"),
        column("comment", "text?", "评价内容", "what the customer wrote", "评语|评论|备注"),
    ),
    key=("survey_id",),
    time=("answered_at", "sent_at"),
)

COMPLAINTS = TableSpec(
    "complaints",
    {"zh": "投诉", "en": "Complaints"},
    {"zh": "一行是一次投诉", "en": "a complaint"},
    (
        column("complaint_id", "text", "投诉编号", "id of the complaint", "投诉单号|投诉id|complaint"),
        column("ticket_id", "text?", "工单号", "the ticket", "工单编号|工单id|单号|ticket", refers="tickets"),
        column(
            "agent_id",
            "text?",
            "客服工号",
            "the person complained of",
            "客服|客服编号|坐席|坐席工号|工号|agent",
            refers="agents",
        ),
        column("received_at", "instant", "投诉时间", "when it came in", "受理时间|接收时间|received"),
        column(
            "upheld",
            "flag?",
            "是否有责",
            "found justified (empty: undecided)",
            "有责|是否成立|投诉成立|责任判定",
            allowed={"true": ("有责", "成立"), "false": ("无责", "不成立")},
        ),
    ),
    key=("complaint_id",),
    time=("received_at",),
)

CALLS = TableSpec(
    "calls",
    {"zh": "通话", "en": "Calls"},
    {"zh": "一行是一通电话或一段在线会话", "en": "a call or a live-chat leg"},
    (
        column("call_id", "text", "通话编号", "id of the call", "话单号|通话id|会话编号|会话id|call"),
        column("ticket_id", "text?", "工单号", "the ticket", "工单编号|工单id|单号|ticket", refers="tickets"),
        column(
            "agent_id", "text?", "客服工号", "who took it", "客服|客服编号|坐席|坐席工号|工号|agent", refers="agents"
        ),
        column("team", "text?", "班组", "team it was offered to", "团队|组别|技能组|队列|queue|group"),
        column("started_at", "instant", "开始时间", "when it was offered", "呼入时间|来电时间|会话开始时间|started"),
        column(
            "answered",
            "flag",
            "是否接通",
            "somebody answered",
            "接通|是否应答|应答",
            allowed={"true": ("接通", "已接通", "已接", "应答"), "false": ("未接通", "未接", "放弃", "未应答")},
        ),
        column(
            "queue_seconds",
            "integer?",
            "排队时长",
            "seconds waited",
            "等待时长|排队秒数|wait",
            low=ZERO,
            keep=True,
            unit="seconds",
        ),
        column(
            "talk_seconds",
            "integer?",
            "通话时长",
            "seconds talked",
            "会话时长|通话秒数|talk",
            low=ZERO,
            keep=True,
            unit="seconds",
        ),
        column(
            "hold_seconds",
            "integer?",
            "保持时长",
            "seconds on hold",
            "保持秒数|hold",
            low=ZERO,
            keep=True,
            unit="seconds",
        ),
        column(
            "wrap_seconds",
            "integer?",
            "事后处理时长",
            "seconds of wrap-up",
            "话后时长|整理时长|事后秒数|wrap",
            low=ZERO,
            keep=True,
            unit="seconds",
        ),
        column(
            "transferred",
            "flag?",
            "是否转接",
            "was passed on",
            "转接|是否转出",
            allowed={"true": ("转接", "已转接"), "false": ("未转接",)},
        ),
    ),
    key=("call_id",),
    time=("started_at",),
    names=("会话", "话单", "通话记录"),
)
