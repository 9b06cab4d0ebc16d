"""A round about the agent and others, asked of her lead, peers and partners; and somebody's answer to it."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from django.db import transaction
from django.utils import translation

from deskmerit.web.accounts.models import User
from deskmerit.web.feedback import actions, closing
from deskmerit.web.feedback.models import Ask, Round
from deskmerit.web.org.models import Person


@pytest.fixture(autouse=True)
def _english():
    """Sentences are compared in English, whatever is translated."""
    with translation.override("en"):
        yield


@dataclass(slots=True)
class Circle:
    """What the tests act with."""

    world: object
    round: Round
    ids: list[int] = field(default_factory=list)
    raters: list[Person] = field(default_factory=list)

    def asks(self, relation: str) -> list[Ask]:
        """The requests about the agent of one relation."""
        found = self.round.asks.filter(person=self.world.agent.person, relation=relation)
        return list(found.select_related("rater__user", "round", "person"))

    def open(self) -> None:
        with transaction.atomic():
            actions.open_round(self.world.hr, self.round)

    def give(self, ask: Ask, score: int = 4, comment: str = "") -> None:
        scores = {each["id"]: score for each in self.round.items}
        with transaction.atomic():
            actions.give(ask.rater.user, ask, scores, comment)

    def close(self) -> None:
        with transaction.atomic():
            closing.close(self.world.hr, self.round)
        self.round.refresh_from_db()


def partners_for(world, n: int) -> list[Person]:
    """People of other departments, with accounts and names that stand nowhere else."""
    found = []
    for at in range(n):
        person = Person.objects.create(agent_id=f"ZP{at}", name=f"Zebulon-{at}", employee_no=f"ZP{at}")
        User.objects.create(username=f"ZP{at}", person=person)
        found.append(person)
    return found


@pytest.fixture
def circle(world, at) -> Circle:
    at("2026-09-21T10:00:00+08:00")
    round_ = Round(cycle=world.cycle, title="Autumn", closes_on=date(2026, 9, 28), peers=4, seed="s")
    with transaction.atomic():
        actions.prepare(world.hr, round_)
        actions.partners(world.hr, round_, [world.agent.person], partners_for(world, 3))
    return Circle(world, round_)
