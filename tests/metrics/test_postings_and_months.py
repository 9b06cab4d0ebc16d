"""Which posting and which month a case belongs to."""

from deskmerit.core.facts import Place
from deskmerit.core.period import parse_period
from deskmerit.core.settings import Settings
from deskmerit.metrics.ask import spec
from deskmerit.metrics.measure import measure
from deskmerit.metrics.story import story
from metrics.telling import told

POSTING = "postings: agent_id=amy, team={}, position={}, from_date={}{}\n"
REPLY = "t1 09:00 created\nt1 09:01 reply amy\nd10 t2 09:00 created\nd10 t2 09:01 reply amy\n"


def places(text: str, **tickets: dict[str, str]) -> list[tuple[str, str, str, int]]:
    found = measure(story(text, None, **tickets), [spec("first_response_time", clock="calendar")])
    return [(f.place.team, f.place.position, f.month, f.n) for f in found.fact_list()]


def test_a_transfer_splits_the_work_at_its_day_and_no_day_counts_twice() -> None:
    old = POSTING.format("red", "p", "2026-01-01", ", to_date=2026-09-10")
    new = POSTING.format("blue", "p", "2026-09-10", "")
    assert places(old + new + REPLY) == [("blue", "p", "2026-09", 1), ("red", "p", "2026-09", 1)]


def test_of_several_postings_that_of_the_tickets_team_counts() -> None:
    both = POSTING.format("red", "p", "2026-01-01", "") + POSTING.format("blue", "p", "2026-02-01", "")
    assert places(both + REPLY, t1={"team": "red"}) == [("blue", "p", "2026-09", 1), ("red", "p", "2026-09", 1)]


def test_else_the_latest_and_then_the_first_by_team_and_position() -> None:
    later = POSTING.format("red", "p", "2026-01-01", "") + POSTING.format("blue", "p", "2026-02-01", "")
    assert places(later + REPLY) == [("blue", "p", "2026-09", 2)]
    equal = POSTING.format("red", "a", "2026-01-01", "") + POSTING.format("blue", "q", "2026-01-01", "")
    equal += POSTING.format("blue", "p", "2026-01-01", "")
    assert places(equal + REPLY) == [("blue", "p", "2026-09", 2)]


def test_work_outside_any_posting_is_kept_without_a_place() -> None:
    assert places(POSTING.format("red", "p", "2026-09-05", "") + REPLY) == [
        ("", "", "2026-09", 1),
        ("red", "p", "2026-09", 1),
    ]


def test_a_month_begins_at_local_midnight_of_its_first_day() -> None:
    settings = Settings(zone="Asia/Shanghai", month_starts_on=26)
    text = "d25 t1 15:00 created\nd25 t1 15:59:59 reply amy\nd25 t2 15:00 created\nd25 t2 16:00:00 reply amy"
    found = measure(story(text, settings), [spec("first_response_time", clock="calendar")]).fact_list()
    assert [(fact.month, fact.numerator) for fact in found] == [("2026-09", 3599), ("2026-10", 3600)]


def test_a_named_period_cuts_its_months() -> None:
    period = parse_period("2026-09-01..2026-09-09")
    assert told(REPLY, "first_response_time", period=period) == {"amy": (60, 1)}
    assert told(REPLY, "tickets_handled", period=period) == {"amy": (1, 0)}


def test_by_team_nobodys_cases_count_with_their_tickets_team() -> None:
    text = POSTING.format("red", "p", "2026-01-01", "") + "t1 09:00 created\nt1 09:01 status solved amy\n"
    text += "t2 09:00 created\nt2 09:01 status solved system:auto"
    assert told(text, "tickets_solved", by="team", t2={"team": "red"}) == {"red": (2, 0)}
    found = measure(story(text, None, t2={"team": "red"}), [spec("tickets_solved")], by="team").fact_list()
    assert [(fact.agent_id, fact.place) for fact in found] == [("", Place("red"))]
