"""Who may see an improvement plan: the person, the lead, who stands in, HR and auditors in their scope."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from deskmerit.core.workflow import Actor
from deskmerit.web.accounts.models import User
from deskmerit.web.improvement.models import Improvement
from deskmerit.web.interviews.access import away_for, stands_in
from deskmerit.web.org.access import holds_for, rights, stood_in
from deskmerit.web.org.models import Person, Posting, Role
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared import clock


def visible_to(user: User) -> QuerySet[Improvement]:
    """The plans a user may see."""
    held = rights(user)
    if held.everywhere(Role.Kind.HR, Role.Kind.AUDITOR):
        return Improvement.objects.all()
    if held.person is None:
        return Improvement.objects.none()
    me = held.person
    mine = Q(person=me) | Q(lead=me) | Q(deputy=me) | Q(lead__in=away_for(me))
    if teams := held.teams(Role.Kind.HR, Role.Kind.AUDITOR):
        day = clock.today()
        here = Posting.objects.on(day).filter(team__in=teams).values("person")
        mine |= Q(person__in=here) | stood_in(teams, "result__cycle__start", "result__cycle__end")
    return Improvement.objects.filter(mine)


def relations(plan: Improvement, person: Person) -> set[Actor]:
    """How somebody stands to a plan; whoever proposed the change that waits is its maker too."""
    maker: set[Actor] = {"maker"} if plan.proposed and plan.proposed.made_by_id == person.pk else set()
    if plan.person_id == person.pk:
        return {"person", *maker}
    found = set[Actor](maker)
    if plan.lead_id == person.pk:
        found.add("lead")
    if plan.deputy_id == person.pk or stands_in(person, plan.lead):
        found.add("deputy")
    if is_hr(plan.result, person):
        found.add("hr")
    return found


def is_hr(result: Result, person: Person) -> bool:
    """Whether somebody is of HR for the person's team: of the period the plan stems from, or of today."""
    cycle, today = result.cycle, clock.today()
    spans = ((cycle.start, cycle.end), (today, today + timedelta(1)))
    return any(holds_for(person, Role.Kind.HR, result.person, *span) for span in spans)


def leads(plan: Improvement, person: Person | None) -> bool:
    """Whether somebody acts as lead in a plan."""
    return person is not None and bool({"lead", "deputy"} & relations(plan, person))


def keeps_scans(plan: Improvement, person: Person | None) -> bool:
    """Whether somebody adds signed scans: the person, the lead, and HR."""
    return person is not None and (writes(plan, person) or "hr" in relations(plan, person))


def writes(plan: Improvement, person: Person | None) -> bool:
    """Whether somebody may write in a draft: the person and the lead make it jointly."""
    return person is not None and (plan.person_id == person.pk or leads(plan, person))
