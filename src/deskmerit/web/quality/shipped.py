"""The two sheets that come along: chat and phone, with the usual sections and red lines."""

from typing import Any

type Line = tuple[str, str, str, str, str]
"""Points, Chinese name, English name, what full points take in Chinese and in English."""

CHAT: list[tuple[str, str, str, list[Line]]] = [
    ("10", "开场", "Greeting", [
        ("5", "问候与自我介绍", "Greeting and name", "及时问候并报姓名", "Greets promptly and gives a name"),
        ("5", "确认客户身份与订单", "Customer and order confirmed", "只问必要信息，不重复询问",
         "Asks only what is needed, and once"),
    ]),
    ("20", "倾听理解", "Listening", [
        ("10", "听懂诉求", "Understands the request", "复述要点并得到确认", "Sums it up and has it confirmed"),
        ("10", "安抚情绪", "Keeps calm, calms down", "先处理情绪，再处理问题", "Feelings first, then the matter"),
    ]),
    ("30", "解决问题", "Resolution", [
        ("15", "方案正确完整", "Right and complete answer", "依据最新政策，一次说清", "By current policy, all at once"),
        ("10", "主动跟进", "Follows up unasked", "说明时限并按时回复", "Gives a time and keeps it"),
        ("5", "正确记录工单", "Ticket kept properly", "分类、备注齐全", "Category and notes are complete"),
    ]),
    ("20", "沟通表达", "Communication", [
        ("10", "措辞得体", "Fitting words", "礼貌、无行话、无推诿语气", "Polite, no jargon, no shrugging off"),
        ("10", "回复有条理", "Clear order", "分点说明，少而准", "Point by point, short and exact"),
    ]),
    ("15", "合规", "Compliance", [
        ("10", "信息安全", "Data protection", "核验身份后才提供信息", "Tells nothing before identity is checked"),
        ("5", "流程规定", "Procedure", "按权限处理退款与补偿", "Refunds and goodwill within one's authority"),
    ]),
    ("5", "结束语", "Closing", [
        ("5", "确认已解决并致谢", "Solved? and thanks", "确认无其他问题再结束", "Ends after asking for anything else"),
    ]),
]  # fmt: skip
PHONE: list[tuple[str, str, str, list[Line]]] = [
    ("10", "开头语", "Opening", [
        ("5", "标准问候、报工号", "Greeting with number", "三声内接听，报工号", "Answers by the third ring"),
        ("5", "核实来电人", "Caller confirmed", "核实身份与诉求对象", "Confirms who calls and about what"),
    ]),
    ("20", "倾听理解", "Listening", [
        ("10", "不打断、听完整", "Lets the caller finish", "让客户说完再回应", "Answers after the caller has finished"),
        ("10", "安抚情绪", "Keeps calm, calms down", "语气平稳，表达理解", "Even voice, shows understanding"),
    ]),
    ("25", "解决问题", "Resolution", [
        ("15", "方案正确完整", "Right and complete answer", "依据最新政策，一次说清", "By current policy, all at once"),
        ("10", "等待与转接得当", "Hold and transfer", "说明原因与时长，转接前交代清楚", "Says why, briefs the next"),
    ]),
    ("20", "沟通表达", "Communication", [
        ("10", "语速语调", "Pace and tone", "清晰、不急不躁", "Clear, unhurried"),
        ("10", "用语规范", "Proper words", "使用礼貌用语，无口头禅", "Polite, no fillers"),
    ]),
    ("15", "合规", "Compliance", [
        ("10", "信息安全", "Data protection", "核验身份后才提供信息", "Tells nothing before identity is checked"),
        ("5", "录音与告知", "Recording told", "按规定告知录音", "Says that the call is recorded, as required"),
    ]),
    ("10", "结束语", "Closing", [
        ("5", "总结并确认", "Sums up and confirms", "复述结果与后续时限", "Repeats the result and what follows when"),
        ("5", "礼貌结束", "Polite end", "致谢，待客户先挂机", "Thanks, lets the caller hang up first"),
    ]),
]  # fmt: skip
RED_LINES = (
    ("customer", "辱骂、讽刺客户", "Abuses or mocks the customer"),
    ("customer", "主动挂断或结束会话", "Hangs up or ends the chat on the customer"),
    ("customer", "拒绝受理或推卸责任", "Refuses or shifts responsibility"),
    ("business", "虚假承诺", "Makes false promises"),
    ("business", "乞求或诱导好评", "Begs for ratings"),
    ("compliance", "泄露客户信息", "Leaks a customer's data"),
    ("compliance", "伪造记录", "Falsifies records"),
)


def content(sections: list[tuple[str, str, str, list[Line]]]) -> dict[str, Any]:
    """The stored form of a shipped sheet."""
    return {
        "sections": [
            {
                "id": f"s{at}", "title": {"zh": zh, "en": en}, "weight": weight,
                "items": [
                    {"id": f"s{at}i{number}", "title": {"zh": item_zh, "en": item_en}, "points": points,
                     "guide": {"zh": guide_zh, "en": guide_en}, "optional": True}
                    for number, (points, item_zh, item_en, guide_zh, guide_en) in enumerate(items, 1)
                ],
            }
            for at, (weight, zh, en, items) in enumerate(sections, 1)
        ],
        "fatals": [
            {"id": f"f{at}", "title": {"zh": zh, "en": en}, "class": kind}
            for at, (kind, zh, en) in enumerate(RED_LINES, 1)
        ],
    }  # fmt: skip


SHEETS: dict[str, tuple[dict[str, str], str, dict[str, Any]]] = {
    # slug: title, kind of contact, content
    "chat": ({"zh": "在线会话质检表", "en": "Chat quality sheet"}, "ticket", content(CHAT)),
    "phone": ({"zh": "电话质检表", "en": "Phone quality sheet"}, "call", content(PHONE)),
}
