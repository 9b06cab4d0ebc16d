"""What comes after the run: each correction paid once, from outside the pool, and nobody ever worse off."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from django.utils import timezone

from deskmerit.web.awards import actions, queries, reckon, restated
from deskmerit.web.awards.models import AwardRun, LedgerLine
from deskmerit.web.cycles.models import Run
from deskmerit.web.scorecards import actions as scorecards
from deskmerit.web.scorecards import restating
from deskmerit.web.scorecards.models import Card, Result
from deskmerit.web.scorecards.store import columns, keep_cards, scorecard_of
from deskmerit.web.shared.refusal import Overtaken

from .conftest import act, calculated

ZERO = Decimal(0)


def owe(cycle, person, amount: str, origin: int = 1) -> LedgerLine:
    """A correction as an upheld appeal writes it."""
    return LedgerLine.objects.create(
        person=person, cycle=cycle, award="bonus", amount=Decimal(amount), currency="CNY", kind="correction",
        cause="appeal", origin_flow="appeal", origin_row=origin, made_at=timezone.now(),
    )  # fmt: skip


def regrade(result: Result, grade: str, total: str = "") -> None:
    """A restated card with another grade, and total where one is given."""
    run, _ = Run.objects.get_or_create(
        cycle=result.cycle, kind="restated", state="done", defaults={"asked_at": timezone.now()}
    )
    content = replace(scorecard_of(result.card), grade=grade)
    if total:
        content = replace(content, total=Decimal(total))
    card = Card.objects.create(run=run, person=result.person, team=result.card.team, **columns(content))
    Result.objects.filter(pk=result.pk).update(card=card)


def pay(published, run: AwardRun) -> AwardRun:
    act(actions.approve, published.hr2, run)
    act(actions.lock, published.hr, run)
    return run


def test_an_appeals_correction_goes_into_the_next_run_and_leaves_the_pool_as_it_is(propose, published) -> None:
    owe(published.cycle, published.agent.person, "123.45")
    run = propose()
    line = run.lines.get(kind="correction")
    assert (line.amount, line.cause) == (Decimal("123.45"), "appeal")
    assert sum(x.amount for x in run.lines.filter(award="quarter-pool", card__plan="template")) == Decimal(50000)
    pay(published, run)
    assert LedgerLine.objects.get(cause="appeal").run == run.pk


def test_of_two_runs_with_one_correction_only_one_pays_it(locked, propose, published) -> None:
    from deskmerit.web.awards.models import RunLine

    line = owe(published.cycle, published.agent.person, "10.00")
    one = propose("corrections")
    other = propose("corrections")
    assert not other.lines.exists()  # the first has it already
    RunLine.objects.create(
        run=other, person=line.person, cycle=line.cycle, kind="correction", award="bonus", name="x", ledger=line,
        amount=line.amount, currency="CNY",
    )  # fmt: skip
    AwardRun.objects.filter(pk=other.pk).update(totals={"CNY": "10.00"})
    other.refresh_from_db()
    pay(published, one)
    with pytest.raises(Overtaken, match="Another run"):
        pay(published, other)
    other.refresh_from_db()
    assert other.state == "approved"
    assert LedgerLine.objects.get(pk=line.pk).run == one.pk


def test_a_restated_grade_is_paid_by_a_correction_and_costs_nobody(locked, propose, published) -> None:
    result = next(x for x in published.cycle.results.filter(card__plan="template") if x.card.grade in ("B", "C"))
    before = {(x.person_id, x.award): x.amount for x in LedgerLine.objects.all()}
    regrade(result, "S")
    run = propose("corrections")
    extra = {(x.person_id, x.award): x.amount for x in run.lines.all()}
    assert set(extra) == {(result.person_id, "bonus"), (result.person_id, "quarter-pool")}
    assert all(amount > 0 for amount in extra.values())
    pay(published, run)
    for key, amount in before.items():
        assert sum(x.amount for x in LedgerLine.objects.filter(person=key[0], award=key[1])) >= amount
    again = propose("corrections")
    assert not again.lines.exists()


def test_corrections_added_after_the_calculation_make_the_run_start_over(locked, propose, published) -> None:
    result = next(x for x in published.cycle.results.filter(card__plan="template") if x.card.grade in ("B", "C"))
    regrade(result, "S")
    run = propose("corrections")
    act(actions.approve, published.hr2, run)
    owe(published.cycle, result.person, "5.00")
    with pytest.raises(Overtaken, match="added since"):
        act(actions.lock, published.hr, run)


def test_run_and_corrections_give_the_better_of_promised_and_recomputed(
    propose, published, inputs, monkeypatch
) -> None:
    """Whatever is restated and however bases move: what people got is max(promised, recomputed), to the cent."""
    pay(published, propose())
    promised = {(x.person_id, x.award): x.amount for x in LedgerLine.objects.all()}
    dice = Random(11)
    for result in published.cycle.results.select_related("card"):
        if dice.random() < 0.4 and result.card.grade in "SABC":
            regrade(result, dice.choice("SABC"))
    bases = tuple(
        replace(base, amount=base.amount + dice.randrange(-50000, 50000) / Decimal(100)) for base in inputs.bases
    )
    monkeypatch.setattr(reckon, "award_inputs", lambda *args, **kwargs: replace(inputs, bases=bases))
    pay(published, propose("corrections"))
    people = {x.person.agent_id: x.person_id for x in published.cycle.results.select_related("person")}
    now = {(people[x.agent_id], x.award): x.amount for x in reckon.reckoned(published.cycle).now}
    for key, amount in promised.items():
        got = sum((x.amount for x in LedgerLine.objects.filter(person=key[0], award=key[1])), ZERO)
        assert got == max(amount, now.get(key) or ZERO)


def test_a_cycle_is_unpaid_until_its_run_and_every_correction_is_paid(locked, propose, published) -> None:
    cycle = published.cycle
    assert queries.unpaid(cycle) == [str(locked)]
    act(actions.take_file, published.hr, locked, "csv")
    locked.refresh_from_db()
    act(actions.pay, published.hr, locked)
    assert queries.unpaid(cycle) == []
    owe(cycle, published.agent.person, "1.00")
    assert queries.unpaid(cycle) == [published.agent.person.name]


def test_a_run_given_up_leaves_its_corrections_owed(propose, published) -> None:
    owe(published.cycle, published.agent.person, "7.00")
    run = propose()
    act(actions.cancel, published.hr, run, "wrong month")
    assert [line.amount for line in queries.owed_lines(published.cycle)] == [Decimal("7.00")]
    assert calculated(propose()).lines.filter(kind="correction").count() == 1


@pytest.fixture
def measured_again(published, measured, quick, monkeypatch) -> tuple[Run, Result]:
    """A published cycle measured again, with a colleague raised to S."""
    monkeypatch.setattr(restated, "write_all", lambda: None)
    found = Run.objects.create(cycle=published.cycle, kind="restated", asked_at=timezone.now())
    keep_cards(found, measured, published.cycle)
    result = next(x for x in published.cycle.results.filter(card__plan="template") if x.card.grade in ("B", "C"))
    card = found.cards.get(person=result.person)
    content = replace(scorecard_of(card), total=Decimal("95.00"), score_grade="S", grade="S")
    Card.objects.filter(pk=card.pk).update(**columns(content))
    Run.objects.filter(pk=found.pk).update(state="done", summary={"money": restated.reckon_money(found)})
    found.refresh_from_db()
    return found, result


def restate(published, run: Run, result: Result) -> None:
    """Proposed by one of HR, approved by the other; then what the worker does."""
    (made,) = act(restating.propose_all, published.hr, published.cycle, run, [result.pk], "late_data", "补录")
    act(scorecards.approve, published.hr2, made)
    restated.owe_restated.call(published.cycle.pk)


def test_a_restatement_shows_each_award_before_after_and_the_difference(locked, published, measured_again) -> None:
    run, result = measured_again
    agent = result.person.agent_id
    money = restated.money_of(run, [agent])[agent]
    owed = dict(LedgerLine.objects.filter(person=result.person).values_list("award", "amount"))
    assert sorted(each.before for each in money) == sorted(owed.values())
    assert all(each.after >= each.before for each in money)
    assert any(each.difference > 0 for each in money)
    page = published.client(published.hr).get(f"/scorecards/restatements/of/{published.cycle.pk}/")
    assert page.status_code == 200
    assert next(each for each in money if each.difference).difference_text in page.content.decode()


def test_a_restatement_after_the_lock_owes_a_correction_line_once(locked, published, propose, measured_again) -> None:
    run, result = measured_again
    money = restated.money_of(run, [result.person.agent_id])[result.person.agent_id]
    restate(published, run, result)
    restated.owe_restated.call(published.cycle.pk)
    lines = LedgerLine.objects.filter(kind="correction")
    assert {line.cause for line in lines} == {"restatement"}
    assert sorted(line.amount for line in lines) == sorted(each.difference for each in money if each.difference)
    assert not lines.exclude(person=result.person).exists()
    run_of_corrections = propose("corrections")
    assert sorted(x.amount for x in run_of_corrections.lines.all()) == sorted(line.amount for line in lines)


def test_a_restatement_before_the_lock_owes_nothing_beside_the_run(published, propose, measured_again) -> None:
    run, result = measured_again
    restate(published, run, result)
    assert not LedgerLine.objects.exists()
    pay(published, propose())
    assert restated.owe_restated.call(published.cycle.pk) == 0


def test_a_lower_figure_takes_nothing_back(locked, published, measured_again) -> None:
    run, result = measured_again
    agent = result.person.agent_id
    kept = {award: [was, "0.01", currency] for award, (was, _now, currency) in run.summary["money"][agent].items()}
    lower = Run(cycle=run.cycle, summary={"money": {agent: kept}})
    for each in restated.money_of(lower, [agent])[agent]:
        assert (each.after, each.difference) == (each.before, ZERO)
        assert "nothing is taken back" in each.note
