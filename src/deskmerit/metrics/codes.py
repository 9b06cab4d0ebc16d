"""Small integers that stand for words inside the engine, and the words they come back as."""

MESSAGE, REPLY, ASSIGNED, STATUS, QUEUED, ESCALATED, CALENDAR = 1, 2, 3, 4, 5, 6, 7

STATUSES = {"new": 0, "open": 1, "pending": 2, "on_hold": 3, "solved": 4, "closed": 5}
NEW, PENDING, SOLVED = STATUSES["new"], STATUSES["pending"], STATUSES["solved"]
"""`solved` and `closed` are the two highest codes: done means code >= SOLVED."""

NOBODY = 0
"""The person code of nobody, and the team code of no team."""

IN = 0
REASONS = {
    1: "merged",
    2: "opened_by_agent",
    3: "excluded",
    4: "duplicate",
    5: "unknown_agent",
    6: "event_before_creation",
    7: "negative_duration",
    8: "off_scale",
    9: "later_than_as_of",
    10: "provisional",
}
"""Why a case is left out (semantics §3), in the order in which reasons are named when several hold.

Provisional comes last: it promises that the case may count later, which one left out for good never will.
"""

MERGED, BY_AGENT, EXCLUDED, DUPLICATE, UNKNOWN, EARLY, NEGATIVE, OFF_SCALE, LATER, PROVISIONAL = REASONS

CREDITS = {
    0: "nobody",
    1: "first_replier",
    2: "replier",
    3: "solver",
    4: "assignee",
    5: "own_agent",
    6: "handled",
    7: "team",
    8: "reattributed",
}
"""Why a person is credited."""

FIRST_REPLIER, REPLIER, SOLVER, ASSIGNEE, OWN_AGENT, HANDLED, TEAM, REATTRIBUTED = list(CREDITS)[1:]

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR

CREATED, MERGED_INTO = 8, 9
"""Kinds that are folded into the ticket and take no part in its history."""

BY_BOT, BY_CUSTOMER, BY_HUMAN_AGENT = 0, 1, 2
"""Who created a ticket."""
