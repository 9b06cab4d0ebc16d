"""Improvement plans of the demonstration: one in every state, played through the actions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.db import transaction

from deskmerit.web.accounts.models import User
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.demo.base import Cast, at
from deskmerit.web.improvement import actions, outcome
from deskmerit.web.improvement.content import Content, Step, read
from deskmerit.web.improvement.models import Improvement
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared import clock


def seed(cast: Cast, cycles: dict[str, Cycle]) -> None:
    """Plans that stem from the latest published cycle: the lowest totals first, the agent of the sign-ins runs one."""
    published = [cycle for _, cycle in sorted(cycles.items()) if cycle.is_published]
    if not published:
        return
    rows = Result.objects.filter(cycle=published[-1]).exclude(lead=None).exclude(person=cast.agent.person)
    rows = rows.select_related("person__user", "lead__user", "cycle", "card").order_by("card__total", "pk")
    mine = Result.objects.filter(cycle=published[-1], person=cast.agent.person).select_related("cycle", "card").first()
    if mine is not None and mine.lead is not None:
        _active(mine, 90)
    plays: list[Callable[[Result], object]] = [
        _begun, _offered, _received, _long, _passed, _extended, lambda row: _not_reached(cast, row),
        lambda row: _ended(cast, row), _withdrawn,
    ]  # fmt: skip
    begun = clock.now()
    for play, row in zip(plays, rows, strict=False):
        play(row)
        at(begun.isoformat())


WEEKS = ("2026-07-13", "2026-07-20", "2026-07-27", "2026-08-10", "2026-08-24", "2026-09-07", "2026-09-21")
NOTES = (
    "话术已整理 10 条。",
    "自查两段对话，开头先说预计时间。",
    "早班加人后 9 点时段明显改善。",
    "满意度样本少，继续观察。",
)


def follow(cast: Cast) -> None:
    """The check-ins of the running plans up to September, then a proposed change; played once the weeks have passed."""
    for number, day in enumerate(WEEKS):
        at(f"{day}T16:00:00+08:00")
        running = Improvement.objects.filter(state="active", ends_on__gte=clock.today())
        for plan in running.select_related("person", "lead__user", "result__cycle", "result__card"):
            with transaction.atomic():
                outcome.check_in(_user(plan.lead), plan, NOTES[number % len(NOTES)])
    at("2026-09-23T16:00:00+08:00")
    running = Improvement.objects.filter(state="active", ends_on__gt=clock.today()).exclude(person=cast.agent.person)
    chosen = running.select_related("person__user", "lead", "result").first()
    if chosen is not None:
        _propose(chosen)


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


def _long(result: Result) -> Improvement:
    """Runs for 90 days; `follow` proposes a change of it."""
    return _active(result, 90)


def _propose(plan: Improvement) -> None:
    changed = replace(read(plan.content), criteria="到期时首次响应达到目标，其余进步一半以上。")
    with transaction.atomic():
        actions.propose_change(_user(plan.person), plan, changed, "8 月起新系统上线，部分指标口径有变化")


def _passed(result: Result) -> Improvement:
    plan = _active(result, 30)
    words = {str(n): "已达到" for n in range(1, 4)}
    with transaction.atomic():
        outcome.finish(_user(plan.lead), plan, "pass", "各项达到目标，趋势稳定。", words)
    return plan


def _extended(result: Result) -> Improvement:
    plan = _active(result, 30)
    assert plan.ends_on is not None
    words = {str(n): "进步一半" for n in range(1, 4)}
    with transaction.atomic():
        outcome.extend(_user(plan.lead), plan, plan.ends_on + timedelta(30), "进步明显，再给一个月。", words)
    return plan


def _not_reached(cast: Cast, result: Result) -> Improvement:
    plan = _active(result, 30)
    assert plan.ends_on is not None
    at(f"{plan.ends_on + timedelta(1)}T10:00:00+08:00")
    with transaction.atomic():
        outcome.mark(_user(plan.lead), plan, "l2", True)
        outcome.say(_user(plan.person), plan, "早班加人后好一些，但周末仍忙不过来。")
        outcome.countersign(cast.hr, plan)
        outcome.finish(_user(plan.lead), plan, "not_reach", "两项未达目标。", {str(n): "未达到" for n in range(1, 4)})
    return plan


def _ended(cast: Cast, result: Result) -> Improvement:
    plan = _active(result)
    with transaction.atomic():
        outcome.end_early(cast.hr, plan, "转到投诉组，计划不再适用。")
    return plan


def _withdrawn(result: Result) -> Improvement:
    plan = _begun(result)
    with transaction.atomic():
        actions.withdraw(_user(plan.lead), plan, "本人申请先参加培训。")
    return plan
