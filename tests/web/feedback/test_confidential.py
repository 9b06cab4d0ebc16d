"""Nobody learns who of the peers and partners rated, when, or by which id: on no page, export, notice, event or row."""

import json
import re

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse

from deskmerit.web.audit.models import Event
from deskmerit.web.bridge.tables import write_table
from deskmerit.web.feedback.models import Ask, Rating, Subject
from deskmerit.web.notices.models import Notice
from deskmerit.web.shared import written

HIDDEN = ("Zebulon-0", "Zebulon-1", "Zebulon-2")


@pytest.fixture
def closed(circle, at):
    """A closed round in which three partners and four peers rated the agent, at told times."""
    circle.open()
    for hour, ask in enumerate([*circle.asks("partner"), *circle.asks("peer")], start=11):
        at(f"2026-09-22T{hour}:17:23+08:00")
        circle.give(ask, 3, f"words {hour}")
    circle.ids = [ask.pk for ask in circle.asks("partner") + circle.asks("peer")]
    circle.raters = [ask.rater for ask in circle.asks("partner")]
    at("2026-09-23T10:00:00+08:00")
    circle.close()
    return circle


PAGES = ("/", "/quality/", "/feedback/", "/inbox/", "/api/feedback/outcomes", "/api/feedback/duties",
         "/api/notices/notices", "/audit/", "/cycles/", "/mine/", "/data/")  # fmt: skip


@pytest.mark.parametrize("who", ["agent", "lead", "hr", "hr2", "auditor", "admin", "outsider"])
def test_no_page_export_or_interface_names_a_rater_a_time_or_an_id(closed, who: str) -> None:
    user = getattr(closed.world, who)
    client = closed.world.client(user)
    subject = Subject.objects.get(round=closed.round, person=closed.world.agent.person)
    pages = [*PAGES, f"/feedback/outcome/{subject.pk}/", f"/api/feedback/outcomes/{subject.pk}",
             f"/feedback/rounds/{closed.round.pk}/", "/audit/?t.export=csv",
             "/feedback/?outcomes.export=csv"]  # fmt: skip
    ids = list(Rating.objects.values_list("pk", flat=True))
    names = {each.rater for each in Rating.objects.all()}
    for page in pages:
        answer = client.get(page, follow=True)
        text = (
            b"".join(answer).decode("utf-8", "replace")
            if answer.streaming
            else answer.content.decode("utf-8", "replace")
        )
        assert not [name for name in (*HIDDEN, *ids, *names) if name in text], page
        assert ":17:23" not in text, page
        assert not re.search(r"1[1-7]:17\b", text), page


def test_requests_can_be_opened_by_nobody_after_closing(closed) -> None:
    for pk in closed.ids:
        for user in (closed.world.agent, closed.world.hr, closed.raters[0].user):
            assert closed.world.client(user).get(f"/feedback/give/{pk}/").status_code == 404


def test_the_trail_holds_the_round_but_no_act_of_a_rater(closed) -> None:
    raters = {each.user.pk for each in closed.raters}
    events = Event.objects.filter(verb__startswith="feedback")
    assert {each.verb for each in events} == {
        "feedback.prepared",
        "feedback.chosen",
        "feedback.opened",
        "feedback.closed",
    }
    assert not events.filter(actor__in=raters).exists()
    assert not events.exclude(person=None).exists()
    assert not Event.objects.filter(target__startswith="ask:").exists()
    for event in events:
        assert not [
            each for each in (*HIDDEN, *(r.agent_id for r in closed.raters)) if each in json.dumps(event.detail)
        ]


def test_notices_to_raters_name_nobody_and_lead_to_the_list(closed) -> None:
    for notice in Notice.objects.filter(code="feedback-asked"):
        assert notice.url == "/feedback/"
        assert notice.params == {}


def test_no_row_of_the_database_leads_from_a_rater_to_whom_they_rated(closed) -> None:
    """Every table is searched: a row with the rater's key holds neither the request nor the person rated."""
    assert not Ask.objects.filter(relation__in=("peer", "partner")).exclude(rater=None).exists()
    assert not Ask.objects.exclude(scores={}).exists()
    assert not Ask.objects.exclude(comment="").exists()
    agent, rater = closed.world.agent.person, closed.raters[0]
    for model in apps.get_models():
        names = [
            f.name for f in model._meta.fields if isinstance(f, models.ForeignKey) and f.related_model is type(rater)
        ]
        for one in names:
            for other in names:
                held = model._default_manager.filter(**{one: rater, other: agent})
                assert one == other or not held.exists(), model
        if names and model._meta.model_name != "person":
            rows = model._default_manager.filter(models.Q(*[(name, rater) for name in names], _connector="OR")).values()
            said = json.dumps(list(rows), cls=DjangoJSONEncoder)
            assert not [each for each in (agent.agent_id, agent.name) if each in said], model


def test_the_records_hold_pseudonyms_random_ids_and_one_day(closed, tmp_path) -> None:
    text = write_table(tmp_path, "feedback", written.rows_of("feedback")).read_text(encoding="utf-8")
    assert not [each for each in (*HIDDEN, "words", ":17:23") if each in text]
    assert not re.findall(r"\bZP[012]\b", text)  # inside a random id these letters name nobody
    lines = text.splitlines()[1:]
    assert lines == sorted(lines)
    assert len({re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", line)[0] for line in lines}) == 1


def test_comments_stand_in_random_order_without_names(closed) -> None:
    subject = Subject.objects.get(round=closed.round, person=closed.world.agent.person)
    page = closed.world.client(closed.world.agent).get(f"/feedback/outcome/{subject.pk}/").content.decode()
    assert all(f"words {hour}" in page for hour in range(11, 18))


def test_a_leads_and_ones_own_rating_are_named(circle) -> None:
    circle.open()
    circle.give(circle.asks("manager")[0], 5)
    circle.close()
    subject = Subject.objects.get(round=circle.round, person=circle.world.agent.person)
    page = circle.world.client(circle.world.agent).get(f"/feedback/outcome/{subject.pk}/").content.decode()
    assert circle.world.lead.person.name in page


def test_who_sees_an_outcome(closed) -> None:
    subject = Subject.objects.get(round=closed.round, person=closed.world.agent.person)
    seen = {
        "agent": 200,
        "lead": 200,
        "hr": 200,
        "auditor": 200,
        "outsider": 404,
        "admin": 404,
        "quality": 404,
        "business": 404,
    }
    for who, code in seen.items():
        client = closed.world.client(getattr(closed.world, who))
        assert client.get(f"/feedback/outcome/{subject.pk}/").status_code == code, who
        assert client.get(f"/api/feedback/outcomes/{subject.pk}").status_code == code, who


def test_the_lists_come_as_files_with_what_the_page_shows_alone(closed) -> None:
    client = closed.world.client(closed.world.hr)
    answer = client.get(reverse("feedback_list"), {"outcomes.export": "1"})
    lines = answer.content.decode().splitlines()
    assert answer["Content-Type"].startswith("text/csv")
    assert len(lines) == closed.round.subjects.count() + 1
    assert not any(rater.name in answer.content.decode() for rater in closed.raters if rater.name.startswith("Zebulon"))
