"""Who may see flags and appeals, how somebody stands to them, and who is independent enough to decide."""

from django.db.models import Q, QuerySet

from deskmerit.core.workflow import Actor
from deskmerit.web.accounts.models import User
from deskmerit.web.appeals.models import Appeal, Flag
from deskmerit.web.awards.amended import makers
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.cycles.people import people_of
from deskmerit.web.org.access import deputies_of, holders_for, holds_for, leads_of, there_on
from deskmerit.web.org.models import Deputy, Leading, Leave, Person, Posting, Role
from deskmerit.web.scorecards.access import reach
from deskmerit.web.shared import clock


def visible_to(user: User) -> QuerySet[Appeal]:
    """The appeals a user may see: of results they see, and those they decide."""
    mine = Q(reviewer__in=_stands_for(user.person)) if user.person else Q(pk__in=[])
    return Appeal.objects.filter(_either(reach(user, "cycle"), mine))


def flags_for(user: User) -> QuerySet[Flag]:
    """The flags a user may see: of people they see, and those that wait for them."""
    mine = Q(decider__in=_stands_for(user.person)) if user.person else Q(pk__in=[])
    return Flag.objects.filter(_either(reach(user, "cycle"), mine))


def _either(seen: Q, mine: Q) -> Q:
    """One or the other; a condition without any part is everything, which `|` would drop."""
    return seen | mine if seen else seen


def _stands_for(person: Person) -> set[int]:
    """A person, and those whom they stand in for today."""
    named = Deputy.objects.on(clock.today()).filter(deputy=person)
    return {person.pk, *named.values_list("person", flat=True)}


def away(person: Person) -> bool:
    """Whether somebody is on approved leave today."""
    return Leave.objects.on(clock.today()).filter(person=person).exists()


def scorers(appeal: Appeal) -> set[int]:
    """Keys of everybody who scored or approved what is contested: lead, panel, publisher, shifts, checks, flags."""
    cycle, person = appeal.cycle, appeal.person
    found = {appeal.result.lead_id, cycle.published_by_id}
    found |= set(leads_of(person, cycle.start, cycle.end).values_list("pk", flat=True))
    found |= set(cycle.panel.filter(Q(outside=False) | ~Q(signed_at=None)).values_list("person", flat=True))
    for names in cycle.shifts.filter(person=person).values_list("proposed_by", "seconded_by"):
        found |= set(names)
    found |= set(Flag.objects.filter(cycle=cycle, person=person).values_list("decided_by", flat=True))
    return {each for each in found if each is not None} | _checkers(appeal) | _reckoners(appeal)


def _reckoners(appeal: Appeal) -> set[int]:
    """Who made what a contested award was reckoned from: entered the base, proposed, approved or locked the run."""
    if appeal.subject != Appeal.Subject.AWARD:
        return set()
    posts = Posting.objects.filter(person=appeal.person, from_date__lt=appeal.cycle.end)
    held = posts.exclude(to_date__lte=appeal.cycle.start).values_list("position", flat=True)
    return makers(appeal.cycle, appeal.award, appeal.person_id, list(held), appeal.pk)


def _checkers(appeal: Appeal) -> set[int]:
    """Who made the quality checks that are contested."""
    from deskmerit.web import workspace
    from deskmerit.web.bridge.adjust import facts

    ids = [record for table, record in appeal.records if table == "qa_reviews"]
    if not ids:
        return set()
    names = {row.get("reviewer_id", "") for row in facts(workspace.folder(), "qa_reviews", ids).values()}
    return set(Person.objects.filter(agent_id__in=names).values_list("pk", flat=True))


def dependent(appeal: Appeal) -> set[int]:
    """Keys of everybody who may not decide: the person, their deputies, whoever scored or approved."""
    return {appeal.person_id, *(each.pk for each in deputies_of(appeal.person, clock.today())), *scorers(appeal)}


def is_independent(appeal: Appeal, person: Person) -> bool:
    """Whether somebody may decide an appeal."""
    return person.is_there(clock.today()) and person.pk not in dependent(appeal)


def next_reviewer(appeal: Appeal) -> Person | None:
    """Who decides next: a deputy of the present reviewer, else HR or panel of elsewhere; None: HR names."""
    barred = dependent(appeal) | set(appeal.passed)
    chain = deputies_of(appeal.reviewer, clock.today()) if appeal.reviewer else []
    able = (each for each in (*chain, *_hr_first(appeal)) if each.pk not in barred)
    today = clock.today()
    return next((each for each in able if each != appeal.reviewer and not away(each) and each.is_there(today)), None)


def _hr_first(appeal: Appeal) -> list[Person]:
    hr = set(_holding(appeal, Role.Kind.HR).values_list("pk", flat=True))
    able = _holding(appeal, Role.Kind.HR, Role.Kind.PANEL) | _outside(appeal)
    return sorted(able.distinct(), key=lambda each: (each.pk not in hr, each.agent_id))


def nameable(appeal: Appeal) -> QuerySet[Person]:
    """Whom HR may name to decide (docs/decisions/166): HR, panel, quality reviewers and leads of elsewhere, whoever was
    named from outside, and for a small team anybody whom its cycle doesn't evaluate; never an auditor as such, nor
    anybody who scored, approved or stands in for the person.
    """
    cycle, today = appeal.cycle, clock.today()
    theirs = Posting.objects.within(cycle.start, today).filter(person=appeal.person).values("team")
    led = Leading.objects.on(today).exclude(team__in=theirs)
    able = Q(pk__in=_holding(appeal, Role.Kind.HR, Role.Kind.PANEL, Role.Kind.QUALITY).values("pk"))
    able |= Q(pk__in=led.values("person")) | Q(pk__in=_outside(appeal).values("pk"))
    if cycle.small:
        watching = Role.objects.on(today).filter(kind__in=(Role.Kind.AUDITOR, Role.Kind.ADMIN))
        able |= ~Q(pk__in=people_of(cycle).values("pk")) & ~Q(pk__in=watching.values("person"))
    found = Person.objects.filter(able, there_on(today), kind=Person.Kind.HUMAN, user__is_active=True)
    return found.exclude(pk__in=dependent(appeal))


def _holding(appeal: Appeal, *kinds: str) -> QuerySet[Person]:
    """Who holds any of the roles today for the person of an appeal."""
    cycle, today = appeal.cycle, clock.today()
    found = [holders_for(kind, today, appeal.person, cycle.start, cycle.end) for kind in kinds]
    return Person.objects.filter(pk__in={each.pk for some in found for each in some})


def _outside(appeal: Appeal) -> QuerySet[Person]:
    return Person.objects.filter(panel_seats__cycle=appeal.cycle, panel_seats__outside=True)


def relations(appeal: Appeal, person: Person) -> set[Actor]:
    """How somebody stands to an appeal."""
    if person.pk == appeal.person_id:
        return {"person", "maker"}
    found = set[Actor]()
    if person.pk in dependent(appeal):
        found.add("scorer")
    if appeal.reviewer_id == person.pk:
        found.add("reviewer")
    elif appeal.reviewer and away(appeal.reviewer) and person in deputies_of(appeal.reviewer, clock.today()):
        found.add("deputy")
    if is_lead(appeal, person):
        found.add("lead")
    return found | _by_role(person, appeal.person, appeal.cycle)


def is_lead(appeal: Appeal, person: Person) -> bool:
    """Whether somebody led the person in the period."""
    led = leads_of(appeal.person, appeal.cycle.start, appeal.cycle.end)
    return appeal.result.lead_id == person.pk or led.filter(pk=person.pk).exists()


def flag_relations(flag: Flag, person: Person) -> set[Actor]:
    """How somebody stands to a flag: never the person; the lead of the period, HR, a deputy it was passed to."""
    if person.pk == flag.person_id:
        return {"person", "maker"}
    found = set[Actor]()
    if leads_of(flag.person, flag.cycle.start, flag.cycle.end).filter(pk=person.pk).exists():
        found.add("lead")
    if flag.decider_id == person.pk or (
        flag.decider and away(flag.decider) and person in deputies_of(flag.decider, clock.today())
    ):
        found.add("deputy")
    return found | _by_role(person, flag.person, flag.cycle)


def hr_of(person: Person, cycle: Cycle) -> QuerySet[Person]:
    """Who of HR looks after somebody's matters of a cycle; never the person."""
    able = holders_for(Role.Kind.HR, clock.today(), person, cycle.start, cycle.end)
    return able.exclude(pk=person.pk)


def _by_role(person: Person, whom: Person, cycle: Cycle) -> set[Actor]:
    """HR and administrators in the scope of their role: the person's team of the period."""
    kinds: tuple[Actor, ...] = ("hr", "admin")
    return {each for each in kinds if holds_for(person, each, whom, cycle.start, cycle.end)}


def first_decider(flag: Flag) -> Person | None:
    """Who decides a flag first: the lead of the period, else nobody by name (HR)."""
    return leads_of(flag.person, flag.cycle.start, flag.cycle.end).filter(there_on(clock.today())).first()


def next_decider(flag: Flag) -> Person | None:
    """The next deputy for a flag that is overdue; None: HR."""
    if flag.decider is None:
        return None
    barred = {flag.person_id, *flag.passed}
    return next((each for each in deputies_of(flag.decider, clock.today()) if each.pk not in barred), None)
