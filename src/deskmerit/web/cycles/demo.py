"""The demonstration's cycles: two quarters published, one open; who received, who agreed, who said why not."""

from collections.abc import Iterable

from django.db import transaction

from deskmerit.web.cycles import actions
from deskmerit.web.cycles.checklist import beside
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.cycles.tasks import make_run
from deskmerit.web.demo import base
from deskmerit.web.demo.base import Cast, Part
from deskmerit.web.plans.models import PlanVersion
from deskmerit.web.scorecards import actions as scorecards
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared.refusal import Refused

SAY = (
    (True, "无异议，谢谢组长的辅导。"),
    (False, "系统故障期间的工单不应计入首次响应。"),
    (True, ""),
)
SHIFT = ("系统割接当周主动承担两班，影响未计入指标。", "排班表、割接通知、组长记录")
REMARK = "本季度服务态度稳定，响应时长仍有提升空间。"


def timeline(cast: Cast, cycles: dict[str, Cycle]) -> list[Part]:
    """The second quarter to its settlement, the third published this week, the fourth open."""
    second = ("2026-04-01T09:30:00+08:00", "2026-07-01T10:00:00+08:00", "2026-07-08T15:00:00+08:00")
    third = ("2026-07-01T09:30:00+08:00", "2026-10-08T10:00:00+08:00", "2026-10-16T15:00:00+08:00")
    return [
        _quarter(cast, cycles, "2026-Q2", second, ("2026-07-09T16:00:00+08:00", "2026-08-07T17:00:00+08:00")),
        _quarter(cast, cycles, "2026-Q3", third, ("2026-10-19T09:00:00+08:00", "")),
        _open(cast, cycles, "2026-Q4", "2026-10-08T09:30:00+08:00", "2026-10-21T07:30:00+08:00"),
        _received(cycles, "2026-Q2", "2026-07-13T10:00:00+08:00", 100),
        _received(cycles, "2026-Q3", "2026-10-19T14:00:00+08:00", 9),
    ]


def _opened(cast: Cast, label: str) -> Cycle:
    with transaction.atomic():
        cycle = base.new_cycle(label, PlanVersion.objects.filter(document__slug__in=base.PLANS, number=1), cast)
        actions.open_cycle(cast.hr, cycle)
    return cycle


def _open(cast: Cast, cycles: dict[str, Cycle], label: str, opened: str, measured: str) -> Part:
    """A cycle with running figures of yesterday morning."""
    yield opened
    cycles[label] = _opened(cast, label)
    yield measured
    _made(cycles[label])


def _quarter(
    cast: Cast, cycles: dict[str, Cycle], label: str, days: tuple[str, str, str], ends: tuple[str, str]
) -> Part:
    """A cycle from opening to publication, with a shift by the panel; settled where a day for it is named."""
    (opened, measured, reviewed), (published, settled) = days, ends
    yield opened
    cycle = cycles[label] = _opened(cast, label)
    cycle.runs.filter(state=Run.State.QUEUED).update(state=Run.State.FAILED, failure="superseded")
    yield measured
    with transaction.atomic():
        actions.measure(cast.hr, cycle)
    _made(cycle)
    with transaction.atomic():
        actions.accept_gaps(cast.hr, cycle, "个别新人本季度无考试，按方案分摊权重")
    with transaction.atomic():
        actions.begin_review(cast.hr, cycle)
    yield reviewed
    _shifted(cast, cycle)
    yield published
    for user in (cast.lead, cast.hr, cast.business):
        with transaction.atomic():
            actions.sign(user, cycle)
    with transaction.atomic():
        actions.publish_cycle(cast.hr, cycle)
    cycle.refresh_from_db()
    if settled:
        yield settled
        cycle.refresh_from_db()
        with transaction.atomic():
            actions.settle(cast.hr, cycle)


def _made(cycle: Cycle) -> None:
    """The waiting run of a cycle, made here and now."""
    make_run.call(cycle.runs.filter(state=Run.State.QUEUED).latest("pk").pk)
    cycle.refresh_from_db()


def _shifted(cast: Cast, cycle: Cycle) -> None:
    """The panel moves one person who is just below a grade, and refuses another."""
    assert cycle.current is not None
    cards = cycle.current.cards.exclude(person__in=[seat.person for seat in cycle.panel.all()])
    cards = cards.exclude(person=cast.agent.person).select_related("person").order_by("-total")
    movable = [card for card in cards if len(beside(cycle, card.person)) == 2][:2]
    for card, agreed in zip(movable, (True, False), strict=True):
        up = beside(cycle, card.person)[0]
        with transaction.atomic():
            shift = actions.propose_shift(cast.lead, cycle, card.person, up, *SHIFT)
        with transaction.atomic():
            if agreed:
                actions.second_shift(cast.business, shift)
            else:
                actions.refuse_shift(cast.business, shift, "已按故障窗口剔除相关工单，不宜重复考虑。")


def _received(cycles: dict[str, Cycle], label: str, when: str, but: int) -> Part:
    """People receive their results; some agree, some don't, each `but`-th never opens it."""
    yield when
    results = cycles[label].results.select_related("person__user", "lead__user", "cycle", "card").order_by("person")
    _receive([(n, each) for n, each in enumerate(results) if n % (but + 1) != but])


def _receive(results: Iterable[tuple[int, Result]]) -> None:
    for n, result in results:
        user = getattr(result.person, "user", None)
        if user is None or not user.is_active:
            continue
        try:
            with transaction.atomic():
                if result.lead is not None and n % 4 == 0:
                    scorecards.remark(result.lead.user, result, REMARK)
                scorecards.receive(user, result)
                if n % 3 == 0:
                    scorecards.say(user, result, *SAY[n // 3 % len(SAY)])
        except Refused:
            continue
