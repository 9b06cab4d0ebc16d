"""A workspace in which nothing is written yet: what to fill in first."""

from collections.abc import Mapping
from pathlib import Path

from deskmerit.core.issue import Issue, Level, Where, errors
from deskmerit.records.columns import TABLES
from deskmerit.records.part import Count
from deskmerit.sources.template import GROUPS

FIRST, SECOND = "people", "tickets"
"""The workbooks of `deskmerit init` to begin with: who there is, then what they did."""


def not_begun(folder: Path, counts: Mapping[str, Count], issues: list[Issue]) -> list[Issue]:
    """A note where no row stands in any table: the workbook to begin with, or how to name files; else nothing.

    What can't be read is an error already, and may hold rows.
    """
    if errors(issues) or any(count.rows_in for count in counts.values()):
        return []
    for lang in ("zh", "en"):
        first, second = (f"{GROUPS[group][0][lang]}.xlsx" for group in (FIRST, SECOND))
        if (folder / first).is_file():
            sheets = {name: TABLES[name].title[lang] for name in ("agents", "postings")}
            values = {"first": first, "second": second, "folder": str(folder), **sheets}
            return [Issue(Level.NOTE, "records-not-begun", Where(), values)]
    return [Issue(Level.NOTE, "records-none", Where(), {"folder": str(folder)})]
