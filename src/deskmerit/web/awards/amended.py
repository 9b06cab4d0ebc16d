"""Bases by an appeal's decision: what would hold, what held when people were told, and the right one entered.

What an appeal adds comes from outside pool and budget: shares are reckoned from the bases of then, the rest is owed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from deskmerit.core import award as core
from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.awards.models import Base
from deskmerit.web.awards.queries import awards_of
from deskmerit.web.awards.takeover import kept, take_over
from deskmerit.web.bridge.awards import folder_bases, instead
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.org.models import Person, Posting
from deskmerit.web.shared import clock
from deskmerit.web.shared.refusal import Refused


@dataclass(frozen=True, slots=True)
class Amendment:
    """The right base of a person (`agent`) or of everybody in a post, for an award of a period."""

    award: str
    amount: Decimal
    agent: str = ""
    position: str = ""


def present() -> list[core.Base]:
    """The bases that hold now: the application's, or the workspace's own file until they are taken over."""
    if not kept("bases"):
        return folder_bases(workspace.folder())
    held = Base.objects.filter(withdrawn_at=None).select_related("person")
    return [_core(each) for each in held.order_by("from_date", "award", "position", "person__agent_id")]


def _core(each: Base) -> core.Base:
    agent = each.person.agent_id if each.person else ""
    return core.Base(each.award, each.amount or Decimal(0), each.from_date, agent, each.position)


def amended(cycle: Cycle, changes: Sequence[Amendment]) -> list[core.Base]:
    """The bases that would hold, each right one in place of the wrong one of its day."""
    held = present()
    for each in changes:
        held = instead(held, [core.Base(each.award, each.amount, starts(cycle, held, each), each.agent, each.position)])
    return held


def starts(cycle: Cycle, held: Sequence[core.Base], change: Amendment) -> date:
    """The day from which the right base holds: the period's first, or that of the wrong one where it began later."""
    return max([cycle.start, *(each.from_date for each in _same(cycle, held, change))])


def _same(cycle: Cycle, held: Sequence[core.Base], change: Amendment) -> list[core.Base]:
    """The bases of the same person or post for the award that had begun by the period's end."""
    wanted = (change.award, change.agent, change.position)
    return [
        each for each in held if (each.award, each.agent_id, each.position) == wanted and each.from_date < cycle.end
    ]


def at_publication(cycle: Cycle) -> list[core.Base] | None:
    """The bases that a published cycle's awards were promised by; None: no appeal changed any since."""
    if cycle.published_at is None:
        return None
    added = list(Base.objects.filter(origin=Base.Origin.APPEAL, withdrawn_at=None, made_at__gt=cycle.published_at))
    if not added:
        return None
    wrong = [before for each in added if (before := _before(each, cycle)) is not None]
    return instead(present(), [_core(each) for each in wrong], [_core(each) for each in added])


def _before(each: Base, cycle: Cycle) -> Base | None:
    """The base that stood in its place when the cycle was published."""
    found = each.replaces
    while found and found.origin == Base.Origin.APPEAL and cycle.published_at and found.made_at > cycle.published_at:
        found = found.replaces
    return found


def in_force(cycle: Cycle, change: Amendment, position: str = "") -> Decimal | None:
    """The amount in force at the period's end: a person's (`position`: their post), or a post's."""
    held = [each for each in present() if each.award == change.award and each.from_date < cycle.end]
    return core.base_of(held, change.agent, change.position or position)


def wrong(by: Person | None, cycle: Cycle, change: Amendment, position: str = "") -> list[str]:
    """Why a base can't be put right so by somebody, in words; `position`: the post of the base's person."""
    award = awards_of(cycle, "pay", "pool").get(change.award)
    if award is None:
        return [_("This plan has no such award with a base.")]
    found = []
    if award.kind == "pool" and not any(each.award == change.award for each in present()):
        found.append(_("This pool has no bases: everybody counts as 1 in it, and only grade and presence tell shares."))
    if in_force(cycle, change, position) == change.amount:
        found.append(_("That is the base already: nothing would change."))
    if by is not None and _own(by, cycle, change):
        found.append(_("Nobody sets a base of their own."))
    return found


def _own(person: Person, cycle: Cycle, change: Amendment) -> bool:
    if change.agent:
        return change.agent == person.agent_id
    held = Posting.objects.filter(person=person, position=change.position, from_date__lt=cycle.end)
    return held.exclude(to_date__lte=cycle.start).exists()


def enter(by: User, cycle: Cycle, change: Amendment, origin: int, code: str) -> Base:
    """Enters the right base by the decision of an appeal (its key and number); a wrong one of its day is withdrawn."""
    if by.person is None or _own(by.person, cycle, change):
        raise Refused(_("Nobody sets a base of their own."))
    take_over("bases")
    person = Person.objects.get(agent_id=change.agent) if change.agent else None
    day, now = starts(cycle, present(), change), clock.now()
    mine = Base.objects.filter(award=change.award, person=person, position=change.position, withdrawn_at=None)
    before = mine.filter(from_date=day).first()
    if before is not None:
        mine.filter(pk=before.pk).update(withdrawn_at=now, withdrawn_by=by.person)
        record(by, "base.withdrawn", before, person=person, reason=code)
    made = Base.objects.create(
        person=person, position=change.position, award=change.award, amount=change.amount, from_date=day,
        origin=Base.Origin.APPEAL, origin_row=origin, replaces=before, made_by=by.person, made_at=now,
    )  # fmt: skip
    record(by, "base.entered", made, person=person, post=made.position, award=made.award, day=day, appeal=code)
    return made


def makers(cycle: Cycle, award: str, person: int, positions: Sequence[str], but: int) -> set[int]:
    """Keys of whoever entered the base in force of somebody, or proposed, approved or locked the award's run.

    `but`: the appeal whose own bases make nobody dependent.
    """
    held = Base.objects.filter(award=award, withdrawn_at=None, from_date__lt=cycle.end)
    held = held.exclude(origin=Base.Origin.APPEAL, origin_row=but)
    entered = held.filter(Q(person=person) | Q(person=None, position__in=positions))
    found = set(entered.values_list("made_by", flat=True))
    for names in cycle.award_runs.exclude(state="cancelled").values_list("made_by", "approved_by", "locked_by"):
        found |= set(names)
    return {each for each in found if each is not None}
