"""Decided corrections, applied one after the other before anything is measured."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

KEYS = {
    "tickets": "ticket_id", "events": "event_id", "surveys": "survey_id", "complaints": "complaint_id",
    "calls": "call_id", "qa_reviews": "review_id", "feedback": "feedback_id", "articles": "contribution_id",
    "trainings": "enrolment_id", "certifications": "attempt_id", "conduct": "conduct_id",
}  # fmt: skip
WHEN = {
    "tickets": "created_at", "events": "occurred_at", "surveys": "answered_at", "complaints": "received_at",
    "calls": "started_at", "qa_reviews": "reviewed_at", "articles": "contributed_at", "trainings": "held_at",
    "certifications": "held_at", "conduct": "noted_at", "attendance": "date",
}  # fmt: skip


type Row = dict[str, object]
type Record = tuple[str, object]


def adjusted(
    rows: Mapping[str, list[Row]], metric: str
) -> tuple[dict[str, list[Row]], set[Record], dict[Record, list[tuple[str, str]]]]:
    """The rows after the corrections that concern `metric`; the excluded records; who takes over which from whom.

    Records are chosen as they came. Corrections follow each other as they were decided.
    """
    tables = {name: [dict(row) for row in table] for name, table in rows.items()}
    excluded: set[Record] = set()
    moved: dict[Record, list[tuple[str, str]]] = defaultdict(list)
    decided = sorted(rows.get("adjustments", []), key=lambda row: (row["decided_at"], str(row["adjustment_id"])))
    for change in decided:
        if change.get("metric") and change["metric"] != metric:
            continue
        table = str(change["table"])
        for came, row in zip(rows.get(table, []), tables.get(table, []), strict=True):
            if not touches(change, table, came):
                continue
            record = (table, id_of(table, row))
            if change["kind"] == "exclude":
                excluded.add(record)
            elif change["kind"] == "reattribute":
                if table == "events":
                    if not change.get("old") or row.get("actor_id") == change["old"]:
                        row["actor_id"] = change["new"]
                else:
                    moved[record].append((str(change.get("old") or ""), str(change["new"])))
            elif change.get("old") is None or str(row.get(change["field"])) == change["old"]:
                row[change["field"]] = parsed(change["field"], change["new"])
    return tables, excluded, moved


def id_of(table: str, row: Row) -> object:
    """What a correction calls a record: its id; a person's day has the two together."""
    return row[KEYS[table]] if table in KEYS else f"{row.get('agent_id')}/{row.get('date')}"


def touches(change: Row, table: str, row: Row) -> bool:
    """Whether a correction names this row, by its id or by time and filter."""
    if change.get("record_id"):
        return id_of(table, row) == change["record_id"]
    time = row.get(WHEN.get(table, "")) or row.get("sent_at")
    if time is None or not change["from_at"] <= time < change["to_at"]:
        return False
    parts = [part.split("=", 1) for part in str(change.get("filter") or "").split(";") if part]
    return all(str(row.get(name)) in values.split("|") for name, values in parts)


def parsed(column: object, new: object) -> object:
    """A corrected text in the type of its column."""
    if new is None or new == "":
        return None
    text = str(new)
    if str(column).endswith("_at"):
        return datetime.fromisoformat(text).astimezone(UTC)
    if column in ("upheld", "confirmed", "answered", "accepted", "passed"):
        return text == "true"
    if column in ("seq", "queue_seconds", "talk_seconds", "hold_seconds", "wrap_seconds"):
        return int(text)
    return Decimal(text) if column in ("score", "max_score") else text
