"""360° feedback of the simulated centre: a closed round in August, and one that is open now."""

from collections.abc import Sequence
from datetime import date
from random import Random

from django.db import transaction

from deskmerit.web.accounts.models import User
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.demo.base import Cast, Part
from deskmerit.web.feedback import actions, closing
from deskmerit.web.feedback.models import Ask, Round
from deskmerit.web.org.models import Person

WORDS = (
    "交接写得很清楚，省了我不少时间。", "忙的时候会主动问要不要帮忙。", "希望遇到疑难单时早点同步进展。",
    "和仓库沟通很耐心。", "答应的事都会跟到底。",
)  # fmt: skip


def timeline(cast: Cast, cycles: dict[str, Cycle]) -> list[Part]:
    """A round of the third quarter, and one of the fourth."""
    return [_rounds(cast, cycles, Random(11))]


def _rounds(cast: Cast, cycles: dict[str, Cycle], rng: Random) -> Part:
    yield "2026-08-10T09:00:00+08:00"
    cycle = cycles["2026-Q3"]
    first = _opened(cast, cycle, "2026 年 8 月 360度评价", date(2026, 8, 21))
    _answer(list(first.asks.select_related("rater", "person", "round")), rng, 88)
    yield "2026-08-22T09:00:00+08:00"
    with transaction.atomic():
        closing.close(cast.hr, first)
    yield "2026-10-19T09:00:00+08:00"
    second = _opened(cast, cycles["2026-Q4"], "2026 年 10 月 360度评价", date(2026, 10, 28))
    asks = second.asks.select_related("rater", "person", "round")
    _answer(list(asks.exclude(rater__in=[cast.agent.person, cast.lead.person])[:60]), rng, 90)
    _answer(list(asks.filter(rater=cast.agent.person)[:2]), rng, 100)


def _opened(cast: Cast, cycle: Cycle, title: str, last: date) -> Round:
    round_ = Round(cycle=cycle, title=title, closes_on=last, peers=4)
    with transaction.atomic():
        actions.prepare(cast.hr, round_)
        people = list(Person.objects.filter(pk__in=round_.picks.values("person")))
        partners = Person.objects.filter(agent_id__in=("B001", "Q001", "Q002", "U001"), user__isnull=False)
        actions.partners(cast.hr, round_, people, list(partners))
        actions.open_round(cast.hr, round_)
    return round_


def _answer(asks: Sequence[Ask], rng: Random, share: int) -> None:
    """So many in a hundred answer, some of them with words; a few say that they had not enough contact."""
    users = {each.person_id: each for each in User.objects.exclude(person=None)}
    with transaction.atomic():
        for ask in asks:
            by, lot = users[ask.rater_id], rng.randrange(100)
            if lot < 4 and ask.relation != "self":
                actions.decline(by, ask)
            elif lot < share:
                scores = {each["id"]: rng.choices((3, 4, 5), (20, 50, 30))[0] for each in ask.round.items}
                actions.give(by, ask, scores, rng.choice(WORDS) if rng.random() < 0.3 else "")
