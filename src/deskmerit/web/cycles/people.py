"""Whom a cycle evaluates, and in which teams they stand."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from deskmerit.web.cycles.models import Cycle
from deskmerit.web.org.models import Person, Posting, Team


def people_of(cycle: Cycle) -> QuerySet[Person]:
    """The people with a posting in the period, in its teams where it names some."""
    posted = Posting.objects.within(cycle.start, cycle.end)
    teams = list(cycle.teams.all())
    if teams:
        posted = posted.filter(team__in=teams)
    return Person.objects.filter(pk__in=posted.values("person"), kind=Person.Kind.HUMAN)


def teams_of(start: date, end: date, named: Iterable[Team] = ()) -> set[int]:
    """Keys of the teams that a cycle is about: those it names, else all in which somebody stands in the period."""
    keys = {each.pk for each in named}
    return keys or set(Posting.objects.within(start, end).order_by().values_list("team", flat=True).distinct())
