"""A check of a chosen contact: with a reason, by who may, and in no score."""

import pytest
from django.db import transaction
from django.utils import translation

from deskmerit.web.quality import actions, targeted
from deskmerit.web.quality.models import Check, Task
from deskmerit.web.quality.tables import qa_items, qa_reviews
from deskmerit.web.shared.refusal import Refused


@pytest.fixture
def contact(desk) -> Task:
    """A contact of the agent's that no sample waits for."""
    task = desk.task()
    Task.objects.filter(pk=task.pk).update(skipped="drawn by mistake")
    return task


def begun(desk, task: Task, user=None, why: str = "a customer wrote about it") -> Check:
    with transaction.atomic():
        return targeted.begin_targeted(user or desk.first, desk.sample.version, task.contact, why)


def test_a_chosen_contact_is_reviewed_with_its_reason_and_in_no_record(desk, contact) -> None:
    check = begun(desk, contact)
    assert (check.person, check.task, check.state) == (desk.world.agent.person, None, "draft")
    desk.fill(check)
    with transaction.atomic():
        actions.submit(desk.first, check)
    assert check.state == "submitted"
    assert not [row for row in (*qa_reviews(), *qa_items()) if row["review_id"] == check.code]
    page = desk.world.client(desk.world.agent).get(f"/quality/{check.pk}/").content.decode()
    assert "a customer wrote about it" in page


def test_only_reviewers_out_of_line_choose_and_never_twice(desk, contact) -> None:
    others = (desk.world.hr, desk.world.lead, desk.world.agent, desk.world.auditor)
    for user in others:
        with pytest.raises(Refused):
            begun(desk, contact, user)
    begun(desk, contact)
    with translation.override("en"), pytest.raises(Refused, match="already"):  # pages were asked in between
        begun(desk, contact, desk.second)
    for user in others:
        assert desk.world.client(user).get("/quality/targeted/").status_code == 404


def test_a_reason_and_a_contact_that_is_there_are_asked_for(desk, contact) -> None:
    with pytest.raises(Refused, match="Say why"):
        begun(desk, contact, why=" ")
    contact.contact = "T-nowhere"
    with pytest.raises(Refused, match="no contact"):
        begun(desk, contact)
    waiting = desk.sample.tasks.filter(person=desk.world.agent.person, skipped="").first()
    with pytest.raises(Refused, match="waits in a sample"):
        begun(desk, waiting)


def test_it_is_begun_on_its_page(desk, contact) -> None:
    client = desk.world.client(desk.first)
    assert client.get("/quality/targeted/").status_code == 200
    said = {"contact": contact.contact, "version": desk.sample.version.pk, "why": "a complaint"}
    answer = client.post("/quality/targeted/", said)
    assert answer.status_code == 302
    assert Check.objects.get(targeted_why="a complaint").contact == contact.contact
