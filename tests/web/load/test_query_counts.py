"""The number of queries of a page is the same with three times as many people: no page escapes."""

import re
from pathlib import Path

import pytest
from bench.load.build import Made, Size, organisation
from bench.load.pages import PAGES, walks
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from deskmerit.web.accounts.models import User
from deskmerit.web.bridge import runs
from deskmerit.web.shared import clock
from web.conftest import World
from web.permissions.test_matrix import addresses

FEW, MANY = Size(teams=2, people=6, closed=2, events=30), Size(teams=4, people=9, closed=2, events=90)
MOST = 60
"""No page needs more queries than that, whatever it shows."""

LEFT_OUT = {
    "healthz": "no page",
    "set_language": "no page",
    "theme": "no page",
    "attachment": "a file",
    "start": "the first run, before there are people",
    "my_data_export": "a file about oneself, made rarely",
    "appeal_new": "a form about one result: the scorecard's queries",
    "appeal_form": "a file",
    "flag_form": "a file",
    "correction_form": "a file",
    "award_run_form": "a file",
    "appeal_letter": "a file",
    "appeal_consequence": "a part of the appeal's page that a decision waits for",
    "flag_new": "a form about one record",
    "cycle_new": "a form",
    "cycle_edit": "a form of a cycle that isn't open yet",
    "cycle_gaps": "a form",
    "cycle_run": "a part of the cycle's page that tells how far a run is",
    "cycle_step": "a confirmation of one cycle",
    "shift_step": "a confirmation of one shift",
    "restatement_step": "a confirmation of one restatement",
    "restatement_page": "one restatement of one person",
    "restatement_form": "a file",
    "plan_decide": "a confirmation of one version",
    "plan_notice": "a form of one version",
    "plan_propose": "a confirmation of one version",
    "plan_told": "a form about one person",
    "shift_pick": "while a panel reviews: tests/web/cycles",
    "shift_new": "while a panel reviews: tests/web/cycles",
    "notice_open": "leads on",
    "confirm_channel": "a form about one address",
    "channel_confirm": "a form about one address",
    "person_edit": "a form",
    "holding_end": "a form",
    "pseudonymise": "a form about one person",
    "team_close": "a form about one team",
    "people_apply": "an upload, checked",
    "plan_new": "a form",
    "plan_edit": "a form of one version",
    "plan_text": "a form of one version",
    "sheet_retire": "asks once more before one sheet is taken out of use",
    "plan_check": "a part of that form",
    "plan_preview": "a part of that form",
    "plan_download": "a file",
    "plan_compare": "two versions",
    "plan_phase": "a form of one plan",
    "award_run_new": "a form",
    "award_run_payroll": "a file",
    "award_run_step": "a confirmation of one run",
    "base_import": "a form",
    "base_withdraw": "a confirmation",
    "wish_round_new": "a form",
    "wish_round": "while wishes are collected: tests/web/awards",
    "wish_round_step": "a confirmation of one round",
    "certificate_check": "a form",
    "certificate_issue": "a confirmation",
    "certificate_pdf": "a file",
    "certificate_revoke": "a confirmation",
    "quality_review": "one check being written",
    "quality_total": "a part of that form",
    "quality_form": "a file",
    "quality_begin": "leads on",
    "quality_targeted": "a form",
    "quality_act": "a confirmation of one check",
    "task_reassign": "a form about one contact",
    "sheet_new": "a form",
    "sheet_page": "one sheet",
    "sample_new": "a form",
    "round_new": "a form",
    "round_person": "one person of a round",
    "round_sheet": "a file",
    "feedback_sheet": "a file",
    "round_act": "a confirmation of one round",
    "feedback_outcome": "one person's outcome, once a round is closed",
    "interview_record": "one record being written",
    "interview_sign": "a confirmation of one interview",
    "interview_scans": "files of one interview",
    "interview_step": "a confirmation of one interview",
    "interview_pdf": "a file",
    "improvement_new": "a form",
    "improvement_write": "one plan being written",
    "improvement_step": "a confirmation of one plan",
    "improvement_now": "a confirmation of one plan",
    "improvement_scans": "files of one plan",
    "improvement_pdf": "a file",
    "source_page": "one helpdesk",
    "source_sync": "asks for a sync",
    "login_name": "a form about one login",
    "import_new": "a form",
    "import_page": "one import",
    "import_left": "a file",
    "import_act": "a confirmation of one import",
    "entry_new": "a form",
    "entry_act": "a confirmation of one row",
    "entries_confirm": "a confirmation",
}
"""Pages that aren't counted, and why."""


@pytest.mark.django_db
def test_every_page_is_counted_or_says_why_not(world: World) -> None:
    found = {name: route for route, name in addresses(get_resolver()) if not route.startswith(("api/", "sign-in/"))}
    unknown = set(found) - set(PAGES) - set(LEFT_OUT)
    client = world.client(world.hr)
    read = {name for name in unknown if client.get(anywhere(name, found[name])).status_code != 405}
    assert read == set(), "add these to bench/load/pages.py"
    assert set(PAGES) - set(found) == set(), "these pages are gone"


def anywhere(name: str, route: str) -> str:
    """An address of a page about some thing, there or not: enough to learn whether it is read at all."""
    return reverse(name, kwargs={key: 1 if kind == "int" else "x" for kind, key in PART.findall(route)})


PART = re.compile(r"<(?:(\w+):)?(\w+)>")


class Undo(Exception):  # noqa: N818 - takes an organisation back
    """Rolls back."""


def counted(size: Size, measured: runs.Run) -> dict[str, int]:
    """Queries by role and page in an organisation of a size, which is taken back."""
    told: dict[str, int] = {}
    try:
        with transaction.atomic():
            made = organisation(size, measured)
            for role, user in people(made).items():
                told |= {f"{role} {name}": many for name, many in of_user(user, role).items()}
            raise Undo
    except Undo:
        return told


def people(made: Made) -> dict[str, User]:
    """Who looks at the pages, by role."""
    cast = made.staff.cast
    return {"agent": cast.agent, "lead": cast.lead, "hr": cast.hr, "panel": cast.business, "quality": cast.quality,
            "admin": cast.admin, "auditor": cast.auditor}  # fmt: skip


def of_user(user: User, role: str) -> dict[str, int]:
    """The queries of each page somebody walks, files left out."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    told = {}
    for name, walked in walks(user, role).items():
        if not PAGES[name].file:
            client.get(walked[0])  # what the process keeps after the first reading is no matter of people
            with CaptureQueriesContext(connection) as found:
                answer = client.get(walked[0])
            assert answer.status_code in (200, 302), (role, walked[0])
            told[name] = len(found)
    return told


@pytest.mark.slow
@pytest.mark.django_db
def test_the_number_of_queries_is_constant_in_the_number_of_people(centre: Path, measured: runs.Run) -> None:
    few, many = counted(FEW, measured), counted(MANY, measured)
    clock.set_now(None)
    grown = {page: (few[page], number) for page, number in many.items() if page in few and number != few[page]}
    assert grown == {}
    assert set(few) == set(many)
    assert {page: number for page, number in many.items() if number > MOST} == {}
