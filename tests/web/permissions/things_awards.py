"""Things to try of awards: runs with a line of the person, bases, rounds of wishes, certificates."""

from datetime import timedelta
from typing import Any

from deskmerit.web.accounts.models import User
from deskmerit.web.awards.models import AwardRun, Base, Certificate, RunLine, WishRound
from deskmerit.web.awards.queries import wish_awards
from deskmerit.web.org.models import Person
from deskmerit.web.quality.models import Sample, Sheet, SheetVersion, Task
from deskmerit.web.shared import clock
from web.conftest import World
from web.permissions.page import Alike, Arguments, Thing


def run(state: str, **more: Any) -> Thing:
    """A run proposed by somebody of HR who doesn't try, with a line of the person."""

    def thing(world: World, user: User, about: Person) -> Arguments:
        now = clock.now()
        row = AwardRun.objects.create(
            cycle=world.cycle, pay_month="2026-10", state=state, totals={"CNY": "100.00"}, made_by=world.hr2.person,
            made_at=now, calculated_at=now, approved_at=now, exported_at=now,
        )  # fmt: skip
        RunLine.objects.create(
            run=row, person=about, cycle=world.cycle, kind="correction", award="bonus", name=about.name, amount=100,
            currency="CNY", cause="appeal",
        )  # fmt: skip
        return {"pk": row.pk, **more}

    return thing


def step(state: str, name: str) -> Thing:
    """A run ready for a step."""
    return run(state, name=name, post={"reason": "x"})


def base(world: World, user: User, about: Person) -> Arguments:
    """A base of the person."""
    row = Base.objects.create(
        person=about, award="bonus", amount=100, from_date=clock.today() - timedelta(9), made_by=world.hr2.person,
        made_at=clock.now(),
    )  # fmt: skip
    return {"pk": row.pk, "post": {"reason": "x"}}


def certificate(world: World, user: User, about: Person) -> Arguments:
    """A certificate of the person."""
    row = Certificate.objects.create(
        person=about, cycle=world.cycle, number="C-1", name=about.name, grade="S", code="AAAA", issued_on=clock.today()
    )
    return {"pk": row.pk, "post": {"reason": "x"}}


def wishes(state: str, **more: Any) -> Alike:
    """A round of wishes."""

    def thing(world: World) -> Arguments:
        row = WishRound.objects.create(cycle=world.cycle, state=state, seed="x", opened_at=clock.now())
        return {"pk": row.pk, **more}

    return thing


def wish(world: World) -> Arguments:
    """A wish to be put on one's list."""
    first = next(iter(wish_awards(world.cycle)), None)
    return {**wishes("open")(world), "post": {"move": f"add:{first.id}" if first else ""}}


def contact(world: World, user: User, about: Person) -> Arguments:
    """A drawn contact of the person, which nobody began to review."""
    now = clock.now()
    sheet = Sheet.objects.create(slug="x", title={})
    version = SheetVersion.objects.create(sheet=sheet, number=1, content={}, made_at=now)
    sample = Sample.objects.create(
        title="x", start=clock.today(), end=clock.today(), seed="x", version=version, made_at=now
    )
    task = Task.objects.create(sample=sample, person=about, kind="ticket", contact="T000359", contact_at=now)
    return {"pk": task.pk, "post": {"reviewer": world.quality.person.pk}}


THINGS: dict[str, Thing | str] = {
    "award_run": run("calculated"),
    "award_run_form": run("calculated"),
    "award_run_calculate": run("draft"),
    "award_run_payroll": run("locked", form="csv"),
    "award_run_step/recalculate": step("calculated", "recalculate"),
    "award_run_step/approve": step("calculated", "approve"),
    "award_run_step/send_back": step("calculated", "send_back"),
    "award_run_step/lock": step("approved", "lock"),
    "award_run_step/pay": step("locked", "pay"),
    "award_run_step/cancel": step("calculated", "cancel"),
    "base_withdraw": base,
    "certificate_pdf": certificate,
    "certificate_revoke": certificate,
    "task_reassign": contact,
}

ALIKE: dict[str, Alike] = {
    "award_run_new": lambda world: {
        "post": {"cycle": world.cycle.pk, "kind": "regular", "pay_month": "2026-10"}},
    "wish_round": wishes("open"),
    "wish_rank": wish,
    "wish_round_step/close": wishes("open", name="close"),
    "wish_round_step/reopen": wishes("closed", name="reopen", post={"reason": "x"}),
    "wish_round_step/allot": wishes("closed", name="allot"),
    "wish_round_step/cancel": wishes("open", name="cancel", post={"reason": "x"}),
    "certificate_issue": lambda world: {"pk": world.cycle.pk, "post": {"grades": ["A", "B", "S"]}},
}  # fmt: skip
