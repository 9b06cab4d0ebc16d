"""Random changes of a random centre: what an earlier state of its records may have looked like."""

from datetime import datetime, timedelta
from itertools import pairwise
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


HOLDERS = {
    "events": ("actor_id", "value"),
    "surveys": ("agent_id",),
    "calls": ("agent_id",),
    "complaints": ("agent_id",),
    "qa_reviews": ("agent_id",),
}
"""The columns in which a helpdesk writes its logins."""


def with_logins(random: Random, rows: Rows) -> Rows:
    """The rows as two helpdesks would write them: many people by their logins. Some have two accounts, some share one
    by shifts, and some logins fit two people or nobody."""
    found = {name: [dict(row) for row in table] for name, table in rows.items()}
    for ticket in found["tickets"]:
        ticket["source"] = random.choice(("desk", "desk", "chat", None))
    moments = sorted(row["occurred_at"] for row in rows["events"])
    names: dict[object, list[str]] = {}
    found["identities"] = []
    people = [row["agent_id"] for row in rows["agents"] if row["kind"] == "human"]
    for person, next_one in pairwise(people):
        if random.randrange(3) == 0:
            continue
        for number in range(random.randrange(1, 3)):
            login = f"{person}@{number}"
            names.setdefault(person, []).append(login)
            source = random.choice(("desk", "chat"))
            turn = random.choice(moments) if random.randrange(2) else None
            identity = {"source": source, "login": login, "agent_id": person, "from_at": None, "to_at": turn}
            found["identities"].append(identity)
            if turn is not None:
                names.setdefault(next_one, []).append(login)
                start = turn if random.randrange(4) else turn - timedelta(hours=30)
                found["identities"].append({**identity, "agent_id": next_one, "from_at": start, "to_at": None})
    for table, columns in HOLDERS.items():
        for row in found.get(table, []):
            for column in columns:
                if row.get(column) in names and random.randrange(3):
                    row[column] = random.choice(names[row[column]])
    told = {row["event_id"]: row for row in found["events"]}
    found["events"] = [dict(told[row["event_id"]]) for row in found["events"]]  # an event told twice is told alike
    return found


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
