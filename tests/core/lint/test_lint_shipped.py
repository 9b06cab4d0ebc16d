"""The shipped plans, read from their files: all sound but the one that shows what was printed."""

import pytest

from core.lint.test_lint_mission import SHOWN
from deskmerit.core.issue import Issue, Level
from deskmerit.core.lint import lint
from deskmerit.metrics import CATALOGUE
from deskmerit.planfile import SHIPPED, read_plan
from deskmerit.report.messages import render


def found_in(name: str) -> list[Issue]:
    plan, issues = read_plan(name, CATALOGUE)
    assert plan is not None, issues
    return lint(plan, CATALOGUE)


@pytest.mark.parametrize("name", sorted(set(SHIPPED) - {"as-printed"}))
def test_a_shipped_plan_shows_no_error_and_no_warning(name: str) -> None:
    assert [(issue.code, str(issue.where)) for issue in found_in(name) if issue.level is not Level.NOTE] == []


def test_the_shipped_plan_as_printed_shows_every_defect_of_the_source_that_a_plan_can_have() -> None:
    found = {issue.code for issue in found_in("as-printed")}
    assert {name: codes for name, codes in SHOWN.items() if not set(codes) <= found} == {}


def test_a_finding_in_a_plan_file_names_its_line_and_dotted_place() -> None:
    (zero,) = [issue for issue in found_in("as-printed") if issue.code == "zero-at-target"]
    assert zero.where.file == "as-printed.yaml"
    assert zero.where.line is not None
    assert zero.where.path == "dimensions.process.indicators.first_response.rule"
    assert "30 s" in render(zero)[0]
