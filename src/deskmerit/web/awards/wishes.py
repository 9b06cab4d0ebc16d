"""Rounds of wishes: people rank, HR closes and allots by serial choice; the seed of the draw is told at the opening."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from deskmerit.core.wish import WishLine
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.awards.access import is_hr, rounds_for
from deskmerit.web.awards.models import Seat, Wish, WishRound
from deskmerit.web.awards.queries import offered_to, wish_awards
from deskmerit.web.awards.seats import add_restated, first_cards, granted, seat_row
from deskmerit.web.awards.takeover import take_over
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.cycles.people import people_of
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import begin, hooks_of, take
from deskmerit.web.shared.refusal import NotYours, Refused
from deskmerit.web.shared.state import hold


def open_round(by: User, cycle: Cycle, seed: str) -> WishRound:
    """HR asks the people of a cycle for their wishes; the seed is told from now on and can't change."""
    wrong = []
    if not is_hr(by):
        raise Refused(_("Rounds of wishes are HR's."))
    if not seed.strip():
        wrong.append(_("The seed of the draw must be told before."))
    if cycle.state in (Cycle.State.DRAFT, Cycle.State.CANCELLED):
        wrong.append(_("Open the cycle first."))
    if not wish_awards(cycle):
        wrong.append(_("The plans of this cycle have no award to wish for."))
    if cycle.wish_rounds.exclude(state=WishRound.State.CANCELLED).exists():
        wrong.append(_("This cycle has a round of wishes already."))
    if wrong:
        raise Refused(*wrong)
    take_over("wishes")
    row = WishRound.objects.create(cycle=cycle, seed=seed.strip(), opened_by=by.person, opened_at=clock.now())
    begin("wishes", row, by, period=cycle.period, seed=row.seed)
    for person in people_of(cycle).select_related("user"):
        notify(person, "wishes-open", f"wishes:{row.pk}", own_url(), period=cycle.period)
    return row


def may_rank(row: WishRound, person: Person | None) -> bool:
    """Whether a person of the cycle may still rank."""
    return row.state == WishRound.State.OPEN and people_of(row.cycle).filter(pk=person.pk if person else 0).exists()


def unranked(row: WishRound) -> QuerySet[Person]:
    """Who may still rank and has said nothing yet."""
    said = Wish.objects.filter(period=row.cycle.period).values("person")
    open_ = people_of(row.cycle) if row.state == WishRound.State.OPEN else Person.objects.none()
    return open_.exclude(pk__in=said)


def asked_of(user: User) -> list[int]:
    """The keys of the open rounds in which a person has said nothing yet."""
    rounds = rounds_for(user).filter(state=WishRound.State.OPEN).select_related("cycle")
    return [row.pk for row in rounds if unranked(row).filter(pk=user.person.pk).exists()] if user.person else []


def rank(by: User, row: WishRound, awards: Sequence[str]) -> None:
    """The person's wishes, the one liked best first, in place of those said before; none is a list too."""
    known = [award.id for award in offered_to(row.cycle, by.person)]
    if by.person is None or not people_of(row.cycle).filter(pk=by.person.pk).exists():
        raise NotYours(_("Wishes are ranked by people of the cycle, as long as the round is open."))
    if not rounds_for(by).filter(pk=row.pk).exists() or not may_rank(row, by.person):
        raise Refused(_("Wishes are ranked by people of the cycle, as long as the round is open."))
    if len(set(awards)) != len(awards) or not set(awards) <= set(known):
        raise Refused(_("Name each wish once, of those offered."))
    hold(row, "state")
    Wish.objects.filter(person=by.person, period=row.cycle.period).delete()
    now = clock.now()
    Wish.objects.bulk_create(
        Wish(person=by.person, period=row.cycle.period, award=award, rank=number, made_at=now)
        for number, award in enumerate(awards, 1)
    )
    record(by, "wishes.rank", row, person=by.person, wishes=len(awards))


def moved(wishes: Sequence[str], award: str, way: str) -> list[str]:
    """The list after one step: up, down, add, or out."""
    found = [each for each in wishes if each != award]
    if way == "out":
        return found
    if award not in wishes:
        return [*found, award]
    at = wishes.index(award) + {"up": -1, "down": 1}.get(way, 0)
    return [*found[: max(at, 0)], award, *found[max(at, 0) :]]


def close(by: User, row: WishRound) -> None:
    """Nothing is ranked any more."""
    take("wishes", row, "close", by, closed_at=clock.now())


def reopen(by: User, row: WishRound, reason: str) -> None:
    """People may rank again."""
    take("wishes", row, "reopen", by, reason=reason, closed_at=None)


def cancel(by: User, row: WishRound, reason: str) -> None:
    """Gives the round up; wishes stay as they were said."""
    take("wishes", row, "cancel", by, reason=reason)


def allotment(row: WishRound) -> list[WishLine]:
    """How the award's own seats go: by the grades first published. What was corrected since adds seats (`seats`)."""
    return granted(row, first_cards(row.cycle))


def allot(by: User, row: WishRound) -> list[Seat]:
    """Seats by grade, total, then the draw; one each. Everybody who wished is told where to read how it ended."""
    take("wishes", row, "allot", by, allotted_by=by.person, allotted_at=clock.now())
    people = {each.agent_id: each for each in Person.objects.filter(results__cycle=row.cycle).select_related("user")}
    seats = [seat_row(row, people[line.agent_id], line) for line in allotment(row)]
    made = Seat.objects.bulk_create(seats)
    for agent_id in sorted({seat.person.agent_id for seat in seats}):
        notify(people[agent_id], "wishes-allotted", f"wishes:{row.pk}:allotted", own_url(), period=row.cycle.period)
    return [*made, *add_restated(row.cycle)]


def own_url() -> str:
    from django.urls import reverse

    return reverse("wish_page")


def url(row: WishRound) -> str:
    """The page of a round."""
    return hooks_of("wishes").url(row)
