"""Plans of the demonstration in every state: a version that comes, one that waits, a draft, one that was returned."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db import transaction

from deskmerit.core.plan import Plan, Target
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge import plans as bridge
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.demo.base import Cast, Part
from deskmerit.web.plans import actions
from deskmerit.web.plans.models import PlanDocument, PlanVersion
from deskmerit.web.plans.queries import plan_of

COMES = date(2027, 1, 1)


def timeline(cast: Cast, cycles: dict[str, Cycle]) -> list[Part]:
    """The plan of the next year, and three of other posts."""
    return [_autumn(cast)]


def _autumn(cast: Cast) -> Part:
    """A faster target is written, returned, handed in again, approved, acknowledged."""
    yield "2026-09-21T10:00:00+08:00"
    template = PlanDocument.objects.get(slug="template")
    complaints = PlanDocument.objects.get(slug="complaints")
    faster = _draft(
        cast.hr, _faster(plan_of(template.versions.get(number=1))), "首次响应目标 30 秒改为 25 秒，权重 15 改为 20"
    )
    _propose(cast, faster, "")
    yield "2026-09-22T15:00:00+08:00"
    with transaction.atomic():
        actions.give_back(cast.business, faster, "请先征求员工意见并附记录，再提交审批。")
    yield "2026-09-24T11:00:00+08:00"
    _propose(cast, faster, "9 月 23 日班组座谈：同意缩短首次响应目标，要求高峰时段增配人手。")
    yield "2026-09-28T09:30:00+08:00"
    with transaction.atomic():
        actions.approve(cast.business, faster)
    yield "2026-09-29T16:00:00+08:00"
    _acknowledged(faster, cast)
    with transaction.atomic():
        actions.set_phase(cast.hr, template, "efficiency")
    yield "2026-10-20T14:00:00+08:00"
    waits = _draft(cast.hr, replace(plan_of(complaints.versions.get(number=1)), version="2"), "版本号更新，内容不变")
    _propose(cast, waits, "征求投诉组意见，无异议。")
    yield "2026-10-21T17:00:00+08:00"
    _draft(cast.hr, bridge.shipped()["pre-sales"], "售前组试行方案")


def _draft(by: User, plan: Plan, note: str) -> PlanVersion:
    with transaction.atomic():
        return actions.start(by, plan, note)


def _propose(cast: Cast, version: PlanVersion, consultation: str) -> None:
    assert cast.business.person is not None, "the business member is a person"
    with transaction.atomic():
        actions.propose(
            cast.hr, version, cast.business.person, effective_from=COMES, consultation=consultation,
            consulted_on=date(2026, 9, 23) if consultation else None, notice_on=date(2026, 9, 30), note=version.note,
        )  # fmt: skip


def _acknowledged(version: PlanVersion, cast: Cast) -> None:
    """Most of those concerned; the employee of the demonstration has it still before her."""
    for number, asked in enumerate(version.acknowledgements.select_related("person__user")):
        user = getattr(asked.person, "user", None)
        if user is not None and user != cast.agent and number % 5:
            with transaction.atomic():
                actions.acknowledge(user, asked)


def _faster(plan: Plan) -> Plan:
    """The plan with a faster first response that weighs more; its examples would fail, and go."""
    changed = {"first_response": (Decimal(20), Target(at_most=Decimal(25))), "satisfaction": (Decimal(25), None)}
    dimensions = tuple(
        replace(
            dimension,
            indicators=tuple(
                replace(one, weight=changed[one.id][0], target=changed[one.id][1] or one.target)
                if one.id in changed
                else one
                for one in dimension.indicators
            ),
        )
        for dimension in plan.dimensions
    )
    return replace(plan, version="2", dimensions=dimensions, cases=())
