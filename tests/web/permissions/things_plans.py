"""Things to try of plans: a version belongs to its author, an acknowledgement to whom it asks."""

from datetime import date
from typing import Any

from deskmerit.web.accounts.models import User
from deskmerit.web.org.models import Person
from deskmerit.web.plans.models import Acknowledgement, PlanPreview, PlanVersion
from deskmerit.web.shared import clock
from deskmerit.web.shared.models import Clock
from web.conftest import World
from web.permissions.page import Alike, Arguments, Thing

WHY = {"reason": "it is so"}
NOTICED: dict[str, Any] = {
    "effective_from": date(2027, 1, 1), "consultation": "all leads heard", "consulted_on": date(2026, 9, 1),
    "notice_on": date(2026, 10, 1),
}  # fmt: skip
HANDED_IN = {name: str(value) for name, value in NOTICED.items()}


def a_version(world: World, state: str, author: Person, **values: Any) -> PlanVersion:
    """The next version of the first plan."""
    first = world.versions[0]
    return PlanVersion.objects.create(
        document=first.document, number=2, text=first.text, fingerprint=first.fingerprint, state=state, author=author,
        made_at=clock.now(), **values,
    )  # fmt: skip


def version(state: str, step: str = "", post: dict[str, str] | None = None, **values: Any) -> Thing:
    """A version in a state, written by the person, and a step on it."""

    def make(world: World, user: User, about: Person) -> Arguments:
        row = a_version(world, state, about, **(NOTICED | values))
        return {"pk": row.pk, "post": post or {}} | ({"step": step} if step else {})

    return make


def file_of(state: str) -> Thing:
    """The file of a version."""
    return lambda world, user, about: {"pk": a_version(world, state, about).pk, "kind": "yaml"}


def handed_in(world: World, user: User, about: Person) -> Arguments:
    """A draft with everything that goes with it, and who should approve it."""
    row = a_version(world, "draft", about)
    return {"pk": row.pk, "post": HANDED_IN | {"asked_of": str(world.hr2.person.pk)}}


def written(name: str) -> Thing:
    """A draft and its text as somebody would save it."""

    def make(world: World, user: User, about: Person) -> Arguments:
        row = a_version(world, "draft", about)
        return {"pk": row.pk, "post": {"do": "save", "mark": row.fingerprint, name: row.text}}

    return make


def preview(world: World, user: User, about: Person) -> Arguments:
    """A preview of the person's draft."""
    row = a_version(world, "draft", about)
    made = PlanPreview.objects.create(
        version=row, text=row.text, fingerprint=row.fingerprint, period=world.cycle.period, asked_at=clock.now()
    )
    return {"pk": row.pk, "query": f"?id={made.pk}"}


def _asked(world: World, about: Person) -> Acknowledgement:
    asked = Acknowledgement.objects.create(version=world.versions[0], person=about, asked_at=clock.now())
    for day in (date(2026, 9, 1), date(2026, 9, 4)):  # reminders
        Clock.objects.create(
            flow="acknowledgement", row=asked.pk, code="acknowledgement", since=day, due=day, overdue_at=clock.now(),
            stopped_at=clock.now(),
        )  # fmt: skip
    return asked


def asked(world: World, user: User, about: Person) -> Arguments:
    """The approved version that the person was asked to acknowledge."""
    return {"pk": _asked(world, about).version_id}


def of_versions(**more: Any) -> Alike:
    """The first plan's approved version."""
    return lambda world: {"pk": world.versions[0].pk} | more


def of_plans(**more: Any) -> Alike:
    """The first plan."""
    return lambda world: {"slug": world.versions[0].document.slug} | more


THINGS: dict[str, Thing | str] = {
    "plan_version/draft": version("draft"),
    "plan_version/proposed": version("proposed"),
    "plan_download/draft": file_of("draft"),
    "plan_edit": version("draft"),
    "plan_text": written("text"),
    "plan_check": version("draft"),
    "plan_preview": preview,
    "plan_propose": handed_in,
    "plan_notice": version("proposed", post=HANDED_IN),
    "plan_decide/approve": version("proposed", "approve"),
    "plan_decide/return": version("proposed", "return", WHY),
    "plan_decide/take_back": version("proposed", "take_back"),
    "plan_decide/discard": version("draft", "discard"),
    "plan_decide/retire": version("approved", "retire"),
    "plan_acknowledge": asked,
    "plan_told": lambda world, user, about: {"pk": _asked(world, about).pk, "post": WHY},
}

ALIKE: dict[str, Alike] = {
    "plan_page": of_plans(),
    "plan_compare": of_plans(),
    "plan_phase": of_plans(post={"phase": ""}),
    "plan_version": of_versions(),
    "plan_download": of_versions(kind="yaml"),
    "plan_acknowledgements": of_versions(),
    "plan_acknowledge/ask": of_versions(post={"do": "ask"}),
}
