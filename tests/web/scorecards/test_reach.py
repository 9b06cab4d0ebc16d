"""Rights follow the reporting line of the period: what a lead reaches is compared with a plain reckoning."""

from datetime import date, timedelta
from random import Random

import pytest
from django.test.utils import CaptureQueriesContext

from deskmerit.web.accounts.models import User
from deskmerit.web.appeals.models import Flag
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.org.models import Leading, Person, Posting, Team
from deskmerit.web.scorecards.access import reach
from deskmerit.web.shared import clock

FIRST = date(2025, 1, 1)


def spans(chance: Random) -> dict[str, date | None]:
    begun = FIRST + timedelta(chance.randrange(400))
    return {"from_date": begun, "to_date": chance.choice((None, begun + timedelta(chance.randrange(1, 200))))}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_a_lead_reaches_whom_they_led_on_a_day_of_the_period(seed: int) -> None:
    chance = Random(seed)
    teams = [Team.objects.create(name=f"T{at}") for at in range(3)]
    people = [Person.objects.create(agent_id=f"P{at}", name=f"P{at}") for at in range(8)]
    lead = User.objects.create(username="P0", person=people[0])
    postings = [
        Posting.objects.create(person=person, team=chance.choice(teams), position="x", **spans(chance))
        for person in people
        for _ in range(2)
    ]
    leadings = [
        Leading.objects.create(person=chance.choice(people[:2]), team=chance.choice(teams), **spans(chance))
        for _ in range(5)
    ]
    cycles = [
        Cycle.objects.create(period=f"C{at}", kind="month", start=begun, end=begun + timedelta(30))
        for at in range(10)
        for begun in [FIRST + timedelta(30 * at)]
    ]
    rows = Flag.objects.bulk_create(
        Flag(cycle=cycle, person=person, table="t", record="r", indicator="i", reason="other", filed_at=clock.now())
        for cycle in cycles
        for person in people
    )
    led = {row.pk for row in rows if row.person == people[0] or _led(people[0], row, postings, leadings)}
    assert set(Flag.objects.filter(reach(lead, "cycle")).values_list("pk", flat=True)) == led


def _led(lead: Person, row: Flag, postings: list[Posting], leadings: list[Leading]) -> bool:
    """Whether there is a day of the cycle on which the person stood in a team that the lead led."""
    last = date(2030, 1, 1)
    for day in (row.cycle.start + timedelta(at) for at in range(30)):
        there = {each.team_id for each in postings if each.person == row.person and _on(each, day, last)}
        if any(each.person == lead and each.team_id in there and _on(each, day, last) for each in leadings):
            return True
    return False


def _on(each: Posting | Leading, day: date, last: date) -> bool:
    return each.from_date <= day < (each.to_date or last)


@pytest.mark.django_db
def test_what_somebody_reaches_is_one_query_however_long_they_led() -> None:
    from django.db import connection

    lead = User.objects.create(username="L", person=Person.objects.create(agent_id="L", name="L"))
    team = Team.objects.create(name="T")
    for at in range(5):
        begun = FIRST + timedelta(60 * at)
        Leading.objects.create(person=lead.person, team=team, from_date=begun, to_date=begun + timedelta(60))
        Cycle.objects.create(period=f"C{at}", kind="month", start=begun, end=begun + timedelta(30))
    condition = reach(lead, "cycle")  # reads the rights of the user
    with CaptureQueriesContext(connection) as found:
        list(Flag.objects.filter(condition))
        list(Flag.objects.filter(reach(lead, "cycle")))
    assert len(found) == 2
