"""A role that is limited to a team reaches the people of that team, and nothing that concerns everybody."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
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
from deskmerit.web.org import actions as org
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


@pytest.mark.parametrize("who", ["hr2", "admin"])
def test_a_keeper_of_a_team_changes_the_people_of_that_team_alone(world, who: str) -> None:
    user = limited(getattr(world, who), world.agent)
    client, today = world.client(user), clock.today()
    mine, other = world.agent.person, world.outsider.person
    for name, more in (("person_edit", []), ("holding_add", ["leave"])):
        answers = [client.get(reverse(name, args=[each.pk, *more])).status_code for each in (mine, other)]
        assert answers == [200, 404]
    posting = other.postings.last()
    assert client.get(reverse("holding_end", args=["posting", posting.pk])).status_code == 404
    assert client.post(reverse("account_act", args=[other.pk, "close"])).status_code == 404
    do(org.change_person, user, mine, {"hired_on": today})
    for act, given in (
        (org.change_person, (other, {"hired_on": today})), (org.leave_organisation, (other, today)),
        (org.add, (other, "leave", {"kind": "sick", "from_date": today, "to_date": today})),
        (org.end, (posting, today)),
        (org.new_team, ("Elsewhere",)), (org.close_team, (Team.objects.create(name="Empty"), today)),
        (org.new_person, ()),
    ):  # fmt: skip
        with pytest.raises(Refused):
            do(act, user, *given)


def test_a_keeper_of_a_team_moves_nobody_into_another_one(world) -> None:
    user, there = limited(world.hr2, world.agent), {"position": "x", "from_date": clock.today()}
    elsewhere = team_of(world.outsider)
    for kind in ("posting", "leading"):
        with pytest.raises(Refused):
            do(org.add, user, world.agent.person, kind, {**there, "team": elsewhere})
    offered = world.client(user).get(reverse("holding_add", args=[world.agent.person.pk, "posting"])).context["form"]
    assert set(offered.fields["team"].queryset) == {team_of(world.agent)}


def test_whose_role_goes_further_is_changed_by_nobody_of_a_team(world) -> None:
    """Else whoever keeps a team's people could enter another address for an administrator, and have a link sent."""
    user = limited(world.hr2, world.agent)
    Posting.objects.create(person=world.admin.person, team=team_of(world.agent), position="x", from_date=clock.today())
    assert world.client(user).get(reverse("person_edit", args=[world.admin.person.pk])).status_code == 404
    with pytest.raises(Refused):
        do(org.change_person, user, world.admin.person, {"email": "mine@example.com"})
    do(org.change_person, world.hr, world.admin.person, {"email": "right@example.com"})


def test_whoever_a_keeper_of_a_team_adds_joins_that_team(world) -> None:
    user = limited(world.hr2, world.agent)
    client, told = world.client(user), {"agent_id": "N1", "name": "New", "employee_no": "N1"}
    assert client.post(reverse("person_new"), told).status_code == 200  # no team: the form again
    assert (
        client.post(reverse("person_new"), {**told, "team": team_of(world.outsider).pk, "position": "x"}).status_code
        == 200
    )
    assert not Person.objects.filter(agent_id="N1").exists()
    answer = client.post(reverse("person_new"), {**told, "team": team_of(world.agent).pk, "position": "x"}, follow=True)
    assert answer.status_code == 200
    assert Posting.objects.get(person__agent_id="N1").team == team_of(world.agent)


def test_a_file_of_a_keeper_of_a_team_changes_that_team_and_names_what_it_refuses(world) -> None:
    user = limited(world.hr2, world.agent)
    mine, other = world.agent.person, world.outsider.person
    agents = "agent_id,name,kind\n" + "".join(
        f"{each},{name},human\n"
        for each, name in ((mine.agent_id, "Mine"), (other.agent_id, "Theirs"), ("N1", "New"), ("N2", "Else"))
    )
    seats = (
        "agent_id,team,position,from_date\n"
        f"N1,{team_of(world.agent)},x,2026-10-01\nN2,{team_of(world.outsider)},x,2026-10-01\nN1,Nowhere,x,2026-10-01\n"
    )
    sheets = [
        SimpleUploadedFile(name, text.encode()) for name, text in (("agents.csv", agents), ("postings.csv", seats))
    ]
    client = world.client(user)
    page = client.post(reverse("people_upload"), {"sheets": sheets})
    made = page.context["made"]
    assert not made.blocked, made.problems
    assert {each.agent_id for each in made.found} == {mine.agent_id, "N1"}
    assert {(each.kind, each.agent_id) for each in made.refused} == {
        ("person", other.agent_id), ("person", "N2"), ("posting", "N2"), ("team", ""), ("posting", "N1"),
    }  # fmt: skip
    assert other.agent_id in page.content.decode()
    assert other.name not in page.content.decode()  # what the file doesn't say
    client.post(reverse("people_apply"), {"digest": page.context["digest"], "fingerprint": made.fingerprint})
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.name, other.name == "Theirs") == ("Mine", False)
    assert [each.team for each in Posting.objects.filter(person__agent_id="N1")] == [team_of(world.agent)]
    assert not Person.objects.filter(agent_id="N2").exists()
    assert not Team.objects.filter(name="Nowhere").exists()


def test_people_a_file_of_a_team_does_not_name_leave_only_from_that_team(world) -> None:
    user = limited(world.hr2, world.agent)
    sheet = SimpleUploadedFile("agents.csv", f"agent_id,name,kind\n{world.agent.person.agent_id},Same,human\n".encode())
    told = {"sheets": [sheet], "missing_leave_on": "2026-11-01"}
    made = world.client(user).post(reverse("people_upload"), told).context["made"]
    leaving = set(Person.objects.filter(agent_id__in=[each.agent_id for each in made.leaving()]))
    assert leaving, made.problems
    assert leaving <= set(Person.objects.filter(postings__team=team_of(world.agent)))
    assert world.outsider.person not in leaving


def test_what_holds_for_everybody_is_not_changed_by_a_role_of_a_team(world) -> None:
    hr, admin = limited(world.hr2, world.agent), limited(world.admin, world.agent)
    client = world.client(hr)
    tip = {"metric": "satisfaction", "text_zh": "x", "text_en": "x", "shown": "on"}
    assert client.get(reverse("tip_list")).context["form"] is None
    assert client.post(reverse("tip_list"), tip).status_code == 404
    assert world.client(world.hr).post(reverse("tip_list"), tip).status_code == 302
    for user in (hr, admin):
        answers = [
            world.client(user).get(reverse(each)).status_code for each in ("retention_page", "mail_settings", "outbox")
        ]
        assert answers == [404, 404, 404]
    for path in ("accounts/retention", "accounts/mail", "notices/outbox"):
        assert world.client(admin).get(f"/api/{path}").status_code == 404
