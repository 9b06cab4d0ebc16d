"""A notice stands in the inbox exactly once, stays or goes with its cause, and never carries a figure."""

import re
from datetime import date

import pytest
from django.db import transaction
from django.utils import translation

from deskmerit.web.notices import actions, messages, said
from deskmerit.web.notices.models import Delivery, Notice
from deskmerit.web.notices.notify import notify
from deskmerit.web.notices.reminders import due_soon
from deskmerit.web.notices.words import WORDS
from deskmerit.web.shared.models import Clock

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
FIGURE = re.compile(r"\d|(grade|等级)\s*[SABC]\b|\bpoints\b|卓越|优秀|良好|待改进|outstanding|excellent", re.IGNORECASE)


def tell(user, key: str = "one", **more):
    with transaction.atomic():
        return notify(user.person, "result-published", key, "/inbox/", period="Q", **more)


def test_the_same_cause_told_twice_stands_once_in_the_inbox_and_leaves_once(world) -> None:
    tell(world.agent)
    tell(world.agent)
    assert world.agent.notices.filter(code="result-published").count() == 1
    assert Delivery.objects.filter(notice__user=world.agent).count() == 1


def test_what_is_rolled_back_told_nobody(world) -> None:
    with transaction.atomic():
        notify(world.agent.person, "result-published", "gone", "/", period="Q")
        transaction.set_rollback(True)
    assert not Notice.objects.filter(key__endswith=":gone").exists()
    assert not Delivery.objects.filter(notice__key__endswith=":gone").exists()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("code", sorted(WORDS))
def test_no_message_holds_a_score_or_a_grade(code: str, language: str) -> None:
    with translation.override(language):
        for text in map(str, WORDS[code]):
            assert not said.FORBIDDEN & set(PLACEHOLDER.findall(text)), text
            plain = PLACEHOLDER.sub("", text).replace("24:00", "").replace("360", "")
            assert not FIGURE.search(plain), text


def test_a_figure_handed_over_as_a_parameter_is_refused(world) -> None:
    with pytest.raises(AssertionError, match="no figure"), transaction.atomic():
        notify(world.agent.person, "result-published", "x", "/", total="88.00")


def test_a_parameter_that_a_cause_forgot_does_not_break_the_inbox(world) -> None:
    with transaction.atomic():
        notify(world.agent.person, "result-published", "bare", "/")
    assert "–" in said.subject(Notice.objects.get(key__endswith=":bare"))
    assert world.client(world.agent).get("/inbox/").status_code == 200


def test_a_silenced_group_stays_in_the_inbox_but_a_deadline_is_mailed(world) -> None:
    actions.choose(world.agent, ["results"], daily=True)
    world.agent.email = "agent@example.com"
    world.agent.save()
    tell(world.agent, "quiet")
    assert not Delivery.objects.filter(notice__key__endswith=":quiet").exists()
    tell(world.agent, "due", due=date(2026, 10, 12))
    assert Delivery.objects.get(notice__key__endswith=":due").digest_on is None


def test_an_agent_reads_only_notices_of_her_own(world) -> None:
    mine, other = tell(world.agent), tell(world.outsider)
    client = world.client(world.agent)
    assert client.get(f"/inbox/{other.pk}/").status_code == 404
    assert client.post(f"/inbox/{other.pk}/mark/").status_code == 404
    assert client.get(f"/inbox/{mine.pk}/").url == "/inbox/"
    mine.refresh_from_db()
    assert mine.read_at is not None
    client.post("/inbox/read/")
    other.refresh_from_db()
    assert other.read_at is None


def test_a_deadline_is_reminded_of_once_on_its_day_and_only_whom_it_waits_for(world, at) -> None:
    at("2026-10-13T09:00:00+08:00")
    day = date(2026, 10, 13)
    about = {"flow": "receipt", "since": day, "due": day, "url": "/x/"}
    Clock.objects.create(code="first_reminder", row=900_001, person=world.agent.person, **about)
    Clock.objects.create(code="flag", row=900_002, role="hr", concerns=world.hr.person, **about)
    at("2026-10-13T07:00:00+08:00")
    assert due_soon() == 0
    at("2026-10-13T09:00:00+08:00")
    due_soon()
    due_soon()
    assert world.agent.notices.filter(code="due-today").count() == 1
    assert not world.hr.notices.filter(code="due-today", params__clock="flag").exists()
    assert world.hr2.notices.filter(code="due-today", params__clock="flag").count() == 1
    with translation.override("zh-hans"):
        assert "标记处理" in said.subject(world.hr2.notices.get(params__clock="flag"))


def test_a_mail_speaks_the_language_of_its_receiver_and_leads_through_the_inbox(world) -> None:
    world.hr.language = "en"
    world.hr.save()
    notice = tell(world.hr)
    mail = messages.mail(list(notice.deliveries.all()))
    assert mail.subject == "Your result of Q is published"
    assert f"/inbox/{notice.pk}/" in mail.body
    assert mail.alternatives[0].mimetype == "text/html"
