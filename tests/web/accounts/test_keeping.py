"""Retention months: proposed by one, put in force by another, with what would follow in sight."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from deskmerit.web.accounts import keeping, retention
from deskmerit.web.audit.models import Event
from deskmerit.web.org.models import Person
from deskmerit.web.shared.models import Preference
from deskmerit.web.shared.refusal import Refused

MONTHS = {"person": 12, "notices": 12, "sessions": 3, "tokens": 12}


def done(act, *args):
    with transaction.atomic():
        return act(*args)


def test_months_are_proposed_by_one_and_put_in_force_by_another(world) -> None:
    done(keeping.ask, world.hr, MONTHS, "the works council asked")
    assert retention.months("person") == 24
    with pytest.raises(Refused, match=r"Another person|另一"):
        done(keeping.decide, world.hr, True)
    done(keeping.decide, world.admin, True)
    assert (retention.months("person"), retention.months("texts")) == (12, 12)
    told = Event.objects.get(verb="accounts.retention_set")
    assert told.actor == world.admin
    assert told.detail["asked_by"] == f"person:{world.hr.person.pk}"
    with pytest.raises(Refused):
        done(keeping.decide, world.admin, True)


def test_others_and_wrong_months_are_refused(world) -> None:
    for user in (world.agent, world.lead, world.auditor):
        with pytest.raises(Refused):
            done(keeping.ask, user, MONTHS, "x")
        assert world.client(user).get(reverse("retention_page")).status_code == 404
    with pytest.raises(Refused) as told:
        done(keeping.ask, world.hr, {**MONTHS, "person": 3, "tokens": 999}, " ")
    assert len(told.value.sentences) == 3
    assert not Preference.objects.filter(key=keeping.ASKED).exists()


def test_the_preview_names_who_would_lose_the_name_and_when(world) -> None:
    Person.objects.filter(left_on__isnull=False).update(pseudonymised_at="2026-01-01T00:00:00Z")
    gone = Person.objects.create(agent_id="Z1", name="gone", left_on=date(2025, 8, 31))
    later = Person.objects.create(agent_id="Z2", name="later", left_on=date(2026, 2, 28))
    found = keeping.effect(MONTHS)
    assert found.people == [(gone, date(2026, 8, 31)), (later, date(2027, 2, 28))]
    assert found.at_once == 1
    assert keeping.effect(keeping.present()).at_once == 0
    page = world.client(world.hr).post(reverse("retention_page"), {**MONTHS, "look": "1"})
    assert page.context["ahead"].at_once == 1
    assert retention.months("person") == 24
