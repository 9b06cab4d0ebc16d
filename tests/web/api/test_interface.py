"""The JSON interface keeps its own description, whatever it is asked; and shows the rows of the pages."""

import json
from typing import Any

import pytest
import schemathesis
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from deskmerit.web.accounts import tokens
from deskmerit.web.wsgi import application

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def bearer(user: Any) -> dict[str, str]:
    """The header of a personal token."""
    with transaction.atomic():
        return {"Authorization": f"Bearer {tokens.make(user, 'test', 30)[1]}"}


@pytest.mark.parametrize("examples", [3, pytest.param(150, marks=pytest.mark.slow)])
@pytest.mark.parametrize("who", ["agent", "hr"])
def test_every_answer_is_one_that_the_description_names(published, who, examples) -> None:
    headers = bearer(getattr(published, who))
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application, headers=headers)
    wrong: dict[str, str] = {}
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=examples, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def asked(case: Any) -> None:
            with transaction.atomic():
                case.call_and_validate(headers=headers, checks=CHECKS)
                transaction.set_rollback(True)

        try:
            asked()
        except BaseException as error:
            wrong[operation.label] = str(error)[:600]
    assert wrong == {}, "\n\n".join(f"{label}\n{said}" for label, said in wrong.items())


def test_nobody_reads_anything_without_a_token(published) -> None:
    client = Client()
    paths = json.loads(published.client(published.hr).get("/api/openapi.json").content)["paths"]
    reading = [path for path, methods in paths.items() if "get" in methods and "{" not in path]
    assert len(reading) > 10
    assert {path for path in reading if client.get(path).status_code != 401} == set()
