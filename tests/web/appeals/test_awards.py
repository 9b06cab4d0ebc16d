"""An appeal against an award: each wrong input has a draft; what is owed was shown before, and nobody pays for it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from deskmerit.web import workspace
from deskmerit.web.appeals import access, actions, drafts, letter, previews, reckoned, tasks, window
from deskmerit.web.appeals.forms import AppealForm
from deskmerit.web.appeals.models import Appeal
from deskmerit.web.audit.models import Event
from deskmerit.web.awards import actions as awards
from deskmerit.web.awards import amended, bases, reckon
from deskmerit.web.awards import tasks as award_tasks
from deskmerit.web.awards.models import AwardRun, Base, LedgerLine
from deskmerit.web.bridge.adjust import look
from deskmerit.web.intake.models import Correction
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared import clock
from deskmerit.web.shared.refusal import Refused
from web.appeals.conftest import values

BONUS, POOL, RIGHT = "bonus", "quarter-pool", Decimal("3600.00")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, recomputed: Callable[..., None], inputs: Any) -> None:
    """Everything is reckoned from what was measured once, and from the bases that the database holds."""
    now = {"award_inputs": lambda *args, **more: replace(inputs, bases=amended.present())}
    monkeypatch.setattr(reckon, "award_inputs", now["award_inputs"])
    monkeypatch.setattr(award_tasks, "write_all", lambda: None)
    monkeypatch.setattr(actions, "check", actions._wrong_bases)


def act(action: Callable[..., Any], *args: Any, **more: Any) -> Any:
    with transaction.atomic():
        return action(*args, **more)


@pytest.fixture
def appeal(published: Any, quick: None) -> Appeal:
    """The agent's appeal against the bonus, both sides heard."""
    given = values(subject="award", indicator="", award=BONUS, records=[], ground="data", text="基数应为 3600")
    made: Appeal = act(actions.file, published.agent, published.result(), given)
    act(actions.name_reviewer, published.hr, made, published.hr2.person, "neither entered bases nor approves")
    act(actions.accept, published.hr2, made)
    act(actions.state_lead, published.hr2, made, "合同已改")
    act(actions.state_person, published.agent, made, "没有补充")
    return made


def right(published: Any, amount: Decimal = RIGHT, **more: str) -> dict[str, str]:
    said = {"award": BONUS, "agent": published.agent.person.agent_id, "position": "", **more}
    return drafts.base(said["award"], said["agent"], said["position"], amount)


def drafted(published: Any, appeal: Appeal, *wanted: dict[str, str]) -> Any:
    """The consequence of drafts, as the reviewer sees it."""
    act(actions.draft, published.hr2, appeal, list(wanted) or [right(published)])
    made = previews.of("appeal", appeal)
    tasks.make_preview.call(made.pk)
    return previews.seen(previews.of("appeal", appeal))


def upheld(published: Any, appeal: Appeal, *wanted: dict[str, str]) -> Any:
    """Upheld and in effect; what was shown before."""
    shown = drafted(published, appeal, *wanted)
    act(actions.uphold, published.hr2, appeal, "合同为证。", "补充协议 2026-07-01。")
    tasks.apply_decision.call(appeal.pk)
    appeal.refresh_from_db()
    return shown


def run_of(published: Any, kind: str = "regular", *, lock: bool = True) -> AwardRun:
    run: AwardRun = act(awards.propose, published.hr, published.cycle, kind, "2026-10")
    award_tasks.calculate_run.call(run.pk)
    run.refresh_from_db()
    if lock:
        act(awards.approve, published.hr2, run)
        act(awards.lock, published.hr, run)
        run.refresh_from_db()
    return run


def owed(published: Any, award: str = BONUS) -> list[Decimal]:
    """What stands in the ledger for the agent, in order."""
    return list(LedgerLine.objects.filter(person=published.agent.person, award=award).values_list("amount", flat=True))


def test_the_reviewer_sees_the_award_before_and_after_a_base_is_put_right(published, appeal) -> None:
    shown = drafted(published, appeal)
    mine = shown.of(published.agent.person.agent_id)
    (money,) = [each for each in mine.money if each.award == BONUS]
    assert money.published
    assert money.kept == (money.published * RIGHT / 3000).quantize(Decimal("0.01"))
    assert [(each.agent_id, each.amount) for each in shown.corrections] == [
        (mine.agent_id, money.kept - money.published)
    ]
    assert mine.before == mine.after
    page = published.client(published.hr2).get(f"/appeals/{appeal.pk}/").content.decode()
    assert f"{money.kept:,.2f}" in page
    assert not Base.objects.exists(), "nothing is entered before the decision"


def test_a_locked_run_gets_one_correction_line_with_the_difference_however_often_it_is_applied(
    published, appeal
) -> None:
    run_of(published)
    act(actions.name_reviewer, published.hr, appeal, published.quality.person, "HR approved the run")
    published.hr2 = published.quality
    shown = upheld(published, appeal)
    tasks.apply_decision.call(appeal.pk)
    first, added = owed(published)
    assert added == shown.corrections[0].amount == shown.of(published.agent.person.agent_id).money[0].kept - first
    assert LedgerLine.objects.filter(kind="correction").count() == 1
    assert (appeal.state, LedgerLine.objects.get(kind="correction").cause) == ("applied", "appeal")


def test_before_the_lock_the_run_pays_the_promise_and_the_difference_beside_it(published, appeal) -> None:
    before = run_of(published, lock=False)
    promised = {(x.person_id, x.award): x.amount for x in before.lines.filter(kind="award")}
    act(awards.cancel, published.hr, before, "again")
    appeal.refresh_from_db()
    shown = upheld(published, appeal)
    run = run_of(published, lock=False)
    assert {(x.person_id, x.award): x.amount for x in run.lines.filter(kind="award")} == promised, (
        "nobody's share moves"
    )
    (line,) = run.lines.filter(kind="correction")
    assert (line.person, line.amount) == (published.agent.person, shown.corrections[0].amount)
    assert sum(x.amount for x in run.lines.filter(award=POOL, card__plan="template")) == Decimal(50000)


def test_a_base_is_entered_with_its_cause_and_the_wrong_one_of_its_day_withdrawn(published, appeal) -> None:
    wrong = bases.Entry(published.agent.person, "", BONUS, Decimal(2800), published.cycle.start)
    (held,) = act(bases.enter, published.hr, [wrong])
    upheld(published, appeal)
    made = Base.objects.get(origin="appeal")
    held.refresh_from_db()
    assert (made.amount, made.from_date, made.origin_row) == (RIGHT, published.cycle.start, appeal.pk)
    assert (made.replaces, held.withdrawn_by, made.made_by) == (held, published.hr2.person, published.hr2.person)
    then = {(x.agent_id, x.from_date): x.amount for x in amended.at_publication(published.cycle) if x.award == BONUS}
    assert then[published.agent.person.agent_id, published.cycle.start] == Decimal(2800)
    assert RIGHT not in [amount for (agent, _day), amount in then.items() if agent]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Base.objects.filter(pk=made.pk).update(amount=1)


def test_a_base_that_began_within_the_period_is_put_right_from_its_own_day(published, appeal) -> None:
    act(bases.enter, published.hr, [bases.Entry(published.agent.person, "", BONUS, Decimal(2800), date(2026, 8, 16))])
    shown = upheld(published, appeal)
    assert Base.objects.get(origin="appeal").from_date == date(2026, 8, 16)
    assert shown.corrections


def test_the_base_of_a_post_moves_everybody_in_it_and_nobody_down(published, appeal) -> None:
    post = drafts.post_of(appeal, published.agent.person.agent_id)
    shown = upheld(published, appeal, right(published, agent="", position=post))
    raised = {each.agent_id for each in shown.corrections}
    assert published.agent.person.agent_id in raised
    assert len(raised) > 2
    assert all(each.amount > 0 for each in shown.corrections)
    assert LedgerLine.objects.filter(cause="appeal").count() == len(shown.corrections)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"award": "nothing"}, "no such award"),
        ({"award": "training-seat"}, "no such award"),
        ({"award": POOL}, "no bases"),
        ({"amount": Decimal(3000)}, "base already"),
        ({"agent": "H2"}, "base of their own"),
    ],
)
def test_a_base_that_puts_nothing_right_is_refused(published, appeal, more, why) -> None:
    with pytest.raises(Refused, match=why):
        act(actions.draft, published.hr2, appeal, [right(published, **more)])
    appeal.refresh_from_db()
    assert appeal.drafts == []


def test_a_base_is_put_right_once(published, appeal) -> None:
    with pytest.raises(Refused, match="put right once"):
        act(actions.draft, published.hr2, appeal, [right(published), right(published, Decimal(4000))])


def test_a_base_entered_since_asks_for_the_consequence_anew(published, appeal) -> None:
    drafted(published, appeal)
    act(bases.enter, published.hr, [bases.Entry(published.outsider.person, "", BONUS, Decimal(1), date(2026, 7, 1))])
    with pytest.raises(Refused, match="consequence"):
        act(actions.uphold, published.hr2, appeal, "yes", "contract")


def test_whoever_entered_the_base_or_made_the_run_does_not_decide_about_it(published, appeal) -> None:
    assert access.is_independent(appeal, published.hr2.person)
    act(bases.enter, published.hr2, [bases.Entry(published.agent.person, "", BONUS, Decimal(9), date(2026, 7, 1))])
    assert not access.is_independent(appeal, published.hr2.person)
    Base.objects.update(withdrawn_at=clock.now())
    assert access.is_independent(appeal, published.hr2.person)
    AwardRun.objects.create(
        cycle=published.cycle, kind="regular", pay_month="2026-10", made_by=published.hr2.person, made_at=clock.now()
    )
    assert not access.is_independent(appeal, published.hr2.person)


def test_a_reviewer_stays_one_after_the_base_was_entered(published, appeal) -> None:
    upheld(published, appeal)
    act(actions.send_letter, published.hr2, appeal, "内部调解。")
    assert Appeal.objects.get(pk=appeal.pk).state == "closed"


def test_the_amount_of_a_base_is_read_by_whom_it_concerns_alone(published, appeal) -> None:
    upheld(published, appeal)
    url = f"/api/appeals/appeals/{appeal.pk}"

    def read(name: str, more: str = "") -> Any:
        return published.client(getattr(published, name)).get(url + more).json()

    told = {name: read(name)["drafts"][0]["new"] for name in ("agent", "lead", "hr2", "auditor")}
    assert told == {"agent": "3600.00", "lead": "", "hr2": "3600.00", "auditor": "3600.00"}
    assert "3600" not in "".join(str(each.detail) for each in Event.objects.filter(verb__startswith="appeal"))
    shown = {name: [row["label"] for row in read(name, "/outcome")["rows"]] for name in ("agent", "lead")}
    assert "绩效奖金" in shown["agent"]
    assert "绩效奖金" not in shown["lead"]


def test_a_base_is_put_right_on_the_page_by_the_reviewer_alone(published, appeal) -> None:
    url = f"/appeals/{appeal.pk}/base/"
    given = {"award": BONUS, "whose": f"person:{published.agent.person.agent_id}", "amount": "3600"}
    for user in (published.agent, published.lead, published.outsider):
        published.client(user).post(url, given)
        appeal.refresh_from_db()
        assert appeal.drafts == []
    published.client(published.hr2).post(url, {**given, "amount": "-1"})
    appeal.refresh_from_db()
    assert appeal.drafts == []
    published.client(published.hr2).post(url, given)
    appeal.refresh_from_db()
    assert drafts.bases(appeal.drafts) == [amended.Amendment(BONUS, Decimal(3600), published.agent.person.agent_id)]
    page = published.client(published.hr2).get(f"/appeals/{appeal.pk}/").content.decode()
    assert page.count("¥ 3,600.00") == 1
    assert page.count("¥ 3,000.00") == 1  # what is in force, beside it


def test_what_was_recorded_since_is_computed_anew_where_no_record_can_name_it(published, appeal, recomputed) -> None:
    """A posting that HR mended, an article that was missing: nothing is corrected, everything is measured again."""
    act(actions.draft, published.hr2, appeal, [drafts.alone("again")])
    assert previews.draft_rows(appeal) == []
    upheld(published, appeal, drafts.alone("again"))
    assert appeal.state == "applied"
    assert not Correction.objects.filter(origin="appeal").exists()


def test_the_letter_says_which_base_is_put_right_and_what_follows(published, appeal) -> None:
    upheld(published, appeal)
    said = letter._decision(appeal)
    assert next(each["text"] for each in said if each["title"] == "What is corrected") == [
        f"Base of Performance bonus for {published.agent.person.name}: ¥ 3,600.00"
    ]
    assert letter.letter(appeal).startswith(b"%PDF")
    assert letter.form(appeal).startswith(b"%PDF")


def test_an_appeal_against_an_award_names_it(published, quick) -> None:
    result = published.result()
    asked = {"subject": "award", "ground": "data", "text": "x", "wish": "y"}
    assert "award" in AppealForm(asked, result=result).errors
    form = AppealForm({**asked, "award": BONUS}, result=result)
    assert form.is_valid(), form.errors
    assert form.values()["award"] == BONUS
    other = AppealForm({**asked, "subject": "grade", "award": BONUS}, result=result)
    assert other.is_valid()
    assert other.values()["award"] == ""


def test_two_awards_are_contested_beside_each_other_and_one_only_once(published, appeal) -> None:
    given = values(subject="award", indicator="", award=POOL, records=[])
    act(actions.file, published.agent, published.result(), given)
    with pytest.raises(Refused, match="about the same"):
        act(actions.file, published.agent, published.result(), given)


def test_days_put_right_after_publication_are_owed_beside_the_promise(published, quick, inputs, monkeypatch) -> None:
    """Else a run that is reckoned later would pay them in its line, and the appeal's correction once more."""
    now = clock.now()
    row = Correction.objects.create(
        kind="correct", table="attendance", record="A1/2026-07-03", reason="x", state="in_force", asked_at=now,
        decided_at=now,
    )  # fmt: skip
    better = replace(inputs, attendance={agent: Decimal(100) for agent in inputs.attendance})

    def by_days(*args: Any, without: Any = (), **more: Any) -> Any:
        return inputs if row.code in without else better

    monkeypatch.setattr(reckon, "award_inputs", by_days)
    found = reckon.reckoned(published.cycle)
    assert sum(x.amount for x in found.first if x.award == BONUS) < sum(x.amount for x in found.now if x.award == BONUS)


def test_an_award_can_be_contested_for_two_working_days_after_it_was_told(published, quick, at) -> None:
    """The days after receipt are over before anybody knows an amount."""
    result = published.result()
    Result.objects.filter(pk=result.pk).update(
        received_at=clock.now() - timedelta(30), interviewed_on=clock.today() - timedelta(30), interview_due=None
    )
    given = values(subject="award", indicator="", award=BONUS, records=[])
    with pytest.raises(Refused, match="time for an appeal is over"):
        act(actions.file, published.agent, published.result(), given)
    run_of(published)
    me, result = published.client(published.agent), published.result()
    assert f"/appeals/new/{result.pk}/?subject=award" in me.get("/awards/").content.decode()
    assert [value for value, _label in AppealForm(result=result).fields["subject"].choices] == ["award"]
    with pytest.raises(Refused, match="2026-09-11"):
        act(actions.file, published.agent, result, values())
    made = act(actions.file, published.agent, result, given)
    assert window.due(made) == date(2026, 10, 12)  # 10 October is a make-up working day
    at("2026-10-13T09:00:00+08:00")
    with pytest.raises(Refused, match="2026-10-12"):
        act(actions.file, published.agent, result, {**given, "award": POOL})
    assert "/appeals/new/" not in me.get("/awards/").content.decode()


def test_what_an_award_was_reckoned_from_names_the_days_that_can_be_put_right(published, appeal) -> None:
    run_of(published, lock=False)
    found = reckoned.of(appeal)
    (line,) = found["lines"]
    assert line["sum"].startswith("¥ 3,000.00 × ")
    assert found["bases"] == [("Performance bonus", "¥ 3,000.00")]
    record = found["days"][0]["record"]
    appeal.drafts = [
        {"kind": "correct", "table": "attendance", "record": record, "field": "worked_minutes", "new": "480"}
    ]
    looked = look(workspace.folder(), previews.draft_rows(appeal))
    assert (looked.problems("en"), looked.records) == ([], (record,))
