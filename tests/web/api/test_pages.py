"""Everything a page shows is in the JSON interface too: each page names its operations, each operation its pages."""

import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from deskmerit.core.workflow import FLOWS
from deskmerit.web.feedback.models import Ask
from deskmerit.web.notices.models import Delivery, Notice
from deskmerit.web.shared import clock
from deskmerit.web.shared.models import Preference
from web.api.pages import PAGES
from web.permissions.matrix import PAGES as DECLARED
from web.permissions.things_notices import a_round

pytestmark = pytest.mark.django_db


def description(world) -> dict[str, Any]:
    """The interface as it describes itself."""
    told: dict[str, Any] = json.loads(world.client(world.hr).get("/api/openapi.json").content)
    return told


def operations(world) -> set[str]:
    """What can be read, as it stands after `/api/`."""
    told = description(world)["paths"]
    return {path.removeprefix("/api/") for path, methods in told.items() if "get" in methods}


def test_every_page_that_is_read_says_where_it_stands_in_the_interface() -> None:
    read = {page.name for group in DECLARED.values() for page in group if page.get is not None}
    assert read - set(PAGES) == set(), "say in tests/web/api/pages.py which operations show the same"
    assert set(PAGES) - read == set(), "these pages are gone, or are read by nobody"


def test_every_operation_named_is_there_and_every_operation_shows_what_some_page_shows(world) -> None:
    named = {each for shown in PAGES.values() if isinstance(shown, tuple) for each in shown}
    assert named - operations(world) == set()
    assert operations(world) - named == set(), "which page shows that, and to whom?"


def test_the_page_of_the_interface_is_current(world) -> None:
    root = Path(__file__).parents[3]
    written = runpy.run_path(str(root / "tools" / "write_interface_docs.py"))
    page = (root / "docs" / "interface.md").read_text("utf-8")
    assert page == written["page"](description(world)), "run: python tools/write_interface_docs.py"


def test_no_figure_is_a_float(world) -> None:
    assert '"type": "number"' not in json.dumps(description(world)["components"]["schemas"])


def test_how_mail_goes_out_is_told_without_its_password(world) -> None:
    kept = {
        "host": "mail.example.com",
        "port": 587,
        "security": "ssl",
        "user": "desk",
        "password": "s3cret",
        "from": "",
    }
    Preference.objects.update_or_create(key="mail", defaults={"value": kept})
    answer = world.client(world.admin).get("/api/accounts/mail").content.decode()
    assert "mail.example.com" in answer
    assert "s3cret" not in answer
    assert json.loads(answer)["password_set"] is True


def test_a_round_of_feedback_names_no_rater(world) -> None:
    round_ = a_round(world, "open")
    Ask.objects.create(
        round=round_, person=world.agent.person, rater=world.outsider.person, relation="peer", state="given"
    )
    told = world.client(world.hr).get(f"/api/feedback/rounds/{round_.pk}").content.decode()
    assert {each["relation"]: each["given"] for each in json.loads(told)["answers"]}["peer"] == 1
    assert world.outsider.person.agent_id not in told
    assert world.agent.person.agent_id not in told


def test_a_message_that_did_not_leave_is_told_with_its_cause_and_without_its_words(world) -> None:
    notice = Notice.objects.create(
        user=world.agent, key="k", code="quality-told", url="/secret/", params={"check": "ZJ-9"}, made_at=clock.now()
    )
    Delivery.objects.create(
        notice=notice, message_id="m", state="failed", tries=5, next_at=clock.now(), failure="550 no such mailbox"
    )
    told = world.client(world.admin).get("/api/notices/outbox").content.decode()
    (failed,) = json.loads(told)["failed"]
    assert (failed["receiver"], failed["failure"]) == (world.agent.person.name, "550 no such mailbox")
    assert "/secret/" not in told
    assert "ZJ-9" not in told


def test_the_team_as_a_whole_reads_as_on_its_page(published) -> None:
    team = published.agent.person.postings.last().team
    client = published.client(published.lead)
    told = json.loads(client.get(f"/api/insight/teams/{team.pk}/figures").content)
    page = client.get(reverse("team_page", args=[team.pk])).content.decode()
    assert told["total"] in page
    assert told["figures"]
    assert all(each["title"] in page and each["actual"] in page for each in told["figures"])


def test_the_checklist_of_a_cycle_is_whole(world) -> None:
    told = json.loads(world.client(world.hr).get(f"/api/cycles/cycles/{world.cycle.pk}").content)
    found = FLOWS["cycle"].transition("measure")
    assert len(told["checks"]) + len(told["in_order"]) == len(set(found.guards) | set(found.warns))
    assert json.loads(world.client(world.agent).get(f"/api/cycles/cycles/{world.cycle.pk}").content)["figures"] is None
