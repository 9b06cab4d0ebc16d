"""The JSON interface keeps its own description, whatever it is asked; and shows the rows of the pages."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from ninja import Schema
from openpyxl import load_workbook
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from deskmerit.web.accounts import tokens
from deskmerit.web.api.mount import FOLDERS
from deskmerit.web.scorecards.models import Card, Result
from deskmerit.web.wsgi import application

NUMBER = re.compile(r"-?\d+(\.\d+)?")
MANY = int(os.environ.get("DESKMERIT_EXAMPLES", "25"))
"""Questions asked of each address in a slow run."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@contextmanager
def one_connection() -> Iterator[None]:
    """The application, called without Django's test client, leaves the test's transaction open, as that client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def bearer(user: Any) -> dict[str, str]:
    """The header of a personal token."""
    with transaction.atomic():
        return {"Authorization": f"Bearer {tokens.make(user, 'test', 30)[1]}"}


def _with_ids(told: dict[str, Any]) -> None:
    """Lets keys of things be those that exist, rather than any whole number."""
    there = [*Result.objects.values_list("pk", flat=True)[:3], *Card.objects.values_list("pk", flat=True)[:2], 1, 2, 3]
    for methods in told["paths"].values():
        for operation in methods.values():
            for each in operation.get("parameters", ()):
                if each["in"] == "path" and each["schema"].get("type") == "integer":
                    each["schema"]["enum"] = sorted(set(there))


@pytest.mark.parametrize("examples", [2, pytest.param(MANY, marks=pytest.mark.slow)])
@pytest.mark.parametrize(("who", "ids"), [("hr", "there"), ("agent", "any")])
def test_every_answer_is_one_that_the_description_names(published, who, ids, examples) -> None:
    headers = bearer(getattr(published, who)) | {"Accept-Encoding": "identity"}
    told = json.loads(published.client(published.hr).get("/api/openapi.json").content)
    if ids == "there":
        _with_ids(told)
    schema = schemathesis.openapi.from_dict(told)
    schema.app = application
    wrong: dict[str, str] = {}
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=examples, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def asked(case: Any) -> None:
            with one_connection(), transaction.atomic():
                case.call_and_validate(headers=headers, checks=CHECKS)
                transaction.set_rollback(True)

        try:
            asked()
        except (Exception, BaseExceptionGroup) as error:  # several failures at once come as a group
            wrong[operation.label] = str(error)[:600]
    assert wrong == {}, "\n\n".join(f"{label}\n{said}" for label, said in wrong.items())


def test_no_two_schemas_bear_one_name_or_the_description_would_show_one_for_both() -> None:
    names: dict[str, set[str]] = {}
    for folder in FOLDERS:
        module = import_module(f"deskmerit.web.{folder}.api")
        for name, each in vars(module).items():
            if isinstance(each, type) and issubclass(each, Schema) and each is not Schema:
                names.setdefault(name, set()).add(each.__module__)
    assert {name: modules for name, modules in names.items() if len(modules) > 1} == {}


def test_an_address_that_leads_nowhere_answers_in_json(published) -> None:
    answer = published.client(published.hr).get("/api/plans/versions/-1")
    assert (answer.status_code, json.loads(answer.content)) == (404, {"detail": "not found"})


def test_nobody_reads_anything_without_a_token(published) -> None:
    client = Client()
    paths = json.loads(published.client(published.hr).get("/api/openapi.json").content)["paths"]
    reading = [path for path, methods in paths.items() if "get" in methods and "{" not in path]
    assert len(reading) > 10
    assert {path for path in reading if client.get(path).status_code != 401} == set()


def test_a_scorecard_has_the_same_rows_on_the_page_in_the_workbook_and_in_the_interface(published, tmp_path) -> None:
    client, result = published.client(published.agent), published.result()
    told = json.loads(client.get(f"/api/scorecards/scorecards/{result.pk}").content)
    page = client.get(f"/scorecards/{result.pk}/").content.decode()
    book = tmp_path / "card.xlsx"
    book.write_bytes(b"".join(client.get(f"/scorecards/{result.pk}/scorecard.xlsx")))
    sheets = load_workbook(book, data_only=True)
    cells = {
        str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    }
    assert told["total"] == f"{result.card.total:.2f}"
    assert told["lines"]
    for line in told["lines"]:
        assert line["title"] in page
        assert line["title"] in cells
        if line["score"] is not None:
            assert line["score"] in page
            assert Decimal(line["score"]) in {Decimal(cell) for cell in cells if NUMBER.fullmatch(cell)}


def test_what_later_data_and_corrections_do_is_read_under_the_rights_of_the_pages(published) -> None:
    cycle, result = published.cycle.pk, published.result().pk
    paths = {
        f"/api/scorecards/cycles/{cycle}/restatements": {"hr"},
        f"/api/scorecards/scorecards/{result}/restatements": {"hr", "agent", "auditor"},
        "/api/quality/samples": {"hr", "auditor"},
        "/api/quality/sheets": {"hr", "auditor"},
        "/api/awards/wishes/seats": {"hr", "agent", "outsider", "auditor"},
        "/api/intake/corrections": {"hr", "agent", "outsider", "auditor"},
    }
    for path, may in paths.items():
        answers = {name: published.client(getattr(published, name)).get(path).status_code
                   for name in ("hr", "agent", "outsider", "auditor")}  # fmt: skip
        assert {name for name, status in answers.items() if status == 200} == may, path
        assert set(answers.values()) <= {200, 404}
