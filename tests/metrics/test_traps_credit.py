"""Traps other systems fall into: who is credited (traps 11 to 14)."""

from deskmerit.core.settings import Settings
from metrics.telling import listed, told


def test_a_first_response_belongs_to_its_author_not_to_todays_assignee() -> None:
    assert told("t1 09:00 created\nt1 09:01 reply amy\nt1 09:02 assigned ben", "first_response_time") == {
        "amy": (60, 1)
    }


def test_a_resolution_belongs_to_the_solver_not_to_the_account_that_closes_days_later() -> None:
    text = "t1 09:00 created\nt1 09:01 assigned amy\nt1 10:00 status solved amy\nd6 t1 10:00 status closed system:auto"
    assert told(text, "resolution_time") == {"amy": (3600, 1)}


def test_a_solve_by_a_system_account_belongs_to_the_assignee_then() -> None:
    text = "t1 09:00 created\nt1 09:01 assigned amy\nt1 10:00 status solved system:auto\nt1 10:01 assigned ben"
    assert told(text, "tickets_solved") == {"amy": (1, 0)}


def test_a_rating_belongs_to_who_served_before_the_survey_not_to_who_took_over() -> None:
    survey = "surveys: survey_id=s, ticket_id=t1, sent_at=11:00, answered_at=14:00, score=4, scale_min=1, scale_max=5\n"
    text = "t1 09:00 created\nt1 10:00 status solved amy\nt1 12:00 status open\nt1 13:00 status solved ben\n"
    assert told(survey + text + "t1 15:00 message", "satisfaction") == {"amy": (4_000_000, 1)}


def test_a_rating_before_any_solve_belongs_to_the_assignee_then() -> None:
    survey = "surveys: survey_id=s, ticket_id=t1, sent_at=10:00, answered_at=14:00, score=4, scale_min=1, scale_max=5\n"
    text = "t1 09:00 created\nt1 10:00 assigned amy\nt1 10:00:01 assigned ben\nt1 15:00 message"
    assert told(survey + text, "satisfaction") == {"amy": (4_000_000, 1)}


def test_a_bot_never_replies_whichever_way_it_is_declared() -> None:
    text = "agents: agent_id=auto, name=auto, kind=bot\nagents: agent_id=amy, name=amy, kind=human\n" \
        "t1 09:00:00 created\nt1 09:00:01 reply bot:chat\nt1 09:00:02 reply auto\nt1 09:00:03 reply crawler\n" \
        "t1 09:01:00 reply amy"  # fmt: skip
    assert told(text, "first_response_time", settings=Settings(bots=frozenset({"crawler"}))) == {"amy": (60, 1)}


def test_a_bot_neither_ends_nor_starts_a_run() -> None:
    text = "t1 09:00 created bot:menu\nt1 09:01 message bot:menu\nt1 09:02 message\n"
    text += "t1 09:03 reply bot:menu\nt1 09:04 reply amy"
    assert told(text, "response_time") == {"amy": (120, 1)}


def test_what_a_bot_solved_with_nobody_assigned_is_its_teams_and_nobodys() -> None:
    text = "t1 09:00 created\nt1 09:30 status solved bot:auto"
    assert told(text, "tickets_solved", t1={"team": "red"}) == {"": (1, 0)}
    assert told(text, "tickets_solved") == {}
    assert [row["included"] for row in listed(text, "tickets_solved")] == [True]


def test_who_was_an_agent_then_and_is_a_customer_now_counts_by_the_role_then() -> None:
    text = "t1 09:00 created\nt1 09:01 reply amy\nt2 09:00 created\nt2 09:01 reply customer:amy"
    assert told(text, "first_response_time") == {"amy": (60, 1)}


def test_who_left_keeps_the_old_work() -> None:
    text = "agents: agent_id=amy, name=amy, kind=human, left_on=2026-08-01\nt1 09:00 created\nt1 09:01 reply amy"
    assert told(text, "first_response_time") == {"amy": (60, 1)}


def test_an_assignee_who_did_nothing_is_not_credited_with_the_solve_of_another() -> None:
    text = "t1 09:00 created\nt1 09:01 assigned ben\nt1 09:02 assigned\nt1 10:00 status solved amy"
    assert told(text, "resolution_time") == {"amy": (3600, 1)}


def test_a_ticket_unassigned_on_closing_still_belongs_to_its_solver() -> None:
    text = "t1 09:00 created\nt1 10:00 status solved amy\nt1 10:01 assigned\nt1 11:00 status closed system:auto"
    assert told(text, "tickets_solved") == {"amy": (1, 0)}
