"""Traps other systems fall into: what is counted (traps 5, 6, 8, 9, 15 to 21)."""

from dataclasses import replace

import pyarrow as pa

from deskmerit.metrics.ask import spec
from deskmerit.metrics.measure import measure
from deskmerit.metrics.story import story
from metrics.telling import listed, reasons, told

LATER = "\nd20 t9 09:00 created\nd20 t9 09:00 message"


def test_an_open_ticket_is_measured_to_the_as_of_instant_never_to_now() -> None:
    text = "t1 09:00 created\nt1 09:01 assigned amy\nd2 t1 09:30 message"
    assert told(text, "ticket_timeliness", as_of="d2 08:59") == {}
    assert told(text, "ticket_timeliness") == {"amy": (0, 1)}


def test_a_ticket_open_for_more_than_a_year_has_no_cap() -> None:
    assert told("t1 09:00 created\nd401 t1 09:00 reply amy", "first_response_time") == {"amy": (400 * 86400, 1)}


def test_no_reply_is_missing_not_zero_and_not_until_today() -> None:
    assert told("t1 09:00 created\nd9 t1 09:00 message", "first_response_time") == {}


def test_seconds_are_counted_not_minute_boundaries() -> None:
    assert told("t1 09:00:59 created\nt1 09:01:01 reply amy", "first_response_time") == {"amy": (2, 1)}


def test_a_duration_is_floored_once() -> None:
    assert told("t1 09:00:00.9 created\nt1 09:00:02.8 reply amy", "first_response_time") == {"amy": (1, 1)}


def test_a_reply_in_the_same_second_counts() -> None:
    assert told("t1 09:00 created\nt1 09:00 reply amy", "first_response_time") == {"amy": (0, 1)}


def test_reopened_and_still_open_is_one_reopening() -> None:
    text = "t1 09:00 created\nt1 10:00 status solved amy\nt1 11:00 status open"
    assert told(text + LATER, "reopen_rate") == {"amy": (1, 1)}


def test_two_solved_in_a_row_are_one_solve_and_no_reopening() -> None:
    text = "t1 09:00 created\nt1 10:00 status solved amy\nt1 10:30 status solved ben\nt1 11:00 status closed ben"
    assert told(text + LATER, "reopen_rate") == {"amy": (0, 1)}


def test_a_reopening_at_the_end_of_the_days_is_within_them_and_a_microsecond_later_is_not() -> None:
    text = "t1 09:00 created\nt1 10:00 status solved amy\nd8 t1 10:00{} status open" + LATER
    assert told(text.format(":00"), "reopen_rate") == {"amy": (1, 1)}
    assert told(text.format(":00.000001"), "reopen_rate") == {"amy": (0, 1)}


def test_a_solve_is_provisional_until_its_days_have_passed_though_the_answer_seems_clear() -> None:
    text = "t1 09:00 created\nt1 10:00 status solved amy\nt1 11:00 status open\n"
    assert reasons(text + "d8 t1 09:59:59 message", "reopen_rate") == {"t1": "provisional"}
    assert reasons(text + "d8 t1 10:00:00 message", "reopen_rate") == {"t1": ""}


def test_a_ticket_solved_without_any_reply_is_neither_one_touch_nor_many_touch() -> None:
    assert told("t1 09:00 created\nt1 10:00 status solved amy" + LATER, "first_contact_resolution") == {}


def test_a_new_ticket_of_the_same_requester_and_category_undoes_a_first_contact_resolution() -> None:
    text = "t1 09:00 created\nt1 09:01 reply amy\nt1 09:02 status solved amy\nd3 t2 09:00 created\nd3 t2 09:00 message"
    same = {"requester_id": "r", "category": "c"}
    assert told(text + LATER, "first_contact_resolution", t1=same, t2=same) == {"amy": (0, 1)}
    assert told(text + LATER, "first_contact_resolution", t1=same, t2=same | {"category": "d"}) == {"amy": (1, 1)}
    unknown = {"requester_id": "r"}
    assert told(text + LATER, "first_contact_resolution", t1=unknown, t2=unknown) == {"amy": (1, 1)}


def test_resolving_a_reopened_ticket_again_does_not_count_its_life_twice() -> None:
    text = "t1 09:00 created\nt1 10:00 status solved amy\nt1 11:00 status open\nt1 12:00 status solved ben"
    assert told(text, "resolution_time") == {"ben": (3 * 3600, 1)}


def test_a_merged_ticket_is_no_case_and_its_target_is() -> None:
    text = "t1 09:00 created\nt1 09:01 reply amy\nt1 09:02 merged t2\nt2 09:00 created\nt2 09:05 reply amy"
    assert told(text, "first_response_time") == {"amy": (300, 1)}
    assert reasons(text, "first_response_time") == {"t1": "merged", "t2": ""}


def test_a_ticket_opened_by_an_agent_has_no_first_response_and_says_so() -> None:
    text = "t1 09:00 created amy\nt1 09:01 reply amy"
    assert reasons(text, "first_response_time") == {"t1": "opened_by_agent"}


def test_numerator_and_denominator_come_from_the_same_surveys() -> None:
    survey = (
        "surveys: survey_id={}, agent_id=amy, sent_at=10:00, answered_at=11:00, scale_min=1, scale_max=5, score={}\n"
    )
    text = "".join(survey.format(n, score) for n, score in enumerate((5, 0, 4, 1)))
    assert told(text, "satisfaction_rate") == {"amy": (2, 3)}
    assert told(text, "dissatisfaction_rate") == {"amy": (1, 3)}


def test_a_survey_score_of_zero_that_means_not_rated_is_missing_and_says_so() -> None:
    survey = (
        "surveys: survey_id=s, agent_id=amy, sent_at=10:00, answered_at=11:00, score=0, scale_min={}, scale_max=5\n"
    )
    assert reasons(survey.format(1), "satisfaction") == {"s": "off_scale"}
    assert told(survey.format(0), "satisfaction") == {"amy": (1_000_000, 1)}


def test_ratings_are_mapped_by_their_own_rows_scale_half_up_in_millionths() -> None:
    survey = "surveys: survey_id=s, agent_id=amy, answered_at=11:00, score=1, scale_min=0, scale_max=3\n"
    assert told(survey, "satisfaction") == {"amy": (2_333_333, 1)}
    assert told(survey.replace("score=1", "score=2"), "satisfaction") == {"amy": (3_666_667, 1)}


def test_exact_duplicate_events_count_once() -> None:
    records = story("t1 09:00 created\nt1 09:01 message\nt1 09:02 reply amy\nt1 09:03 status solved amy" + LATER)
    events = records.tables["events"]
    assert isinstance(events, pa.Table)
    twice = replace(records, tables={**records.tables, "events": pa.concat_tables([events, events])})
    asked = [spec(name) for name in ("first_contact_resolution", "tickets_solved", "response_time", "reopen_rate")]
    assert measure(twice, asked).facts.equals(measure(records, asked).facts)


def test_ids_order_as_numbers_if_all_are_integers_else_as_text() -> None:
    text = (
        "t1 09:00 created\n"
        + "t1 09:01 message\n" * 8
        + "t1 09:02 assigned amy\nt1 09:02 assigned ben\nt1 09:03 status solved"
    )
    assert told(text, "tickets_solved") == {"ben": (1, 0)}


def test_an_event_before_its_tickets_creation_is_left_out() -> None:
    assert told("t1 09:00 created\nt1 08:00 reply amy\nt1 09:01 reply ben", "first_response_time") == {"ben": (60, 1)}


def test_what_came_later_than_the_as_of_instant_is_out() -> None:
    text = "t1 09:00 created\nt1 09:05 reply amy\nt1 10:00 status solved amy"
    assert told(text, "tickets_solved", as_of="09:59") == {}
    assert told(text, "first_response_time", as_of="09:05") == {"amy": (300, 1)}
    training = "trainings: enrolment_id=e, agent_id=amy, course=c, held_at=d9 09:00, required=true, attended=false\n"
    assert reasons(training + text, "training_attendance", as_of="10:00") == {"e": "later_than_as_of"}


def test_somebody_nobody_knows_is_out_with_a_reason() -> None:
    text = "agents: agent_id=amy, name=amy, kind=human\nt1 09:00 created\nt1 09:01 reply ghost"
    assert told(text, "first_response_time") == {}
    assert reasons(text, "first_response_time") == {"t1": "unknown_agent"}


def test_a_complaint_rate_may_exceed_one_hundred_per_cent_and_an_undecided_complaint_waits() -> None:
    complaint = "complaints: complaint_id={}, agent_id=amy, received_at=10:00{}\n"
    text = "".join(complaint.format(n, ", upheld=true") for n in range(2)) + complaint.format(9, "")
    text += "t1 09:00 created\nt1 09:01 reply amy\nt1 12:00 message"
    assert told(text, "complaint_rate") == {"amy": (2, 1)}
    assert reasons(text, "complaint_rate")["9"] == "provisional"


def test_a_filter_changes_the_population_of_every_part_alike() -> None:
    text = "t1 09:00 created\nt1 09:01 reply amy\nt2 09:00 created\nt2 09:02 reply amy"
    chat, mail = {"channel": "chat"}, {"channel": "mail"}
    assert told(text, "first_response_time", where={"channel": ["chat"]}, t1=chat, t2=mail) == {"amy": (60, 1)}
    assert len(listed(text, "first_response_time", t1=chat, t2=mail)) == 2


def test_a_filter_by_the_calls_own_team_and_by_a_complaints_own_column() -> None:
    call = "calls: call_id={0}, team={0}, started_at=09:00, answered=true, queue_seconds=1, talk_seconds=1, "
    calls = "".join(call.format(team) + "hold_seconds=0, wrap_seconds=0\n" for team in ("red", "blue"))
    assert told(calls, "answer_rate", where={"team": ["red"]}, by="team") == {"red": (1, 1)}
    text = (
        "complaints: complaint_id=c, agent_id=amy, received_at=10:00, upheld=true\nt1 09:00 created\nt1 09:01 reply amy"
    )
    assert told(text + "\nt1 11:00 message", "complaint_rate", where={"complaint_id": ["x"]}) == {"amy": (0, 1)}
