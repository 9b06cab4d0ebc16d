"""A whole quarter played by people in their browsers, from the opening of a cycle to the payroll file."""

from e2e import play_awards as awards
from e2e import play_cycle as cycle
from e2e import play_result as result
from e2e.browser import Desk
from e2e.quarter import Quarter


def test_a_quarter_from_opening_to_the_payroll_file(before: Desk) -> None:
    quarter = Quarter(before)
    before.at("2026-07-01T09:30:00+08:00")
    cycle.hr_opens_the_cycle(quarter)
    before.at("2026-09-24T09:00:00+08:00")
    cycle.everyone_sees_running_figures(quarter)
    cycle.an_agent_flags_a_record(quarter)
    cycle.the_lead_upholds_the_flag(quarter)
    before.at("2026-10-12T10:00:00+08:00")
    cycle.hr_measures_and_hands_over_to_the_panel(quarter)
    cycle.the_panel_shifts_a_grade_and_signs(quarter)
    cycle.hr_publishes(quarter)
    result.the_agent_receives_without_agreeing(quarter)
    before.at("2026-10-13T10:00:00+08:00")
    result.the_lead_holds_the_interview_and_both_sign(quarter)
    result.an_appeal_against_records_is_upheld(quarter)
    result.an_appeal_against_a_grade_is_rejected(quarter)
    awards.hr_pays_the_awards(quarter)
    cycle.the_cycle_is_settled_and_the_trail_is_whole(quarter)
