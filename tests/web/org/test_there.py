"""Whoever gave notice takes part until the last day."""

from datetime import timedelta

import pytest

from deskmerit.web.appeals.forms import FlagDecision
from deskmerit.web.appeals.models import Flag
from deskmerit.web.cycles.forms import CycleForm
from deskmerit.web.feedback import forms as feedback
from deskmerit.web.org.forms import DeputyForm
from deskmerit.web.org.models import Person
from deskmerit.web.quality import sampling
from deskmerit.web.quality.models import Sample
from deskmerit.web.shared import clock


def offered(world) -> dict[str, bool]:
    """Where the lead can be chosen or drawn today."""
    lead = world.lead.person
    sample = Sample(start=world.cycle.start, end=world.cycle.end)
    cycle = CycleForm()
    return {
        "service": cycle.fields["service"].queryset.filter(pk=lead.pk).exists(),
        "outside": cycle.fields["outside"].queryset.filter(pk=lead.pk).exists(),
        "credit": FlagDecision(flag=Flag(person=world.agent.person)).fields["person"].queryset.contains(lead),
        "rater": feedback._able().contains(lead),
        "deputy": DeputyForm(person=world.agent.person).fields["deputy"].queryset.contains(lead),
        "drawn": lead.agent_id in sampling._people(sample, []),
    }


@pytest.mark.parametrize(("days", "there"), [(30, True), (1, True), (0, False), (-3, False)])
def test_who_gave_notice_is_chosen_until_the_last_day(world, days: int, there: bool) -> None:
    Person.objects.filter(pk=world.lead.person.pk).update(left_on=clock.today() + timedelta(days))
    assert set(offered(world).values()) == {there}
