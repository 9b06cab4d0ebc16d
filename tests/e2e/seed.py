"""What the browser tests do inside a workspace before they begin: run as a program, a function by its name."""

import json
import sys
from datetime import date

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import transaction  # noqa: E402 - as above

from deskmerit.web.accounts.models import User  # noqa: E402 - as above
from deskmerit.web.demo import base, play  # noqa: E402 - as above
from deskmerit.web.org.models import Leading, Person, Posting  # noqa: E402 - as above


def people() -> None:
    """People with accounts and approved plans before the third quarter begins; nothing else."""
    call_command("migrate", verbosity=0)
    base.at("2026-07-01T09:00:00+08:00")
    cast = base.people()
    with transaction.atomic():
        base.plan_versions(cast)
    _tell(cast)


def year() -> None:
    """The demonstration's year, with everything in every state."""
    call_command("migrate", verbosity=0)
    _tell(play.play(lambda what, done, of: None))


def played() -> None:
    """Nothing: the year was played into this workspace before."""
    call_command("migrate", verbosity=0)
    _tell(base._cast({name: User.objects.get(username=name) for name, *_ in base.OFFICE}))


def _tell(cast: base.Cast) -> None:
    """Sign-in and name as JSON: of each role, an agent of another team, everybody by person."""
    users = {name: getattr(cast, name) for name in base.Cast.__slots__}
    found = {name: [user.username, user.person.name if user.person else ""] for name, user in users.items()}
    mine = Posting.objects.get(person=cast.agent.person, to_date=None)
    led = Leading.objects.on(date(2026, 9, 1)).exclude(team=mine.team).values("team")
    others = Person.objects.filter(left_on=None, postings__team__in=led, postings__position=mine.position)
    outsider = others.exclude(leadings__isnull=False).order_by("pk").first()
    if outsider is not None:
        found["outsider"] = [outsider.user.username, outsider.name]
    for user in User.objects.filter(is_active=True, person__isnull=False).select_related("person"):
        found[str(user.person_id)] = [user.username, user.person.name if user.person else ""]
    print(json.dumps(found))


if __name__ == "__main__":
    {"people": people, "year": year, "played": played}[sys.argv[1]](*sys.argv[2:])
