"""A role that is limited to a team reaches the people of that team, and nothing that concerns everybody."""

import pytest
from django.db import transaction
from django.urls import reverse

from deskmerit.web.accounts.models import User
from deskmerit.web.appeals import access as appeals
from deskmerit.web.appeals.models import Flag
from deskmerit.web.audit import queries as audit
from deskmerit.web.audit.trail import record
from deskmerit.web.improvement import access as plan_access
from deskmerit.web.improvement import actions as improvement
from deskmerit.web.intake import data
from deskmerit.web.intake import entries_access as entries
from deskmerit.web.intake import flow as corrections
from deskmerit.web.intake.models import Correction, Entry
from deskmerit.web.interviews import access as interviews
from deskmerit.web.org.models import Person, Posting, Role, Team
from deskmerit.web.plans import access as plans
from deskmerit.web.plans import actions
from deskmerit.web.scorecards import access as cards
from deskmerit.web.scorecards import flow
from deskmerit.web.scorecards.models import Restatement
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import relations_of
from deskmerit.web.shared.refusal import Refused
from web.plans.test_versions import TOLD, do, draft, proposed

__all__ = ["draft", "proposed"]  # the fixtures


def team_of(user: User) -> Team:
    """The team that somebody stands in, as in the period."""
    posting = user.person.postings.select_related("team").last()
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


def test_hr_of_a_team_acts_for_the_people_of_that_team_alone(published) -> None:
    hr = limited(published.hr2, published.agent)
    mine, other = published.result(), published.result(published.outsider)
    with transaction.atomic():
        plans_ = [improvement.begin_plan(each.person.user, each, "2026-Q3") for each in (mine, other)]
        made = [
            Restatement.objects.create(
                result=each,
                before=each.card,
                after=each.card,
                cause="other",
                made_by=published.hr.person,
                made_at=clock.now(),
            )
            for each in (mine, other)
        ]
    for pair, relations in (
        ((mine, other), cards.relations), (made, flow.RESTATEMENT.relations), (plans_, plan_access.relations),
        ((mine.interview, other.interview), interviews.relations),
    ):  # fmt: skip
        held = [relations(each, hr.person) for each in pair]
        assert [bool({"hr", "approver"} & each) for each in held] == [True, False]
    assert list(cards.visible_to(hr).filter(pk__in=(mine.pk, other.pk))) == [mine]
    assert list(interviews.visible_to(hr).filter(pk__in=(mine.interview.pk, other.interview.pk))) == [mine.interview]
    assert hr.person not in interviews.hr_of(published.outsider.person)
    assert hr.person in interviews.hr_of(published.agent.person)


def test_hr_of_a_team_confirms_and_corrects_what_concerns_that_team_alone(world) -> None:
    hr = limited(world.hr2, world.agent)
    day, now = world.cycle.last_day, clock.now()
    for whom, mine in ((world.agent.person, True), (world.outsider.person, False), (None, False)):
        row = Entry(table="conduct", person=whom, day=day, entered_by=world.hr.person, entered_at=now)
        assert ("second" in entries.relations(row, hr.person)) == mine
        assert (hr.person in entries.hr_of(row)) == mine
        asked = Correction(kind="exclude", concerns=whom, asked_by=world.hr.person, asked_at=now)
        assert ("second" in corrections.relations(asked, hr.person)) == mine
        assert (hr.person in corrections.hr_of(asked)) == mine
        flag = Flag(person=whom or world.outsider.person, cycle=world.cycle)
        assert ("hr" in appeals.flag_relations(flag, hr.person)) == mine


def test_a_role_of_a_team_holds_for_who_stood_there_in_the_period(published) -> None:
    hr = limited(published.hr2, published.agent)
    team, person = team_of(published.agent), published.outsider.person
    Posting.objects.create(person=person, team=team, position="x", from_date=published.cycle.end)
    after = User.objects.get(pk=hr.pk)
    result = published.result(published.outsider)
    assert not cards.visible_to(after).filter(pk=result.pk).exists()
    assert "hr" not in cards.relations(result, after.person)
    assert hr.person in interviews.hr_of(person)
