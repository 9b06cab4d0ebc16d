"""Linting a plan, alone or on a workspace's records."""

from collections.abc import Callable

from deskmerit.chain.score import Question, score_period
from deskmerit.core.issue import Issue
from deskmerit.core.lint import lint, lint_data
from deskmerit.core.period import Period, month_of, parse_period
from deskmerit.core.plan import Plan
from deskmerit.metrics import CATALOGUE
from deskmerit.planfile import read_plan
from deskmerit.records.store import Records


def lint_plan(source: str) -> tuple[list[Issue], Plan | None]:
    """What reading and linting a plan finds; the plan is None when it can't be read."""
    plan, issues = read_plan(source, CATALOGUE)
    return ([*issues, *lint(plan, CATALOGUE)] if plan is not None else list(issues)), plan


def lint_with_data(
    plan: Plan, records: Records, period: str, phase: str, progress: Callable[[str, int, int], None] | None = None
) -> list[Issue]:
    """What the plan does to the people of a workspace in a period (default: the last quarter that is over)."""
    starts = records.settings.month_starts_on
    span = parse_period(period, starts) if period else last_quarter(records)
    return lint_data(plan, score_period(records, Question((plan,), span, phase), progress).cards)


def last_quarter(records: Records) -> Period:
    """The last quarter that the records cover to its end: by the newest month that has any."""
    from datetime import timedelta

    from deskmerit.metrics.measure import measure

    as_of = measure(records, []).as_of
    starts = records.settings.month_starts_on
    day = as_of.date() + timedelta(1)
    month = month_of(day, starts)
    quarter = parse_period(f"{month[:4]}-Q{(int(month[5:]) - 1) // 3 + 1}", starts)
    return quarter if quarter.end <= day else quarter.before()
