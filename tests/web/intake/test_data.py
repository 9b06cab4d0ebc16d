"""The page about data: what there is, what was rejected, whose a login is."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.web.audit.trail import record
from deskmerit.web.bridge import kept
from deskmerit.web.intake import data, look
from deskmerit.web.intake.look import seen
from deskmerit.web.org.models import Login


def test_the_page_tells_tables_with_their_freshness(world) -> None:
    for user in (world.hr, world.admin, world.auditor):
        page = world.client(user).get(reverse("data_home"))
        assert page.status_code == 200
    shown = {line.row.state.table: line.row for line in page.context["there"].lines}
    assert shown["tickets"].state.rows > 100
    assert world.client(world.lead).get(reverse("data_home")).url == reverse("entry_list")
    assert world.client(world.agent).get(reverse("data_home")).status_code == 404


def test_only_tables_that_move_every_day_are_stale(world, at) -> None:
    found = seen().state
    at("2026-09-20T10:00:00+08:00")
    assert not any(line.stale for line in data.lines(found))
    world.cycle.end = world.cycle.end.replace(month=12)
    world.cycle.save()
    at("2026-11-20T10:00:00+08:00")
    stale = {line.state.table for line in data.lines(found) if line.stale}
    assert "tickets" in stale
    assert "agents" not in stale


def test_rejected_rows_are_told_with_their_mend_in_the_readers_language() -> None:
    issue = Issue(
        Level.ERROR, "not-a-date", Where("a.csv", row=7, column="date"), {"value": "x", "rows": "7", "count": 1}
    )
    (told,) = data.told([issue])
    assert (told.file, told.row, told.column) == ("a.csv", "7", "date")
    assert told.said
    assert told.mend


def test_a_login_gets_its_person(world) -> None:
    client = world.client(world.hr)
    assert client.get(reverse("login_name") + "?login=wang01&q=" + world.agent.person.name).context["people"]
    wrong = client.post(reverse("login_name"), {"login": "wang01", "person": "Nobody"})
    assert wrong.status_code == 200
    client.post(
        reverse("login_name"), {"login": "wang01", "person": world.agent.person.agent_id, "from_at": "2026-07-01T00:00"}
    )
    login = Login.objects.get(login="wang01")
    assert login.person == world.agent.person
    assert login.from_at.isoformat() == "2026-06-30T16:00:00+00:00"
    assert world.client(world.auditor).get(reverse("login_name")).status_code == 404


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch, centre: Path) -> Iterator[None]:
    """As many records as a page must not read itself, which nobody has read yet."""
    monkeypatch.setattr(kept, "SMALL", 0)
    monkeypatch.setattr(kept, "_kept", {})
    cache.delete(look.KEY)
    yield
    shutil.rmtree(centre / ".deskmerit", ignore_errors=True)


def test_of_many_records_a_page_shows_what_the_worker_found_and_asks_it_to_look_again(world, many) -> None:
    assert seen() is None
    assert DBTaskResult.objects.filter(task_path__endswith="look.look").count() == 1
    page = world.client(world.hr).get(reverse("data_home"))
    assert page.status_code == 200
    assert page.context["there"].total == 0
    assert look.look.call() == look.mark()
    first = seen()
    assert first.holds
    with transaction.atomic():
        record(world.hr, "tip.kept", world.cycle)
    again = seen()
    assert not again.holds
    assert (again.state, again.at) == (first.state, first.at)
    assert look.look.call() == look.mark()
    assert seen().holds


def test_the_worker_looks_at_many_records_when_files_changed_and_now_and_then_for_what_the_application_keeps(
    world, many, at, centre
) -> None:
    at("2026-10-09T10:00:00+08:00")
    assert look.look_again()
    assert not look.look_again()
    with transaction.atomic():
        record(world.hr, "tip.kept", world.cycle)
    at("2026-10-09T10:09:00+08:00")
    assert not look.look_again()
    at("2026-10-09T10:11:00+08:00")
    assert look.look_again()
    new = centre / "trainings-late.csv"
    try:
        new.write_text("enrolment_id\n", encoding="utf-8")
        assert look.look_again()
    finally:
        new.unlink()


def test_few_records_are_looked_at_by_the_page_and_never_by_the_worker(world) -> None:
    assert seen().holds
    assert not look.look_again()
