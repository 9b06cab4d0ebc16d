"""When the records that a measure is made from begin."""

from datetime import UTC, datetime

from deskmerit.metrics.ask import spec
from deskmerit.metrics.began import began
from deskmerit.metrics.story import story

STORY = """
t1 09:00 created
t1 09:10 reply amy
d40 t2 09:00 created
complaints: complaint_id=c1, ticket_id=t1, received_at=d45 10:00, upheld=true
"""


def test_complaints_are_divided_by_tickets_so_their_records_begin_with_the_first_of_either() -> None:
    first = began(story(STORY), [spec("complaint_rate")])
    assert first == began(story(STORY), [spec("tickets_handled")])
    assert first is not None
    assert first < datetime(2026, 10, 1, tzinfo=UTC)
