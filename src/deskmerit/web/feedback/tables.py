"""Closed rounds as rows of `feedback`: random ids, pseudonyms for raters, one time for all, no comments."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from deskmerit.web.feedback.closing import given_at
from deskmerit.web.feedback.items import HIGH, LOW
from deskmerit.web.feedback.models import Rating, Round


def feedback() -> Iterator[Mapping[str, object]]:
    """A row a rated item, by its random id. Rounds that are open give none."""
    times: dict[int, datetime] = {
        each.pk: given_at(each) for each in Round.objects.filter(state=Round.State.CLOSED).select_related("cycle")
    }
    rows = Rating.objects.filter(round__in=list(times)).select_related("person").order_by("id")
    for each in rows.iterator(chunk_size=2000):
        yield {
            "feedback_id": f"R{each.id}",
            "agent_id": each.person.agent_id,
            "rater_id": each.rater,
            "relation": each.relation,
            "given_at": times[each.round_id],
            "item": each.item,
            "score": each.score,
            "scale_min": LOW,
            "scale_max": HIGH,
        }
