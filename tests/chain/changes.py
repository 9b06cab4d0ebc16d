"""Random changes of a random centre: what an earlier state of its records may have looked like."""

from datetime import datetime, timedelta
from random import Random

from oracle.centre import Rows

WHEN = {
    "tickets": "created_at",
    "events": "occurred_at",
    "surveys": "sent_at",
    "complaints": "received_at",
    "calls": "started_at",
    "qa_reviews": "reviewed_at",
}
KEYS = {
    "tickets": ("ticket_id", "source"),
    "events": ("event_id",),
    "surveys": ("survey_id",),
    "complaints": ("complaint_id",),
    "calls": ("call_id",),
    "qa_reviews": ("review_id",),
    "agents": ("agent_id",),
    "adjustments": ("adjustment_id",),
}


def earlier(random: Random, rows: Rows, edits: int) -> Rows:
    """The rows without what came since some instant, and with a few of all tables otherwise than now: edited since,
    come late, or removed since."""
    events = sorted(row["occurred_at"] for row in rows["events"])
    cut: datetime = events[random.randrange(len(events) // 2, len(events))]
    old = {
        name: [dict(row) for row in table if not (row.get(WHEN.get(name, "")) or cut) > cut]
        for name, table in rows.items()
    }
    for _ in range(edits):
        name = random.choice([name for name, table in old.items() if table])
        _edit(random, old[name], name)
    return old


def _edit(random: Random, table: list[dict[str, object]], name: str) -> None:
    place = random.randrange(len(table))
    how = random.randrange(4)
    if how == 0:
        del table[place]  # it came late
    elif how == 1 and name in KEYS:
        more = dict(table[place])  # it was removed since
        more[KEYS[name][0]] = f"{random.randrange(10**9)}"
        table.append(more)
    else:
        column = random.choice([column for column in table[place] if column not in KEYS.get(name, ())])
        value = random.choice(table)[column]
        if isinstance(value, datetime) and random.randrange(2):
            value += timedelta(seconds=random.randrange(-90000, 90000))
        table[place][column] = value
