"""Improvement plans of the demonstration: one in every state, played through the actions."""

from dataclasses import replace
from datetime import timedelta

from django.db import transaction

from deskmerit.web.accounts.models import User
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.demo.base import Cast, Part
from deskmerit.web.improvement import actions, outcome
from deskmerit.web.improvement.content import Content, Step, read
from deskmerit.web.improvement.models import Improvement
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared import clock


def timeline(cast: Cast, cycles: dict[str, Cycle]) -> list[Part]:
    """Plans of the second quarter, the lowest totals first, run or have ended; those of the third are being made."""
    return [_mine(cast, cycles), *(_run(cast, cycles, n) for n in range(5)), _autumn(cast, cycles)]


def _lowest(cast: Cast, cycle: Cycle) -> list[Result]:
    """The results a plan may follow: the lowest totals first, the agent of the sign-ins apart."""
    rows = Result.objects.filter(cycle=cycle).exclude(lead=None).exclude(person=cast.agent.person)
    rows = rows.filter(person__left_on=None).select_related("person__user", "lead__user", "cycle", "card")
    return list(rows.order_by("card__total", "pk"))


def _mine(cast: Cast, cycles: dict[str, Cycle]) -> Part:
    yield f"{BEGINS}T10:00:00+08:00"
    mine = Result.objects.filter(cycle=cycles["2026-Q2"], person=cast.agent.person).select_related("cycle", "card")
    plan = _active(mine.get(), 90)
    for number, day in enumerate(WEEKS):
        yield from _checked(plan, number, day)


def _run(cast: Cast, cycles: dict[str, Cycle], number: int) -> Part:
    """Passed, not reached, extended, ended early, changed: a plan each."""
    yield f"{BEGINS if number != 2 else LATER}T10:00:00+08:00"
    plan = _active(_lowest(cast, cycles["2026-Q2"])[number], (30, 30, 60, 60, 90)[number])
    ends = ("2026-09-03", "2026-09-03", "2026-10-20", "2026-08-31", "2026-10-21")[number]
    for week, day in enumerate(WEEKS):
        if plan.made_at.date().isoformat() < day < ends:
            yield from _checked(plan, week, day)
    yield f"{ends}T16:00:00+08:00"
    (_passed, _not_reached, _extended, _ended, _changed)[number](cast, plan)


def _checked(plan: Improvement, number: int, day: str) -> Part:
    yield f"{day}T16:00:00+08:00"
    plan.refresh_from_db()
    with transaction.atomic():
        outcome.check_in(_user(plan.lead), plan, NOTES[number % len(NOTES)])


def _autumn(cast: Cast, cycles: dict[str, Cycle]) -> Part:
    """After the third quarter: a draft, one offered, one received without agreement, one withdrawn."""
    yield "2026-10-21T10:00:00+08:00"
    running = set(Improvement.objects.filter(state__in=("active", "extended")).values_list("person", flat=True))
    rows = [row for row in _lowest(cast, cycles["2026-Q3"]) if row.person_id not in running]
    for play, row in zip((_begun, _offered, _received, _withdrawn), rows, strict=False):
        play(row)


BEGINS, LATER = "2026-08-03", "2026-08-21"
WEEKS = ("2026-08-10", "2026-08-17", "2026-08-31", "2026-09-07", "2026-09-21", "2026-10-12", "2026-10-19")
NOTES = (
    "话术已整理 10 条。",
    "自查两段对话，开头先说预计时间。",
    "早班加人后 9 点时段明显改善。",
    "满意度样本少，继续观察。",
)


def _user(person: Person | None) -> User:
    assert person is not None
    user: User = person.user
    return user


def _begun(result: Result, days: int = 60) -> Improvement:
    """A draft with everything in it."""
    with transaction.atomic():
        plan = actions.begin_plan(_user(result.lead), result, f"{result.cycle.period} 有指标未达目标，见下表。")
        actions.edit(_user(result.lead), plan, _written(plan, read(plan.content), days), 0)
    return plan


def _written(plan: Improvement, content: Content, days: int) -> Content:
    today = clock.today()
    person, lead = plan.person.name, plan.lead.name if plan.lead else "HR"
    return replace(
        content,
        areas=tuple(replace(area, due=today + timedelta(days)) for area in content.areas),
        causes="早班人手少；常用话术不全，先查资料再回复。",
        steps=(
            Step("p1", "person", "整理 10 条常用话术并每周更新", person, today + timedelta(10)),
            Step("p2", "person", "每天自查两段对话，记录一处可改进", person, today + timedelta(30)),
            Step("l1", "lead", "早班加一人，调整 9:00–10:00 的分流", lead, today + timedelta(7)),
            Step("l2", "lead", "每周一起听一段对话，给出具体反馈", lead, today + timedelta(days)),
        ),
        criteria="到期时各项达到目标，或进步一半以上且趋势向好。",
        if_met="计划结束，下一季度面谈时回顾。",
        if_partly="延期 30 天，调整支持措施。",
        if_not="由评估小组与人力资源一起讨论岗位与培训安排。",
        days=days,
        tools=False,
        conflict=False,
        misconduct=False,
    )


def _offered(result: Result) -> Improvement:
    plan = _begun(result)
    with transaction.atomic():
        actions.offer(_user(plan.lead), plan)
    return plan


def _active(result: Result, days: int = 60) -> Improvement:
    """Signed by both, one step each done, two check-ins."""
    plan = _begun(result, days)
    with transaction.atomic():
        actions.offer(_user(plan.lead), plan)
    with transaction.atomic():
        actions.sign(_user(plan.person), plan, True)
    with transaction.atomic():
        outcome.mark(_user(plan.person), plan, "p1", True)
        outcome.mark(_user(plan.lead), plan, "l1", True)
        outcome.check_in(_user(plan.lead), plan, "话术已整理 8 条，早班加人已排班。")
    return plan


def _received(result: Result) -> Improvement:
    plan = _offered(result)
    with transaction.atomic():
        actions.sign(_user(plan.person), plan, False, "目标偏高，但愿意试一试。")
    return plan


def _changed(cast: Cast, plan: Improvement) -> None:
    plan.refresh_from_db()
    changed = replace(read(plan.content), criteria="到期时首次响应达到目标，其余进步一半以上。")
    with transaction.atomic():
        actions.propose_change(_user(plan.person), plan, changed, "10 月起新系统上线，部分指标口径有变化")


def _passed(cast: Cast, plan: Improvement) -> None:
    plan.refresh_from_db()
    with transaction.atomic():
        outcome.finish(_user(plan.lead), plan, "pass", "各项达到目标，趋势稳定。", _words("已达到"))


def _extended(cast: Cast, plan: Improvement) -> None:
    plan.refresh_from_db()
    assert plan.ends_on is not None
    with transaction.atomic():
        outcome.extend(
            _user(plan.lead), plan, plan.ends_on + timedelta(30), "进步明显，再给一个月。", _words("进步一半")
        )


def _not_reached(cast: Cast, plan: Improvement) -> None:
    plan.refresh_from_db()
    with transaction.atomic():
        outcome.mark(_user(plan.lead), plan, "l2", True)
        outcome.say(_user(plan.person), plan, "早班加人后好一些，但周末仍忙不过来。")
        outcome.countersign(cast.hr, plan)
        outcome.finish(_user(plan.lead), plan, "not_reach", "两项未达目标。", _words("未达到"))


def _words(text: str) -> dict[str, str]:
    return {str(number): text for number in range(1, 4)}


def _ended(cast: Cast, plan: Improvement) -> None:
    plan.refresh_from_db()
    with transaction.atomic():
        outcome.end_early(cast.hr, plan, "转到投诉组，计划不再适用。")


def _withdrawn(result: Result) -> Improvement:
    plan = _begun(result)
    with transaction.atomic():
        actions.withdraw(_user(plan.lead), plan, "本人申请先参加培训。")
    return plan
