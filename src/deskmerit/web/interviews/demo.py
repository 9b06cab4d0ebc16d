"""Interviews of the demonstration: one in every state, played through the actions."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from deskmerit.web.accounts.models import User
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.demo.base import Cast, at
from deskmerit.web.interviews import access, actions
from deskmerit.web.interviews.models import Interview
from deskmerit.web.interviews.record import Goal, Record
from deskmerit.web.interviews.tasks import read_remarks
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock

TALKS = (
    (
        "退款高峰期连续三周主动报名早班；8 月系统故障时语气平稳，安抚住了客户。",
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
FIELDS = ("achievements", "gaps", "causes_within", "causes_outside", "support", "training", "wish", "view")


def seed(cast: Cast, cycles: dict[str, Cycle]) -> None:
    """Q1 2026 is signed through; Q2 2026 has an interview in every state."""
    for label, cycle in sorted(cycles.items()):
        if not cycle.is_published:
            continue
        read_remarks.call(cycle.pk)
        if label.endswith("Q1"):
            _all_signed(cycle)
        else:
            _every_state(cast, cycle)


def _rows(cycle: Cycle) -> list[Interview]:
    return list(
        Interview.objects.filter(result__cycle=cycle)
        .select_related("result__cycle", "result__card", "person__user", "interviewer__user")
        .exclude(interviewer=None)
        .order_by("person__agent_id")
    )


def _all_signed(cycle: Cycle) -> None:
    for number, interview in enumerate(_rows(cycle)):
        _hold(interview, number, 2)
        _sign(interview, "agreed")


def _every_state(cast: Cast, cycle: Cycle) -> None:
    """The agent of the sign-ins has the first row, held and waiting for her signature."""
    rows = _rows(cycle)
    mine = [row for row in rows if row.person == cast.agent.person]
    others = [row for row in rows if row.person != cast.agent.person]
    plays: list[Callable[[Interview, int], None]] = [
        lambda row, n: _sign(_hold(row, n, 3), "agreed"),
        lambda row, n: _sign(_hold(row, n, 3), "not_agreed"),
        lambda row, n: _one_signs(_hold(row, n, 3)),
        lambda row, n: _amended(_hold(row, n, 3)),
        lambda row, n: _arranged(row),
        lambda row, n: _declined(cast, row),
        lambda row, n: _unsigned(cast, _hold(row, n, 3)),
    ]
    for row in mine:
        _one_signs(_hold(row, 0, 3))
    for number, row in enumerate(others):
        if number < len(plays):
            plays[number](row, number)
        elif number < len(others) - 3:  # three stay to be held
            _sign(_hold(row, number, 3), "agreed")


def _user(person: Person | None) -> User:
    assert person is not None
    user: User = person.user
    return user


def _hold(interview: Interview, number: int, days: int) -> Interview:
    """Held some working days after publication, with HR where the grade asks for it."""
    day = clock.local_date(interview.result.published_at)
    for _ in range(days):
        day += timedelta(3 if day.weekday() == 4 else 1)
    start = datetime.fromisoformat(f"{day}T{9 + number % 6:02}:00:00+08:00")
    at((start + timedelta(minutes=75)).isoformat())
    said = dict(zip(FIELDS, TALKS[number % len(TALKS)], strict=True))
    due = interview.result.cycle.end + timedelta(90)
    goals = (
        Goal("早班首次响应更快", "平均首次响应 ≤ 34 秒", due),
        Goal("减少二次来访", "一次性解决率 ≥ 88%", due),
    )
    record = Record("二号会议室", start, start + timedelta(minutes=70), **said, goals=goals)
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
