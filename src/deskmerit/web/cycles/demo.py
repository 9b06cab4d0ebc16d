"""The demonstration's published cycles: who received, who agreed, who said why not."""

from collections.abc import Mapping

from django.db import transaction

from deskmerit.web.cycles.models import Cycle
from deskmerit.web.demo import base
from deskmerit.web.demo.base import Cast
from deskmerit.web.scorecards import actions
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared.refusal import Refused

SAY = (
    (True, "无异议，谢谢组长的辅导。"),
    (False, "5 月系统故障期间的工单不应计入首次响应。"),
    (True, ""),
)


def seed(cast: Cast, cycles: Mapping[str, Cycle]) -> None:
    """People receive their results, some agree, some don't, some say nothing."""
    for label, days in (("2026-Q1", "2026-04-14"), ("2026-Q2", "2026-07-13")):
        cycle = cycles.get(label)
        if cycle is None or not cycle.is_published:
            continue
        base.at(f"{days}T10:00:00+08:00")
        results = cycle.results.select_related("person__user", "lead__user", "cycle", "card").order_by("person")
        for n, result in enumerate(results):
            if n % 10 != 9 or label == "2026-Q1":  # some of the second quarter never open theirs
                _receive(result, n)
    base.at("2026-09-24T08:30:00+08:00")


def _receive(result: Result, n: int) -> None:
    user = getattr(result.person, "user", None)
    if user is None or not user.is_active:
        return
    try:
        with transaction.atomic():
            if result.lead is not None and n % 4 == 0:
                actions.remark(result.lead.user, result, "本季度服务态度稳定，响应时长仍有提升空间。")
            actions.receive(user, result)
            if n % 3 == 0:
                agrees, words = SAY[n // 3 % len(SAY)]
                actions.say(user, result, agrees, words)
    except Refused:
        return
