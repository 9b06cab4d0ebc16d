"""The plans that the documentation shows are sound."""

from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "examples").glob("*.yaml"))


@pytest.mark.parametrize("plan", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_plan_has_no_error_and_no_warning(run, plan) -> None:  # type: ignore[no-untyped-def]  # fixtures
    result = run("lint", plan, "--no-notes")
    assert result.exit_code == 0
    assert "0 errors, 0 warnings" in result.stderr
