"""Random walks over the real actions, with time passing: nothing that isn't at its end is left without a next step.

The tables of `core.workflow` are proved on their own (tests/core); this looks at what actions, guards and the sweep
make of them with people who are really there.
"""

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from deskmerit.core.workflow import FLOWS
from deskmerit.web.accounts.models import User
from deskmerit.web.appeals import actions as appeals
from deskmerit.web.appeals import tasks as appeal_tasks
from deskmerit.web.audit.trail import verify
from deskmerit.web.cycles import actions as cycles
from deskmerit.web.improvement import actions as improvement
from deskmerit.web.improvement import outcome
from deskmerit.web.improvement.content import read
from deskmerit.web.interviews import actions as interviews
from deskmerit.web.org.access import holders
from deskmerit.web.scorecards.actions import receive
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import steps
from deskmerit.web.shared.models import Clock
from deskmerit.web.shared.refusal import Refused
from deskmerit.web.shared.sweep import sweep
from web.appeals.conftest import inputs, recomputed, values  # noqa: F401 - fixtures
from web.crashing import undone
from web.improvement.test_improvement import complete
from web.interviews.test_interview import SAID

MANY = int(os.environ.get("DESKMERIT_WALKS", "15"))
WALKS = pytest.mark.parametrize("seeds", [range(1), pytest.param(range(1, 1 + MANY), marks=pytest.mark.slow)])
"""One walk in an ordinary run, many in a slow one."""
LONG = 16

type Act = Callable[[User, Any], object]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences as they stand in the source."""
    with translation.override("en"):
        yield


def walk(seed: int, flow: str, row: Any, people: list[User], acts: list[Act]) -> set[str]:
    """Lets people act at random and time pass, looking at the thing after each; the states it was in."""
    chance, seen = random.Random(seed), set[str]()
    Clock.objects.exclude(flow=flow, row=row.pk).filter(stopped_at=None).update(stopped_at=clock.now())
    for _ in range(LONG):
        if chance.random() < 0.3:
            clock.set_now(clock.now() + timedelta(days=chance.choice((1, 1, 3, 8, 30))))
            sweep()
        else:
            tried = [(act, by) for act in acts for by in people]
            any(_done(act, by, row) for act, by in chance.sample(tried, len(tried)))
        row = type(row).objects.get(pk=row.pk)
        seen.add(row.state)
        goes_on(flow, row, people)
    assert verify()[2] == []
    return seen


def _done(act: Act, by: User, row: Any) -> bool:
    """Whether somebody could do it; a refusal is a sentence and leaves nothing."""
    try:
        with transaction.atomic():
            act(by, type(row).objects.get(pk=row.pk))
    except Refused as refused:
        return not all(str(sentence).strip() for sentence in refused.sentences)
    return True


def goes_on(flow: str, row: Any, people: list[User]) -> None:
    """At its end, or a clock runs for somebody who is there, and somebody has a step."""
    if row.state in FLOWS[flow].ends:
        assert not Clock.objects.filter(flow=flow, row=row.pk, stopped_at=None).exists(), row.state
        return
    running = list(Clock.objects.filter(flow=flow, row=row.pk, stopped_at=None))
    assert running, f"no clock runs in {row.state}"
    for each in running:
        assert each.due >= clock.today() - timedelta(days=40)
        assert (each.person and each.person.left_on is None) or holders(each.role, clock.today()).exists(), each.code
    waits_for_system = flow == "appeal" and row.state in ("upheld", "partly")
    assert waits_for_system or any(steps(flow, row, user) for user in people), f"nobody has a step in {row.state}"


def walks(seeds: range, flow: str, begun: Callable[[], Any], people: list[User], acts: list[Act]) -> set[str]:
    """One walk a seed, each from the same beginning; every state that was reached."""
    reached, start = set[str](), clock.now()
    for seed in seeds:
        clock.set_now(start)
        with undone():
            reached |= walk(seed, flow, begun(), people, acts)
    return reached


@WALKS
def test_no_walk_leaves_an_interview_without_a_next_step_or_clock(published, seeds) -> None:
    def hold(by: User, row: Any) -> None:
        begin = clock.now() - timedelta(hours=2)
        said = replace(SAID, starts_at=begin, ends_at=begin + timedelta(hours=1))
        interviews.hold(by, row, said, published.hr.person)

    acts: list[Act] = [
        hold,
        hold,
        lambda by, row: interviews.schedule(
            by, row, "会议室", clock.now() + timedelta(1), clock.now() + timedelta(1, 3600)
        ),
        lambda by, row: interviews.sign(by, row, "agreed", ""),
        lambda by, row: interviews.sign(by, row, "received", "不同意"),
        lambda by, row: interviews.decline(by, row, "不参加"),
        lambda by, row: interviews.waive(by, row, "本人拒绝"),
        lambda by, row: interviews.close_unsigned(by, row, "两次提醒后"),
        lambda by, row: interviews.amend(by, row, replace(SAID, gaps="更正"), "更正"),
    ]
    people = [published.agent, published.lead, published.hr, published.hr2]
    reached = walks(seeds, "interview", lambda: published.result().interview, people, acts)
    assert len(reached) >= 3, reached


@WALKS
def test_no_walk_leaves_an_improvement_plan_without_a_next_step_or_clock(published, seeds) -> None:
    def begun() -> Any:
        with transaction.atomic():
            return improvement.begin_plan(published.lead, published.result(), "未达目标")

    def edit(by: User, row: Any) -> None:
        improvement.edit(by, row, complete(read(row.content)), row.edits)

    def propose(by: User, row: Any) -> None:
        later = (row.ends_on or clock.today()) + timedelta(days=5)
        improvement.propose_change(by, row, replace(read(row.content), criteria="改", ends_on=later), "理由")

    final = {"1": "已达到", "2": "已达到", "3": "已达到"}
    acts: list[Act] = [
        edit,
        improvement.offer,
        lambda by, row: improvement.sign(by, row, True),
        lambda by, row: improvement.sign(by, row, False, "不同意"),
        lambda by, row: improvement.ask_change(by, row, "改一下"),
        lambda by, row: improvement.start_unsigned(by, row, "两次提醒后"),
        propose,
        improvement.accept_change,
        lambda by, row: improvement.decline_change(by, row, "不行"),
        improvement.withdraw_change,
        lambda by, row: outcome.check_in(by, row, "谈过了"),
        lambda by, row: outcome.extend(by, row, (row.ends_on or clock.today()) + timedelta(60), "还差一点", final),
        lambda by, row: outcome.finish(by, row, "pass", "达到", final),
        lambda by, row: outcome.finish(by, row, "not_reach", "未达到", final),
    ]
    people = [published.agent, published.lead, published.hr, published.hr2]
    reached = walks(seeds, "improvement", begun, people, acts)
    assert len(reached) >= 3, reached


@WALKS
def test_no_walk_leaves_an_appeal_without_a_next_step_or_clock(published, recomputed, seeds) -> None:  # noqa: F811 - the fixture
    recomputed(**{published.agent.person.agent_id: {"total": Decimal("92.00"), "score_grade": "S", "grade": "S"}})

    def begun() -> Any:
        with transaction.atomic():
            return appeals.file(published.agent, published.result(), values())

    def preview(by: User, row: Any) -> None:
        made = appeal_tasks.previews.of("appeal", row)
        if made is not None:
            appeal_tasks.make_preview.call(made.pk)

    acts: list[Act] = [
        appeals.accept,
        appeals.accept,
        preview,
        lambda by, row: appeals.state_lead(by, row, "有关"),
        lambda by, row: appeals.state_person(by, row, "没有补充"),
        lambda by, row: appeals.uphold(by, row, "属实", "日志"),
        lambda by, row: appeals.uphold(by, row, "部分属实", "日志", partly=True),
        lambda by, row: appeals.reject(by, row, "不属实", "日志"),
        lambda by, row: appeals.refuse(by, row, "unrelated", "与结果无关"),
        lambda by, row: appeals.name_reviewer(by, row, published.hr2.person, "指定"),
        lambda by, row: appeal_tasks.apply_decision.call(row.pk),
        lambda by, row: appeals.send_letter(by, row, "可向人力资源部申请"),
    ]
    people = [published.agent, published.lead, published.hr, published.hr2]
    reached = walks(seeds, "appeal", begun, people, acts)
    assert len(reached) >= 2, reached


@pytest.mark.parametrize(
    ("day", "interview_due", "appeal_due"),
    [
        ("2026-09-29", "2026-10-09", "2026-10-12"),  # 国庆 1-7 October; Saturday the 10th is worked
        ("2026-10-09", "2026-10-13", "2026-10-15"),  # the make-up Saturday counts
        ("2026-02-12", "2026-02-24", "2026-02-26"),  # 春节 15-23 February; Saturday the 14th is worked
        ("2026-12-30", "2027-01-04", "2027-01-06"),  # over the year's end, into a year without a notice: provisional
    ],
)
def test_deadlines_across_holidays_as_people_are_told_them(in_review, at, day, interview_due, appeal_due) -> None:
    at(f"{day}T10:00:00+08:00")
    for user in (in_review.hr, in_review.lead, in_review.business):
        with transaction.atomic():
            cycles.sign(user, in_review.cycle)
    with transaction.atomic():
        cycles.publish_cycle(in_review.hr, in_review.cycle)
        receive(in_review.agent, in_review.result())
    result = in_review.result()
    assert str(result.interview_due) == interview_due
    assert result.interview_provisional == (interview_due > "2027")
    assert str(result.appeal_due) == appeal_due
    page = in_review.client(in_review.agent).get(f"/scorecards/{result.pk}/").content.decode()
    assert any(form in page for form in _forms(result.appeal_due)), "the page doesn't tell the day"


def _forms(day: date) -> list[str]:
    """A day as pages write it."""
    return [f"{day.year}年{day.month}月{day.day}日", f"{day.month}月{day.day}日", str(day)]
