"""A quality reviewer, a second one, and a contact of the agent's drawn for review."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import translation

from deskmerit.web.accounts.models import User
from deskmerit.web.org.models import Person, Role
from deskmerit.web.quality import actions, sampling
from deskmerit.web.quality.models import Check, Sample, Sheet, Task
from deskmerit.web.quality.sheet import Mark


@pytest.fixture(autouse=True)
def _english():
    """Sentences are compared in English, whatever is translated."""
    with translation.override("en"):
        yield


@dataclass(slots=True)
class Desk:
    """What the tests act with."""

    world: object
    first: User
    second: User
    sample: Sample

    def task(self, user: User | None = None) -> Task:
        """A contact of somebody that the first reviewer was given, not begun."""
        person = (user or self.world.agent).person
        found = self.sample.tasks.filter(person=person, check_of=None).first()
        Task.objects.filter(pk=found.pk).update(reviewer=self.first.person)
        found.refresh_from_db()
        return found

    def draft(self, user: User | None = None) -> Check:
        """A draft, complete, with full points but for the first item."""
        with transaction.atomic():
            check = actions.begin_check(self.first, self.task(user))
        self.fill(check)
        return check

    def fill(self, check: Check, fatals: dict | None = None, points: dict[str, str] | None = None) -> None:
        """Scores every item."""
        given = {each.id: Mark(each.points, comment="ok") for each in check.version.read().items()}
        given |= {name: Mark(Decimal(value)) for name, value in (points or {"s1i1": "3"}).items()}
        with transaction.atomic():
            actions.save(self.first, check, given, fatals or {}, "kept calm", "ask once")

    def told(self, user: User | None = None) -> Check:
        """A check handed in without a fatal error."""
        check = self.draft(user)
        with transaction.atomic():
            actions.submit(self.first, check)
        return check

    def fatal(self) -> Check:
        """A check handed in with a fatal error."""
        check = self.draft()
        self.fill(check, {"f4": {"comment": "promised a refund"}})
        with transaction.atomic():
            actions.submit(self.first, check)
        return check


@pytest.fixture
def desk(world, at) -> Desk:
    at("2026-09-28T10:00:00+08:00")
    person = Person.objects.create(agent_id="Q2", name="quality Q2", employee_no="Q2")
    Role.objects.create(person=person, kind="quality", from_date=date(2026, 1, 1))
    second = User.objects.create(username="Q2", person=person)
    with transaction.atomic():
        sampling.shipped_sheets(world.hr)
        sample = Sample(
            title="September", start=date(2026, 9, 1), end=date(2026, 9, 26), kind="ticket", per_agent=3, seed="s",
            version=Sheet.objects.get(slug="chat").versions.get(),
        )  # fmt: skip
        sampling.draw_sample(world.hr, sample, [], [world.quality.person, person])
    return Desk(world, world.quality, second, sample)
