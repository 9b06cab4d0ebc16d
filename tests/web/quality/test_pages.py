"""Who sees a quality check, what its pages show, and that they work without scripts."""

import io
import zipfile
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from deskmerit.web.accounts.mine import export
from deskmerit.web.audit.models import Event
from deskmerit.web.org.models import Role
from deskmerit.web.quality import actions
from deskmerit.web.quality.models import Check, Task


def done(act, *args, **more):
    with transaction.atomic():
        return act(*args, **more)


def test_who_sees_a_check(desk) -> None:
    world, told, fatal = desk.world, desk.told(), desk.fatal()
    seen = {
        "agent": 200,
        "lead": 200,
        "hr": 200,
        "auditor": 200,
        "quality": 200,
        "outsider": 404,
        "admin": 404,
        "business": 404,
    }
    for who, code in seen.items():
        client = world.client(getattr(world, who))
        assert client.get(f"/quality/{told.pk}/").status_code == code, who
        assert client.get(f"/quality/{told.pk}/form.pdf").status_code == code, who
        assert client.get(f"/api/quality/checks/{told.pk}").status_code == code, who
        hidden = {"agent": 404, "lead": 404}.get(who, code)
        assert client.get(f"/quality/{fatal.pk}/").status_code == hidden, who
        assert (fatal.code in client.get("/quality/").content.decode()) == (hidden == 200), who


def test_who_is_no_reviewer_any_more_has_nothing_to_review(desk) -> None:
    draft, task, client = desk.draft(), desk.task(), desk.world.client(desk.second)
    Check.objects.filter(pk=draft.pk).update(reviewer=desk.second.person)
    Task.objects.filter(pk=task.pk).update(reviewer=desk.second.person)
    assert client.get(f"/quality/{draft.pk}/review/").status_code == 200
    Role.objects.filter(person=desk.second.person).update(to_date=date(2026, 9, 1))
    assert client.get(f"/quality/{draft.pk}/review/").status_code == 404
    assert client.post(f"/quality/contacts/{task.pk}/").status_code == 404
    assert client.get("/quality/").context["tasks"] == []


def test_what_an_auditor_reads_an_auditor_can_not_change(desk) -> None:
    check, client = desk.told(), desk.world.client(desk.world.auditor)
    for step in ("acknowledge", "dispute", "confirm", "discard", "withdraw", "reveal"):
        assert client.post(f"/quality/{check.pk}/{step}/", {"reason": "x"}).status_code == 404
    check.refresh_from_db()
    assert check.state == "submitted"
    assert check.acknowledged_at is None
    assert not Event.objects.filter(verb="customer.revealed").exists()


def test_a_customers_data_is_masked_until_a_reviewer_gives_a_reason_which_is_logged(desk) -> None:
    check = desk.draft()
    client, customer = desk.world.client(desk.first), _customer(check)
    assert customer
    assert customer not in client.get(f"/quality/{check.pk}/review/").content.decode()
    desk.fill(check)
    done(actions.submit, desk.first, check)
    assert customer not in client.get(f"/quality/{check.pk}/").content.decode()
    assert customer not in client.post(f"/quality/{check.pk}/reveal/", {"reason": " "}).content.decode()
    assert customer in client.post(f"/quality/{check.pk}/reveal/", {"reason": "to compare"}).content.decode()
    event = Event.objects.get(verb="customer.revealed")
    assert event.reason == "to compare"
    assert customer not in str(event.detail)


def _customer(check: Check) -> str:
    from deskmerit.web import workspace
    from deskmerit.web.bridge.contacts import told

    found = told(workspace.folder(), check.kind, check.contact)
    return str(found.row["requester_id"]) if found.row else ""


def test_the_running_total_is_computed_on_the_server_without_saving(desk) -> None:
    check = done(actions.begin_check, desk.first, desk.task())
    client = desk.world.client(desk.first)
    for url, data in ((f"/quality/{check.pk}/total/", {}), (f"/quality/{check.pk}/review/", {"do": "total"})):
        answer = client.post(url, {"p-s1i1": "4", "p-s1i2": "5", "na-s2i1": "on", "p-s2i2": "5", **data})
        assert "63.33" in answer.content.decode()  # (10 × 9/10 + 20 × 5/10) / 30
    check.refresh_from_db()
    assert check.marks == {}


def test_the_whole_review_runs_in_a_browser_without_scripts(desk) -> None:
    task, client = desk.task(), desk.world.client(desk.first)
    client.post(f"/quality/contacts/{task.pk}/")
    check = Check.objects.get(task=task)
    typed = {f"p-{each.id}": str(each.points) for each in check.version.read().items()}
    typed |= {"f-f1": "on", "do": "submit"}
    assert client.post(f"/quality/{check.pk}/review/", typed).status_code == 200  # what happened is missing
    assert client.post(f"/quality/{check.pk}/review/", typed | {"fc-f1": "swore"}).status_code == 302
    other = desk.world.client(desk.second)
    assert other.get(f"/quality/{check.pk}/").status_code == 200
    other.post(f"/quality/{check.pk}/not_confirm/", {"reason": "quoted the customer"})
    agent = desk.world.client(desk.world.agent)
    agent.post(f"/quality/{check.pk}/acknowledge/")
    agent.post(f"/quality/{check.pk}/dispute/", {"d-s1i1": "4", "reason": "be fair"})
    check.refresh_from_db()
    assert check.state == "disputed"
    assert check.acknowledged_at
    assert check.dispute == {"s1i1": {"proposed": "4"}}
    other_decides = desk.world.client(desk.world.hr)
    other_decides.post(f"/quality/{check.pk}/resolve/", {"keep": "1", "r-s1i1": "5", "reason": "as it is"})
    check.refresh_from_db()
    assert check.state in ("kept", "disputed")


@pytest.mark.parametrize("page", ["", "samples/", "sheets/", "reviewers/"])
def test_the_number_of_queries_does_not_grow_with_the_number_of_checks(desk, page: str) -> None:
    client = desk.world.client(desk.world.hr)
    desk.told()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as told:
            assert client.get(f"/quality/{page}").status_code == 200
        counts.append(len(told))
        desk.told()
        desk.told(desk.world.outsider)
    assert counts[0] >= counts[1]
    assert counts[1] < 40


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pages_of_quality_show_in_both_languages(desk, language: str) -> None:
    client = desk.world.client(desk.world.hr)
    client.cookies["deskmerit_language"] = language
    check = desk.told()
    for page in (
        "",
        f"{check.pk}/",
        "samples/",
        "samples/new/",
        f"samples/{desk.sample.pk}/",
        "sheets/",
        "sheets/new/",
        "sheets/chat/",
        "reviewers/",
    ):
        assert client.get(f"/quality/{page}").status_code == 200, page
    assert client.get(f"/quality/{check.pk}/form.pdf").content[:4] == b"%PDF"


def test_an_export_of_ones_own_data_holds_no_check_that_is_not_told_yet(desk) -> None:
    told, draft = desk.told(), desk.draft()
    answer = zipfile.ZipFile(io.BytesIO(export(desk.world.agent))).read("database/quality.check.json").decode()
    assert f'"id": {told.pk},' in answer
    assert f'"id": {draft.pk},' not in answer
