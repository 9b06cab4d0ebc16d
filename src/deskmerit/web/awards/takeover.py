"""Bases and wishes of the workspace's own files taken into the database, which keeps them from then on.

Until then the folder's files hold and the application writes none; afterwards its own replace them, so that no row
counts twice.
"""

from django.db import transaction

from deskmerit.web import workspace
from deskmerit.web.awards.models import Base, Wish
from deskmerit.web.bridge.awards import folder_bases, folder_wishes
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock
from deskmerit.web.shared.models import Preference, preference

KEY = "awards.kept"


def kept(table: str) -> bool:
    """Whether the application keeps a table already."""
    return table in preference(KEY, [])


@transaction.atomic
def take_over(table: str) -> int:
    """Takes the folder's rows over, once; how many. Rows of people nobody knows stay behind."""
    Preference.objects.select_for_update().get_or_create(key=KEY, defaults={"value": []})
    if kept(table):
        return 0
    people = {person.agent_id: person for person in Person.objects.all()}
    count = {"bases": _bases, "wishes": _wishes}[table](people)
    Preference.objects.filter(key=KEY).update(value=[*preference(KEY, []), table])
    return count


def _bases(people: dict[str, Person]) -> int:
    now = clock.now()
    rows = {
        (each.agent_id, each.position, each.award, each.from_date): each for each in folder_bases(workspace.folder())
    }
    made = [
        Base(
            person=people.get(each.agent_id),
            position="" if each.agent_id else each.position,
            award=each.award,
            amount=each.amount,
            from_date=each.from_date,
            origin=Base.Origin.FOLDER,
            made_at=now,
        )
        for each in rows.values()
        if not each.agent_id or each.agent_id in people
    ]
    Base.objects.bulk_create(made)
    return len(made)


def _wishes(people: dict[str, Person]) -> int:
    now = clock.now()
    rows = {(period, wish.agent_id, wish.award): (period, wish) for period, wish in folder_wishes(workspace.folder())}
    made = [
        Wish(person=people[wish.agent_id], period=period, award=wish.award, rank=wish.rank, made_at=now)
        for period, wish in rows.values()
        if wish.agent_id in people
    ]
    Wish.objects.bulk_create(made)
    return len(made)
