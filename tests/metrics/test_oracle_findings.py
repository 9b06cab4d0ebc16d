"""Where engine and oracle once disagreed: the shortest story of each, with the answer that semantics gives."""

from datetime import UTC, date, datetime

from deskmerit.core.metric import MeasureSpec
from deskmerit.core.settings import Settings
from deskmerit.metrics.ask import spec
from deskmerit.metrics.measure import cases, measure
from oracle.arrow import records
from oracle.centre import Row

PEOPLE: list[Row] = [{"agent_id": name, "name": name, "kind": "human"} for name in ("ann", "bob")]


def at(hour: int) -> datetime:
    return datetime(2026, 5, 1, hour, tzinfo=UTC)


def event(number: int, hour: int, kind: str, actor: str, value: str | None = None) -> Row:
    return {"event_id": str(number), "ticket_id": "t", "occurred_at": at(hour), "kind": kind, "actor_id": actor,
            "actor_role": "agent", "value": value}  # fmt: skip


def decided(kind: str, table: str, record: str, **more: object) -> Row:
    return {"adjustment_id": f"{kind}-{record}", "kind": kind, "table": table, "record_id": record, "reason": "r",
            "decided_by": "d", "decided_at": at(20), **more}  # fmt: skip


def answers(question: MeasureSpec, adjustments: list[Row], **tables: list[Row]) -> list[tuple[object, object]]:
    """Who is credited with what, of the cases that count."""
    rows = {
        "agents": PEOPLE,
        "tickets": [{"ticket_id": "t", "created_at": at(9), "category": "c", "requester_id": "r"}],
        "events": [event(1, 10, "public_reply", "ann"), event(2, 11, "status", "ann", "solved")],
        "adjustments": adjustments,
        **tables,
    }
    found = cases(records(rows, Settings()), question).to_pylist()
    return [(case["agent_id"], case["numerator"]) for case in found if case["included"]]


def test_an_event_decided_to_be_someone_elses_is_that_persons_deed() -> None:
    theirs = [decided("reattribute", "events", "2", new="bob")]
    assert answers(spec("tickets_solved"), theirs) == [("bob", 1)]
    assert answers(spec("first_response_time", clock="calendar"), theirs) == [("ann", 3600)]


def test_a_correction_for_one_metric_changes_that_metric_alone() -> None:
    survey = {"survey_id": "s", "agent_id": "ann", "answered_at": at(11), "score": 2, "scale_min": 1, "scale_max": 5}
    mended = [decided("correct", "surveys", "s", field="score", new="4", metric="satisfaction")]
    assert answers(spec("satisfaction"), mended, surveys=[survey]) == [("ann", 4_000_000)]
    assert answers(spec("satisfaction_rate"), mended, surveys=[survey]) == [("ann", 0)]


def test_a_persons_day_is_left_out_by_the_id_that_corrections_give_it() -> None:
    day = {"agent_id": "ann", "date": date(2026, 5, 1), "due_minutes": 480, "worked_minutes": 240, "leave_minutes": 0}
    out = [decided("exclude", "attendance", "ann/2026-05-01")]
    assert answers(spec("attendance_rate"), [], attendance=[day]) == [("ann", 240)]
    assert answers(spec("attendance_rate"), out, attendance=[day]) == []


def test_measures_that_see_different_events_are_measured_in_one_go() -> None:
    rows = {
        "agents": PEOPLE,
        "tickets": [{"ticket_id": "t", "created_at": at(9)}],
        "events": [event(1, 10, "public_reply", "ann"), event(2, 11, "public_reply", "bob")],
        "adjustments": [decided("exclude", "events", "1", metric="first_response_time")],
    }
    asked = [spec("first_response_time", clock="calendar"), spec("tickets_handled")]
    facts = measure(records(rows, Settings()), asked).fact_list()
    found = {(asked[fact.spec].metric, fact.agent_id, fact.numerator) for fact in facts}
    assert found == {("first_response_time", "bob", 7200), ("tickets_handled", "ann", 1), ("tickets_handled", "bob", 1)}


def test_several_reattributions_of_a_record_follow_each_other_as_decided() -> None:
    survey = {"survey_id": "s", "agent_id": "ann", "answered_at": at(11), "score": 5, "scale_min": 1, "scale_max": 5}
    first = {**decided("reattribute", "surveys", "s", new="bob"), "adjustment_id": "z", "decided_at": at(18)}
    then = {**decided("reattribute", "surveys", "s", new="ann"), "adjustment_id": "a", "decided_at": at(19)}
    assert answers(spec("satisfaction"), [first, then], surveys=[survey]) == [("ann", 5_000_000)]
