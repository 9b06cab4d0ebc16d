"""What a new plan would have done; what a workspace holds, how fresh, and who works where."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from deskmerit.core.plan import Plan
from deskmerit.web.bridge.codec import dumps, loads
from deskmerit.web.bridge.inspect import WorkspaceState, workspace_state
from deskmerit.web.bridge.people import organisation
from deskmerit.web.bridge.preview import Preview, compared, plan_preview
from web.bridge.conftest import QUARTER, Centre


def stricter(plan: Plan) -> Plan:
    """The same plan with every band ten points higher, and half the bonus."""
    grades = tuple(replace(each, from_=each.from_ and each.from_ + 8) for each in plan.grades)
    awards = tuple(replace(each, amount=each.amount and each.amount / 2) for each in plan.awards)
    return replace(plan, grades=grades, awards=awards)


def test_a_preview_tells_who_moves_how_many_and_what_it_costs(small_centre: Centre) -> None:
    new = stricter(small_centre.plans[0])
    found = plan_preview(small_centre.folder, small_centre.plans, (new,), QUARTER)
    assert found.moved()
    assert {each.way for each in found.moved()} == {-1}
    assert sum(before for before, _ in found.counts.values()) == len(found.people) == len(small_centre.run.cards)
    pool = next(each for each in found.costs if each.award == "quarter-pool")
    assert (pool.before, pool.after) == (Decimal("50000.00"), Decimal("25000.00"))
    assert {each.agent_id for each in found.fallen_by_share()} == {
        each.agent_id for each in found.people if each.by_share
    }
    assert loads(Preview, dumps(Preview, found)) == found


def test_the_same_plan_moves_nobody_and_tells_who_is_above_a_band_yet_falls_by_a_share(small_centre: Centre) -> None:
    run = small_centre.run
    found = compared(run, run, small_centre.plans)
    assert found.moved() == []
    assert {each.agent_id for each in found.fallen_by_share()} == {
        card.agent_id for card in run.cards if card.grade_reason == "share"
    }


def test_the_state_of_a_workspace_shows_rows_files_freshness_and_settings(small_centre: Centre) -> None:
    state = workspace_state(small_centre.folder)
    tickets = next(each for each in state.tables if each.table == "tickets")
    assert tickets.rows == len(small_centre.csv("tickets"))
    assert [each.file for each in tickets.files] == ["tickets.csv"]
    newest = max(row["occurred_at"] for row in small_centre.csv("events"))
    assert state.newest() == datetime.fromisoformat(newest)
    assert next(each for each in state.tables if each.table == "feedback").newest is None, "no time of a 360° rating"
    assert (state.settings.zone, state.settings.show_rank) == ("Asia/Shanghai", True)
    assert state.settings.workdays is not None
    assert state.data == small_centre.run.data


def test_rejected_rows_and_logins_of_nobody_are_told(tmp_path: Path) -> None:
    (tmp_path / "agents.csv").write_text("agent_id,name,kind\na1,王芳,human\n", encoding="utf-8")
    (tmp_path / "surveys.csv").write_text(
        "survey_id,agent_id,answered_at,score,scale_min,scale_max\n"
        "s1,a1,2026-09-01T00:00:00Z,5,1,5\ns2,a9,2026-09-02T00:00:00Z,4,1,5\ns3,a1,2026-09-03T00:00:00Z,4,9,5\n",
        encoding="utf-8",
    )
    (tmp_path / "feedback.csv").write_text(
        "feedback_id,agent_id,rater_id,relation,given_at,score,scale_min,scale_max\n"
        "f1,a7,partner7,partner,2026-09-05T00:00:00Z,5,1,5\n",
        encoding="utf-8",
    )
    state = workspace_state(tmp_path)
    surveys = next(each for each in state.tables if each.table == "surveys")
    assert (surveys.rows, surveys.rows_reported) == (2, 1)
    assert ("scale-empty", 4) in {(issue.code, issue.where.row) for issue in state.issues}
    (lost,) = state.unknown_logins
    assert (lost.login, lost.table, lost.rows, lost.newest) == ("a9", "surveys", 1, datetime(2026, 9, 2, tzinfo=UTC))
    assert loads(WorkspaceState, dumps(WorkspaceState, state)) == state


def test_the_organisation_comes_with_the_posts_that_lead(small_centre: Centre) -> None:
    found = organisation(small_centre.folder)
    assert len(found.agents) == 14
    assert {seat.agent_id for seat in found.seats} == {each.agent_id for each in found.agents if each.kind == "human"}
    assert {seat.position for seat in found.seats if seat.leads} == {"客服组长"}
    assert len([seat for seat in found.seats if seat.leads]) == 6
    assert all(isinstance(seat.from_date, date) for seat in found.seats)
    assert {login.source for login in found.logins} == {"sim"}
