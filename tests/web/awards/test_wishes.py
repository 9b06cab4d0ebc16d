"""Wishes: ranked by the person, one seat each, the same seed the same seats."""

import pytest
from django.urls import reverse

from deskmerit.web.awards import seats, wishes
from deskmerit.web.awards.models import Seat, Wish, WishRound
from deskmerit.web.awards.queries import offered_to, wish_awards
from deskmerit.web.awards.takeover import kept
from deskmerit.web.insight import todo
from deskmerit.web.notices import reminders
from deskmerit.web.notices.models import Notice
from deskmerit.web.shared.models import Clock
from deskmerit.web.shared.refusal import Refused

from .conftest import act
from .test_corrections import regrade


@pytest.fixture
def opened(published):
    return act(wishes.open_round, published.hr, published.cycle, "2026-Q3-7319")


def test_a_person_ranks_what_the_own_plan_offers(opened, published) -> None:
    names = [award.id for award in offered_to(published.cycle, published.agent.person)]
    act(wishes.rank, published.agent, opened, names)
    mine = Wish.objects.filter(person=published.agent.person, period="2026-Q3")
    assert list(mine.values_list("award", "rank")) == [(name, at) for at, name in enumerate(names, 1)]


def test_wishes_are_refused_from_others_twice_or_after_the_close(opened, published) -> None:
    (name, *_rest) = [award.id for award in offered_to(published.cycle, published.agent.person)]
    for user, listed in ((published.hr, [name]), (published.agent, [name, name]), (published.agent, ["a car"])):
        with pytest.raises(Refused):
            act(wishes.rank, user, opened, listed)
    stale = WishRound.objects.get(pk=opened.pk)
    act(wishes.close, published.hr, opened)
    for row in (opened, stale):  # the page was opened before the close
        with pytest.raises(Refused):
            act(wishes.rank, published.agent, row, [name])


def test_an_open_round_waits_for_who_said_nothing_yet_and_not_for_hr(opened, published, at) -> None:
    def waits(user) -> list[str]:
        return [each.url for each in todo.tasks(user) if each.code == "wishes"]

    Wish.objects.all().delete()  # those of the folder
    assert waits(published.agent) == waits(published.outsider) == [reverse("wish_page")]
    assert waits(published.hr) == []
    act(wishes.rank, published.agent, opened, [offered_to(published.cycle, published.agent.person)[0].id])
    assert waits(published.agent) == []
    at(f"{Clock.objects.get(flow='wishes', row=opened.pk).due}T09:00:00+08:00")
    reminders.due_soon()
    told = Notice.objects.filter(code="due-today", params__clock="wishes")
    assert published.outsider.pk in told.values_list("user", flat=True)
    assert not {published.agent.pk, published.hr.pk} & set(told.values_list("user", flat=True))
    assert set(told.values_list("url", flat=True)) == {reverse("wish_page")}


def test_seats_are_one_each_within_their_number_and_reproducible(opened, published) -> None:
    for result in published.cycle.results.select_related("person__user"):
        offered = [award.id for award in offered_to(published.cycle, result.person)]
        act(wishes.rank, result.person.user, opened, offered)
    act(wishes.close, published.hr, opened)
    first, again = wishes.allotment(opened), wishes.allotment(opened)
    assert first == again
    act(wishes.allot, published.hr, opened)
    granted = Seat.objects.filter(granted=True)
    assert granted.count() == granted.values("person").distinct().count() > 0
    for award in wish_awards(published.cycle):
        assert granted.filter(award=award.id).count() <= award.seats
    kept = {(seat.person.agent_id, seat.award) for seat in granted.select_related("person")}
    assert kept == {(line.agent_id, line.award) for line in first if line.granted}


def test_the_folders_wishes_are_taken_over_once(opened, published) -> None:
    assert kept("wishes")
    before = Wish.objects.count()
    from deskmerit.web.awards.takeover import take_over

    assert take_over("wishes") == 0
    assert Wish.objects.count() == before


def test_only_hr_opens_a_round_with_a_seed_and_one_a_cycle(opened, published) -> None:
    with pytest.raises(Refused):
        act(wishes.open_round, published.lead, published.cycle, "x")
    with pytest.raises(Refused) as told:
        act(wishes.open_round, published.hr, published.cycle, " ")
    assert len(told.value.sentences) == 2


@pytest.mark.parametrize(
    ("way", "award", "left"),
    [
        ("up", "b", "bac"),
        ("down", "b", "acb"),
        ("out", "b", "ac"),
        ("add", "d", "abcd"),
        ("up", "a", "abc"),
        ("down", "c", "abc"),
    ],
)
def test_one_step_moves_one_wish(way: str, award: str, left: str) -> None:
    assert wishes.moved(list("abc"), award, way) == list(left)


def test_a_raised_grade_gets_an_extra_seat_and_takes_nobodys(opened, published) -> None:
    """What the person would have got by the corrected grade comes true beside the seats, once, and only once."""
    award = next(each for each in offered_to(published.cycle, published.agent.person) if each.seats)
    people = published.cycle.results.filter(card__plan=published.result().card.plan).select_related("person__user")
    for result in people:
        act(wishes.rank, result.person.user, opened, [award.id])
    act(wishes.close, published.hr, opened)
    act(wishes.allot, published.hr, opened)
    held = set(Seat.objects.filter(granted=True).values_list("person", "award"))
    late = people.exclude(person__in=[person for person, _award in held]).first()
    regrade(late, "S", "99.99")
    (made,) = act(seats.add_restated, published.cycle)
    assert (made.person, made.award, made.extra, made.granted) == (late.person, award.id, True, True)
    assert set(Seat.objects.filter(granted=True, extra=False).values_list("person", "award")) == held
    assert act(seats.add_restated, published.cycle) == []
    shown = published.client(late.person.user).get("/awards/wishes/").content.decode()
    assert "额外名额：结果在发布后经过更正" in shown
    assert "+ 1 个额外名额" in published.client(published.hr).get(f"/awards/wishes/{opened.pk}/").content.decode()


def test_a_grade_raised_before_the_allotment_takes_no_seat_either(opened, published) -> None:
    award = next(each for each in offered_to(published.cycle, published.agent.person) if each.seats)
    people = published.cycle.results.filter(card__plan=published.result().card.plan).select_related("person__user")
    for result in people:
        act(wishes.rank, result.person.user, opened, [award.id])
    act(wishes.close, published.hr, opened)
    first = {line.agent_id for line in wishes.allotment(opened) if line.granted}
    late = people.exclude(person__agent_id__in=first).first()
    regrade(late, "S", "99.99")
    act(wishes.allot, published.hr, opened)
    own = Seat.objects.filter(granted=True, extra=False).values_list("person__agent_id", flat=True)
    assert set(own) == first
    assert list(Seat.objects.filter(extra=True).values_list("person", flat=True)) == [late.person_id]
