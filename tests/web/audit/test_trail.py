"""The trail: any changed, removed, reordered or cut entry is found, on the page and by the command."""

from collections.abc import Callable
from datetime import date

import pytest
from click.testing import Result
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from deskmerit.cli.app import app
from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.audit import trail
from deskmerit.web.audit.models import Event, Head
from deskmerit.web.org.models import Person, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def events() -> list[Event]:
    """Five events about one person."""
    person = Person.objects.create(agent_id="a", name="Li Wei")
    with transaction.atomic():
        return [trail.record(None, "org.role_added", person, person=person, reason=f"r{n}") for n in range(5)]


@pytest.fixture
def unguarded(events: list[Event]) -> None:
    """The triggers dropped, as by somebody with the database in hand."""
    on = " ON audit_event" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for act in ("update", "delete"):
            cursor.execute(f"DROP TRIGGER keep_audit_event_{act}{on}")


def codes(head: str = "", count: int = 0) -> set[str]:
    return {flaw.kind for flaw in trail.verify(head, count)[2]}


def verify(*arguments: object, lang: str = "en") -> Result:
    told = ["audit", "verify", str(workspace.folder()), *map(str, arguments)]
    return CliRunner().invoke(app, told, env={"DESKMERIT_LANG": lang})


def test_the_database_keeps_an_entry_from_change_and_removal(events: list[Event]) -> None:
    for act in (lambda: Event.objects.update(reason="x"), lambda: Event.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_whole_trail_has_no_flaw_and_answers_to_its_head(events: list[Event]) -> None:
    result = verify("--head", events[3].hash, "--count", 4)
    assert result.exit_code == 0
    assert events[4].hash in result.stdout


@pytest.mark.usefixtures("unguarded")
def test_a_changed_entry_is_found(events: list[Event]) -> None:
    Event.objects.filter(number=3).update(reason="another")
    assert codes() == {"changed"}
    assert "第 3 条：条目被改动" in verify(lang="zh").stderr


@pytest.mark.usefixtures("unguarded")
def test_a_changed_entry_with_a_hash_made_anew_breaks_the_chain(events: list[Event]) -> None:
    event = Event.objects.get(number=3)
    event.reason = "another"
    Event.objects.filter(number=3).update(reason="another", hash=trail.hash_of(event))
    assert codes() == {"reordered"}


@pytest.mark.usefixtures("unguarded")
def test_a_removed_entry_is_found(events: list[Event]) -> None:
    Event.objects.filter(number=2).delete()
    assert "missing" in codes()
    assert verify().exit_code == 1


@pytest.mark.usefixtures("unguarded")
def test_two_entries_that_changed_places_are_found(events: list[Event]) -> None:
    Event.objects.filter(number=2).update(number=99)
    Event.objects.filter(number=3).update(number=2)
    Event.objects.filter(number=99).update(number=3)
    assert {"reordered", "changed"} <= codes()


@pytest.mark.usefixtures("unguarded")
def test_a_cut_end_is_found_even_where_the_kept_head_was_set_back(events: list[Event]) -> None:
    Event.objects.filter(number__gt=3).delete()
    assert codes() == {"cut"}
    Head.objects.update(number=3, hash=events[2].hash)
    assert codes() == set()
    assert codes(events[4].hash, 5) == {"cut"}


def test_a_trail_made_anew_does_not_answer_to_the_head_told_before(events: list[Event]) -> None:
    result = verify("--head", "0" * 63 + "1", "--count", 4)
    assert result.exit_code == 1
    assert "entry 4: the entry isn't the one that was told" in result.stderr


def test_a_folder_without_the_application_is_wrong_use(tmp_path: object) -> None:
    assert CliRunner().invoke(app, ["audit", "verify", str(tmp_path)]).exit_code == 2


def somebody(kind: str) -> Client:
    person = Person.objects.create(agent_id=kind, name=kind.title(), employee_no=kind)
    if kind != "agent":
        Role.objects.create(person=person, kind=kind, from_date=date(2020, 1, 1))
    client = Client()
    client.force_login(User.objects.create(username=kind, person=person))
    return client


@pytest.mark.parametrize(
    ("kind", "code"), [("hr", 200), ("auditor", 200), ("admin", 200), ("quality", 404), ("agent", 404)]
)
def test_the_page_is_for_hr_auditors_and_administrators(events: list[Event], kind: str, code: int) -> None:
    assert somebody(kind).get(reverse("audit_list")).status_code == code


def test_the_page_filters_exports_and_reads_all_again(events: list[Event]) -> None:
    client = somebody("auditor")
    address = reverse("audit_list")
    assert len(client.get(address, {"whom": "li wei", "what": "org."}).context["lines"]) == 5
    assert len(client.get(address, {"who": "nobody"}).context["lines"]) == 0
    assert len(client.get(address, {"since": "2999-01-01"}).context["lines"]) == 0
    told = b"".join(client.get(address, {"export": "jsonl"}).streaming_content)
    assert told.count(b"\n") == 5
    assert events[4].hash.encode() in told
    assert b"r4" in b"".join(client.get(address, {"export": "csv"}).streaming_content)
    assert client.get(address, {"verify": "1"}).context["flaws"] == []


def test_an_administrator_reads_no_reason_of_what_concerns_scores(events: list[Event]) -> None:
    with transaction.atomic():
        trail.record(None, "shift.decide", Person.objects.get(agent_id="a"), reason="fell from A to B")
    client = somebody("admin")
    assert "fell from A" not in client.get(reverse("audit_list")).content.decode("utf-8")
    assert b"fell from A" not in b"".join(client.get(reverse("audit_list"), {"export": "csv"}).streaming_content)


def test_a_page_asks_as_little_for_many_events(django_assert_max_num_queries: Callable[..., object]) -> None:
    client, person = somebody("auditor"), Person.objects.first()
    with transaction.atomic():
        for _ in range(60):
            trail.record(None, "org.role_added", person, person=person)
    with django_assert_max_num_queries(18):
        client.get(reverse("audit_list"))
