"""Reading the quality items of a cycle's interviews, in the background: records are slow to load, pages are not."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from django.tasks import task

from deskmerit.web import workspace
from deskmerit.web.bridge.records_read import rows_by, rows_of
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.interviews.models import Interview
from deskmerit.web.shared.organisation import settings_of


@task()
def read_remarks(cycle: int) -> None:
    """Keeps with each interview of a cycle what quality checks of the period said, item by item."""
    found = Cycle.objects.get(pk=cycle)
    for interview in Interview.objects.filter(result__cycle=found, remarks__isnull=True).select_related("person"):
        Interview.objects.filter(pk=interview.pk).update(remarks=remarks_of(interview.person.agent_id, found))


def remarks_of(agent: str, cycle: Cycle) -> list[dict[str, str]]:
    """The commented items of a person's quality checks in a period, the reviewer left out."""
    zone = ZoneInfo(settings_of().zone)
    since, until = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (cycle.start, cycle.end))
    reviews = rows_of(workspace.folder(), "qa_reviews", agent, "reviewed_at", since, until)
    by_id = {str(row["review_id"]): row for row in reviews}
    items = rows_by(workspace.folder(), "qa_items", "review_id", list(by_id)) if by_id else []
    return [
        {
            "review": str(row["review_id"]),
            "ticket": str(by_id[str(row["review_id"])].get("ticket_id") or ""),
            "day": _day(by_id[str(row["review_id"])]["reviewed_at"], zone),
            "item": str(row["item"]),
            "score": str(row["score"]),
            "max_score": str(row["max_score"]),
            "comment": str(row["comment"]),
        }
        for row in items
        if row["comment"] and not row["not_applicable"] and row["score"] is not None
    ]


def _day(at: object, zone: ZoneInfo) -> str:
    assert isinstance(at, datetime)
    return at.astimezone(zone).date().isoformat()
