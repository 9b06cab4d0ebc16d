"""A restatement as page and paper: both figures, cause, money, who decided, who was told when."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse

from deskmerit.web.appeals.models import Appeal
from deskmerit.web.awards.models import LedgerLine
from deskmerit.web.bridge import codec
from deskmerit.web.bridge.consequence import Consequence, MoneyChange, PersonChange, Standing
from deskmerit.web.cycles.models import Run
from deskmerit.web.scorecards import actions
from deskmerit.web.scorecards.models import Restatement
from deskmerit.web.scorecards.store import scorecard_of
from deskmerit.web.shared import clock, pdf


@pytest.fixture
def proposed(published) -> Restatement:
    """A restatement of the agent's result, which adds 5 points and money, proposed by HR."""
    agent = published.agent.person
    summary = {"money": {agent.agent_id: {"quarterly_bonus": ["1000.00", "1200.00", "CNY"]}}}
    run = Run.objects.create(
        cycle=published.cycle, kind="restated", state="done", asked_at=clock.now(), summary=summary
    )
    result = published.result()
    card = scorecard_of(result.card)
    (first, *rest), total = card.dimensions, card.total or Decimal(0)
    line, *others = first.indicators
    first = replace(first, indicators=(replace(line, score=(line.score or Decimal(0)) + 5), *others))
    better = replace(card, total=total + 5, dimensions=(first, *rest))
    with transaction.atomic():
        return actions.propose_restatement(
            published.hr, result, run, better, result.card.steps, "late_data", "补录三张工单"
        )


@pytest.fixture
def told(published, proposed) -> Restatement:
    """The same, approved and told."""
    with transaction.atomic():
        actions.approve(published.hr2, proposed)
    proposed.refresh_from_db()
    return proposed


def owe(row: Restatement, amount: str, **more) -> LedgerLine:
    """A line of the ledger of the person concerned."""
    said = {"kind": "correction", "cause": "restatement", "origin_flow": "restatement", "origin_row": row.pk, **more}
    return LedgerLine.objects.create(
        person=row.result.person, cycle=row.result.cycle, award="quarterly_bonus", amount=Decimal(amount),
        currency="CNY", **{"made_at": clock.now(), **said},
    )  # fmt: skip


@pytest.fixture
def paper(published, monkeypatch):
    """The texts of the form as somebody gets it."""
    held: list[object] = []
    render = pdf.render
    monkeypatch.setattr(pdf, "render", lambda name, data, lang: held.append(data) or render(name, data, lang))

    def made(user, row: Restatement) -> str:
        answer = published.client(user).get(reverse("restatement_form", args=[row.pk]))
        assert answer.content.startswith(b"%PDF")
        return str(held[-1])

    return made


def test_the_form_says_both_figures_the_cause_and_who_decided(published, told, paper) -> None:
    text = paper(published.agent, told)
    for said in (told.before.total, told.after.total, "补录三张工单", "¥ 1,200.00", "¥ 200.00"):
        assert str(said) in text, said
    for person in (published.agent, published.hr, published.hr2):
        assert person.person.name in text


def test_money_reads_as_it_did_when_the_person_was_told(published, told) -> None:
    owe(told, "200.00")
    (money,) = published.client(published.agent).get(
        reverse("restatement_page", args=[told.pk])
    ).context["told"].money  # fmt: skip
    assert (money.before, money.after, money.difference) == (1000, 1200, 200)


def test_what_was_corrected_before_counts_as_published(published, proposed) -> None:
    owe(proposed, "50.00", origin_flow="appeal", origin_row=0, made_at=clock.now() - timedelta(1))
    with transaction.atomic():
        actions.approve(published.hr2, proposed)
    (money,) = published.client(published.hr).get(
        reverse("restatement_page", args=[proposed.pk])
    ).context["told"].money  # fmt: skip
    assert (money.before, money.difference) == (1050, 150)


def test_what_an_upheld_appeal_adds_is_read_from_what_came_of_it(published) -> None:
    agent, result = published.agent.person, published.result()
    run = Run.objects.create(cycle=published.cycle, kind="restated", state="done", asked_at=clock.now())
    money = MoneyChange("quarterly_bonus", Decimal(800), Decimal(20), Decimal(920), Decimal(920), "CNY")
    change = PersonChange(agent.agent_id, "", None, None, Standing(None, "A", ""), True, False, (), (money,))
    Appeal.objects.create(
        cycle=published.cycle, result=result, person=agent, number=1, filed_at=clock.now(), run=run,
        outcome=codec.to_json(Consequence, Consequence((change,), (), (), ())),
    )  # fmt: skip
    with transaction.atomic():
        row = actions.propose_restatement(
            None, result, run, scorecard_of(result.card), [], "appeal", "成立", approved_by=published.hr2.person
        )
        actions.restate(None, row)
    told = published.client(published.hr).get(reverse("restatement_page", args=[row.pk])).context["told"]
    assert [(each.before, each.after, each.difference) for each in told.money] == [(820, 920, 100)]


def test_a_lead_sees_the_figures_and_no_money(published, told, paper) -> None:
    answer = published.client(published.lead).get(reverse("restatement_page", args=[told.pk]))
    assert answer.context["told"].money is None
    assert "1,200.00" not in answer.content.decode()
    assert "1,200.00" not in paper(published.lead, told)


def test_what_waits_for_approval_is_read_by_those_who_decide_alone(published, proposed) -> None:
    found = {
        name: published.client(getattr(published, name)).get(reverse(page, args=[proposed.pk])).status_code
        for name in ("hr", "hr2", "agent", "lead", "auditor", "outsider")
        for page in ("restatement_form", "restatement_page")
    }
    assert found == {"hr": 200, "hr2": 200, "agent": 404, "lead": 404, "auditor": 404, "outsider": 404}


def test_the_scorecard_leads_to_the_restatement(published, told) -> None:
    page = published.client(published.agent).get(reverse("scorecard", args=[told.result_id])).content.decode()
    assert reverse("restatement_page", args=[told.pk]) in page
