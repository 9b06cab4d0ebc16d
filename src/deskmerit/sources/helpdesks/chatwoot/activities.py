"""What Chatwoot's notices of activity mean: sentences in the language of the account, with names in them.

English and Chinese are read. Chatwoot's Chinese notice of an assignment names the two people the wrong way round: who
stands after 由 is the new agent.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Activity:
    """`kind`: assigned, or a status of Chatwoot. `by` and `to` are names; "" is the system, or nobody."""

    kind: str
    by: str = ""
    to: str = ""
    team: str = ""


SENTENCES: tuple[tuple[str, str], ...] = (
    (r"Assigned to (?P<to>.+) via (?P<team>.+) by (?P<by>.+)", "assigned"),
    (r"Assigned to (?P<to>.+) by (?P<by>.+)", "assigned"),
    (r"(?P<by>.+) self-assigned this conversation", "self"),
    (r"Conversation unassigned by (?P<by>.+)", "assigned"),
    (r"Conversation was marked resolved by system due to .+", "resolved"),
    (r"Conversation was marked resolved by (?P<by>.+?)(?: due to inactivity| \(.*\)|: .*)?", "resolved"),
    (r"Conversation was resolved by (?P<by>.+)", "resolved"),
    (r"Conversation was marked open (?:automatically|by system) .+", "open"),
    (r"Conversation was marked open by (?P<by>.+?)(?: \(.*\))?", "open"),
    (r"Conversation was reopened by (?P<by>.+)", "open"),
    (r"System reopened the conversation .+", "open"),
    (r"Conversation was marked as pending by (?P<by>.+)", "pending"),
    (r"Conversation was snoozed by (?P<by>.+)", "snoozed"),
    (r"由 (?P<to>.+) 分配给 (?P<team>.+) 团队的 (?P<by>.+)", "assigned"),
    (r"由 (?P<by>.+) 从 .+ 中取消分配", ""),
    (r"由 (?P<to>.+) 分配给 (?P<by>.+)", "assigned"),
    (r"(?P<by>.+) 自行分配这次会话", "self"),
    (r"对话未被 (?P<by>.+) 分配", "assigned"),
    (r"对话被系统标记为已解决.*", "resolved"),
    (r"对话被标记由 (?P<by>.+) 解决", "resolved"),
    (r"对话被标记由 (?P<by>.+) 待处理", "pending"),
    (r"对话被 (?P<by>.+) 重新打开", "open"),
    (r"对话被 (?P<by>.+) 暂停", "snoozed"),
    (r"由于收到新的消息，系统重新打开了对话。?", "open"),
)
READ = tuple((re.compile(pattern), kind) for pattern, kind in SENTENCES)


def activity(text: str, contact: str = "") -> Activity | None:
    """The meaning of a notice; None for one that says nothing of interest, or in another language.

    `contact`: the customer's name. In Chinese "reopened by the customer" is what Chatwoot says when they resolve it.

    >>> activity("Assigned to Bob Ray by Ann Lee")
    Activity(kind='assigned', by='Ann Lee', to='Bob Ray', team='')
    >>> activity("由 李四 分配给 张三")
    Activity(kind='assigned', by='张三', to='李四', team='')
    """
    for pattern, kind in READ:
        if found := pattern.fullmatch(text.strip()):
            said = {name: value or "" for name, value in found.groupdict().items()}
            by, to, team = said.get("by", ""), said.get("to", ""), said.get("team", "")
            if kind == "self":
                return Activity("assigned", by, by)
            if kind == "open" and by and by == contact and text.startswith("对话"):
                return Activity("resolved", by)
            return Activity(kind, by, to, team) if kind else None
    return None
