"""A role that is limited to a team reaches the people of that team, and nothing that concerns everybody."""

import pytest
from django.db import transaction
from django.urls import reverse

from deskmerit.web.accounts.models import User
from deskmerit.web.audit import queries as audit
from deskmerit.web.audit.trail import record
from deskmerit.web.intake import data
from deskmerit.web.org.models import Person, Role, Team
from deskmerit.web.plans import access as plans
from deskmerit.web.plans import actions
from deskmerit.web.shared.flow import relations_of
from deskmerit.web.shared.refusal import Refused
from web.plans.test_versions import TOLD, do, draft, proposed

__all__ = ["draft", "proposed"]  # the fixtures


def team_of(user: User) -> Team:
    """The team that somebody stood in first."""
    posting = user.person.postings.select_related("team").first()
    assert posting is not None
    return posting.team


def limited(user: User, to: User) -> User:
    """The user anew, whose roles hold only for the team of another."""
    Role.objects.filter(person=user.person).update(team=team_of(to))
    return User.objects.get(pk=user.pk)


def test_hr_of_a_team_writes_reads_and_approves_no_plan(world, proposed) -> None:
    hr, panel = limited(world.hr2, world.agent), limited(world.business, world.agent)
    client = world.client(hr)
    assert client.get(reverse("plan_new")).status_code == 404
    assert client.get(reverse("plan_acknowledgements", args=[world.versions[0].pk])).status_code == 404
    assert not plans.acknowledgements_of(hr).exclude(person=hr.person).exists()
    assert set(plans.approvers(proposed)) == set()
    for user in (hr, panel):
        assert "approver" not in plans.relations(proposed, user.person)
    with pytest.raises(Refused):
        do(actions.record_notice, hr, proposed, notice_on=TOLD["notice_on"])


def test_hr_of_a_team_sees_no_draft_of_a_plan(world, draft) -> None:
    hr = limited(world.hr2, world.agent)
    assert not actions.may_edit(hr, draft)
    assert not relations_of("plan_version", draft, hr)
    assert world.client(hr).get(reverse("plan_version", args=[draft.pk])).status_code == 404
    assert world.client(world.hr).get(reverse("plan_version", args=[draft.pk])).status_code == 200


@pytest.mark.parametrize("who", ["hr2", "admin", "auditor"])
def test_a_role_of_a_team_reaches_no_file_that_is_brought_in(world, who: str) -> None:
    user = limited(getattr(world, who), world.agent)
    assert not data.reads(user)
    assert not data.brings(user)
    client = world.client(user)
    assert client.get(reverse("import_list")).status_code == 404
    assert client.get(reverse("import_new")).status_code == 404
    home = client.get(reverse("data_home"), follow=True)
    assert home.status_code == (404 if who == "admin" else 200)
    assert (reverse("data_home") in client.get(reverse("home")).content.decode()) == (who != "admin")


@pytest.mark.parametrize("also", ["", "admin"])
def test_who_audits_a_team_reads_the_details_of_that_team_alone(world, also: str) -> None:
    user = limited(world.auditor, world.agent)
    if also:
        Role.objects.create(person=user.person, kind=also, from_date="2026-01-01")
    with transaction.atomic():
        events = [record(world.hr, "appeal.filed", each.person, person=each.person, reason="why", n=1)
                  for each in (world.agent, world.outsider)]  # fmt: skip
    assert [audit.whole(user, each) for each in events] == [True, False]
    assert [audit.visible_to(user).filter(pk=each.pk).exists() for each in events] == [True, bool(also)]


def test_an_administrator_of_a_team_sees_what_was_done_about_that_team_alone(world) -> None:
    user = limited(world.admin, world.agent)
    with transaction.atomic():
        events = [record(world.hr, "org.changed", each.person, person=each.person)
                  for each in (world.agent, world.outsider)]  # fmt: skip
    assert [audit.visible_to(user).filter(pk=each.pk).exists() for each in events] == [True, False]


def test_the_world_of_this_proof_has_two_teams(world) -> None:
    assert team_of(world.agent) != team_of(world.outsider)
    assert not Person.objects.filter(pk=world.outsider.person.pk, postings__team=team_of(world.agent)).exists()
