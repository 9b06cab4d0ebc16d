"""The page about data: what there is, what was rejected, whose a login is."""

from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.web.audit.trail import record
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


def test_of_many_records_a_page_shows_what_the_worker_found_and_asks_it_to_look_again(world, monkeypatch) -> None:
    monkeypatch.setattr(look, "SMALL", 0)
    cache.delete(look.KEY)
    first = seen()
    assert first.holds
    assert first.state == seen().state
    with transaction.atomic():
        record(world.hr, "tip.kept", world.cycle)
    again = seen()
    assert not again.holds
    assert (again.state, again.at) == (first.state, first.at)
    assert look.look.call() == look.mark()
    assert seen().holds
