"""The records that the application keeps, written into the workspace so that commands and pages see the same."""

from collections.abc import Iterable, Mapping
from importlib import import_module

from deskmerit.web import workspace
from deskmerit.web.bridge.tables import write_table

TABLES: dict[str, str] = {
    # canonical table: the folder whose `tables.py` has a function of that name
    "agents": "org",
    "postings": "org",
    "identities": "org",
    "adjustments": "intake",
    "bases": "awards",
    "wishes": "awards",
    "qa_reviews": "quality",
    "qa_items": "quality",
    "feedback": "feedback",
    "articles": "intake",
    "trainings": "intake",
    "certifications": "intake",
    "complaints": "intake",
    "conduct": "intake",
    "attendance": "intake",
    "entries": "intake",
}
LATER = ("bases", "wishes")
"""Tables that the folder's own files hold until the application takes them over (awards.takeover)."""


def rows_of(table: str) -> Iterable[Mapping[str, object]]:
    """The rows of a table that the database holds."""
    made = getattr(import_module(f"deskmerit.web.{TABLES[table]}.tables"), table)
    rows: Iterable[Mapping[str, object]] = made()
    return rows


def write_all() -> None:
    """Writes every table anew; a file whose content stays the same is left alone."""
    from deskmerit.web.awards.takeover import kept

    for table in TABLES:
        if table in LATER and not kept(table):
            continue
        write_table(workspace.folder(), table, rows_of(table))
