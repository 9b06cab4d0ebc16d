"""Who may see bases, award runs, lines, the ledger, rounds of wishes and certificates; how somebody stands to a run."""

from django.db.models import Q, QuerySet

from deskmerit.core.workflow import Actor
from deskmerit.web.accounts.models import User
from deskmerit.web.awards.models import AwardRun, Base, Certificate, LedgerLine, RunLine, WishRound
from deskmerit.web.org.access import Rights, require_everywhere, rights
from deskmerit.web.org.models import Person, Posting, Role

TOLD = (AwardRun.State.LOCKED, AwardRun.State.PAID)
"""States of a run in which people see their own lines: from then on nothing of it changes."""


def reads_all(user: User) -> bool:
    """HR and auditors of the whole organisation: a run shows everybody's money, so a team's scope isn't enough."""
    return rights(user).everywhere(Role.Kind.HR, Role.Kind.AUDITOR)


def is_hr(user: User) -> bool:
    """HR of the whole organisation."""
    return rights(user).everywhere(Role.Kind.HR)


def require_hr(user: User) -> Rights:
    """The rights of HR; anybody else gets 404."""
    return require_everywhere(user, Role.Kind.HR)


def require_reader(user: User) -> Rights:
    """The rights of HR or an auditor; anybody else gets 404."""
    return require_everywhere(user, Role.Kind.HR, Role.Kind.AUDITOR)


def runs_for(user: User) -> QuerySet[AwardRun]:
    """The runs a user may see whole: HR's and auditors', and those passed on to a deputy."""
    if reads_all(user):
        return AwardRun.objects.all()
    return AwardRun.objects.filter(decider=user.person) if user.person else AwardRun.objects.none()


def own_lines(user: User) -> QuerySet[RunLine]:
    """A user's own lines, once nothing changes in them any more."""
    if user.person is None:
        return RunLine.objects.none()
    return RunLine.objects.filter(person=user.person, run__state__in=TOLD)


def bases_for(user: User) -> QuerySet[Base]:
    """Bases: HR and auditors alone."""
    return Base.objects.all() if reads_all(user) else Base.objects.none()


def ledger_for(user: User) -> QuerySet[LedgerLine]:
    """The ledger: all of it, or one's own lines."""
    if reads_all(user):
        return LedgerLine.objects.all()
    return LedgerLine.objects.filter(person=user.person) if user.person else LedgerLine.objects.none()


def rounds_for(user: User) -> QuerySet[WishRound]:
    """Rounds of wishes: all, or those of cycles that one was posted in."""
    if reads_all(user):
        return WishRound.objects.all()
    if user.person is None:
        return WishRound.objects.none()
    mine = Q(pk__in=[])
    for begun, ended in Posting.objects.filter(person=user.person).values_list("from_date", "to_date"):
        mine |= Q(cycle__end__gt=begun) if ended is None else Q(cycle__end__gt=begun, cycle__start__lt=ended)
    return WishRound.objects.filter(mine).exclude(state=WishRound.State.CANCELLED)


def certificates_for(user: User) -> QuerySet[Certificate]:
    """Certificates: everybody's, or one's own."""
    if reads_all(user):
        return Certificate.objects.all()
    return Certificate.objects.filter(person=user.person) if user.person else Certificate.objects.none()


def run_relations(run: AwardRun, person: Person) -> set[Actor]:
    """How somebody stands to a run. Who has a line in it is concerned, and takes no step: nobody pays themselves."""
    found = set[Actor]()
    if rights(person.user).everywhere(Role.Kind.HR):
        found |= {"hr", "approver"}
    if run.decider_id == person.pk:
        found.add("deputy")
    if person.pk in (run.made_by_id, run.asked_by_id):
        found.add("maker")
    if run.lines.filter(person=person).exists():
        found.add("person")
    return found


def round_relations(row: WishRound, person: Person) -> set[Actor]:
    """How somebody stands to a round of wishes: HR runs it; who may rank is asked by `rank`."""
    found = set[Actor]()
    if rights(person.user).everywhere(Role.Kind.HR):
        found.add("hr")
    elif person.user and rounds_for(person.user).filter(pk=row.pk).exists():
        found.add("person")
    return found
