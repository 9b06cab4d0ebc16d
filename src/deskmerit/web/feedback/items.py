"""What is rated: items with anchors on a scale from 1 to 5, in both languages; the shipped ones are a good start."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

LOW, HIGH = 1, 5
ANCHORED = ("1", "3", "5")
"""The points of the scale that are told in words; 2 and 4 lie between."""

type Item = Mapping[str, Any]
"""`{id, title: {zh, en}, anchors: {"1": {zh, en}, "3": …, "5": …}}`"""


def _item(name: str, zh: str, en: str, *anchors: tuple[str, str]) -> dict[str, Any]:
    told = {at: {"zh": each[0], "en": each[1]} for at, each in zip(ANCHORED, anchors, strict=True)}
    return {"id": name, "title": {"zh": zh, "en": en}, "anchors": told}


SHIPPED: list[dict[str, Any]] = [
    _item(
        "cooperation", "协作配合", "Cooperation",
        ("只顾自己的部分，交接常有遗漏", "Keeps to one's own part; hand-overs have holes"),
        ("按约定配合，交接清楚", "Cooperates as agreed; hand-overs are clear"),
        ("主动补位，让别人的工作更顺", "Steps in unasked and makes others' work easier"),
    ),
    _item(
        "reliability", "守信可靠", "Reliability",
        ("常常失约，需要反复催", "Often breaks agreements and has to be chased"),
        ("一般能按时兑现承诺", "Mostly keeps agreements in time"),
        ("说到做到，有变化会提前告知", "Keeps every word, and says in time what changes"),
    ),
    _item(
        "communication", "沟通表达", "Communication",
        ("信息不全，容易误解", "Leaves things out and is easily misunderstood"),
        ("说得清楚，愿意听", "Speaks clearly and listens"),
        ("简明准确，能化解分歧", "Short and exact, settles differences"),
    ),
    _item(
        "sharing", "分享与帮助", "Sharing and helping",
        ("很少分享，求助时难以得到回应", "Seldom shares; hard to get help from"),
        ("被问到时愿意帮助", "Helps when asked"),
        ("主动分享经验，带动他人进步", "Shares unasked and helps others grow"),
    ),
    _item(
        "customers", "以客户为中心", "Putting customers first",
        ("把问题推给别人或客户", "Passes problems on to others or the customer"),
        ("按流程为客户解决问题", "Solves customers' problems by the book"),
        ("替客户着想，推动根因改进", "Thinks for the customer and works on the causes"),
    ),
]  # fmt: skip


def problems(items: Sequence[Item]) -> list[str]:
    """Every sentence of what keeps items from use."""
    if not items:
        return [_("A round needs at least one item.")]
    texts = [text for each in items for text in (each["title"], *(each["anchors"].get(at, {}) for at in ANCHORED))]
    if any(not (text.get("zh") and text.get("en")) for text in texts):
        return [_("Give every item its name and its three anchors in both languages.")]
    return []


def rows(items: Sequence[Item], spare: int = 1) -> list[dict[str, Any]]:
    """The items with spare rows, each field by the name it is posted under."""
    found = []
    for at, each in enumerate([*items, *({"id": "", "title": {}, "anchors": {}} for _spare in range(spare))]):
        anchors = [
            {"at": point, **{lang: each["anchors"].get(point, {}).get(lang, "") for lang in ("zh", "en")}}
            for point in ANCHORED
        ]
        found.append({"n": f"i{at}", "id": each["id"], "title": each["title"], "anchors": anchors})
    return found


def typed(data: Mapping[str, str]) -> list[dict[str, Any]]:
    """The items that were typed; rows left empty are left out."""
    found: list[dict[str, Any]] = []
    at = 0
    while f"i{at}-zh" in data:
        name = f"i{at}"
        title = _said(data, name)
        if any(title.values()):
            anchors = {point: _said(data, f"{name}-{point}") for point in ANCHORED}
            found.append({"id": _free(data.get(f"{name}-id") or f"own{at}", found), "title": title, "anchors": anchors})
        at += 1
    return found


def _said(data: Mapping[str, str], name: str) -> dict[str, str]:
    return {lang: data.get(f"{name}-{lang}", "").strip()[:200] for lang in ("zh", "en")}


def _free(name: str, taken: Sequence[Item]) -> str:
    name = name[:40]
    while any(each["id"] == name for each in taken):
        name = f"{name[:38]}x"
    return name
