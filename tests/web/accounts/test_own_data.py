"""Everything about me and nobody else; and how a name goes while totals and the trail stay."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import reverse

from deskmerit.web.accounts import mine, notice, retention
from deskmerit.web.accounts.models import User
from deskmerit.web.audit import trail
from deskmerit.web.audit.models import Event
from deskmerit.web.cycles import actions
from deskmerit.web.cycles.checklist import beside
from deskmerit.web.notices.models import Notice
from deskmerit.web.org.models import Person, Posting
from deskmerit.web.scorecards.models import Card, Result
from deskmerit.web.shared import clock, mask
from deskmerit.web.shared.organisation import settings_of
from deskmerit.web.shared.refusal import Refused
from web.conftest import World


def unpacked(made: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def others(user: User) -> set[str]:
    """Everybody else's names, numbers and addresses."""
    found = set[str]()
    for person in Person.objects.exclude(pk=user.person.pk):
        found |= {person.name, person.employee_no, person.email, person.agent_id}
    own = {user.person.name, user.person.employee_no, user.person.email, user.person.agent_id}
    return {each for each in found if len(each) > 1} - own


def test_the_file_holds_my_rows_and_nobody_elses_name(published: World) -> None:
    user = published.agent
    Result.objects.filter(person=user.person).update(lead_remark=f"as {published.outsider.person.name} said")
    files = unpacked(mine.export(user))
    assert len(json.loads(files["database/scorecards.result.json"])) == 1
    assert json.loads(files["database/scorecards.card.json"])
    assert json.loads(files["records/tickets.json"])
    assert {row["actor_id"] for row in json.loads(files["records/events.json"])} <= {
        user.person.agent_id,
        "other",
        None,
    }
    assert not [name for name in files if "feedback" in name]
    text = "\n".join(files.values())
    assert "as another person said" in text
    found = [name for name in others(user) if re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", text)]
    assert found == []
    assert {row["person"] for row in json.loads(files["database/scorecards.card.json"])} == {"me"}
    assert not re.search(r"password|digest(?!_on)|secret", text.split("README")[0].lower().replace("mail-password", ""))


def test_what_is_told_later_is_not_in_the_file_before(in_review: World) -> None:
    """While the panel reviews, a person sees neither the grade, nor a shift proposed, nor the trail of it."""
    cycle = in_review.cycle
    person = next(each.person for each in cycle.current.cards.select_related("person__user") if each.grade == "B")
    with transaction.atomic():
        actions.propose_shift(in_review.hr, cycle, person, beside(cycle, person)[0], "outage", "log")
    assert Event.objects.filter(verb__startswith="shift.", person=person).exists()
    files = unpacked(mine.export(person.user))
    seen = json.loads(files.get("database/scorecards.card.json", "[]"))
    assert cycle.current_id not in [each["run"] for each in seen]  # the running figures of before were shown
    assert "database/cycles.shift.json" not in files
    assert "shift" not in files.get("database/audit.event.json", "")


def test_the_coaching_list_stands_in_no_personal_file_and_a_rank_only_where_it_is_shown(
    published: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = published.agent.person
    assert Card.objects.filter(person=person, frozen=True, content__has_keys=["watch", "rank"]).exists()
    for shown in (False, True):
        monkeypatch.setattr(mine, "settings_of", lambda shown=shown: replace(settings_of(), show_rank=shown))
        for card in json.loads(unpacked(mine.export(published.agent))["database/scorecards.card.json"]):
            assert "watch" not in card["content"]
            assert ("rank" in card, "rank" in card["content"]) == (shown, shown)


def test_every_table_about_a_person_is_handed_out_or_says_why_not(db: None) -> None:
    about = {model._meta.label_lower for model in apps.get_models() if mine.paths(model)}
    assert {"scorecards.card", "scorecards.result", "scorecards.restatement", "notices.delivery", "org.leave",
            "plans.acknowledgement", "cycles.shift", "shared.clock", "accounts.token"} <= about  # fmt: skip
    assert all(mine.SKIPPED.values())


def test_one_click_exports_and_is_logged(published: World) -> None:
    made = published.client(published.agent).post(reverse("my_data_export"))
    assert zipfile.is_zipfile(io.BytesIO(made.content))
    assert Event.objects.filter(verb="accounts.exported", person=published.agent.person).count() == 1


def test_the_notice_comes_from_the_plan_in_force(world: World) -> None:
    told = notice.notices(world.agent.person)
    assert told
    assert all(line.definition["zh"] and line.source["en"] for each in told for line in each.lines)
    page = world.client(world.agent).get(reverse("my_data")).content.decode("utf-8")
    assert told[0].lines[0].definition["zh"] in page
    assert notice.notices(None) == []


def test_the_page_is_mine_alone_and_needs_no_posting(world: World) -> None:
    assert world.client(world.admin).get(reverse("my_data")).status_code == 200
    assert Client().get(reverse("my_data")).status_code == 302


def leave(person: Person, day: date) -> None:
    Person.objects.filter(pk=person.pk).update(left_on=day)
    person.refresh_from_db()


def test_only_whoever_left_is_pseudonymised_and_a_preview_changes_nothing(published: World) -> None:
    person = published.agent.person
    with pytest.raises(Refused):
        retention.pseudonymise(published.hr, person)
    leave(person, date(2026, 10, 1))
    Result.objects.filter(person=person).update(remark="my words")
    done = retention.preview(person)
    assert done.blanked["scorecards.result"] == 1
    assert Result.objects.get(person=person).remark == "my words"
    assert Person.objects.get(pk=person.pk).pseudonymised_at is None


def test_a_name_goes_while_totals_and_the_trail_stay(published: World) -> None:
    person, user = published.agent.person, published.agent
    name, number = person.name, person.employee_no
    totals = list(Card.objects.order_by("pk").values_list("total", "grade"))
    leave(person, date(2026, 10, 1))
    Result.objects.filter(person=person).update(remark="my words")
    done = retention.pseudonymise(published.hr, person)
    assert list(Card.objects.order_by("pk").values_list("total", "grade")) == totals
    assert trail.verify()[2] == []
    person.refresh_from_db()
    user.refresh_from_db()
    assert (person.name, person.employee_no, person.email) == (done.pseudonym, "", "")
    assert not user.is_active
    assert not user.has_usable_password()
    assert number not in user.username
    assert Result.objects.get(person=person).remark == ""
    assert not Person.objects.filter(name=name).exists()
    with pytest.raises(Refused):
        retention.pseudonymise(published.hr, person)


def test_the_worker_pseudonymises_when_the_months_are_over_and_not_a_day_before(
    world: World, at: Callable[[str], None]
) -> None:
    person = world.outsider.person
    leave(person, date(2026, 10, 5))
    at("2028-10-04T23:00:00+08:00")
    retention.due()
    person.refresh_from_db()
    assert person.pseudonymised_at is None
    assert not User.objects.get(person=person).is_active  # closed as soon as they left
    at("2028-10-05T01:00:00+08:00")
    assert retention.due() >= 1
    assert retention.due() == 0
    person.refresh_from_db()
    assert person.pseudonymised_at is not None


def test_old_inbox_entries_go_and_young_ones_stay(world: World, at: Callable[[str], None]) -> None:
    now = clock.now()
    Notice.objects.create(user=world.agent, key="k", code="x", url="/", made_at=now)
    at("2027-10-08T10:00:00+08:00")
    retention.due()
    assert Notice.objects.filter(key="k").exists()
    at("2027-10-10T11:00:00+08:00")
    retention.due()
    assert not Notice.objects.filter(key="k").exists()


def test_hr_pseudonymises_after_seeing_what_follows(published: World) -> None:
    person = published.agent.person
    leave(person, date(2026, 10, 1))
    address = reverse("pseudonymise", args=[person.pk])
    assert published.client(published.admin).get(address).status_code == 404
    client = published.client(published.hr)
    assert person.name in client.get(address).content.decode("utf-8")
    client.post(address)
    person.refresh_from_db()
    assert person.pseudonymised_at


def test_opening_a_customers_data_needs_a_reason_and_is_logged(world: World) -> None:
    card = Card.objects.first()
    with pytest.raises(Refused), transaction.atomic():
        mask.reveal(world.lead, card, "ticket T1", " ")
    with transaction.atomic():
        mask.reveal(world.lead, card, "ticket T1", "appeal A-3: whose words were they", card.person)
    event = Event.objects.get(verb="customer.revealed")
    assert (event.actor, event.detail["what"]) == (world.lead, "ticket T1")


def test_a_posting_elsewhere_brings_no_notice(world: World) -> None:
    Posting.objects.filter(person=world.agent.person).update(position="Cook")
    assert notice.notices(world.agent.person) == []
