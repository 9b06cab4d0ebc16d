"""What is done while an improvement plan runs, and how it ends. Each function belongs into one transaction."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record as audit
from deskmerit.web.improvement import access, queries
from deskmerit.web.improvement.actions import renew, tell
from deskmerit.web.improvement.content import read, written
from deskmerit.web.improvement.models import CheckIn, Improvement
from deskmerit.web.interviews.access import hr_for
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import take
from deskmerit.web.shared.refusal import Refused

RUNNING = (Improvement.State.ACTIVE, Improvement.State.CHANGE_PROPOSED)


def check_in(by: User, plan: Improvement, notes: str, held_on: date | None = None) -> CheckIn:
    """Keeps what was said at a check-in, with the figures of the day; the next one is due a week later."""
    day = held_on or clock.today()
    if day > clock.today():
        raise Refused(_("A check-in is noted once it was held."))
    plan.notes = notes  # the guard asks for them
    take("improvement", plan, "check_in", by, detail={"held_on": str(day)})
    return CheckIn.objects.create(
        improvement=plan,
        held_on=day,
        notes=notes,
        figures=dict(queries.figures(queries.filled(plan))),
        made_by=by.person,
        made_at=clock.now(),
    )


def mark(by: User, plan: Improvement, key: str, done: bool) -> None:
    """A step is done, or not after all: each side marks its own, the lead both."""
    step = next((each for each in read(plan.content).steps if each.key == key), None)
    own = step is not None and step.side == "person" and by.person_id == plan.person_id
    if step is None or plan.state not in RUNNING or not (own or access.leads(plan, by.person)):
        raise Refused(_("Each side marks its own steps, while the plan runs."))
    marked = {**plan.done, key: clock.today().isoformat()}
    if not done:
        marked.pop(key)
    Improvement.objects.filter(pk=plan.pk).update(done=marked)
    plan.done = marked
    audit(by, "improvement.step_done" if done else "improvement.step_reopened", plan, person=plan.person, step=key)


def say(by: User, plan: Improvement, words: str) -> None:
    """What the person says of the outcome, in their own words or as the lead heard it."""
    if plan.state not in RUNNING or not access.writes(plan, by.person):
        raise Refused(_("The person is heard while the plan runs."))
    if not words.strip():
        raise Refused(_("Write down what the person says."))
    own = by.person_id == plan.person_id
    Improvement.objects.filter(pk=plan.pk).update(heard=words)
    plan.heard = words
    audit(by, "improvement.heard", plan, person=plan.person, own_words=own)


def countersign(by: User, plan: Improvement) -> None:
    """HR looked at the plan before it may be judged as not reached."""
    if by.person is None or "hr" not in access.relations(plan, by.person) or plan.state not in RUNNING:
        raise Refused(_("HR signs while the plan runs, and never for themselves."))
    Improvement.objects.filter(pk=plan.pk).update(hr_signed_at=clock.now(), hr_signed_by=by.person)
    plan.hr_signed_at, plan.hr_signed_by = clock.now(), by.person
    audit(by, "improvement.countersigned", plan, person=plan.person)
    tell(plan, [plan.lead], "plan-countersigned", "1")


def ask_hr(plan: Improvement) -> None:
    """HR is asked to look at a plan that may not be reached."""
    tell(plan, [hr_for(plan.person, plan.lead)], "plan-hr-asked", str(clock.today()))


def finish(by: User, plan: Improvement, step: str, reason: str, final: Mapping[str, str] | None = None) -> None:
    """The outcome: `pass` or `not_reach`, with the words on what no measure tells."""
    assert step in ("pass", "not_reach")
    plan.final = {**plan.final, **{key: text for key, text in (final or {}).items() if text.strip()}}
    now = clock.now()
    take("improvement", plan, step, by, reason=reason, outcome=reason, final=plan.final, closed_at=now)
    tell(plan, [plan.person], "plan-outcome", str(plan.version))


def extend(by: User, plan: Improvement, new_end: date | None, reason: str, final: Mapping[str, str]) -> None:
    """More time: a new version with the new end, for the person to sign."""
    plan.final = {**plan.final, **{key: text for key, text in final.items() if text.strip()}}
    plan.new_end = new_end  # the guard asks for it
    content = read(plan.content)
    longer = replace(content, ends_on=new_end)
    if new_end and content.starts_on:
        longer = replace(longer, days=(new_end - content.starts_on).days)
    now = clock.now()
    take(
        "improvement", plan, "extend", by, reason=reason, content=written(longer), ends_on=new_end, final=plan.final,
        lead_signed_at=now, lead_signed_by=by.person, person_signed_at=None, reminders=[],
        agreed=Improvement.Agreed.UNSAID,
    )  # fmt: skip
    renew(by, plan, longer, reason)
    tell(plan, [plan.person], "plan-extended", str(plan.version))


def end_early(by: User, plan: Improvement, reason: str) -> None:
    """HR ends a plan before its outcome: the person left, moved, or the plan was not the right way."""
    take("improvement", plan, "end_early", by, reason=reason, outcome=reason, closed_at=clock.now(), proposed=None)
    tell(plan, [plan.person, plan.lead], "plan-closed", "ended")
