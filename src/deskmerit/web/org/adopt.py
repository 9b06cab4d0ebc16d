"""The organisation of a workspace folder taken into the database, which keeps it from then on."""

from pathlib import Path

from django.db import transaction

from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.bridge.people import Organisation, organisation
from deskmerit.web.org.models import Leading, Login, Person, Posting, Team


def adopt(folder: Path, by: User | None = None) -> int:
    """Takes over people, postings, logins and leads of a workspace; how many people. Only into an empty database."""
    if Person.objects.exclude(user__isnull=False).exists():
        return 0
    told = organisation(folder)
    with transaction.atomic():
        people = _people(told)
        _places(told, people)
        for login in told.logins:
            if login.agent_id in people:
                Login.objects.create(
                    person=people[login.agent_id],
                    source=login.source,
                    login=login.login,
                    from_at=login.from_at,
                    to_at=login.to_at,
                )
        if people:
            first = next(iter(people.values()))
            record(by, "org.adopted", first, people=len(people), postings=len(told.seats), logins=len(told.logins))
    return len(people)


def _people(told: Organisation) -> dict[str, Person]:
    found: dict[str, Person] = {}
    for agent in told.agents:
        found[agent.agent_id], _ = Person.objects.update_or_create(
            agent_id=agent.agent_id,
            defaults={
                "name": agent.name or agent.agent_id,
                "employee_no": agent.employee_no,
                "email": agent.email,
                "hired_on": agent.hired_on,
                "left_on": agent.left_on,
                "kind": agent.kind or Person.Kind.HUMAN,
            },
        )
    return found


def _places(told: Organisation, people: dict[str, Person]) -> None:
    teams: dict[str, Team] = {}
    for seat in told.seats:
        if seat.agent_id not in people:
            continue
        if seat.team not in teams:
            teams[seat.team], _ = Team.objects.get_or_create(name=seat.team)
        where = {"team": teams[seat.team], "person": people[seat.agent_id]}
        span = {"from_date": seat.from_date, "to_date": seat.to_date}
        Posting.objects.create(**where, **span, position=seat.position, site=seat.site, account=seat.account)
        if seat.leads:
            Leading.objects.create(**where, **span)
