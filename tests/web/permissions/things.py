"""A thing for each page that needs one: by its key, a function (world, user, person) → the arguments of its address.

`person` is whom the thing is about: the user, somebody of the user's team, or of another one. None: there can be no
such thing (an administrator has no scorecard). A text instead of a function says why a page is left out.
"""

from datetime import date, timedelta

from deskmerit.web import workspace
from deskmerit.web.accounts import tokens
from deskmerit.web.accounts.models import User
from deskmerit.web.intake.models import Entry, Import
from deskmerit.web.org.models import Deputy, Person, Team
from deskmerit.web.shared import clock
from web import lakes
from web.conftest import World
from web.permissions import things_awards, things_people, things_work
from web.permissions.page import Alike, Arguments, Thing


def person(world: World, user: User, about: Person) -> Arguments:
    """The person."""
    return {"pk": about.pk}


def gone(world: World, user: User, about: Person) -> Arguments:
    """The person, who has left."""
    Person.objects.filter(pk=about.pk).update(left_on=clock.today() - timedelta(1))
    return {"pk": about.pk}


def posting(world: World, user: User, about: Person) -> Arguments:
    """Adding a posting to the person."""
    return {"pk": about.pk, "kind": "posting"}


def deputy(world: World, user: User, about: Person) -> Arguments:
    """A deputy of the person."""
    stand_in = world.hr2.person if about != world.hr2.person else world.hr.person
    row = Deputy.objects.create(person=about, deputy=stand_in, from_date=date(2026, 1, 1))
    return {"kind": "deputy", "pk": row.pk}


def token(world: World, user: User, about: Person) -> Arguments:
    """A token of the person."""
    return {"pk": tokens.make(about.user, "x", 30)[0].pk}


def typed_row(world: World, user: User, about: Person, by: Person | None = None) -> Arguments:
    """A row about the person, typed by somebody of HR who doesn't try."""
    by = by or world.hr2.person
    row = Entry.objects.create(
        table="conduct", values={"noted_at": "2026-09-01T00:00:00Z"}, key=f"k{about.pk}", person=about,
        day=date(2026, 9, 1), entered_by=by, entered_at=clock.now(),
    )  # fmt: skip
    return {"pk": row.pk}


def brought_in(world: World) -> Arguments:
    """A file whose columns wait to be matched."""
    now = clock.now()
    row = Import.objects.create(digest="0" * 64, files=["x.csv"], by=world.hr2.person, begun_at=now, touched_at=now)
    return {"pk": row.pk}


def connected(world: World) -> Arguments:
    """A helpdesk of the workspace."""
    lakes.connect(workspace.folder())
    return {"name": "desk"}


THINGS: dict[str, Thing | str] = {
    "entry_page": typed_row,
    "entry_act/confirm": lambda world, user, about: typed_row(world, user, about) | {"step": "confirm"},
    "entry_act/reject": lambda world, user, about: {
        **typed_row(world, user, about),
        "step": "reject",
        "post": {"reason": "x"},
    },
    "entry_act/withdraw": lambda world, user, about: {
        **typed_row(world, user, about, world.hr.person),
        "step": "withdraw",
    },
    "person_page": person,
    "person_edit": person,
    "holding_add": posting,
    "holding_end": deputy,
    "account_act": lambda world, user, about: {"pk": about.pk, "step": "invite"},
    "pseudonymise": gone,
    "token_revoke": token,
    "attachment": "follows the thing it belongs to: tests/web/shared",
    **things_work.THINGS,
    **things_awards.THINGS,
    **things_people.THINGS,
}

ALIKE: dict[str, Alike] = {
    # pages whose thing stands in no relation to anybody
    "entry_new": lambda world: {"table": "conduct"},
    "source_page": connected,
    "source_sync": connected,
    "import_page": brought_in,
    "import_act": lambda world: brought_in(world) | {"step": "drop"},
    "import_left": brought_in,
    "team_close": lambda world: {"pk": Team.objects.create(name="Empty").pk},
    **things_work.ALIKE,
    **things_awards.ALIKE,
    **things_people.ALIKE,
}
