"""The awards of the demonstration: one quarter paid and corrected, the next waiting for approval, wishes in both."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from deskmerit.web.accounts.models import User
from deskmerit.web.awards import actions, bases, certificates, wishes
from deskmerit.web.awards.models import AwardRun
from deskmerit.web.awards.queries import offered_to, owed_lines
from deskmerit.web.awards.tasks import calculate_run
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.demo.base import Cast, Part
from deskmerit.web.org.models import Person

BUDGET = Decimal(800000)


def timeline(cast: Cast, cycles: dict[str, Cycle]) -> list[Part]:
    """Bases, runs, wishes and certificates through the application's own actions."""
    return [
        _paid(cast, cycles),
        _corrected(cast, cycles),
        _wished(cast, cycles, "2026-Q2", "2026-07-10T10:00:00+08:00", "2026-07-17T17:00:00+08:00"),
        _waiting(cast, cycles),
        _wished(cast, cycles, "2026-Q3", "2026-10-20T10:20:00+08:00", ""),
    ]


def _paid(cast: Cast, cycles: dict[str, Cycle]) -> Part:
    yield "2026-07-10T09:30:00+08:00"
    with transaction.atomic():
        assert cast.agent.person is not None
        own = bases.Entry(cast.agent.person, "", "bonus", Decimal(3200), date(2026, 1, 1))
        bases.enter(cast.hr, [own])
    first = cycles["2026-Q2"]
    yield "2026-07-23T10:00:00+08:00"
    run = _run(cast, first, "2026-07")
    yield "2026-07-24T10:00:00+08:00"
    _locked(cast, run)
    yield "2026-07-27T10:00:00+08:00"
    with transaction.atomic():
        actions.pay(cast.hr, run)
    yield "2026-07-28T10:00:00+08:00"
    best = [grade for grade in ("S", "A") if first.results.filter(card__grade=grade).exists()][:1]
    if best:
        with transaction.atomic():
            certificates.issue(cast.hr, first, best, ["training-seat"])


def _corrected(cast: Cast, cycles: dict[str, Cycle]) -> Part:
    """What an appeal added after the lock is paid by a run of its own, before the cycle is settled."""
    yield "2026-07-30T10:00:00+08:00"
    cycle = cycles["2026-Q2"]
    if not owed_lines(cycle):
        return
    run = _run(cast, cycle, "2026-08", AwardRun.Kind.CORRECTIONS)
    _locked(cast, run)
    yield "2026-07-31T10:00:00+08:00"
    with transaction.atomic():
        actions.pay(cast.hr, run)


def _waiting(cast: Cast, cycles: dict[str, Cycle]) -> Part:
    yield "2026-10-20T10:10:00+08:00"
    _run(cast, cycles["2026-Q3"], "2026-10")


def _locked(cast: Cast, run: AwardRun) -> None:
    """Approved by a second person, locked, its file taken to payroll."""
    for step, user in ((actions.approve, cast.hr_deputy), (actions.lock, cast.hr)):
        with transaction.atomic():
            step(user, run)
    with transaction.atomic():
        actions.take_file(cast.hr, run, "csv")
    run.refresh_from_db()


def _run(cast: Cast, cycle: Cycle, month: str, kind: str = AwardRun.Kind.REGULAR) -> AwardRun:
    with transaction.atomic():
        run = actions.propose(cast.hr, cycle, kind, month, BUDGET)
    calculate_run.call(run.pk)
    run.refresh_from_db()
    return run


def _wished(cast: Cast, cycles: dict[str, Cycle], label: str, opened: str, allotted: str) -> Part:
    """A round that a dozen people answer; allotted where an instant is named, else open."""
    yield opened
    cycle = cycles[label]
    with transaction.atomic():
        row = wishes.open_round(cast.hr, cycle, f"{cycle.period}-7319")
    people = Person.objects.filter(results__cycle=cycle, user__is_active=True).select_related("user")
    for number, person in enumerate(people[:12]):
        if names := [award.id for award in offered_to(cycle, person)]:
            _said(person.user, row.pk, names[number % len(names) :] + names[: number % len(names)])
    if not allotted:
        return
    yield allotted
    row.refresh_from_db()
    for step in (wishes.close, wishes.allot):
        with transaction.atomic():
            step(cast.hr, row)


def _said(user: User, pk: int, names: list[str]) -> None:
    from deskmerit.web.awards.models import WishRound

    with transaction.atomic():
        wishes.rank(user, WishRound.objects.select_related("cycle").get(pk=pk), names)
