"""A check of a single contact that somebody chose, with the reason: for coaching, never in a score (decision 158)."""

from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge import contacts as bridge
from deskmerit.web.org.access import there_on
from deskmerit.web.org.models import Person, Posting, Role
from deskmerit.web.quality import access
from deskmerit.web.quality.actions import use
from deskmerit.web.quality.models import Check, SheetVersion, Task
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import begin
from deskmerit.web.shared.refusal import Refused


def may_target(user: User) -> bool:
    """Who begins a check of a contact of their choice: quality reviewers."""
    held = Role.objects.on(clock.today()).filter(person=user.person_id or 0, kind=Role.Kind.QUALITY)
    return user.person is not None and held.exists()


def begin_targeted(by: User, version: SheetVersion, contact: str, why: str) -> Check:
    """A draft about one contact by its number; whose it is, follows from the records as in a sample."""
    if not may_target(by) or by.person is None:
        raise Refused(_("Checks are begun by quality reviewers."))
    kind = version.sheet.kind
    found = credited(kind, contact.strip())
    if not why.strip():
        raise Refused(_("Say why this contact is checked: it stands on the check, and the person reads it."))
    if found is None:
        raise Refused(_("The records hold no contact of anybody under this number: look at it again."))
    person = Person.objects.filter(there_on(clock.today()), agent_id=found.agent_id).first()
    if person is None:
        raise Refused(_("The records hold no contact of anybody under this number: look at it again."))
    posting = Posting.objects.on(clock.local_date(found.at)).filter(person=person).first()
    check = Check(
        version=version, person=person, team=posting.team if posting else None, reviewer=by.person, kind=kind,
        contact=found.contact_id, contact_at=found.at, channel=found.channel, category=found.category,
        begun_at=clock.now(), targeted_why=why.strip(),
    )  # fmt: skip
    wrong = _wrong(by.person, check)
    if wrong:
        raise Refused(*wrong)
    check.save()
    use(version)
    begin("quality", check, by, contact=check.contact, targeted=True)
    return check


def _wrong(reviewer: Person, check: Check) -> list[str]:
    """What stands in the way: one's own contact, a line between the two, a team out of scope, a check that is there."""
    if check.person_id == reviewer.pk or access.in_line(check, reviewer):
        return [_("Nobody reviews themselves, their lead or whom they lead: choose somebody else.")]
    if not access.holds(reviewer, check):
        return [_("You are no quality reviewer of that team today.")]
    same = {"kind": check.kind, "contact": check.contact, "person": check.person}
    there = Check.objects.filter(**same).exclude(state=Check.State.DISCARDED).exists()
    if there or Task.objects.filter(**same, skipped="").exists():
        return [_("This contact is checked already, or waits in a sample.")]
    return []


def credited(kind: str, contact: str) -> bridge.Contact | None:
    """Whose a contact is, as a sample would say: who solved it last, else who replied last; None where nobody's."""
    row = bridge.told_exactly(workspace.folder(), kind, contact).row if contact else {}
    begun = row.get("created_at" if kind == "ticket" else "started_at")
    if not isinstance(begun, datetime):
        return None
    begun = begun if begun.tzinfo else begun.replace(tzinfo=UTC)
    found = bridge.contacts(workspace.folder(), begun, clock.now() + timedelta(seconds=1))
    return next((each for each in found if each.kind == kind and each.contact_id == contact), None)
