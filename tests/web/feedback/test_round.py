"""A round of 360° feedback: who is asked, who may give, what counts, and what the records get."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from deskmerit.web.feedback import actions, closing
from deskmerit.web.feedback.asking import picks
from deskmerit.web.feedback.models import Ask, Pick, Rating, Round, Subject
from deskmerit.web.feedback.queries import outcome
from deskmerit.web.feedback.tables import feedback
from deskmerit.web.notices.models import Notice
from deskmerit.web.org.models import Leading
from deskmerit.web.shared.models import Clock
from deskmerit.web.shared.refusal import Refused
from deskmerit.web.shared.sweep import sweep


def refused(act, *args, **more) -> str:
    with pytest.raises(Refused) as why, transaction.atomic():
        act(*args, **more)
    return str(why.value)


def found(circle, person=None):
    subject = Subject.objects.get(round=circle.round, person=person or circle.world.agent.person)
    return {each.relation: each for each in outcome(subject).groups}, outcome(subject).mean


def test_everybody_is_asked_of_by_lead_peers_and_oneself_and_a_lead_is_no_peer(circle) -> None:
    asked = Counter(circle.round.picks.filter(person=circle.world.agent.person).values_list("relation", flat=True))
    assert asked == {"manager": 1, "peer": 4, "self": 1, "partner": 3}
    manager = circle.round.picks.get(person=circle.world.agent.person, relation="manager")
    assert manager.rater == circle.world.lead.person
    assert not circle.round.picks.filter(
        relation="peer", person=circle.world.agent.person, rater=manager.rater
    ).exists()
    assert circle.round.picks.filter(person=Leading.objects.first().person).exists()


def test_the_same_seed_draws_the_same_peers(circle) -> None:
    again = {(each.person_id, each.rater_id or each.rater.pk, each.relation) for each in picks(circle.round)}
    kept = set(Pick.objects.exclude(relation="partner").values_list("person", "rater", "relation"))
    assert again == kept


def test_small_mode_has_no_360(world) -> None:
    world.cycle.small = True
    world.cycle.save()
    round_ = Round(cycle=world.cycle, title="x", closes_on=date(2026, 10, 20))
    assert "small mode" in refused(actions.prepare, world.hr, round_)


@pytest.mark.parametrize("who", ["agent", "lead", "outsider", "auditor", "quality", "admin", "business"])
def test_only_hr_prepares_opens_closes_and_cancels(circle, who: str) -> None:
    user = getattr(circle.world, who)
    other = Round(cycle=circle.world.cycle, title="x", closes_on=date(2026, 9, 30))
    assert refused(actions.prepare, user, other)
    assert refused(actions.open_round, user, circle.round)
    assert refused(actions.cancel, user, circle.round, "no")
    circle.open()
    assert refused(closing.close, user, circle.round)


def test_opening_asks_everybody_once_and_forgets_who_was_picked(circle) -> None:
    circle.open()
    assert not Pick.objects.exists()
    assert circle.round.seed == ""
    rater = circle.asks("peer")[0].rater
    assert Notice.objects.filter(user=rater.user, code="feedback-asked").count() == 1
    assert Clock.objects.filter(flow="feedback", person=rater, stopped_at=None).exists()
    assert "can't be changed" in refused(actions.choose, circle.world.hr, circle.round, rater, "peer", [])


def test_nobody_but_the_one_asked_gives_or_sees_the_request(circle) -> None:
    circle.open()
    ask = circle.asks("peer")[0]
    good = {each["id"]: 4 for each in circle.round.items}
    others = [circle.world.agent, circle.world.lead, circle.world.hr, circle.world.auditor]
    for user in (each for each in others if each.person != ask.rater):
        assert refused(actions.give, user, ask, good, "")
        assert circle.world.client(user).get(f"/feedback/give/{ask.pk}/").status_code == 404


def test_every_item_is_rated_on_the_scale_or_nothing_is_given(circle) -> None:
    circle.open()
    ask = circle.asks("peer")[0]
    good = {each["id"]: 4 for each in circle.round.items}
    for wrong in ({}, good | {"cooperation": 6}, good | {"other": 3}):
        assert refused(actions.give, ask.rater.user, ask, wrong, "")
    client = circle.world.client(ask.rater.user)
    assert client.post(f"/feedback/give/{ask.pk}/", {"s-cooperation": "4"}).status_code == 200
    typed = {f"s-{name}": "4" for name in good}
    assert client.post(f"/feedback/give/{ask.pk}/", typed).status_code == 302
    ask.refresh_from_db()
    assert (ask.state, ask.scores) == ("given", good)


def test_feedback_may_be_mended_or_taken_back_until_the_round_closes(circle, at) -> None:
    circle.open()
    ask = circle.asks("manager")[0]
    circle.give(ask, 2)
    circle.give(ask, 5)
    with transaction.atomic():
        actions.decline(ask.rater.user, ask)
    assert (ask.state, ask.scores) == ("declined", {})
    circle.give(ask, 3)
    circle.close()
    assert refused(actions.give, circle.world.lead, ask, {each["id"]: 4 for each in circle.round.items}, "")
    assert Rating.objects.filter(relation="manager").values_list("score", flat=True)[0] == 3


def test_nothing_shows_before_the_round_has_closed(circle) -> None:
    circle.open()
    for ask in circle.asks("peer"):
        circle.give(ask)
    assert list(feedback()) == []
    subject = Subject.objects.get(round=circle.round, person=circle.world.agent.person)
    for user in (circle.world.agent, circle.world.lead, circle.world.hr, circle.world.auditor):
        assert circle.world.client(user).get(f"/feedback/outcome/{subject.pk}/").status_code == 404
        assert circle.world.client(user).get(f"/api/feedback/outcomes/{subject.pk}").status_code == 404


def test_two_peers_are_missing_three_count_and_a_missing_weight_is_spread(circle) -> None:
    circle.open()
    for ask in circle.asks("peer")[:2]:
        circle.give(ask, 1, "hidden words")
    for ask, score in zip(circle.asks("partner"), (2, 3, 3), strict=True):
        circle.give(ask, score, "kind words")
    circle.give(circle.asks("manager")[0], 5)
    circle.give(circle.asks("self")[0], 1)
    circle.close()
    groups, mean = found(circle)
    assert (groups["peer"].raters, groups["peer"].mean, groups["peer"].comments) == (None, None, [])
    assert (groups["partner"].raters, groups["partner"].mean) == (3, Decimal("2.67"))
    assert groups["partner"].comments == ["kind words"] * 3
    assert (groups["self"].mean, groups["self"].weight) == (Decimal("1.00"), 0)
    # 50 × 5 + 20 × 8/3 over 70: the peers' 30 is spread
    assert mean == Decimal("4.33")
    assert not any("hidden" in str(row) for row in feedback())


def test_what_nobody_gave_expires_when_the_last_day_is_over(circle, at) -> None:
    circle.open()
    circle.give(circle.asks("manager")[0])
    at("2026-09-29T00:30:00+08:00")
    sweep()
    circle.round.refresh_from_db()
    assert circle.round.state == "closed"
    assert set(circle.round.asks.values_list("state", flat=True)) == {"given", "expired"}
    assert not Clock.objects.filter(flow="feedback").exists()


def test_a_round_in_which_all_have_answered_closes_by_itself_too(circle, at) -> None:
    circle.open()
    circle.round.asks.update(state=Ask.State.DECLINED)
    Clock.objects.filter(flow="feedback").delete()
    at("2026-09-29T00:30:00+08:00")
    assert (closing.close_due(), closing.close_due()) == (1, 0)


def test_raters_are_reminded_once_a_day_whatever_they_are_asked(circle, at) -> None:
    circle.open()
    rater = circle.asks("peer")[0].rater
    at("2026-09-25T10:00:00+08:00")
    sweep()
    assert Notice.objects.filter(user=rater.user, code="feedback-asked").count() == 2


def test_records_count_raters_right_over_rounds_and_bear_one_time_within_the_period(circle, at) -> None:
    circle.open()
    for ask in circle.asks("peer"):
        circle.give(ask)
    raters = {ask.rater.agent_id for ask in circle.asks("peer")}
    circle.close()
    rows = [row for row in feedback() if row["relation"] == "peer"]
    assert len(rows) == 4 * len(circle.round.items)
    assert len({row["rater_id"] for row in rows}) == 4
    assert {row["rater_id"] for row in rows} == {closing.pseudonym(each) for each in raters}
    assert not {row["rater_id"] for row in rows} & raters
    assert {row["given_at"].isoformat() for row in feedback()} == {"2026-09-21T00:00:00+08:00"}
    assert "comment" not in rows[0]


def test_a_round_closed_after_the_period_counts_on_its_last_day(circle, at) -> None:
    circle.open()
    circle.give(circle.asks("manager")[0])
    at("2026-10-05T10:00:00+08:00")
    sweep()
    assert {row["given_at"].isoformat() for row in feedback()} == {"2026-09-30T00:00:00+08:00"}


def test_a_cancelled_round_leaves_nothing_of_what_was_given(circle) -> None:
    circle.open()
    circle.give(circle.asks("manager")[0])
    assert refused(actions.cancel, circle.world.hr, circle.round, " ")
    with transaction.atomic():
        actions.cancel(circle.world.hr, circle.round, "opened by mistake")
    assert not Ask.objects.exists()
    assert not Clock.objects.filter(flow="feedback").exists()


def test_hr_does_not_choose_who_rates_herself(circle) -> None:
    person = circle.round.picks.first().person
    circle.world.hr.person.postings.create(team=person.postings.first().team, position="x", from_date=date(2026, 1, 1))
    Pick.objects.create(round=circle.round, person=circle.world.hr.person, rater=person, relation="peer")
    client = circle.world.client(circle.world.hr)
    page = f"/feedback/rounds/{circle.round.pk}/people/"
    assert client.get(f"{page}{circle.world.hr.person.pk}/").status_code == 404
    assert client.get(f"{page}{person.pk}/").status_code == 200


def test_preparing_and_opening_cost_the_same_queries_for_any_number_of_people(circle) -> None:
    client = circle.world.client(circle.world.hr)
    client.get("/feedback/")
    with CaptureQueriesContext(connection) as many:
        assert client.get(f"/feedback/rounds/{circle.round.pk}/").status_code == 200
    keep = list(circle.round.picks.values_list("person", flat=True).distinct()[:3])
    circle.round.picks.exclude(person__in=keep).delete()
    with CaptureQueriesContext(connection) as few:
        client.get(f"/feedback/rounds/{circle.round.pk}/")
    assert len(many) == len(few) < 40
