"""The team page: for the lead of the period, HR and auditors; the same number of queries for any team."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deskmerit.web.cycles.models import Cycle
from deskmerit.web.insight import team
from deskmerit.web.org.models import Leading, Person, Posting, Team
from deskmerit.web.scorecards.models import Card

DAY = date(2026, 9, 1)


@pytest.fixture
def unit(world) -> Team:
    """The agent's team."""
    return Team.objects.get(pk=Leading.objects.on(DAY).filter(person=world.lead.person).first().team_id)


def off_panel(world) -> None:
    """The lead without the seat on the panel, from which everybody is visible."""
    world.cycle.panel.filter(person=world.lead.person).delete()


@pytest.mark.parametrize(
    ("name", "status"),
    [("lead", 200), ("hr", 200), ("auditor", 200), ("agent", 404), ("outsider", 404), ("admin", 404), ("quality", 404)],
)
def test_the_page_is_for_leads_hr_and_auditors_and_not_there_for_others(world, unit, name: str, status: int) -> None:
    off_panel(world)
    client = world.client(getattr(world, name))
    assert client.get(f"/teams/{unit.pk}/").status_code == status
    assert client.get("/teams/").status_code in ((200, 302) if status == 200 else (404,))


def test_a_lead_sees_no_other_team(world, unit) -> None:
    off_panel(world)
    led = Leading.objects.filter(person=world.lead.person).values("team")
    other = Team.objects.exclude(pk__in=led).filter(postings__isnull=False).first()
    assert world.client(world.lead).get(f"/teams/{other.pk}/").status_code == 404


def test_who_leads_only_after_the_period_sees_nothing_of_it(world, unit) -> None:
    Leading.objects.create(team=unit, person=world.outsider.person, from_date=date(2026, 10, 1))
    assert world.client(world.outsider).get(f"/teams/{unit.pk}/").status_code == 404


def test_each_period_is_seen_by_whoever_led_in_it(world, unit) -> None:
    later = Cycle.objects.create(period="2026-Q4", kind="quarter", start=date(2026, 10, 1), end=date(2027, 1, 1))
    Leading.objects.create(team=unit, person=world.outsider.person, from_date=date(2026, 10, 1))
    shown = team.seen(world.outsider, [world.cycle, later])
    assert shown == {world.cycle.pk: set(), later.pk: {unit.pk}}


def test_the_table_holds_the_teams_people_and_goes_out_as_it_is_shown(world, unit) -> None:
    off_panel(world)
    client = world.client(world.lead)
    shown = client.get(f"/teams/{unit.pk}/").context["people"]
    there = set(
        Posting.objects.within(world.cycle.start, world.cycle.end).filter(team=unit).values_list("person", flat=True)
    )
    carded = set(world.cycle.current.cards.filter(person__in=there).values_list("person", flat=True))
    assert {each.person.pk for each in shown} == carded
    rows = client.get(f"/teams/{unit.pk}/?p.export=1").content.decode("utf-8-sig").splitlines()
    assert len(rows) == len(shown) + 1


def test_ranks_stand_there_only_where_the_organisation_shows_them(world, unit, monkeypatch) -> None:
    from dataclasses import replace

    from deskmerit.web.insight import views

    known = views.settings_of()
    for shown in (True, False):
        monkeypatch.setattr(views, "settings_of", lambda on=shown: replace(known, show_rank=on))
        table = world.client(world.hr).get(f"/teams/{unit.pk}/").context["table"]
        assert ("rank" in [column.key for column in table.columns]) is shown


def test_while_the_panel_reviews_a_lead_who_is_not_on_it_sees_no_grade(in_review, unit) -> None:
    off_panel(in_review)
    people = in_review.client(in_review.lead).get(f"/teams/{unit.pk}/").context["people"]
    assert {each.grade for each in people} == {"–"}
    assert {each.grade for each in in_review.client(in_review.hr).get(f"/teams/{unit.pk}/").context["people"]} != {"–"}


def test_interviews_to_be_held_are_listed_after_publication(published, unit) -> None:
    page = published.client(published.lead).get(f"/teams/{unit.pk}/")
    assert {each.person for each in page.context["interviews"]} <= {each.person for each in page.context["people"]}
    assert page.context["interviews"]
    assert published.lead.person not in {each.person for each in page.context["interviews"]}


def test_the_number_of_queries_does_not_depend_on_the_number_of_people(world, unit) -> None:
    client = world.client(world.hr)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/teams/{unit.pk}/").status_code == 200
        return len(queries)

    client.get(f"/teams/{unit.pk}/")
    few = asked()
    pattern = Card.objects.filter(run=world.cycle.current).first()
    for number in range(20):
        person = Person.objects.create(agent_id=f"N{number}", name=f"New {number}")
        Posting.objects.create(person=person, team=unit, position="x", from_date=date(2026, 1, 1))
        Card.objects.create(
            run=pattern.run, person=person, team=unit, plan=pattern.plan, total=pattern.total, content=pattern.content
        )
    assert asked() == few


def test_goals_lead_to_indicators_and_the_teams_own_figure(world, unit) -> None:
    page = world.client(world.hr).get(f"/teams/{unit.pk}/")
    goals = page.context["goals"]
    assert goals
    assert all(goal.tiles for goal in goals)
    assert page.context["group"].card.agent_id == unit.name


def test_gaps_name_who_is_not_rated(world) -> None:
    card = next((each for each in world.cycle.current.cards.all() if each.grade == "not_rated"), None)
    if card is not None:
        plans = team.figures.plans_of(world.cycle)
        content = team.figures.content_of(card)
        assert team.gaps(content, plans.get(content.plan), plans)


def test_the_coaching_list_is_the_leads_alone_and_in_no_export(world, unit) -> None:
    card = Card.objects.get(run=world.cycle.current, person=world.agent.person)
    Card.objects.filter(pk=card.pk).update(content={**card.content, "watch": True})
    address = f"/teams/{unit.pk}/"
    shown = world.client(world.lead).get(address)
    assert [each.person for each in shown.context["coaching"]] == [world.agent.person]
    for other in (world.hr, world.auditor):
        assert world.client(other).get(address).context["coaching"] is None
    export = world.client(world.lead).get(f"{address}?p.export=csv").content.decode("utf-8-sig")
    assert "watch" not in export
    assert "辅导" not in export


def test_what_is_long_folds_on_a_phone_without_a_script(world, unit) -> None:
    page = world.client(world.lead).get(f"/teams/{unit.pk}/")
    text = page.content.decode()
    thin = len(page.context["uncovered"])
    folds = {"more-trends": 1, "more-thin": int(thin > 5)}
    for name, times in folds.items():
        assert text.count(f'<input class="dm-more" type="checkbox" id="{name}">') == times
        assert text.count(f'for="{name}"') == times
    assert text.index("more-trends") < text.index('class="dm-tiles')
    assert 'class="dm-people"' in text
