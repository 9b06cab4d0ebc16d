"""The outbox: at least once, one Message-ID, no two senders on one message, the dead one's taken up."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse

from deskmerit.web.notices import actions, send
from deskmerit.web.notices.models import Delivery
from deskmerit.web.notices.notify import notify
from deskmerit.web.shared import clock


@pytest.fixture
def told(world) -> Delivery:
    """One mail to HR, waiting; the others of the world are done."""
    with transaction.atomic():
        notify(world.hr.person, "result-published", "sent", "/", period="Q")
    Delivery.objects.exclude(notice__key__endswith=":sent").delete()
    return Delivery.objects.get()


def test_a_waiting_message_leaves_once(told) -> None:
    assert send.deliver() == 1
    assert send.deliver() == 0
    told.refresh_from_db()
    assert (told.state, len(mail.outbox)) == ("sent", 1)
    assert mail.outbox[0].extra_headers["Message-ID"] == told.message_id


def test_two_senders_take_a_message_once(told) -> None:
    first, second = send.lease(told.pk), send.lease(told.pk)
    assert (len(first), second) == (1, [])


def test_what_a_killed_sender_held_is_taken_up_under_the_same_id(told, at) -> None:
    held = send.lease(told.pk)
    assert send.deliver() == 0
    clock.set_now(clock.now() + send.LEASE + timedelta(seconds=5))
    assert send.deliver() == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == held[0].message_id
    send._done(held, state="failed", failure="late")  # the slow one comes back: its lease is somebody else's
    told.refresh_from_db()
    assert told.state == "sent"


def test_a_slow_sender_does_not_end_the_lease_of_whoever_took_over(told) -> None:
    slow = send.lease(told.pk)
    clock.set_now(clock.now() + send.LEASE + timedelta(seconds=5))
    assert len(send.lease(told.pk)) == 1
    send._done(slow, state="failed", failure="late")
    told.refresh_from_db()
    assert told.state == "leased"


def test_a_dead_server_holds_a_round_up_three_times_at_most(told, world, monkeypatch) -> None:
    for n in range(6):
        with transaction.atomic():
            notify(world.hr.person, "result-published", f"dead{n}", "/", period="Q")
    tried = []
    monkeypatch.setattr(send, "_send", lambda rows: tried.append(rows) or (_ for _ in ()).throw(OSError))
    assert send.deliver() == 0
    assert len(tried) == send.IN_A_ROW


def test_nothing_is_sent_to_a_closed_account(told, world) -> None:
    world.hr.is_active = False
    world.hr.save()
    assert send.deliver() == 0
    told.refresh_from_db()
    assert (told.state, mail.outbox) == ("failed", [])


def test_messages_given_up_come_as_a_file(told, world) -> None:
    Delivery.objects.filter(pk=told.pk).update(state="failed", failure="no such mailbox")
    answer = world.client(world.admin).get(reverse("outbox"), {"failed.export": "1"})
    assert answer["Content-Type"].startswith("text/csv")
    assert "no such mailbox" in answer.content.decode()


def test_without_a_mail_server_a_notice_stays_in_the_inbox(told, monkeypatch) -> None:
    monkeypatch.setattr(send, "mailers", {"default": SimpleNamespace(nowhere=True)})
    assert send.deliver() == 1
    assert mail.outbox == []


def test_a_message_that_fails_is_tried_later_and_later_then_given_up(told, monkeypatch, world) -> None:
    monkeypatch.setattr(send, "_send", lambda rows: (_ for _ in ()).throw(OSError("no server")))
    waits = []
    for _try in range(len(send.DELAYS) + 1):
        assert send.deliver() == 0
        told.refresh_from_db()
        waits.append(told.next_at - clock.now())
        clock.set_now(told.next_at + timedelta(seconds=2))
    assert (told.state, told.tries, told.failure) == ("failed", len(send.DELAYS) + 1, "OSError: no server")
    assert waits[:-1] == sorted(waits[:-1])
    page = world.client(world.admin).get("/inbox/outbox/")
    assert "no server" in page.content.decode()
    assert world.client(world.hr).get("/inbox/outbox/").status_code == 404
    with transaction.atomic():
        actions.try_again(world.admin, told)
    assert told.state == "waiting"


def test_the_daily_message_gathers_what_came_and_keeps_one_id(told, world) -> None:
    Delivery.objects.all().delete()
    actions.choose(world.hr, [], daily=True)
    for key in ("a", "b"):
        with transaction.atomic():
            notify(world.hr.person, "result-published", key, "/", period="Q")
    assert send.deliver() == 0
    clock.set_now(Delivery.objects.first().next_at + timedelta(seconds=2))
    assert send.deliver() == 1
    assert len(mail.outbox) == 1
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<daily.{world.hr.pk}.mail.")
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_of_two_senders_at_once_each_message_leaves_once(told, world, monkeypatch) -> None:
    for n in range(5):
        with transaction.atomic():
            notify(world.hr.person, "result-published", f"more{n}", "/", period="Q")
    ids, left, really = set(Delivery.objects.values_list("message_id", flat=True)), [], send._send

    def while_the_other_works(rows) -> None:
        if not left:
            monkeypatch.setattr(send, "_send", really)
            left.append(send.deliver())  # a second sender does its whole round while the first holds one message
        really(rows)

    monkeypatch.setattr(send, "_send", while_the_other_works)
    assert send.deliver() + left[0] == len(ids)
    assert sorted(each.extra_headers["Message-ID"] for each in mail.outbox) == sorted(ids)
