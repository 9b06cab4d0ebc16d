"""Decided corrections, applied one after the other before anything is measured."""

from datetime import UTC, date, datetime

from deskmerit.core.settings import Settings

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


def adjusted(rows, metric: str, settings: Settings):
    """The rows after all corrections that concern `metric`; which records are excluded; who takes over which."""
    tables = {name: [dict(row) for row in table] for name, table in rows.items()}
    excluded, moved = set(), {}
    decided = sorted(rows.get("adjustments", []), key=lambda row: (row["decided_at"], str(row["adjustment_id"])))
    for change in decided:
        if change.get("metric") and change["metric"] != metric:
            continue
        table = str(change["table"])
        for row in tables.get(table, []):
            if not touches(change, table, row):
                continue
            record = (table, row.get(KEYS.get(table, ""), f"{row.get('agent_id')} {row.get('date')}"))
            if change["kind"] == "exclude":
                excluded.add(record)
            elif change["kind"] == "correct":
                if change.get("old") is None or str(row.get(change["field"])) == change["old"]:
                    row[change["field"]] = parsed(row.get(change["field"]), change["new"])
            elif "agent_id" in row:
                row["agent_id"] = change["new"]
            elif table == "events":
                row["actor_id"] = change["new"]
            else:
                moved[record] = (change.get("old"), change["new"])
    return tables, excluded, moved


def touches(change, table: str, row) -> bool:
    """Whether a correction names this row, by its id or by time and filter."""
    if change.get("record_id"):
        return str(row.get(KEYS.get(table, ""), "")) == change["record_id"]
    time = row.get(WHEN.get(table, "")) or row.get("sent_at")
    if time is None or not change["from_at"] <= time < change["to_at"]:
        return False
    parts = [part.split("=", 1) for part in str(change.get("filter") or "").split(";") if part]
    return all(str(row.get(name)) in values.split("|") for name, values in parts)


def parsed(old: object, new: str | None) -> object:
    """A corrected text in the type of what it replaces."""
    if new is None or new == "":
        return None
    if isinstance(old, bool):
        return new == "true"
    if isinstance(old, datetime):
        return datetime.fromisoformat(new).astimezone(UTC)
    if isinstance(old, date):
        return date.fromisoformat(new)
    return type(old)(new) if old is not None else new
