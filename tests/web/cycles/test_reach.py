"""A role that holds for a team serves that team's cycles; what is missing counts at every posting of a person."""

from dataclasses import replace

from django.urls import reverse

from deskmerit.core.scorecard import Part
from deskmerit.web.cycles import tasks
from deskmerit.web.cycles.checklist import CHECKS, independent
from deskmerit.web.org.access import covering
from deskmerit.web.org.models import Role, Team
from deskmerit.web.shared import clock
from web.cycles.test_pages import form
from web.permissions.test_scope import limited, team_of


def test_hr_of_one_team_is_not_independent_for_a_cycle_of_all(world) -> None:
    assert independent(world.cycle) == [world.hr2.person]
    limited(world.hr2, world.agent)
    assert independent(world.cycle) == []
    assert CHECKS["independent_reviewer_named"](world.cycle)
    world.cycle.teams.set([team_of(world.agent)])
    assert independent(world.cycle) == [world.hr2.person]
    world.cycle.teams.set([team_of(world.outsider)])
    assert independent(world.cycle) == []


def test_roles_of_several_teams_cover_a_cycle_of_these_teams(world) -> None:
    mine, other, third = team_of(world.agent), team_of(world.outsider), Team.objects.create(name="Third")
    limited(world.hr2, world.agent)
    Role.objects.create(person=world.hr2.person, kind="hr", team=other, from_date="2026-01-01")
    for teams, able in (([mine], True), ([mine, other], True), ([mine, third], False), ([], False)):
        found = covering("hr", clock.today(), [each.pk for each in teams])
        assert found.filter(pk=world.hr2.person.pk).exists() == able


def test_a_panel_member_of_one_team_signs_for_no_other(world) -> None:
    limited(world.business, world.agent)
    client, address = world.client(world.hr), reverse("cycle_new")
    assert set(client.post(address, form(world)).context["form"].errors) == {"business"}
    mine, other = ({"teams": [team_of(each).pk]} for each in (world.agent, world.outsider))
    assert "business" not in client.post(address, form(world, **mine)).context["form"].errors
    assert "business" in client.post(address, form(world, **other)).context["form"].errors


def test_a_figure_that_lacks_at_the_lesser_of_two_postings_is_a_gap(measured) -> None:
    card = next(each for each in measured.cards if each.grade != "not_rated" and each.dimensions[0].indicators)
    dimension = card.dimensions[0]
    line = next(each for each in dimension.indicators if each.base_weight)
    lacking = replace(dimension, indicators=(replace(line, actual=None, provisional=3),))
    parts = (
        Part(card.place, card.plan, 50, card.total, card.dimensions),
        Part(card.place, card.plan, 10, None, (lacking,)),
    )
    whole, moved = (replace(measured, cards=(each,)) for each in (card, replace(card, parts=parts)))
    before, after = (tasks.summary(each) for each in (whole, moved))
    assert after["gaps"].get(line.id) == 1
    assert after["provisional"] == before["provisional"] + 3
    assert line.id in after["missing"]
