"""Seats beyond the number, where a result was corrected after publication: nobody else's seat is touched (§8)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from deskmerit.core.cascade import extra_seats
from deskmerit.core.scorecard import Scorecard
from deskmerit.core.wish import Wish as CoreWish
from deskmerit.core.wish import WishLine, grant
from deskmerit.report.money import WISHES
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.awards.models import Seat, Wish, WishRound
from deskmerit.web.awards.queries import plans_of
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.models import Restatement
from deskmerit.web.scorecards.store import scorecard_of
from deskmerit.web.shared import wording


def said_wishes(cycle: Cycle) -> list[CoreWish]:
    """What people of a cycle's period said they would like."""
    said = Wish.objects.filter(period=cycle.period).select_related("person")
    return [CoreWish(each.person.agent_id, each.award, each.rank) for each in said]


def granted(row: WishRound, cards: Sequence[Scorecard]) -> list[WishLine]:
    """How the seats go by given cards: the same wishes and seed always give the same."""
    wishes = said_wishes(row.cycle)
    return [line for plan in plans_of(row.cycle) for line in grant(plan, cards, wishes, row.seed)]


def first_cards(cycle: Cycle) -> list[Scorecard]:
    """The cards first published: what the award's own seats go by, so that no correction takes anybody's."""
    return [scorecard_of(each.first, each.person) for each in cycle.results.select_related("person", "first")]


def present_cards(cycle: Cycle) -> list[Scorecard]:
    """The cards that hold now."""
    return [scorecard_of(each.card, each.person) for each in cycle.results.select_related("person", "card")]


def seats_of(cycle: Cycle) -> dict[str, Any]:
    """Seats as people were told of them, for `bridge.recompute.Told`; nothing while they aren't allotted."""
    row = cycle.wish_rounds.filter(state=WishRound.State.ALLOTTED).first()
    if row is None:
        return {}
    lines = [_told(seat) for seat in row.seats.select_related("person")]
    return {"seats": lines, "wishes": said_wishes(cycle), "seed": row.seed}


def _told(seat: Seat) -> WishLine:
    person = seat.person
    return WishLine(
        *(person.agent_id, person.name, seat.award, seat.rank, seat.granted, seat.reason, seat.turn, seat.draw),
        *(person.employee_no, seat.grade),
    )


def add_extra(cycle: Cycle, lines: Sequence[WishLine], flow: str, row_key: int | None) -> list[Seat]:
    """Writes extra seats of an allotted round, once; each person is told. `flow`, `row_key`: what they come from."""
    row = cycle.wish_rounds.select_for_update().filter(state=WishRound.State.ALLOTTED).first()
    if row is None or not lines:
        return []
    seated = set(row.seats.filter(granted=True).values_list("person__agent_id", flat=True))
    wanted = [line for line in lines if line.agent_id not in seated]
    people = Person.objects.in_bulk([line.agent_id for line in wanted], field_name="agent_id")
    made = Seat.objects.bulk_create(seat_row(row, people[line.agent_id], line, flow, row_key) for line in wanted)
    for seat in made:
        record(None, "wishes.extra", row, person=seat.person, award=seat.award, origin=f"{flow}:{row_key or ''}")
        key = f"wishes:{row.pk}:extra:{seat.pk}"
        notify(seat.person, "wishes-allotted", key, reverse("wish_page"), period=cycle.period)
    return made


def add_restated(cycle: Cycle, found: Restatement | None = None) -> list[Seat]:
    """Extra seats by the cards that hold now: after a restatement, or with the allotment for those restated before."""
    row = cycle.wish_rounds.filter(state=WishRound.State.ALLOTTED).first()
    if row is None:
        return []
    told = [_told(seat) for seat in row.seats.select_related("person")]
    lines = extra_seats(told, granted(row, present_cards(cycle)))
    return add_extra(cycle, lines, "restatement", found.pk if found else None)


def seat_row(row: WishRound, person: Person, line: WishLine, flow: str = "", row_key: int | None = None) -> Seat:
    """A wish's end as it is kept; with `flow` a seat beyond the number."""
    return Seat(
        round=row, person=person, award=line.award, rank=line.rank, granted=line.granted, reason=line.reason,
        turn=line.turn, draw=line.draw, grade=line.grade, extra=bool(flow), origin_flow=flow, origin_row=row_key,
    )  # fmt: skip


def ended(seat: Seat) -> str:
    """How a wish ended, in words."""
    return WISHES[wording.lang()].get(seat.reason, seat.reason).format(rank=seat.rank, turn=seat.turn)


def causes(seats: Sequence[Seat], user: User) -> Mapping[int, str]:
    """Why each extra seat exists, by its key; an appeal's number only to the person who filed it and to readers."""
    from deskmerit.web.appeals.access import visible_to

    wanted = [seat.origin_row or 0 for seat in seats if seat.origin_flow == "appeal"]
    known = {each.pk: each for each in visible_to(user).filter(pk__in=wanted).select_related("cycle")} if wanted else {}
    return {seat.pk: _cause(seat, known.get(seat.origin_row or 0)) for seat in seats if seat.extra}


def _cause(seat: Seat, appeal: Any) -> str:
    if appeal is not None:
        return _("An extra seat: appeal %(code)s was upheld") % {"code": appeal.code}
    return _("An extra seat: a result was corrected after publication")
