"""Things to try of notices and 360° feedback. A request is its rater's; an outcome is of whom was rated."""

from datetime import timedelta

from deskmerit.web.accounts.models import User
from deskmerit.web.feedback import items
from deskmerit.web.feedback.models import Ask, Pick, Round, Subject
from deskmerit.web.notices.models import Channel, Notice
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock
from web.conftest import World
from web.permissions.page import Alike, Arguments, Thing


def notice(world: World, user: User, about: Person) -> Arguments:
    """Something the person was told."""
    row = Notice.objects.create(user=about.user, key="try", code="quality-told", url="/", made_at=clock.now())
    return {"pk": row.pk}


def messenger(world: World, user: User, about: Person) -> Arguments:
    """An address of the person that waits for its code."""
    row = Channel.objects.create(user=about.user, service="wecom", address="LinXiaoyu", made_at=clock.now())
    return {"pk": row.pk, "post": {"code": "123456"}}


def another(world: World, than: Person) -> Person:
    """An agent other than the person."""
    return world.agent.person if than == world.outsider.person else world.outsider.person


def a_round(world: World, state: str) -> Round:
    """A round of the cycle."""
    return Round.objects.create(
        cycle=world.cycle, title="Autumn", state=state, closes_on=clock.today() + timedelta(5), items=items.SHIPPED
    )


def _ask(world: World, rater: Person, rated: Person) -> Arguments:
    ask = Ask.objects.create(round=a_round(world, "open"), person=rated, rater=rater, relation="peer")
    return {"pk": ask.pk, "post": {f"s-{each['id']}": "4" for each in items.SHIPPED}}


def asked_of(world: World, user: User, about: Person) -> Arguments:
    """A request that the person rates somebody."""
    return _ask(world, about, another(world, about))


def asked_about(world: World, user: User, about: Person) -> Arguments:
    """A request that a colleague rates the person."""
    return _ask(world, world.hr2.person, about)


def outcome(state: str) -> Thing:
    """What came of a round in that state for the person."""
    return lambda world, user, about: {
        "pk": Subject.objects.create(round=a_round(world, state), person=about).pk,
    }


def raters_of(world: World, user: User, about: Person) -> Arguments:
    """Who is to be asked about the person, in a round being prepared."""
    round_ = a_round(world, "draft")
    Pick.objects.create(round=round_, person=about, rater=world.hr2.person, relation="peer")
    return {"pk": round_.pk, "person": about.pk, "post": {"relation": "peer"}}


THINGS: dict[str, Thing | str] = {
    "notice_open": notice,
    "notice_mark": notice,
    "channel_confirm": messenger,
    "channel_remove": messenger,
    "feedback_give": asked_of,
    "feedback_give/about": asked_about,
    "feedback_sheet": asked_of,
    "feedback_sheet/about": asked_about,
    "feedback_outcome": outcome("closed"),
    "feedback_outcome/open": outcome("open"),
    "round_person": raters_of,
}

ALIKE: dict[str, Alike] = {
    "round_page": lambda world: {"pk": a_round(world, "open").pk},
    "round_sheet": lambda world: {"pk": a_round(world, "open").pk},
    "round_page/draft": lambda world: {"pk": a_round(world, "draft").pk},
    "round_act": lambda world: {"pk": a_round(world, "open").pk, "step": "cancel", "post": {"reason": "by mistake"}},
    "round_act/draft": lambda world: {"pk": a_round(world, "draft").pk, "step": "cancel", "post": {"reason": "x"}},
}
