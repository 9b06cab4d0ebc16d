"""The awards of the demonstration: the first quarter paid, the second waiting for approval, wishes in both."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from deskmerit.web.accounts.models import User
from deskmerit.web.awards import actions, bases, certificates, wishes
from deskmerit.web.awards.models import AwardRun
from deskmerit.web.awards.queries import offered_to
from deskmerit.web.awards.tasks import calculate_run
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.demo.base import Cast, at
from deskmerit.web.org.models import Person

BUDGET = Decimal(800000)


def seed(cast: Cast, cycles: dict[str, Cycle]) -> None:
    """Plays bases, runs, wishes and certificates through the application's own actions."""
    at("2026-04-10T09:30:00+08:00")
    with transaction.atomic():
        assert cast.agent.person is not None
        own = bases.Entry(cast.agent.person, "", "bonus", Decimal(3200), date(2026, 1, 1))
        bases.enter(cast.hr, [own])
    first, second = cycles["2026-Q1"], cycles["2026-Q2"]
    _wished(cast, first, "2026-04-17T17:00:00+08:00")
    at("2026-04-13T10:00:00+08:00")
    run = _run(cast, first, "2026-04")
    at("2026-04-14T10:00:00+08:00")
    for step, user in ((actions.approve, cast.hr_deputy), (actions.lock, cast.hr)):
        with transaction.atomic():
            step(user, run)
    with transaction.atomic():
        actions.take_file(cast.hr, run, "csv")
    run.refresh_from_db()
    at("2026-04-15T10:00:00+08:00")
    with transaction.atomic():
        actions.pay(cast.hr, run)
    at("2026-04-20T10:00:00+08:00")
    best = [grade for grade in ("S", "A") if first.results.filter(card__grade=grade).exists()][:1]
    if best:
        with transaction.atomic():
            certificates.issue(cast.hr, first, best, ["training-seat"])
    at("2026-09-21T10:00:00+08:00")
    _run(cast, second, "2026-09")
    _wished(cast, second, "")


def _run(cast: Cast, cycle: Cycle, month: str) -> AwardRun:
    with transaction.atomic():
        run = actions.propose(cast.hr, cycle, AwardRun.Kind.REGULAR, month, BUDGET)
    calculate_run.call(run.pk)
    run.refresh_from_db()
    return run


def _wished(cast: Cast, cycle: Cycle, allotted: str) -> None:
    """A round that a dozen people answer; allotted where an instant is named, else open."""
    with transaction.atomic():
        row = wishes.open_round(cast.hr, cycle, f"{cycle.period}-7319")
    people = Person.objects.filter(results__cycle=cycle, user__is_active=True).select_related("user")
    for number, person in enumerate(people[:12]):
        if names := [award.id for award in offered_to(cycle, person)]:
            _said(person.user, row.pk, names[number % len(names) :] + names[: number % len(names)])
    if not allotted:
        return
    at(allotted)
    row.refresh_from_db()
    for step in (wishes.close, wishes.allot):
        with transaction.atomic():
            step(cast.hr, row)


def _said(user: User, pk: int, names: list[str]) -> None:
    from deskmerit.web.awards.models import WishRound

    with transaction.atomic():
        wishes.rank(user, WishRound.objects.select_related("cycle").get(pk=pk), names)
