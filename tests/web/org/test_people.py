"""People: who may look and change, half-open spans, leave that pauses clocks, files with a preview."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from deskmerit.web.accounts.models import User
from deskmerit.web.audit.models import Event
from deskmerit.web.org import actions, leave, queries, upload
from deskmerit.web.org.access import holders
from deskmerit.web.org.models import Deputy, Leave, Person, Posting, Role, Team
from deskmerit.web.shared import flow
from deskmerit.web.shared.models import Clock
from deskmerit.web.shared.refusal import Overtaken, Refused

pytestmark = pytest.mark.django_db
BEGUN = date(2026, 1, 1)


@pytest.fixture
def people(at: Callable[[str], None]) -> dict[str, User]:
    """An agent, her lead, HR, an outsider, an auditor, an administrator."""
    at("2026-10-09T10:00:00+08:00")
    team, other = Team.objects.create(name="North"), Team.objects.create(name="South")
    found = {}
    for name in ("agent", "lead", "hr", "outsider", "auditor", "admin"):
        person = Person.objects.create(agent_id=name, name=name.title(), employee_no=f"N-{name}")
        found[name] = User.objects.create(username=name, person=person)
    for name, place in (("agent", team), ("lead", team), ("outsider", other)):
        Posting.objects.create(person=found[name].person, team=place, position="Agent", from_date=BEGUN)
    found["lead"].person.leadings.create(team=team, from_date=BEGUN)
    for name in ("hr", "auditor", "admin"):
        Role.objects.create(person=found[name].person, kind=name, from_date=BEGUN)
    return found


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("who", "listed"), [("agent", 404), ("outsider", 404), ("lead", 200), ("hr", 200), ("auditor", 200), ("admin", 200)]
)
def test_leads_and_keepers_see_the_list(people: dict[str, User], who: str, listed: int) -> None:
    assert browser(people[who]).get(reverse("person_list")).status_code == listed


@pytest.mark.parametrize(
    ("who", "seen"), [("agent", {"agent"}), ("lead", {"agent", "lead"}), ("outsider", {"outsider"})]
)
def test_a_person_page_is_for_oneself_and_ones_lead(people: dict[str, User], who: str, seen: set[str]) -> None:
    client = browser(people[who])
    found = {
        name for name in people if client.get(reverse("person_page", args=[people[name].person.pk])).status_code == 200
    }
    assert found == seen


def test_the_auditor_changes_nothing(people: dict[str, User]) -> None:
    person = people["agent"].person
    client = browser(people["auditor"])
    for name, args in (("person_edit", [person.pk]), ("holding_add", [person.pk, "role"]), ("person_new", [])):
        assert client.post(reverse(name, args=args), {}).status_code == 404
    with pytest.raises(Refused):
        actions.new_team(people["auditor"], "East")


def test_nobody_gives_themselves_a_role(people: dict[str, User]) -> None:
    with pytest.raises(Refused):
        actions.add(people["hr"], people["hr"].person, "role", {"kind": "admin", "from_date": BEGUN})


def test_who_gave_notice_decides_until_the_last_day(people: dict[str, User]) -> None:
    person = people["hr"].person
    Person.objects.filter(pk=person.pk).update(left_on=date(2026, 10, 1))
    held = [list(holders("hr", day)) for day in (date(2026, 9, 30), date(2026, 10, 1))]
    assert held == [[person], []]


def test_a_role_for_a_team_gives_no_role_beyond_it(people: dict[str, User]) -> None:
    team = Team.objects.get(name="North")
    Role.objects.filter(person=people["hr"].person).update(team=team)
    person, given = people["agent"].person, {"kind": "hr", "from_date": BEGUN}
    for where in (None, Team.objects.get(name="South")):
        with pytest.raises(Refused):
            actions.add(people["hr"], person, "role", {**given, "team": where})
    with transaction.atomic():
        actions.add(people["hr"], person, "role", {**given, "team": team})


def test_what_is_added_and_ended_is_audited_and_stays(people: dict[str, User]) -> None:
    client, person = browser(people["hr"]), people["agent"].person
    told = {"kind": "panel", "function": "", "from_date": "2026-10-01"}
    page = client.post(reverse("holding_add", args=[person.pk, "role"]), told)
    assert page.status_code == 200  # a panel member without a function
    client.post(reverse("holding_add", args=[person.pk, "role"]), {**told, "function": "service"})
    role = Role.objects.get(person=person)
    client.post(reverse("holding_end", args=["role", role.pk]), {"day": "2026-10-01"})
    role.refresh_from_db()
    assert role.to_date is None  # it can't end before it began
    client.post(reverse("holding_end", args=["role", role.pk]), {"day": "2026-10-09"})
    role.refresh_from_db()
    assert role.to_date == date(2026, 10, 9)
    assert [each.verb for each in Event.objects.filter(person=person)] == ["org.role_added", "org.role_ended"]


def test_the_trail_keeps_no_names(people: dict[str, User]) -> None:
    with transaction.atomic():
        actions.change_person(people["hr"], people["agent"].person, {"name": "Secret Name", "email": "s@example.com"})
    assert "Secret" not in str(list(Event.objects.values_list("detail", flat=True)))


def test_whoever_leaves_keeps_nothing_open_and_signs_in_no_more(people: dict[str, User]) -> None:
    with transaction.atomic():
        actions.leave_organisation(people["hr"], people["agent"].person, date(2026, 10, 9))
    people["agent"].refresh_from_db()
    assert not people["agent"].is_active
    assert not Posting.objects.filter(person=people["agent"].person, to_date=None).exists()
    assert Person.objects.filter(agent_id="agent").exists()


def test_the_link_of_an_account_in_use_is_shown_to_nobody_but_sent_to_its_owner(people: dict[str, User]) -> None:
    user = people["agent"]
    user.set_unusable_password()
    user.save()
    client, step = browser(people["admin"]), reverse("account_act", args=[user.person.pk, "invite"])
    client.post(step)
    assert "invitation" in client.session  # never signed in with: handed over
    user.set_password("blue-lantern-42")
    user.email = "li@example.com"
    user.save()
    client = browser(people["admin"])
    client.post(step)
    assert "invitation" not in client.session
    assert mail.outbox[-1].to == ["li@example.com"]
    user.email = ""
    user.save()
    client.post(step)
    assert "invitation" not in client.session


def test_the_old_address_is_told_of_a_new_one(
    people: dict[str, User], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    user = people["agent"]
    User.objects.filter(pk=user.pk).update(email="old@example.com")
    Person.objects.filter(pk=user.person.pk).update(email="old@example.com")
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        actions.change_person(people["hr"], Person.objects.get(pk=user.person.pk), {"email": "new@example.com"})
    assert mail.outbox[-1].to == ["old@example.com"]
    user.refresh_from_db()
    assert user.email == "new@example.com"


def test_a_decider_without_a_deputy_is_told_of(people: dict[str, User]) -> None:
    assert people["lead"].person in queries.without_deputy()
    Deputy.objects.create(person=people["lead"].person, deputy=people["hr"].person, from_date=BEGUN)
    assert people["lead"].person not in queries.without_deputy()


def test_leave_moves_a_running_clock_and_never_shortens_it(
    people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    person = people["agent"].person
    monkeypatch.setattr(leave, "hooks_of", lambda name: flow.Hooks(Clock, lambda row, who: (), lambda row: ""))
    monkeypatch.setattr(leave, "work_calendar", lambda: None)
    running = Clock.objects.create(
        flow="quality",
        code="dispute_window",
        row=0,
        since=date(2026, 10, 9),
        due=date(2026, 10, 14),
        url="/",
        concerns=person,
    )
    with transaction.atomic():
        span = {"kind": "sick", "from_date": date(2026, 10, 12), "to_date": date(2026, 10, 14)}
        row = actions.add(people["hr"], person, "leave", span)
    running.refresh_from_db()
    assert running.due == date(2026, 10, 16)
    with transaction.atomic():
        actions.end(people["hr"], row, date(2026, 10, 13))
    running.refresh_from_db()
    assert running.due == date(2026, 10, 16)
    assert Leave.objects.get().approved_by == people["hr"].person


AGENTS = """agent_id,name,employee_no,email,left_on,kind
agent,Agent Two,N-agent,a@example.com,,human
new,Newcomer,N-9,,,human
outsider,Outsider,,,2026-10-01,human
"""
SEATS = """agent_id,team,position,site,from_date,to_date
new,East,Agent,,2026-10-01,
agent,North,Agent,,2026-01-01,2026-11-01
"""


def files(agents: str = AGENTS, seats: str = SEATS) -> list[SimpleUploadedFile]:
    told = (("agents.csv", agents), ("postings.csv", seats))
    return [SimpleUploadedFile(name, text.encode("utf-8")) for name, text in told if text]


def test_a_file_shows_what_changes_and_changes_it_once_confirmed(people: dict[str, User]) -> None:
    client = browser(people["hr"])
    page = client.post(reverse("people_upload"), {"sheets": files()})
    made = page.context["made"]
    assert made.problems == []
    assert [each.agent_id for each in made.leaving()] == ["outsider"]
    assert [each.agent_id for each in made.of("person", True)] == ["new"]
    changed = [(before, after) for each in made.of("person", False) for _, before, after in each.rows]
    assert changed == [("Agent", "Agent Two"), ("", "a@example.com")]
    assert [each.title for each in made.of("team", True)] == ["East"]
    assert not Person.objects.filter(agent_id="new").exists()
    told = {"digest": page.context["digest"], "fingerprint": made.fingerprint}
    client.post(reverse("people_apply"), told)
    assert Posting.objects.get(person__agent_id="new").team.name == "East"
    assert Posting.objects.get(person__agent_id="agent").to_date == date(2026, 11, 1)
    people["outsider"].refresh_from_db()
    assert not people["outsider"].is_active
    assert Person.objects.get(agent_id="outsider").employee_no == "N-outsider"  # an empty cell says nothing


def test_a_preview_that_became_another_is_not_applied(people: dict[str, User]) -> None:
    digest = upload.keep(files())
    seen = upload.preview(digest).fingerprint
    Person.objects.filter(agent_id="agent").update(email="b@example.com")
    with pytest.raises(Overtaken), transaction.atomic():
        upload.apply(people["hr"], digest, seen)


def test_all_problems_of_a_file_are_told_at_once_and_block_it(people: dict[str, User]) -> None:
    agents = AGENTS.replace("N-9", "N-lead")
    seats = SEATS.replace("2026-10-01,\n", "someday,\n") + "nobody,East,Agent,,2026-10-01,\n"
    digest = upload.keep(files(agents, seats))
    made = upload.preview(digest)
    text = "\n".join(made.problems)
    assert all(word in text for word in ("N-lead", "someday", "nobody"))
    with pytest.raises(Refused), transaction.atomic():
        upload.apply(people["hr"], digest, made.fingerprint)


def test_the_list_asks_as_little_for_many_as_for_few(
    people: dict[str, User], django_assert_max_num_queries: Callable[..., object]
) -> None:
    team = Team.objects.first()
    for number in range(60):
        person = Person.objects.create(agent_id=f"x{number}", name=f"X {number}")
        Posting.objects.create(person=person, team=team, position="Agent", from_date=BEGUN)
    client = browser(people["hr"])
    with django_assert_max_num_queries(24):
        client.get(reverse("person_list"))
