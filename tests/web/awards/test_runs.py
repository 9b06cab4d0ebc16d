"""A run from draft to payment: who may, what adds up, what nobody can change any more."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from deskmerit.web.audit.models import Event
from deskmerit.web.awards import actions, queries
from deskmerit.web.awards.models import AwardRun, LedgerLine, RunLine
from deskmerit.web.cycles.actions import settle
from deskmerit.web.shared.flow import hindrances
from deskmerit.web.shared.refusal import Overtaken, Refused

from .conftest import act, calculated

D = Decimal


def test_a_run_is_calculated_approved_by_another_locked_taken_and_paid(propose, published) -> None:
    run = propose()
    assert (run.state, run.failure) == ("calculated", "")
    act(actions.approve, published.hr2, run)
    act(actions.lock, published.hr, run)
    with pytest.raises(Refused, match=f"Not paid yet: {run}"):
        act(settle, published.hr, published.cycle)
    with pytest.raises(Refused, match="payroll file"):
        act(actions.pay, published.hr, run)
    act(actions.take_file, published.hr, run, "csv")
    run.refresh_from_db()
    act(actions.pay, published.hr, run)
    act(settle, published.hr, published.cycle)
    steps = Event.objects.filter(target=f"awardrun:{run.pk}").values_list("verb", flat=True)
    assert [step.split(".")[1] for step in steps.order_by("number")] == [
        "begun", "asked", "calculate", "approve", "lock", "exported", "pay"
    ]  # fmt: skip


def test_lines_sum_to_the_control_total_and_the_pool_to_the_cent(propose, published) -> None:
    run = propose()
    lines = run.lines.filter(kind="award")
    assert run.control() == {"CNY": sum((line.amount for line in lines), D(0))}
    pool = next(award for award in queries.awards_of(published.cycle).values() if award.kind == "pool")
    per_plan = {}
    for line in lines.filter(award=pool.id).select_related("card"):
        per_plan[line.card.plan] = per_plan.get(line.card.plan, D(0)) + line.amount
    assert set(per_plan.values()) == {pool.amount}
    rows = queries.payroll(run)
    assert sum(row.amount for row in rows) == run.control()["CNY"]
    assert len({(row.employee_no, row.period, row.currency) for row in rows}) == len(rows)


def test_whoever_proposed_a_run_or_has_a_line_in_it_does_not_approve_it(propose, published) -> None:
    run = propose()
    for user in (published.hr, published.agent, published.lead, published.auditor):
        with pytest.raises(Refused):
            act(actions.approve, user, run)
    run.refresh_from_db()
    assert run.state == "calculated"
    RunLine.objects.create(
        run=run, person=published.hr2.person, cycle=run.cycle, kind="award", award="bonus", name="x", amount=D("0"),
        currency="CNY",
    )  # fmt: skip
    with pytest.raises(Refused, match="line of your own"):
        act(actions.approve, published.hr2, run)


def test_of_two_who_approve_at_once_one_is_told(propose, published) -> None:
    run = propose()
    other = AwardRun.objects.get(pk=run.pk)
    act(actions.approve, published.hr2, run)
    with pytest.raises(Overtaken):
        act(actions.approve, published.hr2, other)


def test_a_locked_run_cannot_be_changed_and_stands_in_the_ledger_once(locked, published) -> None:
    line = locked.lines.exclude(amount=None).first()
    for change in (
        lambda: RunLine.objects.filter(pk=line.pk).update(amount=D("1.00")),
        lambda: RunLine.objects.filter(pk=line.pk).delete(),
        lambda: AwardRun.objects.filter(pk=locked.pk).update(totals={}),
        lambda: LedgerLine.objects.filter(run=locked.pk).update(amount=D("1.00")),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    owed = LedgerLine.objects.filter(run=locked.pk, kind="award")
    assert sum(line.amount for line in owed) == locked.control()["CNY"]
    notice = published.agent.notices.get(code="award-told")
    assert set(notice.params) == {"period"}


def test_a_run_sent_back_is_calculated_again_and_needs_a_reason(propose, published) -> None:
    run = propose()
    with pytest.raises(Refused, match="reason"):
        act(actions.send_back, published.hr2, run, "")
    act(actions.send_back, published.hr2, run, "a base is missing")
    assert run.state == "draft"
    run.refresh_from_db()
    act(actions.ask, published.hr, run)
    assert calculated(run).state == "calculated"


def test_a_calculation_begun_again_doubles_nothing(propose, published, monkeypatch) -> None:
    from deskmerit.web.awards import tasks

    with transaction.atomic():
        run = actions.propose(published.hr, published.cycle, "regular", "2026-10")
    real = tasks.control_of
    monkeypatch.setattr(tasks, "control_of", lambda run: 1 / 0)  # the worker dies after the lines were written
    with pytest.raises(ZeroDivisionError):
        calculated(run)
    assert run.lines.count() == 0
    AwardRun.objects.filter(pk=run.pk).update(job="working")
    monkeypatch.setattr(tasks, "control_of", real)
    first = calculated(run).lines.count()
    tasks.calculate_run.call(run.pk)
    assert run.lines.count() == first > 0
    with pytest.raises(Refused, match="regular run already"):
        act(actions.propose, published.hr, published.cycle, "regular", "2026-10")


def test_a_run_asks_for_a_published_cycle_a_month_and_hr(world) -> None:
    with pytest.raises(Refused) as told:
        act(actions.propose, world.hr, world.cycle, "regular", "October", D("-1"))
    assert len(told.value.sentences) == 3
    with pytest.raises(Refused):
        act(actions.propose, world.lead, world.cycle, "regular", "2026-10")


def test_a_run_above_its_budget_is_not_approved(propose, published) -> None:
    run = propose(budget=D("100.00"))
    with pytest.raises(Refused, match="budget"):
        act(actions.approve, published.hr2, run)


def test_a_run_with_a_missing_base_stays_a_draft_and_names_the_person(published, monkeypatch, inputs, quick) -> None:
    from dataclasses import replace

    from deskmerit.web.awards import reckon

    monkeypatch.setattr(reckon, "award_inputs", lambda *args, **kwargs: replace(inputs, bases=()))
    with transaction.atomic():
        run = actions.propose(published.hr, published.cycle, "regular", "2026-10")
    calculated(run)
    assert run.state == "draft"
    assert "No amount can be reckoned" in run.failure
    assert hindrances("award_run", run, "calculate")


def test_the_bases_and_attendance_are_read_from_the_workspace(published, inputs) -> None:
    from deskmerit.web.awards.reckon import reckoned

    found = reckoned(published.cycle)
    assert {line.award for line in found.first} >= {"bonus"}
    assert all(line.base for line in found.first if line.award == "bonus")
