"""Request Tracker 5 for real: filled through its own interface, synced, changed, synced again."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskmerit.records.lake.manifest import current
from deskmerit.records.lake.place import Place
from deskmerit.sources.helpdesks.client import Client, Patience
from deskmerit.sources.helpdesks.folk import Known
from deskmerit.sources.helpdesks.model import Desk, Source
from deskmerit.sources.helpdesks.report import Report
from deskmerit.sources.helpdesks.rt import VENDOR
from deskmerit.sources.helpdesks.rt.lay import customer
from deskmerit.sources.helpdesks.sync import Asked, sync
from sources.helpdesks.lakes import everything, place_in, rows, story
from sources.helpdesks.rt_server import RequestTracker, absent, running

pytestmark = [pytest.mark.helpdesk, pytest.mark.skipif(absent(), reason="no Request Tracker 5: make helpdesks")]
CUSTOMER = "cu@shop.example"
PSEUDONYM = customer(CUSTOMER, Desk(Source("rt", "rt", "", "")))


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RequestTracker]:
    """A desk with two agents, a customer, and three tickets, in a zone that isn't ours."""
    with running(tmp_path_factory.mktemp("rt"), zone="Asia/Shanghai") as found:
        found.user("bob", "Bob Ray", privileged=True)
        found.user(CUSTOMER, "Cu Stomer", privileged=False)
        yield found


def source_of(tracker: RequestTracker) -> Source:
    """The tracker as an entry of the settings."""
    return Source("rt", "rt", tracker.url, "rt-", bots=frozenset({"root"}), escalations=frozenset({"Second line"}))


def synced(tracker: RequestTracker, place: Place, **how: object) -> Report:
    """One sync with root's password."""
    source = source_of(tracker)
    client = Client(tracker.url, VENDOR.headers(source, "root:password"), Patience(2, 0))
    return sync(place, source, VENDOR, client, Known(), Asked(datetime.now(UTC), **how))  # type: ignore[arg-type]  # the options of Asked


def test_a_second_sync_brings_what_changed_and_a_full_one_says_the_same(
    tracker: RequestTracker, tmp_path: Path
) -> None:
    place = place_in(tmp_path)
    printer = tracker.ticket(CUSTOMER, "Printer", Requestor=CUSTOMER)
    phone = tracker.ticket("ann", "Phone", Requestor=CUSTOMER, Owner="bob", Status="open")
    spam = tracker.ticket(CUSTOMER, "Spam", Requestor=CUSTOMER)
    tracker.ask("PUT", f"ticket/{printer}/take", "ann")
    tracker.reply("ann", printer)
    tracker.reply(CUSTOMER, printer)
    tracker.note("ann", printer)

    first = synced(tracker, place)
    assert (first.new, first.changed, first.gone, first.rejected) == (3, 0, 0, 0), first.issues
    assert story(place, f"rt-{printer}") == [
        ("created", "customer", PSEUDONYM, None),
        ("assigned", "agent", "ann", "ann"),
        ("public_reply", "agent", "ann", None),
        ("status", "system", "RT_System", "open"),
        ("customer_message", "customer", PSEUDONYM, None),
        ("internal_note", "agent", "ann", None),
    ]
    assert story(place, f"rt-{phone}") == [
        ("created", "agent", "ann", None),
        ("assigned", "agent", "ann", "bob"),
        ("status", "agent", "ann", "open"),
    ]
    assert {row["login"]: row["agent_id"] for row in rows(place, "identities")} == {
        "ann": "rt-ann", "bob": "rt-bob", "root": "rt-root"
    }  # fmt: skip
    assert {row["agent_id"]: row["kind"] for row in rows(place, "agents")}["rt-root"] == "bot"

    unchanged = synced(tracker, place)
    assert (unchanged.new, unchanged.changed, unchanged.gone, unchanged.same) == (0, 0, 0, 3)
    assert current(place).number == 1, "a sync of nothing new writes nothing"

    tracker.change("ann", printer, Owner="bob")
    tracker.change("bob", printer, Queue="Second line")
    tracker.change("bob", printer, Status="resolved")
    tracker.change("ann", printer, Status="open")
    tracker.change("bob", phone, MergeInto=printer)
    tracker.ask("DELETE", f"ticket/{spam}", "ann")
    tracker.ticket(CUSTOMER, "Scanner", Requestor=CUSTOMER)

    second = synced(tracker, place)
    assert (second.new, second.changed, second.gone, second.rejected) == (1, 2, 1, 0), second.issues
    assert story(place, f"rt-{printer}")[6:] == [
        ("assigned", "agent", "ann", "bob"),
        ("escalated", "agent", "bob", "Second line"),
        ("status", "agent", "bob", "solved"),
        ("status", "agent", "ann", "open"),
    ]
    assert story(place, f"rt-{phone}")[-1] == ("merged", "agent", "bob", f"rt-{printer}")
    assert story(place, f"rt-{spam}") == []

    whole = place_in(tmp_path / "anew")
    assert synced(tracker, whole).new == 3
    assert CUSTOMER not in str(everything(place)), "a customer's address stands in no record"
    assert everything(place) == everything(whole), "what was brought piece by piece is what a full sync brings"


def test_the_interface_refuses_a_wrong_credential_and_the_report_says_so(
    tracker: RequestTracker, tmp_path: Path
) -> None:
    source = source_of(tracker)
    client = Client(tracker.url, VENDOR.headers(source, "root:wrong-one"), Patience(2, 0))
    report = sync(place_in(tmp_path), source, VENDOR, client, Known(), Asked(datetime.now(UTC)))
    assert [(issue.code, issue.params["reason"]) for issue in report.issues] == [("sync-stopped", "401")]
    assert "wrong-one" not in repr(report)


def test_who_is_privileged_no_more_keeps_the_work_done_before(tracker: RequestTracker, tmp_path: Path) -> None:
    place = place_in(tmp_path)
    tracker.user("eve", "Eve Ray", privileged=True)
    number = tracker.ticket(CUSTOMER, "Mouse", Requestor=CUSTOMER)
    tracker.reply("eve", number)
    synced(tracker, place)
    tracker.ask("PUT", "user/eve", Privileged=0)
    tracker.reply("eve", number)
    report = synced(tracker, place)
    assert [issue.code for issue in report.issues] == ["sync-left"]
    told = [(kind, role) for kind, role, actor, _ in story(place, f"rt-{number}") if actor == "eve"]
    assert told[0] == ("public_reply", "agent")
    assert {row["login"] for row in rows(place, "identities")} >= {"eve"}


def test_the_trackers_own_resolution_is_ours(tracker: RequestTracker, tmp_path: Path) -> None:
    place = place_in(tmp_path)
    number = tracker.ticket(CUSTOMER, "Keyboard", Requestor=CUSTOMER)
    tracker.change("ann", number, Status="resolved")
    synced(tracker, place)
    client = Client(tracker.url, VENDOR.headers(source_of(tracker), "root:password"), Patience(2, 0))
    assert VENDOR.figures is not None
    (own,) = VENDOR.figures(client, source_of(tracker), [number])
    made = next(row["created_at"] for row in rows(place, "tickets") if row["ticket_id"] == f"rt-{number}")
    solved = next(row["occurred_at"] for row in rows(place, "events") if row.get("value") == "solved")
    assert (own.metric, own.ticket) == ("resolution_time", number)
    assert abs((solved - made).total_seconds() - own.seconds) < 2  # type: ignore[operator]  # instants


def test_an_account_that_may_not_list_people_tells_the_same_stories(tracker: RequestTracker, tmp_path: Path) -> None:
    number = tracker.ticket("ann", "Screen", Requestor=CUSTOMER, Owner="bob", Status="open")
    tracker.reply("bob", number)
    client = Client(tracker.url, VENDOR.headers(source_of(tracker), "ann:ann-pass-word"), Patience(2, 0))
    place = place_in(tmp_path)
    report = sync(place, source_of(tracker), VENDOR, client, Known(), Asked(datetime.now(UTC)))
    assert "sync-nobody-listed" in {issue.code for issue in report.issues}
    assert story(place, f"rt-{number}") == [
        ("created", "agent", "ann", None),
        ("assigned", "agent", "ann", "bob"),
        ("status", "agent", "ann", "open"),
        ("public_reply", "agent", "bob", None),
    ]
