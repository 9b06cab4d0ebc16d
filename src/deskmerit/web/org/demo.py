"""The demonstration's organisation: a leave, a deputy who follows, somebody new, a team to come."""

from datetime import date

from django.db import transaction

from deskmerit.web.cycles.models import Cycle
from deskmerit.web.demo.base import Cast, Part, account
from deskmerit.web.org import actions
from deskmerit.web.org.models import Person, Posting


def timeline(cast: Cast, cycles: dict[str, Cycle]) -> list[Part]:
    """A colleague's leave, and somebody new."""
    return [_autumn(cast)]


def _autumn(cast: Cast) -> Part:
    yield "2026-10-12T09:00:00+08:00"
    _hired(cast)


@transaction.atomic
def _hired(cast: Cast) -> None:
    """Leave of a colleague of the agent, somebody hired in October."""
    agent = cast.agent.person
    assert agent is not None
    posting = Posting.objects.filter(person=agent, to_date=None).first()
    if posting is None or Person.objects.filter(agent_id="N001").exists():
        return
    mates = Posting.objects.filter(team=posting.team, to_date=None, person__left_on=None, person__leadings=None)
    mate = mates.exclude(person=agent).first()
    if mate is not None:
        span = {"kind": "annual", "from_date": date(2026, 10, 26), "to_date": date(2026, 10, 29)}
        actions.add(cast.hr, mate.person, "leave", span)
    hired = date(2026, 10, 12)
    new = actions.new_person(
        cast.hr, agent_id="N001", name="沈一鸣", employee_no="N001", email="n001@example.com", hired_on=hired
    )
    where = {"team": posting.team, "position": posting.position, "site": posting.site, "from_date": hired}
    actions.add(cast.hr, new, "posting", where)
    account(new)
