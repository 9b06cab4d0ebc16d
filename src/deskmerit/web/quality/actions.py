"""What is done with a quality check. Each function belongs into one transaction (`shared.act.attempt` opens it)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.models import Person, Posting
from deskmerit.web.quality import access
from deskmerit.web.quality.flow import url_of
from deskmerit.web.quality.models import Check, SheetVersion, Task
from deskmerit.web.quality.sheet import Mark, Marks, read_marks, score, written_marks
from deskmerit.web.shared import clock, mask
from deskmerit.web.shared.flow import begin, running, take
from deskmerit.web.shared.refusal import Refused


def begin_check(by: User, task: Task) -> Check:
    """The reviewer opens a contact: a draft that only reviewers see."""
    if by.person is None or task.reviewer_id != by.person.pk or task.person_id == by.person.pk:
        raise Refused(_("This contact is not yours to review."))
    if Check.objects.filter(task=task).exists():
        raise Refused(_("This contact is being reviewed already. Read the page again."))
    posting = Posting.objects.on(clock.local_date(task.contact_at)).filter(person=task.person).first()
    check = Check.objects.create(
        task=task, version=task.sample.version, person=task.person, team=posting.team if posting else None,
        reviewer=by.person, kind=task.kind, contact=task.contact, contact_at=task.contact_at, channel=task.channel,
        category=task.category, begun_at=clock.now(),
    )  # fmt: skip
    if not access.holds(by.person, check):
        raise Refused(_("You are no quality reviewer of that team today."))
    use(task.sample.version)
    begin("quality", check, by, contact=task.contact)
    return check


def use(version: SheetVersion) -> None:
    """From now on nothing of a version changes."""
    SheetVersion.objects.filter(pk=version.pk, used_at=None).update(used_at=clock.now())


def save(by: User, check: Check, marks: Marks, fatals: Mapping[str, Any], good: str, coaching: str) -> None:
    """Keeps a draft as far as it is."""
    if check.state != Check.State.DRAFT or by.person is None or check.reviewer_id != by.person.pk:
        raise Refused(_("Only the reviewer changes a draft."))
    check.marks, check.fatals = written_marks(marks), dict(fatals)
    check.good, check.coaching = good.strip(), coaching.strip()
    check.score = score(check.version.read(), marks)
    changed = Check.objects.filter(pk=check.pk, state=Check.State.DRAFT).update(
        marks=check.marks, fatals=check.fatals, good=check.good, coaching=check.coaching, score=check.score
    )
    if not changed:
        raise Refused(_("Somebody else acted on this a moment ago. Read the page again, then decide."))


def submit(by: User, check: Check) -> None:
    """Hands a draft in: the person is told, or a second reviewer is asked where it has a fatal error."""
    now = clock.now()
    if check.fatals:
        second = access.second_for(check)
        take("quality", check, "submit_fatal", by, submitted_at=now, second=second)
        _ask(check, "quality-confirm")
    else:
        take("quality", check, "submit", by, submitted_at=now, told_at=now)
        _tell(check)


def discard(by: User, check: Check, reason: str) -> None:
    """A draft that leads nowhere, with the reason; its contact counts as skipped."""
    take("quality", check, "discard", by, reason=reason)
    if check.task is not None:
        Task.objects.filter(pk=check.task.pk).update(skipped=reason.strip()[:200])


def decide_fatal(by: User, check: Check, confirmed: bool, reason: str) -> None:
    """A second reviewer confirms the fatal error or doesn't; then the person is told."""
    now = clock.now()
    values: dict[str, Any] = {
        "confirmed": confirmed,
        "confirmed_by": by.person,
        "confirmed_at": now,
        "confirm_reason": reason.strip(),
    }
    step = "confirm" if confirmed else "not_confirm"
    take("quality", check, step, by, reason=reason, told_at=now, second=None, passed=[], **values)
    _tell(check)


def acknowledge(by: User, check: Check) -> None:
    """The person read it; that is no agreement."""
    if by.person is None or check.person_id != by.person.pk or not check.told:
        raise Refused(_("Only the person reviewed confirms that she read it."))
    changed = Check.objects.filter(pk=check.pk, acknowledged_at=None).update(acknowledged_at=clock.now())
    if changed:
        record(by, "quality.acknowledge", check, person=check.person)


def dispute(by: User, check: Check, named: Mapping[str, Any], reason: str) -> None:
    """The person disputes items, each with the value she proposes, or the fatal error; once, within the window."""
    check.dispute = dict(named)
    second = access.second_for(check)
    values: dict[str, Any] = {"dispute": check.dispute, "dispute_reason": reason.strip(), "disputed_at": clock.now()}
    take("quality", check, "dispute", by, reason=reason, second=second, passed=[],
         acknowledged_at=check.acknowledged_at or clock.now(), **values)  # fmt: skip
    _ask(check, "quality-disputed")


def withdraw_dispute(by: User, check: Check) -> None:
    """The person takes the dispute back: the check is final as it stands."""
    take("quality", check, "withdraw_dispute", by)


def keep(by: User, check: Check, reason: str) -> None:
    """Another reviewer lets the check stand."""
    take("quality", check, "keep", by, reason=reason, **_resolved(by, reason))
    _tell_decided(check)


def change(by: User, check: Check, points: Mapping[str, Decimal], reason: str, drop_fatal: bool = False) -> None:
    """Another reviewer changes disputed items, or says that there was no fatal error; the first values are kept."""
    marks, sheet = read_marks(check.marks), check.version.read()
    wrong = set(points) - set(check.dispute)
    if wrong or (drop_fatal and "fatal" not in check.dispute):
        raise Refused(_("Only what was disputed can be changed."))
    changed = {name: value for name, value in points.items() if marks[name].points != value}
    drop_fatal = drop_fatal and bool(check.confirmed)
    if not changed and not drop_fatal:
        raise Refused(_("Nothing would change: keep the check as it stands instead."))
    after = {**marks, **{name: _with(marks[name], value) for name, value in changed.items()}}
    before = {"marks": check.marks, "score": str(check.score), "confirmed": check.confirmed}
    values: dict[str, Any] = {
        "marks": written_marks(after),
        "score": score(sheet, after),
        "first": before,
        **_resolved(by, reason),
    }
    detail = {"items": {name: [str(marks[name].points), str(value)] for name, value in changed.items()}}
    confirmed = False if drop_fatal else check.confirmed
    take("quality", check, "change", by, reason=reason, detail=detail, confirmed=confirmed, **values)
    _tell_decided(check)


def _with(mark: Mark, points: Decimal) -> Mark:
    return Mark(points, False, mark.comment, mark.place)


def _resolved(by: User, reason: str) -> dict[str, Any]:
    return {"resolved_by": by.person, "resolved_at": clock.now(), "resolution": reason.strip()}


def reveal(by: User, check: Check, reason: str) -> None:
    """Logs that a reviewer reads the customer's data unmasked."""
    if not access.takes(check, "reveal", by.person):
        raise Refused(_("Only who reviews or decides this check may read the customer's data."))
    mask.reveal(by, check, f"{check.kind} {check.contact}", reason, person=check.person)


def _due(check: Check) -> Any:
    clocks = running("quality", check)
    return clocks[0].due if clocks else None


def _tell(check: Check) -> None:
    notify(check.person, "quality-told", f"quality:{check.pk}:told", url_of(check), due=_due(check), check=check.code)


def _tell_decided(check: Check) -> None:
    people: list[Person] = [check.person, check.reviewer]
    for each in people:
        notify(each, "quality-decided", f"quality:{check.pk}:decided", url_of(check), check=check.code)


def _ask(check: Check, code: str) -> None:
    if check.second is not None:
        key = f"{code}:{check.pk}"
        notify(check.second, code, key, url_of(check), due=_due(check), check=check.code)
