"""Rows of the matrix: plans, quality checks, feedback, interviews, improvement plans, notices."""

from web.permissions import rows_notices, rows_plans, rows_quality, rows_talks
from web.permissions.page import Page

PAGES: dict[str, tuple[Page, ...]] = {
    **rows_talks.PAGES,
    **rows_quality.PAGES,
    **rows_notices.PAGES,
    **rows_plans.PAGES,
}
