"""Plan texts read, linted and written for the web application."""

from collections.abc import Mapping
from functools import lru_cache

from deskmerit.chain.shipped import shipped_plans
from deskmerit.core.issue import Issue
from deskmerit.core.lint import lint
from deskmerit.core.metric import Metric
from deskmerit.core.plan import Plan
from deskmerit.metrics import CATALOGUE
from deskmerit.planfile import plan_from_text, write_yaml


def catalogue() -> Mapping[str, Metric]:
    """Every metric a plan may use, by id."""
    return CATALOGUE


@lru_cache(maxsize=256)
def read(text: str) -> tuple[Plan | None, tuple[Issue, ...]]:
    """The plan of a YAML text with what reading and linting find; None where it can't be read."""
    plan, issues = plan_from_text(text, "plan.yaml", CATALOGUE)
    return plan, (*issues, *(lint(plan, CATALOGUE) if plan is not None else ()))


def shipped() -> Mapping[str, Plan]:
    """The shipped plans by id."""
    return shipped_plans()


def written(plan: Plan) -> str:
    """A plan as YAML text."""
    return write_yaml(plan)
