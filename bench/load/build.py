"""The organisation under load, built once: `organisation(size)` into the database that Django is set to."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from bench.load import matters, offices, periods, trail
from bench.load.people import BEGUN, Staff, hire
from bench.load.periods import Played
from bench.load.seed import PLANS, patterns
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge import plans
from deskmerit.web.bridge.runs import Run
from deskmerit.web.demo import base

NOW = "2026-09-24T08:30:00+08:00"


@dataclass(frozen=True, slots=True)
class Size:
    """How much: teams, people in each, closed quarters beside the open one, events of the audit trail."""

    teams: int = 40
    people: int = 25
    closed: int = 12
    events: int = 100_000


@dataclass(frozen=True, slots=True)
class Made:
    """An organisation and what was played in it, the oldest quarter first."""

    staff: Staff
    played: list[Played]


def organisation(size: Size, measured: Run, evidence: Path | None = None) -> Made:
    """Writes everything into an empty database. `evidence`: the small centre's cases, to be laid behind all cards."""
    base.at("2023-01-02T09:00:00+08:00")
    with transaction.atomic():
        staff = hire(size.teams, size.people)
    shipped = plans.shipped()
    versions = [base.plan_version(shipped[name], staff.cast, BEGUN) for name in PLANS]
    varied, played = patterns(measured), list[Played]()
    for label in periods.labels(size.closed):
        with transaction.atomic():
            played.append(periods.play(label, staff, versions, varied, measured))
    with transaction.atomic():
        matters.follow(played, versions, staff.cast.hr)
        offices.keep(played, staff.cast)
        trail.lengthen(list(User.objects.exclude(person=None)), size.events)
    if evidence is not None:
        periods.keep_evidence(evidence, played, {person.pk: team.name for person, team, _ in staff.everybody()})
    base.at(NOW)
    return Made(staff, played)
