"""The canonical tables (semantics §2): one literal registry of all of them.

Intervals are half-open `[from, to)`: `to_date` of a posting is the first day the person no longer stood there, `to_at`
of an identity the first instant the login was no longer theirs. An empty `to` means "until further notice".
"""

from deskmerit.records.spec import TableSpec, header_key
from deskmerit.records.tables.people import AGENTS, ATTENDANCE, IDENTITIES, POSTINGS, WISHES
from deskmerit.records.tables.quality import (
    ARTICLES,
    CERTIFICATIONS,
    CONDUCT,
    FEEDBACK,
    QA_ITEMS,
    QA_REVIEWS,
    TRAININGS,
)
from deskmerit.records.tables.results import ADJUSTMENTS, BASES, ENTRIES, FIGURES
from deskmerit.records.tables.tickets import CALLS, COMPLAINTS, EVENTS, SURVEYS, TICKETS

TABLES: dict[str, TableSpec] = {
    "agents": AGENTS,
    "identities": IDENTITIES,
    "postings": POSTINGS,
    "tickets": TICKETS,
    "events": EVENTS,
    "surveys": SURVEYS,
    "complaints": COMPLAINTS,
    "calls": CALLS,
    "qa_reviews": QA_REVIEWS,
    "qa_items": QA_ITEMS,
    "feedback": FEEDBACK,
    "articles": ARTICLES,
    "trainings": TRAININGS,
    "certifications": CERTIFICATIONS,
    "conduct": CONDUCT,
    "attendance": ATTENDANCE,
    "figures": FIGURES,
    "entries": ENTRIES,
    "adjustments": ADJUSTMENTS,
    "bases": BASES,
    "wishes": WISHES,
}


def table_named(name: str) -> str | None:
    """The canonical table a file or sheet name means, English or Chinese, with any part after `-`, `_`, `.` or a digit.

    >>> table_named("tickets-2026-09"), table_named("工单"), table_named("QA Reviews"), table_named("说明")
    ('tickets', 'tickets', 'qa_reviews', None)
    """
    whole = header_key(name)
    best = ""
    for table, spec in TABLES.items():
        for known in (spec.name, spec.title["en"], spec.title["zh"], *spec.names):
            key = header_key(known)
            if _begins(name, whole, key) and len(key) > len(best):
                best, found = key, table
    return found if best else None


def _begins(name: str, whole: str, key: str) -> bool:
    if whole == key:
        return True
    rest = whole.removeprefix(key)
    if rest == whole:
        return False
    # What follows the table's name must be set apart: `tickets2026`, `tickets_north`, but never `ticketsolver`.
    return rest[0].isdigit() or _cut(name, key)


def _cut(name: str, key: str) -> bool:
    seen = 0
    for place, letter in enumerate(name):
        if seen == len(key):
            return letter in " _-.·—（(【[" and bool(name[place:])
        seen += len(header_key(letter))
    return False
