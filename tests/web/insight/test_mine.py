"""My page: my card, running or published, what would move it, its months; never anybody else's."""

from decimal import Decimal

import pytest
from django.utils import translation

from deskmerit.core.moves import NEVER
from deskmerit.web.insight import figures, mine
from deskmerit.web.insight.words import cases_text
from deskmerit.web.scorecards.models import Card


def test_the_page_shows_my_total_and_says_that_it_runs(world) -> None:
    world.agent.language = "en"
    world.agent.save()
    card = world.cycle.current.cards.get(person=world.agent.person)
    page = world.client(world.agent).get("/me/").content.decode()
    assert f"{card.total:.2f}" in page
    assert "running" in page
    assert "data up to" in page


def test_before_the_first_run_the_page_says_when_figures_come(world) -> None:
    world.cycle.current = None
    world.cycle.save()
    page = world.client(world.agent).get("/me/").content.decode()
    assert "首次取数后" in page


def test_an_account_outside_the_organisation_has_no_figures(world, django_user_model) -> None:
    stranger = django_user_model.objects.create(username="stranger")
    assert world.client(stranger).get("/me/").status_code == 200
    assert mine.mine(stranger) == (None, [])


def test_nobody_reaches_somebody_elses_card_by_asking_for_a_period(world) -> None:
    found, _cycles = mine.mine(world.outsider, str(world.cycle.pk))
    assert found is None or found.card.person == world.outsider.person


def test_while_the_panel_reviews_nobody_is_told_a_grade(in_review) -> None:
    found, _cycles = mine.mine(in_review.agent)
    assert found is not None
    assert not found.graded
    page = in_review.client(in_review.agent).get("/me/")
    assert page.context["grade"] == ""
    assert page.context["next"] is None


def test_after_publication_the_page_shows_the_result_that_holds(published) -> None:
    found, _cycles = mine.mine(published.agent)
    assert found is not None
    assert found.card == published.result().card
    assert not found.running
    assert published.client(published.agent).get("/me/").context["steps"] == []


def test_a_step_says_exactly_what_the_rule_gives(world) -> None:
    world.agent.language = "en"
    Card.objects.filter(run=world.cycle.current, person=world.agent.person).update(moves=[
        {"indicator": "first_response", "place": {"team": "", "position": "", "site": "", "account": ""},
         "from_value": "37", "to_value": "34", "gain": "2.00", "cases_needed": None, "is_next": True, "is_full": False,
         "share": "1"},
        {"indicator": "timeliness", "place": {"team": "", "position": "", "site": "", "account": ""},
         "from_value": "96.60", "to_value": "97.01", "gain": "1.00", "cases_needed": 6, "is_next": True,
         "is_full": True, "share": "1/2"},
    ])  # fmt: skip
    found, _cycles = mine.mine(world.agent)
    assert found is not None
    with translation.override("en"):
        first, second = mine.steps(found)
    assert (first.from_text, first.to_text, first.gain) == ("37", "34 s", Decimal("2.00"))
    assert (second.gain, second.note) == (Decimal("0.50"), "6 more tickets on time")


def test_no_step_is_proposed_for_what_harms_customers(world) -> None:
    for card in world.cycle.current.cards.select_related("person", "run__cycle"):
        found = mine.of_card(card)
        known = {id_: each for plan in found.plans.values() for id_, each in figures.indicators_of(plan).items()}
        assert not {known[move["indicator"]].metric.id for move in card.moves} & set(NEVER)


@pytest.mark.parametrize(("count", "text"), [(1, "1 more ticket on time"), (6, "6 more tickets on time")])
def test_cases_are_counted_in_words(count: int, text: str) -> None:
    with translation.override("en"):
        assert cases_text("ticket_timeliness", count, more=True) == text


def test_the_trend_asked_for_is_shown_and_an_unknown_one_ignored(world) -> None:
    found, _cycles = mine.mine(world.agent)
    assert found is not None
    choice = mine.trends(found)
    assert choice
    key = choice[-1][0]
    shown = mine.trend(found, key, choice)
    assert shown is not None
    assert shown.key == key
    assert mine.trend(found, "no/such", choice) is not None


def test_a_figure_on_few_surveys_says_so(world) -> None:
    found, _cycles = mine.mine(world.agent)
    assert found is not None
    rows = [row for group in figures.groups(found.content, found.plans) for row in group.rows]
    for row in rows:
        if row.line.metric == "satisfaction" and row.line.actual is not None and row.line.cases < figures.FEW:
            assert row.small
