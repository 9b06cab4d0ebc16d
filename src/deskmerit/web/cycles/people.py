"""Whom a cycle evaluates."""

from django.db.models import QuerySet

from deskmerit.web.cycles.models import Cycle
from deskmerit.web.org.models import Person, Posting


def people_of(cycle: Cycle) -> QuerySet[Person]:
    """The people with a posting in the period, in its teams where it names some."""
    posted = Posting.objects.within(cycle.start, cycle.end)
    teams = list(cycle.teams.all())
    if teams:
        posted = posted.filter(team__in=teams)
    return Person.objects.filter(pk__in=posted.values("person"), kind=Person.Kind.HUMAN)
