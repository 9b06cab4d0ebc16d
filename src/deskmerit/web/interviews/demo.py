"""Interviews of the demonstration: one in every state, played through the actions."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from deskmerit.web.accounts.models import User
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.demo.base import Cast, Part
from deskmerit.web.interviews import access, actions
from deskmerit.web.interviews.models import Interview
from deskmerit.web.interviews.record import Goal, Record
from deskmerit.web.interviews.tasks import read_remarks
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock

TALKS = (
    (
        "退款高峰期连续三周主动报名早班；系统故障时语气平稳，安抚住了客户。",
        "首次响应慢于目标，9:00–10:00 最明显；约一成“退款进度”客户二次来访。",
        "没有整理常用话术，先查资料再回复。",
        "早班只有两人，系统切换慢。",
        "早班加一人；退款进度自助查询入口。",
        "话术写作半天培训。",
        "想参与质检员轮岗。",
        "得分基本认可，早班人手的影响希望写进记录。",
    ),
    (
        "知识库贡献超出目标，新人常引用这些文章。",
        "工单及时率差 1.4 个百分点，主要是等待物流回复的工单。",
        "等待中的工单没有写下次跟进时间。",
        "物流部门周末无人回复。",
        "组长每周一与物流对一次超时单。",
        "",
        "希望带一名新人。",
        "认可。",
    ),
)
LONG, TO_ARRANGE = timedelta(minutes=70), 4
FIELDS = ("achievements", "gaps", "causes_within", "causes_outside", "support", "training", "wish", "view")


SLOTS = ("09:00", "10:30", "14:00", "15:30")
"""When a lead has time for talks; four a day."""


def timeline(cast: Cast, cycles: dict[str, Cycle]) -> list[Part]:
    """Of the second quarter every interview is signed through; of the third there is one in every state."""
    return [
        _signed_through(cycles, "2026-Q2", date(2026, 7, 10)),
        _every_state(cast, cycles, "2026-Q3", date(2026, 10, 20)),
    ]


def _rows(cycle: Cycle) -> list[Interview]:
    return list(
        Interview.objects.filter(result__cycle=cycle)
        .select_related("result__cycle", "result__card", "person__user", "interviewer__user")
        .exclude(interviewer=None)
        .order_by("person__agent_id")
    )


def _diary(rows: Iterable[Interview], first: date) -> list[tuple[datetime, int, Interview]]:
    """When each talk begins: one after the other for each lead, from the first day on; in order of time."""
    found, taken = list[tuple[datetime, int, Interview]](), Counter[int | None]()
    for number, row in enumerate(rows):
        days, slot = divmod(taken[row.interviewer_id], len(SLOTS))
        taken[row.interviewer_id] += 1
        day = first + timedelta(days + (2 if first.weekday() + days > 4 else 0))
        found.append((datetime.fromisoformat(f"{day}T{SLOTS[slot]}:00+08:00"), number, row))
    return sorted(found, key=lambda each: each[:2])


def _signed_through(cycles: dict[str, Cycle], label: str, first: date) -> Part:
    yield f"{first}T08:30:00+08:00"
    read_remarks.call(cycles[label].pk)
    for start, number, row in _diary(_rows(cycles[label]), first):
        yield (start + LONG).isoformat()
        _sign(_hold(row, number, start), "agreed")


def _every_state(cast: Cast, cycles: dict[str, Cycle], label: str, first: date) -> Part:
    """The agent of the sign-ins has the first row, held and waiting for her signature; the last are to be arranged."""
    yield f"{first}T08:30:00+08:00"
    read_remarks.call(cycles[label].pk)
    rows = sorted(_rows(cycles[label]), key=lambda row: row.person != cast.agent.person)
    plays: list[Callable[[Interview, int, datetime], None]] = [
        lambda row, n, start: _one_signs(_hold(row, n, start)),
        lambda row, n, start: _sign(_hold(row, n, start), "agreed"),
        lambda row, n, start: _sign(_hold(row, n, start), "not_agreed"),
        lambda row, n, start: _one_signs(_hold(row, n, start)),
        lambda row, n, start: _amended(_hold(row, n, start)),
        lambda row, n, start: _arranged(row),
        lambda row, n, start: _declined(cast, row),
        lambda row, n, start: _unsigned(cast, _hold(row, n, start)),
    ]
    last = f"{first + timedelta(1)}T18:00:00+08:00"
    for start, number, row in _diary(rows, first):
        ends = (start + LONG).isoformat()
        if ends > last or number >= len(rows) - TO_ARRANGE:
            continue
        yield ends
        if number < len(plays):
            plays[number](row, number, start)
        else:
            _sign(_hold(row, number, start), "agreed")


def _user(person: Person | None) -> User:
    assert person is not None
    user: User = person.user
    return user


def _hold(interview: Interview, number: int, start: datetime) -> Interview:
    """Held from `start` to now, with HR where the grade asks for it."""
    said = dict(zip(FIELDS, TALKS[number % len(TALKS)], strict=True))
    due = interview.result.cycle.end + timedelta(90)
    goals = (
        Goal("早班首次响应更快", "平均首次响应 ≤ 34 秒", due),
        Goal("减少二次来访", "一次性解决率 ≥ 88%", due),
    )
    record = Record("二号会议室", start, start + LONG, **said, goals=goals)
    attendee = interview.attendee or access.hr_for(interview.person, interview.interviewer)
    with transaction.atomic():
        actions.hold(_user(interview.interviewer), interview, record, attendee)
    return interview


def _sign(interview: Interview, agreed: str) -> None:
    with transaction.atomic():
        actions.sign(_user(interview.interviewer), interview)
    interview.refresh_from_db()
    words = "" if agreed == "agreed" else "早班人手的影响没有体现在得分里。"
    with transaction.atomic():
        actions.sign(_user(interview.person), interview, agreed, words)


def _one_signs(interview: Interview) -> None:
    with transaction.atomic():
        actions.sign(_user(interview.interviewer), interview)


def _amended(interview: Interview) -> None:
    from dataclasses import replace

    from deskmerit.web.interviews.record import read

    with transaction.atomic():
        actions.sign(_user(interview.person), interview, "agreed")
    interview.refresh_from_db()
    better = replace(read(interview.record), support="早班加一人，9 月起；退款进度自助查询入口。")
    with transaction.atomic():
        actions.amend(_user(interview.interviewer), interview, better, "补记早班加人的时间")


def _arranged(interview: Interview) -> None:
    start = (clock.now() + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    with transaction.atomic():
        actions.schedule(
            _user(interview.interviewer), interview, "三号会议室", start, start + timedelta(minutes=75), None
        )


def _declined(cast: Cast, interview: Interview) -> None:
    with transaction.atomic():
        actions.decline(_user(interview.person), interview, "对结果没有疑问，不需要面谈。")
    hr = cast.hr if interview.person != cast.hr.person else cast.hr_deputy
    with transaction.atomic():
        actions.waive(hr, interview, "本人书面谢绝")


def _unsigned(cast: Cast, interview: Interview) -> None:
    days = [(clock.today() + timedelta(n)).isoformat() for n in (3, 7)]
    Interview.objects.filter(pk=interview.pk).update(
        reminders=days
    )  # the worker isn't running while the demo is played
    interview.reminders = days
    with transaction.atomic():
        actions.close_unsigned(cast.hr, interview, "两次提醒后本人未签")
