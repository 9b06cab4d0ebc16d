"""No state of any flow is a dead end, and nobody decides her own thing: every state, step and relation is tried."""

from collections.abc import Collection

import pytest

from deskmerit.core.workflow import (
    ACTORS,
    CLOCKS,
    FATAL_COUNTS_IN,
    FLOWS,
    STAYS,
    Actor,
    Flow,
    State,
    acting,
    allowed,
    clocks_of,
    may,
    moves_from,
    started,
    step,
    steps_for,
    stopped,
)

every_flow = pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
NEVER_WITHOUT_A_CLOCK = ("appeal", "interview", "improvement", "flag", "receipt", "restatement", "correction", "entry")
PERSONS_OWN = {
    ("receipt", "receive"), ("agreement", "agree"), ("agreement", "disagree"),
    ("interview", "sign_first"), ("interview", "sign_second"),
    ("improvement", "ask_change"), ("improvement", "sign"), ("improvement", "receive_not_agreed"),
    ("improvement", "propose_change"), ("improvement", "accept_change"), ("improvement", "decline_change"),
    ("appeal", "withdraw"), ("flag", "withdraw"), ("quality", "dispute"), ("quality", "withdraw_dispute"),
    ("feedback", "give"), ("feedback", "decline"), ("acknowledgement", "acknowledge"), ("wishes", "rank"),
}  # fmt: skip
"""Signing, saying, asking, taking back: all that the person concerned does in a thing of her own."""
JUDGED = {
    "shift": {"in_force", "refused"}, "restatement": {"approved", "refused"}, "correction": {"in_force", "refused"},
    "appeal": {"accepted", "refused", "upheld", "partly", "rejected"}, "flag": {"upheld", "refused"},
    "entry": {"confirmed", "rejected"}, "quality": {"confirmed", "not_confirmed", "kept", "changed"},
    "improvement": {"passed", "extended", "not_reached"}, "plan_version": {"approved", "returned"},
    "award_run": {"approved"},
}  # fmt: skip
"""Flow → the states that are somebody's judgement."""


def reached(flow: Flow, start: State, without: Collection[Actor] = ()) -> set[State]:
    """The states that can follow one, `without` some actors ever doing anything."""
    found, waiting = {start}, [start]
    while waiting:
        state = waiting.pop()
        steps = [each for each in moves_from(flow, state) if set(each.actors) - set(without)]
        new = {step(flow, state, each.name) for each in steps} - found
        found |= new
        waiting += new
    return found


def unended(flow: Flow) -> list[State]:
    return [state for state in flow.states if state not in flow.ends]


@every_flow
def test_every_state_can_be_reached(flow: Flow) -> None:
    assert reached(flow, flow.start) == set(flow.states)


@every_flow
def test_an_end_can_be_reached_from_everywhere(flow: Flow) -> None:
    assert [state for state in flow.states if not reached(flow, state) & set(flow.ends)] == []


@every_flow
@pytest.mark.parametrize("silent", [each for each in ACTORS if each not in ("hr", "system")])
def test_nobodys_silence_keeps_a_thing_from_ending(flow: Flow, silent: Actor) -> None:
    assert [state for state in unended(flow) if not reached(flow, state, {silent}) & set(flow.ends)] == []


@every_flow
def test_somebody_has_the_next_step_in_every_state_that_waits(flow: Flow) -> None:
    people = set(ACTORS) - {"system"}
    assert [s for s in unended(flow) if not any(people & set(each.actors) for each in moves_from(flow, s))] == []


@pytest.mark.parametrize("name", NEVER_WITHOUT_A_CLOCK)
def test_a_clock_runs_in_every_state_that_waits(name: str) -> None:
    flow = FLOWS[name]
    assert [state for state in unended(flow) if not clocks_of(flow, state)] == []


@every_flow
def test_a_clock_that_ran_out_leads_on_from_every_state_it_runs_in(flow: Flow) -> None:
    for clock in flow.clocks:
        for state in clock.runs_in if clock.then else ():
            assert allowed(flow, state, clock.then), (clock.name, state)
            assert "system" in flow.transition(clock.then).actors
            after = step(flow, state, clock.then)
            assert state != after or clock in started(flow, state, clock.then), "the next deputy has a clock of his own"


def test_only_a_reminder_and_the_window_for_appeals_lead_to_no_step_of_the_system() -> None:
    assert {clock.on_overdue for clock in CLOCKS.values() if not clock.then and clock.name != "appeal_window"} == {
        "remind"
    }


@every_flow
def test_a_clock_that_escalates_leaves_the_step_to_a_deputy(flow: Flow) -> None:
    for clock in flow.clocks:
        if clock.on_overdue in ("deputy", "counts_as_held"):
            states = {step(flow, state, clock.then) for state in clock.runs_in}
            assert all(steps_for(flow, state, {"deputy"}) for state in states), clock.name


@every_flow
def test_every_step_names_who_takes_it_and_its_states_and_clocks_exist(flow: Flow) -> None:
    known = {*flow.states, STAYS}
    names = [each.name for each in flow.transitions]
    assert len(set(names)) == len(names)
    assert len(set(flow.states)) == len(flow.states)
    assert set(flow.ends) <= set(flow.states)
    for each in flow.transitions:
        assert each.actors
        assert "scorer" not in each.actors
        assert each.sources
        assert {*each.sources, each.target} <= known
        assert set(each.restarts) <= {clock.name for clock in flow.clocks}
        assert all(state in FLOWS[name].states for name, state in each.begins)
        assert not set(each.guards) & set(each.warns), "what blocks need not warn"
    for clock in flow.clocks:
        assert clock.runs_in
        assert set(clock.runs_in) <= set(flow.states)


def test_a_clocks_name_is_its_own() -> None:
    assert len(CLOCKS) == sum(len(flow.clocks) for flow in FLOWS.values())


def test_what_the_person_concerned_may_do_is_sign_say_ask_and_take_back() -> None:
    hers = {(flow.name, each.name) for flow in FLOWS.values() for each in flow.transitions if "person" in each.actors}
    assert hers == PERSONS_OWN


@every_flow
def test_the_person_concerned_decides_nothing_whatever_else_she_is(flow: Flow) -> None:
    for state in flow.states:
        for each in steps_for(flow, state, ACTORS):
            assert {"person", "maker"} & set(each.actors)
            assert each.target not in JUDGED.get(flow.name, ())


@every_flow
def test_whoever_made_a_thing_never_judges_it_as_second_approver_reviewer_or_deputy(flow: Flow) -> None:
    relations: set[Actor] = {"maker", "second", "approver", "reviewer", "deputy"}
    for state in flow.states:
        targets = {each.target for each in steps_for(flow, state, relations)}
        assert not targets & JUDGED.get(flow.name, set())


def test_whoever_scored_or_approved_a_result_takes_no_step_of_its_appeal_before_the_decision() -> None:
    appeal = FLOWS["appeal"]
    for state in ("filed", "accepted", "in_review"):
        assert (
            steps_for(appeal, state, {"scorer", "reviewer", "deputy", "lead", "panel", "approver", "interviewer"}) == ()
        )


def test_every_judgement_that_goes_against_somebody_gives_its_reason() -> None:
    against = {"refused", "rejected", "not_reached", "returned", "not_confirmed", "kept"}
    bare = [
        (flow.name, each.name)
        for flow in FLOWS.values()
        for each in flow.transitions
        if each.target in against and not each.reason_required
    ]
    assert bare == []


def test_a_restated_result_is_received_anew() -> None:
    receipt = FLOWS["receipt"]
    assert all(step(receipt, state, "ask_again") == "published" for state in receipt.states)
    assert [clock.name for clock in stopped(receipt, "received", "ask_again")] == ["appeal_window"]
    assert [clock.name for clock in started(receipt, "received", "ask_again")] == ["first_reminder"]


def test_a_receipt_signed_late_gives_no_new_window_for_appeals() -> None:
    receipt = FLOWS["receipt"]
    assert started(receipt, "deemed_received", "receive") == ()
    assert [clock.name for clock in started(receipt, "reminded_twice", "deem")] == ["appeal_window"]


def test_what_an_appeal_or_a_flag_decided_waits_for_no_second_decision() -> None:
    assert FLOWS["flag"].transition("uphold").begins == (("correction", "in_force"),)
    assert FLOWS["appeal"].transition("apply").begins == (("correction", "in_force"), ("restatement", "approved"))


def test_publishing_starts_the_clocks_of_receipt_and_interview() -> None:
    begun = FLOWS["cycle"].transition("publish").begins
    clocks = [clock.name for name, state in begun for clock in clocks_of(FLOWS[name], state)]
    assert clocks == ["first_reminder", "interview"]


def test_receipt_is_deemed_only_after_two_reminders() -> None:
    receipt = FLOWS["receipt"]
    assert [state for state in receipt.states if allowed(receipt, state, "deem")] == ["reminded_twice"]
    assert "two_reminders_logged" in receipt.transition("deem").guards


def test_an_interview_overdue_can_still_be_held() -> None:
    assert step(FLOWS["interview"], "escalated", "hold") == "held"
    assert may(FLOWS["interview"], "escalated", "hold", {"deputy"})


def test_a_change_of_the_interviews_record_asks_for_both_signatures_again() -> None:
    assert step(FLOWS["interview"], "signed_by_one", "amend") == "held"
    assert not allowed(FLOWS["interview"], "signed", "amend")


def test_a_plan_nobody_answers_to_goes_on_unchanged() -> None:
    improvement = FLOWS["improvement"]
    (change,) = (clock for clock in clocks_of(improvement, "change_proposed") if clock.on_overdue == "close")
    assert step(improvement, "change_proposed", change.then) == "active"


def test_an_appeal_passed_on_stays_where_it_is_and_its_clock_begins_anew() -> None:
    appeal = FLOWS["appeal"]
    assert step(appeal, "in_review", "pass_on") == "in_review"
    assert [clock.name for clock in started(appeal, "in_review", "pass_on")] == ["decision"]
    assert stopped(appeal, "in_review", "pass_on") == ()
    assert [clock.name for clock in stopped(appeal, "in_review", "reject")] == ["decision"]


def test_no_appeal_closes_without_its_letter() -> None:
    into = [each.name for each in FLOWS["appeal"].transitions if each.target == "closed"]
    assert into == ["send_letter"]
    assert "next_remedy_named" in FLOWS["appeal"].transition("send_letter").guards


def test_a_fatal_error_counts_once_confirmed_and_its_dispute_window_closed() -> None:
    quality = FLOWS["quality"]
    fatal = step(quality, "draft", "submit_fatal")
    assert {step(quality, fatal, each.name) for each in moves_from(quality, fatal)} & set(FATAL_COUNTS_IN) == set()
    assert all(state in quality.ends for state in FATAL_COUNTS_IN)
    assert step(quality, "confirmed", "close") in FATAL_COUNTS_IN


def test_a_run_that_is_locked_can_only_be_paid() -> None:
    assert [each.name for each in moves_from(FLOWS["award_run"], "locked")] == ["pay"]


def test_a_step_that_is_not_in_the_table_says_what_is_possible() -> None:
    with pytest.raises(ValueError, match="appeal: 'reject' is not possible from 'applied'; possible: send_letter"):
        step(FLOWS["appeal"], "applied", "reject")
    with pytest.raises(ValueError, match="possible: nothing"):
        step(FLOWS["appeal"], "closed", "reject")
    with pytest.raises(ValueError, match="flag has no state 'lost': it has filed, upheld"):
        step(FLOWS["flag"], "lost", "uphold")


def test_nobody_acts_by_a_relation_that_another_bars() -> None:
    assert acting({"person", "maker", "hr", "second"}) == {"person", "maker"}
    assert acting({"maker", "approver", "hr"}) == {"maker", "hr"}
    assert not may(FLOWS["entry"], "entered", "confirm", {"maker", "second"})
    assert may(FLOWS["entry"], "entered", "confirm", {"second"})
