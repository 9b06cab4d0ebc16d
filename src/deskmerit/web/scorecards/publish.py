"""Publication: cards are frozen, each person gets a result, a notice and their clocks."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from deskmerit.core.workday import Deadline
from deskmerit.core.workflow import CLOCKS, due_of
from deskmerit.web.accounts.models import User
from deskmerit.web.cycles.models import Cycle, Run, Shift
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.access import leads_of
from deskmerit.web.org.models import Person, Role
from deskmerit.web.plans.queries import workflow_of
from deskmerit.web.scorecards.models import Card, Result, TeamCard
from deskmerit.web.scorecards.store import columns, scorecard_of, shifted
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import begin, leave_days
from deskmerit.web.shared.organisation import work_calendar


def freeze(cycle: Cycle, by: User, now: datetime) -> Run:
    """Copies the measured run into one that can't be changed, with the shifts of the panel in it."""
    measured = cycle.current
    assert measured is not None
    kept = ("as_of", "data", "made_from", "issues", "evidence", "evidence_sha", "summary")
    run = Run.objects.create(
        cycle=cycle,
        kind=Run.Kind.PUBLISHED,
        state=Run.State.DONE,
        asked_by=by.person,
        asked_at=now,
        done_at=now,
        **{name: getattr(measured, name) for name in kept},
    )
    shifts = {shift.person_id: shift for shift in cycle.shifts.filter(state=Shift.State.IN_FORCE)}
    frozen = []
    for card in measured.cards.select_related("person"):
        content = shifted(scorecard_of(card), shifts.get(card.person_id))
        frozen.append(
            Card(
                run=run,
                person=card.person,
                team_id=card.team_id,
                steps=card.steps,
                trend=card.trend,
                moves=card.moves,
                frozen=True,
                **columns(content),
            )
        )
    Card.objects.bulk_create(frozen, batch_size=200)
    for team in measured.team_cards.all():
        TeamCard.objects.create(run=run, team_id=team.team_id, plan=team.plan, total=team.total, content=team.content)
    return run


def tell(cycle: Cycle, by: User) -> None:
    """A result for everybody: to be received, with an interview to come, and a notice without any figure."""
    assert cycle.current is not None
    assert cycle.published_at is not None
    published = clock.local_date(cycle.published_at)
    for card in cycle.current.cards.select_related("person", "person__user"):
        person = card.person
        due = due_of(CLOCKS["interview"], published, work_calendar(), workflow_of(cycle, card.plan), leave_days(person))
        result = Result.objects.create(
            cycle=cycle,
            person=person,
            card=card,
            first=card,
            lead=leads_of(person, cycle.start, cycle.end).first(),
            published_at=cycle.published_at,
            **_interview(due),
        )
        begin("receipt", result, by)
        url = reverse("scorecard", args=[result.pk])
        notify(person, "result-published", f"result:{result.pk}", url, period=cycle.period)
        begin_interview(result, by)


def tell_head(cycle: Cycle) -> None:
    """The head of the audit trail leaves the application with a cycle: panel, HR and auditors get it to keep."""
    roles = Role.objects.on(clock.today()).filter(kind__in=(Role.Kind.HR, Role.Kind.AUDITOR), team=None)
    keepers = Person.objects.filter(Q(pk__in=roles.values("person")) | Q(pk__in=cycle.panel.values("person")))
    told: dict[str, Any] = {"period": cycle.period, "entries": str(cycle.audit_count), "head": cycle.audit_head}
    for person in keepers.select_related("user"):
        notify(person, "cycle-published", f"cycle:{cycle.pk}:head", reverse("cycle_page", args=[cycle.pk]), **told)


def _interview(due: Deadline) -> dict[str, object]:
    return {"interview_due": due.day, "interview_provisional": due.provisional}


def begin_interview(result: Result, by: User) -> None:
    """The interview of a published result becomes due."""
    from deskmerit.web.interviews.actions import begin_for

    begin_for(result, by)
