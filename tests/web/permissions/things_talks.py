"""Things to try of interviews and improvement plans, each of the person's published result."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from deskmerit.web.accounts.models import User
from deskmerit.web.improvement.content import Area, Content, Step
from deskmerit.web.improvement.content import written as written_plan
from deskmerit.web.improvement.models import Improvement, Version
from deskmerit.web.interviews.models import Interview
from deskmerit.web.interviews.record import Goal, Record, written
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared import clock
from web.conftest import World
from web.permissions.page import Arguments, Thing

type Form = dict[str, Any]
EARLIER = datetime(2026, 10, 5, 2, tzinfo=UTC)
WHY: Form = {"reason": "it is so"}
WORDS: Form = {"words": "it is so"}
WHEN: Form = {"place": "Room 3", "starts_at": "2026-11-02T10:00", "ends_at": "2026-11-02T11:00"}
SAID: Form = {
    "place": "Room 3", "starts_at": "2026-10-01T10:00", "ends_at": "2026-10-01T11:00", "achievements": "calm",
    "gaps": "late", "view": "fair", "agreed": "agreed", "goal0-goal": "in time", "goal0-measure": "first response",
    "goal0-due": "2026-12-31",
}  # fmt: skip


def published(world: World, about: Person) -> Result:
    """The person's result; for who has none, a copy of a colleague's, so that nobody's own is left untried."""
    found = world.cycle.results.filter(person=about).select_related("lead").first()
    if found is None:
        found = world.result(world.outsider)
        found.pk, found.person, found.lead, found._state.adding = None, about, None, True
        found.save()
    return found


def interview(state: str, step: str = "", post: Form | None = None, **values: Any) -> Thing:
    """The person's interview in a state, and a step on it."""

    def make(world: World, user: User, about: Person) -> Arguments:
        result = published(world, about)
        begun = {"interviewer": result.lead or world.hr2.person, "person": about, "begun_at": clock.now()}
        row, _new = Interview.objects.get_or_create(result=result, defaults=begun)
        kept: Form = {"attendee": world.hr2.person, **values}
        if state in ("held", "signed_by_one"):
            kept |= {"record": _record(), "version": 1, "held_at": clock.now(), "held_by": row.interviewer}
        Interview.objects.filter(pk=row.pk).update(state=state, **kept)
        return {"pk": row.pk, "post": post or {}} | ({"step": step} if step else {})

    return make


def _record() -> dict[str, Any]:
    at = clock.midnight(date(2026, 10, 1))
    goals = (Goal("in time", "first response", date(2026, 12, 31)),)
    return written(Record("Room 3", at, at + timedelta(hours=1), "calm", "late", view="fair", goals=goals))


def plan(state: str, step: str = "", post: Form | None = None, changed_by: str = "", **values: Any) -> Thing:
    """The person's improvement plan in a state, and a step on it; a change proposed by the person or the lead."""

    def make(world: World, user: User, about: Person) -> Arguments:
        result = published(world, about)
        lead = result.lead or world.hr2.person
        row = Improvement.objects.create(
            person=about, result=result, lead=lead, made_by=lead, made_at=clock.now(), state=state,
            content=written_plan(_content()), version=1, **{"ends_on": date(2026, 12, 31), **values},
        )  # fmt: skip
        if changed_by:
            row.proposed = Version.objects.create(
                improvement=row, number=2, content=row.content, made_at=clock.now(),
                made_by=about if changed_by == "person" else lead,
            )  # fmt: skip
            row.save()
        return {"pk": row.pk, "post": post or {}} | ({"step": step} if step else {})

    return make


def _content() -> Content:
    until = date(2026, 12, 31)
    return Content(
        reason="below target", areas=(Area("tone", "curt", "kind", due=until),), causes="rush",
        steps=(Step("a", "person", "read", "she", until), Step("b", "lead", "listen", "he", until)), criteria="kind",
        if_met="done", if_partly="more time", if_not="panel", days=60, starts_on=date(2026, 10, 1), ends_on=until,
        tools=False, conflict=False, misconduct=False,
    )  # fmt: skip


def judged(step: str) -> Thing:
    """A plan that is over, with everything its outcome asks for."""
    post = {**WHY, "final1": "kind by now", "new_end": "2027-03-31"}
    heard = {"heard": "fair", "hr_signed_at": EARLIER, "done": {"b": "2026-10-01"}, "ends_on": date(2026, 10, 2)}
    return plan("active", step, post, **heard)


def to_begin(world: World, user: User, about: Person) -> Arguments:
    """A published result without a plan."""
    return {"pk": published(world, about).pk, "post": WHY}


def with_scan(thing: Thing) -> Thing:
    """The same thing, with a scan to attach."""

    def make(world: World, user: User, about: Person) -> Arguments | None:
        given = thing(world, user, about)
        scan = SimpleUploadedFile("signed.pdf", b"%PDF-1.7")
        return given and given | {"post": {"scans": scan}}

    return make


THINGS: dict[str, Thing | str] = {
    "interview_page": interview("held"),
    "interview_pdf": interview("held"),
    "interview_record": interview("due", post=SAID),
    "interview_record/amend": interview("held", post={**SAID, **WHY}),
    "interview_sign": interview("held", post={"agreed": "agreed"}),
    "interview_scans": with_scan(interview("held")),
    "interview_step/schedule": interview("due", "schedule", WHEN),
    "interview_step/reschedule": interview("scheduled", "reschedule", {**WHEN, **WHY}),
    "interview_step/decline": interview("due", "decline", WORDS),
    "interview_step/waive": interview("due", "waive", WHY, declined_at=EARLIER),
    "interview_step/close_unsigned": interview("signed_by_one", "close_unsigned", WHY, reminders=["a", "b"]),
    "improvement_new": to_begin,
    "improvement_page": plan("active"),
    "improvement_pdf": plan("active"),
    "improvement_scans": with_scan(plan("active")),
    "improvement_write": plan("draft"),
    "improvement_write/change": plan("active"),
    "improvement_now/mark": plan("active", "mark", {"key": "a", "done": "1"}),
    "improvement_now/mark-lead": plan("active", "mark", {"key": "b", "done": "1"}),
    "improvement_now/offer": plan("draft", "offer"),
    "improvement_now/agree": plan("offered", "sign"),
    "improvement_now/accept_change": plan("change_proposed", "accept_change", changed_by="lead"),
    "improvement_now/accept_own": plan("change_proposed", "accept_change", changed_by="person"),
    "improvement_now/withdraw_change": plan("change_proposed", "withdraw_change", changed_by="person"),
    "improvement_now/countersign": plan("active", "countersign"),
    "improvement_now/ask_hr": plan("active", "ask_hr", ends_on=date(2026, 10, 2)),
    "improvement_step/check_in": plan("active", "check_in", {"held_on": "2026-10-01", "notes": "well"}),
    "improvement_step/receive_not_agreed": plan("offered", "receive_not_agreed", WORDS),
    "improvement_step/ask_change": plan("offered", "ask_change", WHY),
    "improvement_step/decline_change": plan("change_proposed", "decline_change", WHY, changed_by="lead"),
    "improvement_step/say": plan("active", "say", WORDS),
    "improvement_step/start_unsigned": plan("offered", "start_unsigned", WHY, reminders=["a", "b"]),
    "improvement_step/withdraw": plan("draft", "withdraw", WHY),
    "improvement_step/end_early": plan("active", "end_early", WHY),
    "improvement_step/pass": judged("pass"),
    "improvement_step/extend": judged("extend"),
    "improvement_step/not_reach": judged("not_reach"),
}
