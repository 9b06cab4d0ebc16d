"""Helpdesks on the page about data: what came from each, one sync at a time, what to do next, and no credential."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.sources.helpdesks.noted import note
from deskmerit.sources.helpdesks.rejected import keep
from deskmerit.sources.helpdesks.report import Report
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.models import Event
from deskmerit.web.bridge import codec, helpdesks, kept
from deskmerit.web.intake import look, sources, syncs
from deskmerit.web.intake.models import Sync
from deskmerit.web.shared import clock
from deskmerit.web.shared.refusal import Refused
from web import lakes
from web.conftest import World

TWO = "\nsources:\n  desk: {kind: rt, url: https://rt.example.com, every: 1h}\n  shop: {kind: rt, url: https://s.example.com}\n"
SECRET = "s3cret-of-the-desk"


@pytest.fixture
def connected(world: World, in_lake: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Two helpdesks, one every hour; the names of those that were synced, each time with one ticket new."""
    lakes.disconnect(in_lake)
    lakes.connect(in_lake, TWO)
    asked: list[str] = []

    def run(_workspace: object, source: object, _asked: object, tell: Callable[[str, int, int], None]) -> Report:
        name = str(source.name)  # type: ignore[attr-defined]  # a Source
        asked.append(name)
        tell(name, 3, 9)
        assert Sync.objects.get(source=name).progress == "3/9"
        lakes.later(in_lake, len(asked))
        return Report(name, new=1, loads=1)

    monkeypatch.setattr(helpdesks, "run", run)
    yield asked
    lakes.disconnect(in_lake)


def shown(world: World, user: User, *name: str) -> str:
    """The page about data, or of a source, in English."""
    client = world.client(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(reverse("source_page", args=name) if name else reverse("data_home"))
    assert page.status_code == 200
    return page.content.decode()


def ask(world: World, name: str = "desk") -> Sync:
    """HR asks for a sync."""
    with transaction.atomic():
        return syncs.ask(world.hr, name)


def test_a_sync_is_made_by_the_worker_and_the_trail_says_who_started_it(world, connected) -> None:
    client = world.client(world.hr)
    client.post(reverse("source_sync", args=["desk"]))
    row = Sync.objects.get()
    assert (row.state, connected) == ("queued", [])
    page = shown(world, world.hr, "desk")
    assert "Sync now" not in page
    syncs.work.call(row.pk)
    row.refresh_from_db()
    assert (row.state, row.lane, row.told["new"], connected) == ("done", None, 1, ["desk"])
    events = Event.objects.filter(verb__startswith="sync.").order_by("pk")
    assert [(each.verb, each.actor and each.actor.person_id) for each in events] == [
        ("sync.asked", world.hr.person_id),
        ("sync.done", world.hr.person_id),
    ]
    assert syncs.work.call(row.pk) == "done"
    assert connected == ["desk"]
    assert "Sync now" in shown(world, world.hr, "desk")


def test_one_at_a_time_and_only_by_those_who_bring_records_in(world, connected) -> None:
    for user in (world.lead, world.auditor, world.agent):
        with pytest.raises(Refused), transaction.atomic():
            syncs.ask(user, "desk")
    with pytest.raises(Refused, match="no such source"):
        ask(world, "nowhere")
    row = ask(world)
    with pytest.raises(Refused, match="one at a time"):
        ask(world, "shop")
    syncs.work.call(row.pk)
    assert ask(world, "shop").lane == 1


def test_the_schedule_is_obeyed_and_what_a_dead_worker_left_is_taken_up(world, connected, at) -> None:
    at("2026-10-09T10:00:00+08:00")
    assert (syncs.due(), syncs.due()) == (1, 0)
    row = Sync.objects.get()
    assert (row.source, row.asked_by) == ("desk", None)
    at("2026-10-09T10:21:00+08:00")
    assert syncs.due() == 1
    assert DBTaskResult.objects.filter(task_path__endswith="syncs.work").count() == 2
    syncs.work.call(row.pk)
    at("2026-10-09T10:59:00+08:00")
    assert syncs.due() == 0
    at("2026-10-09T11:01:00+08:00")
    assert syncs.due() == 1
    assert [each.verb for each in Event.objects.filter(verb__startswith="sync.")] == ["sync.done"]


def test_after_a_sync_the_page_says_that_records_changed_until_the_worker_has_read_them_anew(
    world, connected, monkeypatch
) -> None:
    monkeypatch.setattr(kept, "SMALL", 0)
    assert look.look_again()
    first = look.seen()
    assert first.holds
    row = ask(world)
    syncs.work.call(row.pk)
    assert not look.seen().holds
    assert "the records changed since" in shown(world, world.hr)
    assert look.look_again()
    assert look.seen().holds
    assert look.seen().state.data != first.state.data


def test_a_source_tells_its_records_what_was_refused_and_what_to_do_next(world, connected, in_lake, at) -> None:
    place = lakes.place_of(in_lake)
    why = Issue(Level.ERROR, "status-unknown", Where(column="value"), {"value": "frozen", "count": 1, "rows": "7"})
    keep(place, "desk", ["t1"], [("events", {"event_id": "e1", "value": "frozen"}, why)])
    desk, shop = sources.lines(look.seen().state)
    assert dict(desk.state.tables).keys() == set(lakes.HELD)
    assert (shop.rows, shop.refused, desk.refused) == (0, 0, 1)
    assert "DESKMERIT_DESK_TOKEN" in desk.next
    (refusal,) = desk.refusals()
    assert "“frozen”" in refusal.why
    assert refusal.mend
    issue = Issue(Level.ERROR, "sync-no-credential", Where(file="desk"), {"name": "desk", "variable": "DESKMERIT_X"})
    Sync.objects.create(
        source="desk", state="failed", asked_at=clock.now(), touched_at=clock.now(), done_at=clock.now(),
        told={"issues": [codec.to_json(Issue, issue)]},
    )  # fmt: skip
    desk, _shop = sources.lines(look.seen().state)
    assert "DESKMERIT_X" in desk.next
    page = shown(world, world.auditor, "desk")
    assert "There is no credential" in page
    assert "Sync now" not in page
    told = world.client(world.hr).get("/api/intake/sources/desk").json()
    assert (told["refused"][0]["rows"], told["state"], told["tables"].keys()) == (1, "failed", set(lakes.HELD))


def test_a_sync_that_breaks_off_says_so_and_quotes_no_credential(world, connected, monkeypatch) -> None:
    def run(*_: object) -> Report:
        raise ConnectionError(f"https://user:{SECRET}@rt.example.com")

    monkeypatch.setattr(helpdesks, "run", run)
    row = ask(world)
    with pytest.raises(ConnectionError):
        syncs.work.call(row.pk)
    row.refresh_from_db()
    assert (row.state, row.lane, row.told) == ("failed", None, {"failure": "ConnectionError"})
    page = shown(world, world.hr, "desk")
    assert "ConnectionError" in page
    assert SECRET not in page
    assert ask(world, "shop").lane == 1


def test_without_a_helpdesk_the_page_says_what_to_write(world, centre) -> None:
    lakes.disconnect(centre)
    page = shown(world, world.hr)
    assert "deskmerit.yaml" in page
    assert "DESKMERIT_DESK_TOKEN" in page
    lakes.connect(centre, "\nsources:\n  desk: {kind: fax, url: https://x.example.com}\n")
    try:
        page = shown(world, world.hr)
        assert "fax" in page
    finally:
        lakes.disconnect(centre)


def test_how_often_is_said_in_words(world, connected) -> None:
    desk = sources.lines(None)[0]
    said = {
        minutes: replace(desk, desk=replace(desk.desk, every=timedelta(minutes=minutes))).every
        for minutes in (15, 60, 1440)
    }
    assert said == {15: "every 15 minutes", 60: "every hour", 1440: "every 24 hours"}


def test_refused_rows_are_told_by_their_commonest_values_and_older_ones_without_gaps(world, connected, in_lake) -> None:
    place, values = lakes.place_of(in_lake), ("frozen", "frozen", "thawed", "lost", "found")
    why = [Issue(Level.ERROR, "status-unknown", Where(column="value"), {"value": each}) for each in values]
    keep(place, "shop", [], [("events", {"event_id": f"e{n}"}, each) for n, each in enumerate(why)])
    old = {"event_id": "e9", "_table": "events", "_code": "not-allowed", "_key": "events e9"}
    place.write("rejected/desk.jsonl", json.dumps(old).encode())
    desk, shop = sources.lines(look.seen().state)
    assert [(each.rows, each.column) for each in shop.refusals()] == [(5, "value")]
    with translation.override("zh-hans"):
        assert "frozen, thawed, lost +1" in shop.refusals()[0].why
        assert "（未保存）" in desk.refusals()[0].why
    assert "…" not in desk.refusals()[0].why


def test_a_failing_schedule_is_told_once_for_each_new_failure_and_when_it_works_again(
    world, connected, monkeypatch, at
) -> None:
    working, wrong = helpdesks.run, [""]

    def run(*asked: object) -> Report:
        if not wrong[0]:
            return working(*asked)
        return Report("desk", issues=[Issue(Level.ERROR, "sync-stopped", Where(), {"reason": wrong[0]})])

    def told(user: User) -> list[str]:
        return list(user.notices.filter(code__startswith="sync-").order_by("pk").values_list("code", flat=True))

    monkeypatch.setattr(helpdesks, "run", run)
    for turn, reason in enumerate(("", "401", "401", "500", "401", "", "")):
        wrong[0] = reason
        at(f"2026-10-09T{10 + turn}:{10 + turn}:00+08:00")
        assert syncs.due() == 1
        syncs.work.call(Sync.objects.get().pk)
    assert told(world.hr) == ["sync-failed", "sync-failed", "sync-works"]
    assert told(world.auditor) == told(world.agent) == []
    assert not world.hr.notices.filter(code="sync-failed", read_at=None).exists(), "what is over waits for nobody"
    wrong[0] = "401"
    syncs.work.call(ask(world).pk)
    assert len(told(world.hr)) == 3, "who asks looks at the page"


def test_a_sync_of_the_command_line_is_the_last_one_and_counts_for_the_schedule(world, connected, in_lake, at) -> None:
    at("2026-10-09T10:00:00+08:00")
    syncs.due()
    syncs.work.call(Sync.objects.get().pk)
    issue = Issue(Level.ERROR, "sync-no-credential", Where(file="desk"), {"name": "desk", "variable": "DESKMERIT_X"})
    later = clock.now() + timedelta(minutes=30)
    note(in_lake, Report("desk", new=7, loads=1, issues=[issue]), later)
    note(in_lake, Report("shop", new=5, loads=2), later)
    desk, shop = sources.lines(None)
    assert (desk.outcome, desk.told["new"], desk.done_at, "DESKMERIT_X" in desk.next) == ("failed", 7, later, True)
    assert (shop.outcome, shop.told["new"], shop.sync) == ("done", 5, None)
    assert "the command line" in shown(world, world.hr, "shop")
    told = world.client(world.hr).get("/api/intake/sources/shop").json()
    assert (told["by_command"], told["told"]["new"], told["state"]) == (True, 5, "done")
    at("2026-10-09T11:01:00+08:00")
    assert syncs.due() == 0
    at("2026-10-09T11:31:00+08:00")
    assert syncs.due() == 1
    syncs.work.call(Sync.objects.get().pk)
    assert sources.lines(None)[0].command is None
