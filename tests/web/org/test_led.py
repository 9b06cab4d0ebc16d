"""Who is led by anybody at all is asked once for everybody."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from deskmerit.web.cycles.checklist import CHECKS
from deskmerit.web.org.access import all_led, led_people
from deskmerit.web.org.models import Leading, Person, Posting, Role


def test_all_led_are_those_that_each_lead_led(world) -> None:
    team = world.agent.person.postings.first().team
    Leading.objects.create(team=team, person=world.outsider.person, from_date="2026-08-01", to_date="2026-08-03")
    Posting.objects.create(person=world.quality.person, team=team, position="x", from_date="2026-08-02",
                           to_date="2026-08-05")  # fmt: skip
    Posting.objects.create(person=world.admin.person, team=team, position="x", from_date="2026-06-01",
                           to_date="2026-07-01")  # fmt: skip
    for span in ((world.cycle.start, world.cycle.end), (date(2026, 8, 2), date(2026, 8, 3))):
        each = {one.pk for lead in Person.objects.all() for one in led_people(lead, *span)}
        assert all_led(*span) == each


def test_who_nobody_interviews_is_asked_in_as_many_queries_however_many_lead(world) -> None:
    Role.objects.filter(kind="hr").delete()

    def asked() -> int:
        with CaptureQueriesContext(connection) as ran:
            CHECKS["interviewers_named"](world.cycle)
        return len(ran)

    few = asked()
    for posting in Posting.objects.on(date(2026, 9, 1))[:12]:
        Leading.objects.create(team=posting.team, person=posting.person, from_date="2026-09-01")
    assert asked() == few
    Leading.objects.all().delete()
    assert CHECKS["interviewers_named"](world.cycle)
