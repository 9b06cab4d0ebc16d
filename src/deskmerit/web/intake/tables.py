"""What two people put into the records: corrections in force, and typed rows that a second person confirmed."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from deskmerit.web.intake.models import Correction, Entry


def adjustments() -> Iterator[Mapping[str, object]]:
    """Every correction in force, in the order of its decision."""
    held = Correction.objects.filter(state=Correction.State.IN_FORCE).select_related("decided_by")
    for each in held.order_by("decided_at", "pk"):
        yield adjustment(each)


def adjustment(each: Correction) -> Mapping[str, object]:
    """A correction as a row of `adjustments`; one not decided yet as if it were."""
    return {
        "adjustment_id": each.code,
        "kind": each.kind,
        "table": each.table,
        "record_id": each.record,
        "from_at": each.from_at,
        "to_at": each.to_at,
        "filter": each.filter,
        "field": each.field,
        "old": each.old,
        "new": each.new,
        "metric": each.metric,
        "reason": each.reason,
        "decided_by": each.decided_by.agent_id if each.decided_by else "",
        "decided_at": each.decided_at or each.asked_at,
    }


def _confirmed(table: str) -> Iterator[Mapping[str, object]]:
    """The confirmed rows of a table, in the order they were entered."""
    held = Entry.objects.filter(table=table, state=Entry.State.CONFIRMED)
    for each in held.select_related("entered_by", "decided_by").order_by("pk"):
        yield each.values | _set(each)


def _set(each: Entry) -> dict[str, object]:
    """What nobody types: it follows from who entered and who confirmed."""
    if each.table == "conduct":
        return {"confirmed": True}
    if each.table == "entries":
        by, sure = each.entered_by, each.decided_by
        return {"entered_by": by.agent_id if by else "", "confirmed_by": sure.agent_id if sure else ""}
    return {}


type Rows = Callable[[], Iterator[Mapping[str, object]]]
articles: Rows = partial(_confirmed, "articles")
trainings: Rows = partial(_confirmed, "trainings")
certifications: Rows = partial(_confirmed, "certifications")
complaints: Rows = partial(_confirmed, "complaints")
conduct: Rows = partial(_confirmed, "conduct")
attendance: Rows = partial(_confirmed, "attendance")
entries: Rows = partial(_confirmed, "entries")
