"""Somebody who stood in two postings is told the facts of both, each with its evidence."""

from dataclasses import replace

import pytest
from django.db import transaction
from django.urls import reverse

from deskmerit.core.scorecard import Part, Scorecard
from deskmerit.web.appeals import queries as appeals
from deskmerit.web.improvement import actions
from deskmerit.web.improvement import queries as plans
from deskmerit.web.improvement.content import read
from deskmerit.web.improvement.forms import PlanForm
from deskmerit.web.insight import figures
from deskmerit.web.interviews import queries, said
from deskmerit.web.scorecards.models import Card
from deskmerit.web.scorecards.store import postings, scorecard_of


@pytest.fixture
def both(published, monkeypatch) -> Scorecard:
    """The agent's card with a posting in complaints before the present one."""
    mine = scorecard_of(published.result().card)
    other = scorecard_of(Card.objects.filter(run=published.cycle.current, plan="complaints").first())
    first = Part(replace(other.place, team="Night"), other.plan, 20, other.total, other.dimensions)
    card = replace(mine, parts=(first, *postings(mine)))

    def read_card(row: object, person: object = None) -> Scorecard:
        return card

    for each in (queries, plans, appeals):
        monkeypatch.setattr(each, "scorecard_of", read_card)
    return card


def test_the_brief_tells_the_facts_of_every_posting_and_each_link_opens_its_line(published, both) -> None:
    interview = published.result().interview
    opening = queries.opening(interview)
    known = figures.plans_of(published.cycle)
    keys = {row.key for group in figures.groups(both, known) for row in group.rows}
    lines = queries.lines_of(both, queries.plans_of(interview.result.cycle), {})
    assert {line.plan for line in lines} == {"template", "complaints"}
    assert {line.key for line in lines} <= keys
    facts = [*said.good(opening, interview), *said.short(opening, interview)]
    named = {fact.url.partition("?open=")[2].partition("#")[0] for fact in facts if fact.url}
    assert named == {line.key for line in lines if line.met or line.score != line.weight}
    assert any("Night" in fact.text for fact in facts)
    assert len(opening.dimensions) == sum(len(part.dimensions) for part in both.parts)
    assert published.client(published.lead).get(reverse("interview_page", args=[interview.pk])).status_code == 200


def test_of_a_single_posting_no_place_is_said(published) -> None:
    cards = map(scorecard_of, Card.objects.filter(run=published.cycle.current))
    alone = next(card for card in cards if not card.parts)
    lines = queries.lines_of(alone, queries.plans_of(published.cycle), {})
    assert lines
    assert not any(line.place for line in lines)


def test_a_goal_is_tied_to_a_measure_of_either_posting_and_fills_itself(published, both) -> None:
    with transaction.atomic():
        plan = actions.begin_plan(published.lead, published.result(), "2026-Q3")
    measures = plans.measures_of(plan)
    assert {line.plan for line in measures} == {"template", "complaints"}
    assert len({(line.plan, line.id) for line in measures}) == len(measures)
    line = next(each for each in measures if each.plan == "complaints" and each.target and each.actual is not None)
    with transaction.atomic():
        actions.edit(published.lead, plan, replace(read(plan.content), areas=(plans.area_of(line),)), plan.edits)
    plan.refresh_from_db()
    (area,) = plans.filled(plan)
    assert (area.area.plan, area.value) == ("complaints", line.actual)
    (first, *_others) = PlanForm(read(plan.content), plan.edits, measures).areas
    assert first["indicator"].value() in dict(first.fields["indicator"].choices)


def test_an_appeal_is_about_a_line_of_either_posting(published, both) -> None:
    own = {each.id for each in appeals.own_indicators(published.result().card)}
    assert {line.id for part in both.parts for each in part.dimensions for line in each.indicators} <= own
