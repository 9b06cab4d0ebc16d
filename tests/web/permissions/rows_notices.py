"""Rows of the matrix: notices, and 360° feedback, of which nobody reads who said what."""

from web.permissions.page import ALL, Page, each

PAGES: dict[str, tuple[Page, ...]] = {
    "360° feedback · 360度评价": (
        Page("feedback_list", "what one is asked for, and what came of closed rounds", "待评价与评价结果", each()),
        Page("feedback_give", "rate somebody, or say that one can't; relation: who was asked",
             "评价或说明接触不足（关系：被邀请人）", each(to="self"), each(to="self"), done=each(to="self")),
        Page("feedback_give", "what a colleague was asked about a person", "同事对某人的评价", {}, {}, "about"),
        Page("feedback_sheet", "the sheet of what one is asked, on paper", "本人受邀的评价表 PDF", each(to="self")),
        Page("feedback_sheet", "what a colleague was asked about a person", "同事对某人的评价表", {}, step="about"),
        Page("feedback_outcome", "what came of a closed round: counts and means", "评价结果（人数与均值）", {
            **each(to="self"), "lead": "self own", "hr": ALL, "auditor": ALL}),
        Page("feedback_outcome", "before the round is closed", "轮次关闭之前", {}, step="open"),
        Page("round_new", "prepare a round", "新建评价轮次", each("hr"), each("hr")),
        Page("round_page", "a round that was opened", "已开启的轮次", each("hr", "auditor")),
        Page("round_page", "a round being prepared, with who is to be asked", "准备中的轮次", each("hr"), step="draft"),
        Page("round_sheet", "a round's blank sheet, on paper", "空白评价表 PDF", each("hr", "auditor")),
        Page("round_person", "who is to be asked about a person", "某人的评价人名单",
             each("hr", to="other"), each("hr", to="other"), done=each("hr", to="other")),
        Page("round_act", "open, close, cancel it; its items and partners", "开启、关闭、取消轮次；评价项与协作方",
             None, each("hr"), done=each("hr")),
        Page("round_act", "the same while it is prepared", "准备中的同上操作", None, each("hr"), "draft", each("hr")),
    ),
    "Notices · 通知": (
        Page("inbox", "inbox", "收件箱", each()),
        Page("notice_open", "open a notice", "打开通知", each(to="self")),
        Page("notice_mark", "mark as read or unread", "标为已读或未读", None, each(to="self"), done=each(to="self")),
        Page("notice_read_all", "mark all as read", "全部标为已读", None, each(), done=each()),
        Page("notice_settings", "how one is told outside", "通知方式", each(), each()),
        Page("channel_add", "add a messenger of one's own", "添加本人的即时通讯", None, each()),
        Page("channel_confirm", "confirm it by its code", "用验证码确认", None, each(to="self")),
        Page("channel_remove", "remove it", "移除", None, each(to="self"), done=each(to="self")),
        Page("outbox", "messages that did not leave", "未送达的消息", each("admin")),
        Page("outbox_again", "try them again", "重新发送", None, each("admin"), done=each("admin")),
    ),
}  # fmt: skip
