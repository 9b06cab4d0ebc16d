"""Scorecards of a run as rows; names stay with the person, so that a card can be pseudonymised."""

from dataclasses import replace
from typing import Any

from deskmerit.core.moves import Move, moves
from deskmerit.core.score_groups import Group
from deskmerit.core.scorecard import Part, Scorecard
from deskmerit.core.trace import Step
from deskmerit.web.bridge import codec, runs
from deskmerit.web.cycles.models import Cycle, Run, Shift
from deskmerit.web.cycles.people import people_of
from deskmerit.web.org.models import Person, Team
from deskmerit.web.scorecards.models import Card, TeamCard


def keep_cards(run: Run, found: runs.Run, cycle: Cycle) -> None:
    """Writes the cards of a run, those of the same run made before are replaced (they are not frozen)."""
    Card.objects.filter(run=run).delete()
    TeamCard.objects.filter(run=run).delete()
    people = {person.agent_id: person for person in people_of(cycle)}
    teams = {team.name: team for team in Team.objects.all()}
    moved = _shifts(run, cycle)
    cards = [
        Card(
            run=run,
            person=people[card.agent_id],
            team=teams.get(card.place.team),
            **columns(shifted(card, moved.get(people[card.agent_id].pk))),
            **behind(found, card),
        )
        for card in found.cards
        if card.agent_id in people
    ]
    Card.objects.bulk_create(cards, batch_size=200)
    for group in found.teams:
        if group.card.agent_id in teams:
            TeamCard.objects.create(
                run=run,
                team=teams[group.card.agent_id],
                plan=group.card.plan,
                total=group.card.total,
                content=codec.to_json(Group, group),
            )


def _shifts(run: Run, cycle: Cycle) -> dict[int, Shift]:
    """Measured again after publication, the panel's decisions stay."""
    if run.kind != Run.Kind.RESTATED:
        return {}
    return {shift.person_id: shift for shift in cycle.shifts.filter(state=Shift.State.IN_FORCE)}


def shifted(content: Scorecard, shift: Shift | None) -> Scorecard:
    """A scorecard as the panel decided: its grade is moved, as long as it comes out as the one the panel saw."""
    if shift is None or content.grade != shift.before:
        return content
    return replace(content, grade=shift.after, grade_reason="panel")


def columns(card: Scorecard) -> dict[str, Any]:
    """The columns of a card, its content without the person's name."""
    return {
        "plan": card.plan,
        "total": card.total,
        "covered": card.covered_weight,
        "score_grade": card.score_grade,
        "grade": card.grade,
        "grade_reason": card.grade_reason,
        "rank": card.rank,
        "content": codec.to_json(Scorecard, replace(card, name="", employee_no="")),
    }


def scorecard_of(card: Card, person: Person | None = None) -> Scorecard:
    """The scorecard of a row, with the person's present name."""
    who = person or card.person
    return replace(codec.from_json(Scorecard, card.content), name=who.name, employee_no=who.employee_no)


def postings(card: Scorecard) -> tuple[Part, ...]:
    """What a card says of each posting, in the order that addresses number them; of most people there is one."""
    alone = Part(
        card.place, card.plan, card.active_days, card.total, card.dimensions, card.covered_weight, card.bonus
    )  # fmt: skip
    return card.parts or (alone,)


def behind(found: runs.Run, card: Scorecard) -> dict[str, Any]:
    """What stands behind a card of a run, as its columns: trace, months, what would add points."""
    trend = found.trends.get(card.agent_id, {})
    return {
        "steps": codec.to_json(tuple[Step, ...], found.steps.get(card.agent_id, ())),
        "trend": {
            f"{plan}/{line}": [[month, str(value)] for month, value in values] for (plan, line), values in trend.items()
        },
        "moves": codec.to_json(tuple[Move, ...], tuple(moves(card, dict(found.scored.plans)))),
    }
