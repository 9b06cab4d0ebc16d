"""Home shows what waits for me, by deadline, and nothing of others."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from deskmerit.core.workflow import CLOCKS
from deskmerit.web.insight import queries, todo
from deskmerit.web.insight.words import TASKS
from deskmerit.web.notices.models import Notice
from deskmerit.web.shared.models import Clock


def clock_for(code: str, row: int, *, due: date = date(2026, 10, 12), since: date = date(2026, 10, 8), **whom) -> Clock:
    return Clock.objects.create(flow="flag", code=code, row=row, since=since, due=due, url=f"/x/{row}/", **whom)


def test_home_lists_my_deadlines_and_nobody_elses(world) -> None:
    clock_for("flag", 1, person=world.agent.person)
    clock_for("flag", 2, person=world.outsider.person)
    page = world.client(world.agent).get("/").content.decode()
    assert "/x/1/" in page
    assert "/x/2/" not in page
    assert queries.waiting_count(world.agent) == 1


@pytest.mark.parametrize("page", ["home", "my_page", "inbox"])
def test_what_waits_is_counted_once_for_a_page_and_its_head(world, page) -> None:
    clock_for("flag", 1, person=world.agent.person)
    clock_for("appeal_window", 5, person=world.agent.person)
    client = world.client(world.agent)
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(reverse(page), headers={"accept-language": "en"}).content.decode()
    assert "1 to do" in shown
    assert sum('FROM "shared_clock"' in each["sql"] and '"since" <=' in each["sql"] for each in asked) == 1


def test_what_waits_for_a_role_is_shown_to_who_holds_it_but_never_about_themselves(world) -> None:
    clock_for("flag", 3, role="hr", concerns=world.hr.person)
    clock_for("flag", 4, role="hr", concerns=world.agent.person)
    assert {each.url for each in todo.tasks(world.hr)} & {"/x/3/", "/x/4/"} == {"/x/4/"}
    assert {each.url for each in todo.tasks(world.hr2)} >= {"/x/3/", "/x/4/"}
    assert not {each.url for each in todo.tasks(world.lead)} & {"/x/3/", "/x/4/"}
    assert todo.tasks(world.auditor) == []


def test_things_are_grouped_by_today_this_week_and_later(world, at) -> None:
    at("2026-10-08T10:00:00+08:00")  # a Thursday
    for row, day in enumerate((6, 8, 10, 11, 12), start=1):
        clock_for("flag", row, due=date(2026, 10, day), person=world.agent.person)
    sizes = [len(tasks) for _title, tasks in todo.grouped(todo.tasks(world.agent))]
    assert sizes == [2, 2, 1]


def test_what_may_be_done_and_need_not_is_shown_and_not_counted(world) -> None:
    clock_for("appeal_window", 5, person=world.agent.person)
    assert [each.optional for each in todo.tasks(world.agent)] == [True]
    assert queries.waiting_count(world.agent) == 0


def test_a_clock_whose_event_lies_ahead_waits_for_nobody_yet(world) -> None:
    clock_for("outcome", 6, since=date(2026, 11, 1), due=date(2026, 11, 4), person=world.lead.person)
    assert queries.waiting_count(world.lead) == 0


def test_hr_sees_counts_of_open_matters_and_an_agent_does_not(published) -> None:
    pulse = queries.pulse(published.hr)
    assert pulse is not None
    assert pulse.receipts == pulse.interviews == published.cycle.results.count()
    assert queries.pulse(published.agent) is None
    assert queries.pulse(published.lead) is None


@pytest.mark.parametrize("name", ["agent", "lead", "hr", "outsider", "business", "quality", "admin", "auditor"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_role_has_a_home(world, name: str, language: str) -> None:
    user = getattr(world, name)
    user.language = language
    user.save()
    page = world.client(user).get("/")
    assert page.status_code == 200
    if name in ("admin", "auditor", "quality"):
        assert page.context["mine"] is None


def test_every_clock_says_what_is_to_be_done_in_both_languages() -> None:
    assert set(TASKS) == set(CLOCKS)
    with translation.override("zh-hans"):
        assert all(not str(text).isascii() for text in TASKS.values())


def test_home_needs_as_many_queries_for_many_things_as_for_one(world) -> None:
    client = world.client(world.lead)
    clock_for("flag", 10, person=world.lead.person, concerns=world.agent.person)
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for row in range(11, 40):
        clock_for("flag", row, person=world.lead.person, concerns=world.outsider.person)
        Notice.objects.create(
            user=world.lead, key=f"n{row}", code="result-published", url="/", made_at="2026-10-09T00:00Z"
        )
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) == len(few)


def test_an_administrator_is_told_of_messages_that_did_not_leave(world) -> None:
    notice = Notice.objects.create(
        user=world.hr, key="f", code="result-published", url="/", made_at="2026-10-09T00:00Z"
    )
    notice.deliveries.create(message_id="<f@x>", state="failed", next_at=notice.made_at, failure="no server")
    assert "/inbox/outbox/" in world.client(world.admin).get("/").content.decode()
    assert "/inbox/outbox/" not in world.client(world.hr).get("/").content.decode()


def test_before_the_first_cycle_home_says_what_will_stand_there(world) -> None:
    client = world.client(world.admin)
    assert "全部办完" in client.get("/").content.decode()
    world.cycle.state = "draft"
    world.cycle.save()
    assert "尚未开始" in client.get("/").content.decode()
