"""Who works in the simulated centre: people with a true skill, teams, postings, joiners, leavers, transfers, bots."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

TEAMS = ("华东一组", "华东二组", "华南组", "售后一组", "售后二组", "投诉组")
SITES = {
    "华东一组": "上海",
    "华东二组": "上海",
    "华南组": "广州",
    "售后一组": "上海",
    "售后二组": "成都",
    "投诉组": "成都",
}
POSTS = {
    "华东一组": "客服专员",
    "华东二组": "客服专员",
    "华南组": "客服专员",
    "售后一组": "客服专员",
    "售后二组": "客服专员",
}
COMPLAINTS_POST, LEAD_POST = "投诉处理", "客服组长"

SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗"
GIVEN = "伟芳娜敏静丽强磊洋艳勇军杰娟涛超明霞平刚"
SECOND = ("", "", "雨", "涵", "桐", "然", "远", "怡", "萱", "诺", "妍", "轩", "彤", "博", "豪", "婷", "晨", "曦")


@dataclass(frozen=True, slots=True)
class Member:
    """One simulated person. Skills are true z-values (0 average, +1 one spread better); nobody's data shows them."""

    agent_id: str
    name: str
    employee_no: str
    lead: bool
    hired_on: date
    left_on: date | None
    stays: tuple[tuple[date, str, str], ...]  # (from, team, position), in order
    speed: float
    care: float
    growth: float = 0.0
    leave: tuple[tuple[date, date, str], ...] = field(default=())  # (from, to, kind), half-open

    def at(self, day: date) -> tuple[str, str] | None:
        """Team and position on a day; None before joining and after leaving."""
        if day < self.hired_on or (self.left_on and day >= self.left_on):
            return None
        current = None
        for start, team, position in self.stays:
            if start <= day:
                current = (team, position)
        return current

    def on_leave(self, day: date) -> str:
        """The kind of a long leave on a day, or ""."""
        return next((kind for start, end, kind in self.leave if start <= day < end), "")


def make_people(rng: Random, first: date, last: date, count: int = 60) -> list[Member]:
    """Draws `count` people over the six teams; the first of each team leads it.

    Two share a name; some join, leave or move during the year; two are on protected leave for a while.
    """
    people = [_member(rng, index, first, last) for index in range(count)]
    if count > 21:
        people[21] = _renamed(people[21], people[20].name)
    return people


def _member(rng: Random, index: int, first: date, last: date) -> Member:
    team = TEAMS[index % len(TEAMS)]
    lead = index < len(TEAMS)
    post = LEAD_POST if lead else POSTS.get(team, COMPLAINTS_POST)
    span = max((last - first).days, 120)
    hired = first - timedelta(rng.randrange(30, 1500))
    left = None
    if not lead and index % 11 == 5:
        hired = first + timedelta(rng.randrange(20, span - 60))
    if not lead and index % 13 == 7:
        left = first + timedelta(rng.randrange(span // 2, span - 10))
    stays = [(hired, team, post)]
    if not lead and index % 9 == 8:
        moved = first + timedelta(rng.randrange(span // 3, span - 20))
        stays.append((moved, TEAMS[(index + 1) % 5], "客服专员"))
    leave: tuple[tuple[date, date, str], ...] = ()
    if index in (14, 33):
        start = last - timedelta(rng.randrange(60, 160))
        leave = ((start, start + timedelta(98 if index == 14 else 30), "产假" if index == 14 else "病假"),)
    return Member(
        agent_id=f"A{index + 1:03}",
        name=rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(SECOND),
        employee_no=f"{10001 + index}",
        lead=lead,
        hired_on=hired,
        left_on=left,
        stays=tuple(stays),
        speed=rng.gauss(0, 1),
        care=rng.gauss(0, 1),
        growth=rng.gauss(0, 1),
        leave=leave,
    )


def _renamed(member: Member, name: str) -> Member:
    fields = {slot: getattr(member, slot) for slot in Member.__slots__}
    return Member(**{**fields, "name": name})
