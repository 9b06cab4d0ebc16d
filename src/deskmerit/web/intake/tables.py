"""Corrections in force as rows of `adjustments`."""

from collections.abc import Iterator, Mapping

from deskmerit.web.intake.models import Correction


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
