"""Things to try of quality checks: of the person reviewed, or (where a row says so) of whoever reviews."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from deskmerit.web.accounts.models import User
from deskmerit.web.org.models import Person, Posting
from deskmerit.web.quality.models import Check, Sample, Sheet, SheetVersion, Task
from deskmerit.web.quality.sheet import Mark, read, written_marks
from deskmerit.web.quality.shipped import SHEETS
from deskmerit.web.shared import clock
from web.conftest import World
from web.permissions.page import Alike, Arguments, Thing
from web.permissions.things_notices import another

DAY = date(2026, 9, 10)
FATAL = {"f4": {"comment": "promised a refund"}}
DISPUTE = {"s1i1": {"proposed": "4"}}
WHY = {"reason": "it is so"}


def a_sheet() -> SheetVersion:
    """The chat sheet."""
    title, kind, content = SHEETS["chat"]
    sheet = Sheet.objects.create(slug="chat", title=title, kind=kind)
    return SheetVersion.objects.create(sheet=sheet, number=1, content=content, made_at=clock.now())


def a_sample(world: World, version: SheetVersion) -> Sample:
    """A drawn sample without contacts."""
    return Sample.objects.create(
        title="September", start=date(2026, 9, 1), end=date(2026, 10, 1), seed="s", version=version, made_at=clock.now()
    )


def a_check(state: str, about: Person, reviewer: Person, **values: Any) -> Check:
    """A check in a state, every item scored but one of them not fully."""
    version, at = a_sheet(), clock.midnight(DAY)
    posting = Posting.objects.on(DAY).filter(person=about).first()
    marks = {each.id: Mark(each.points) for each in read(version.content).items()} | {"s1i1": Mark(Decimal(3))}
    return Check.objects.create(
        state=state, version=version, person=about, team=posting.team if posting else None, reviewer=reviewer,
        kind="ticket", contact="T1", contact_at=at, begun_at=at, submitted_at=at + timedelta(1),
        marks=written_marks(marks), **values,
    )  # fmt: skip


def of(state: str, step: str = "", post: dict[str, str] | None = None, **values: Any) -> Thing:
    """A check of the person by a reviewer who doesn't try; a second one may be asked."""

    def make(world: World, user: User, about: Person) -> Arguments:
        check = a_check(state, about, world.hr2.person, **values)
        return {"pk": check.pk, "post": post or WHY} | ({"step": step} if step else {})

    return make


def by(state: str, step: str = "", post: dict[str, str] | None = None, **values: Any) -> Thing:
    """A check that the person reviews."""

    def make(world: World, user: User, about: Person) -> Arguments:
        check = a_check(state, another(world, about), about, **values)
        return {"pk": check.pk, "post": post or WHY} | ({"step": step} if step else {})

    return make


def contact(post: dict[str, str]) -> Thing:
    """A contact that the person is to review."""

    def make(world: World, user: User, about: Person) -> Arguments:
        at = clock.midnight(DAY)
        task = Task.objects.create(
            sample=a_sample(world, a_sheet()), person=another(world, about), reviewer=about, kind="ticket",
            contact="T1", contact_at=at,
        )  # fmt: skip
        return {"pk": task.pk, "post": post}

    return make


def retired_sheet(world: World) -> Arguments:
    """A sheet that was taken out of use."""
    sheet = a_sheet().sheet
    Sheet.objects.filter(pk=sheet.pk).update(retired_at=clock.now())
    return {"slug": sheet.slug}


THINGS: dict[str, Thing | str] = {
    "quality_page": of("final"),
    "quality_page/untold": of("awaiting_confirmation", fatals=FATAL),
    "quality_form": of("final"),
    "quality_review": by("draft", post={"do": "save"}),
    "quality_total": by("draft"),
    "quality_begin": contact({}),
    "quality_begin/skip": contact({"skip": "1", **WHY}),
    "quality_act/discard": by("draft", "discard"),
    "quality_act/acknowledge": of("submitted", "acknowledge"),
    "quality_act/dispute": of("submitted", "dispute", {"d-s1i1": "4", **WHY}),
    "quality_act/withdraw": of("disputed", "withdraw", dispute=DISPUTE),
    "quality_act/confirm": of("awaiting_confirmation", "confirm", fatals=FATAL),
    "quality_act/not_confirm": of("awaiting_confirmation", "not_confirm", fatals=FATAL),
    "quality_act/resolve": of("disputed", "resolve", {"keep": "1", "r-s1i1": "3", **WHY}, dispute=DISPUTE),
    "quality_act/second": by("awaiting_confirmation", "confirm", fatals=FATAL),
    "quality_act/reveal": of("disputed", "reveal", dispute=DISPUTE),
}

ALIKE: dict[str, Alike] = {
    "sample_page": lambda world: {"pk": a_sample(world, a_sheet()).pk},
    "sheet_page": lambda world: {"slug": a_sheet().sheet.slug},
    "sheet_use_again": retired_sheet,
    "sheet_retire": lambda world: {"slug": a_sheet().sheet.slug},
}
