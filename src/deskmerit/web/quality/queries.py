"""What the pages of quality checks read; the number of queries does not depend on how many there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from deskmerit.core.number import divide_half_up, round_half_up
from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge import contacts as bridge
from deskmerit.web.org.models import Person
from deskmerit.web.quality import access, sheet
from deskmerit.web.quality.models import UNTOLD, Check, Sample, Task
from deskmerit.web.shared import clock, mask, wording
from deskmerit.web.shared.organisation import settings_of

LISTED = ("person", "reviewer", "version__sheet", "team")
FEW = 5
"""Fewer checks than this tell little about a reviewer."""


def checks(user: User) -> QuerySet[Check]:
    """Every check a user may see, the latest first, without its marks."""
    return access.visible_to(user).select_related("person", "reviewer").defer("marks", "dispute", "first")


def waiting(user: User) -> dict[str, list[Any]]:
    """What a reviewer has to do: contacts to begin, drafts to finish, decisions to take."""
    me = user.person
    if me is None:
        return {"tasks": [], "drafts": [], "decisions": []}
    tasks = access.tasks_of(user).filter(check_of=None, skipped="")
    mine = Check.objects.select_related(*LISTED)
    return {
        "tasks": list(tasks.select_related("person", "sample")),
        "drafts": list(mine.filter(reviewer=me, state=Check.State.DRAFT)),
        "decisions": list(mine.filter(second=me, state__in=(Check.State.AWAITING, Check.State.DISPUTED))),
    }


@dataclass(frozen=True, slots=True)
class Line:
    """An item of a check as its page shows it."""

    item: sheet.Item
    mark: sheet.Mark
    before: Decimal | None  # the first value, where a dispute changed it
    proposed: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a check: its share of its weight."""

    section: sheet.Section
    lines: list[Line]
    reached: Decimal | None

    @property
    def got(self) -> Decimal | None:
        """Points of the section's weight."""
        return None if self.reached is None else round_half_up(self.section.weight * self.reached / 100, 2)


def parts(check: Check) -> list[Part]:
    """A check by section."""
    marks, first = sheet.read_marks(check.marks), sheet.read_marks(check.first.get("marks", {}))
    found = []
    for section in check.version.read().sections:
        lines = [_line(check, item, marks, first) for item in section.items]
        share = sheet.reached(section, marks)
        shown = None if share is None else divide_half_up(100 * share.numerator, share.denominator, 2)
        found.append(Part(section, lines, shown))
    return found


def _line(check: Check, item: sheet.Item, marks: sheet.Marks, first: sheet.Marks) -> Line:
    mark, old = marks.get(item.id, sheet.NOTHING), first.get(item.id)
    before = old.points if old is not None and old.points != mark.points else None
    return Line(item, mark, before, check.dispute.get(item.id, {}).get("proposed", ""))


def as_proposed(check: Check) -> list[dict[str, str]]:
    """What a dispute asks for: the score as it is, and as it were if everything proposed stood."""
    marks = dict(sheet.read_marks(check.marks))
    for name, said in check.dispute.items():
        if "proposed" in said:
            marks[name] = sheet.Mark(Decimal(said["proposed"]))
    after = sheet.score(check.version.read(), marks)
    rows = [{"label": _("Score"), "before": wording.score(check.score), "after": wording.score(after)}]
    if "fatal" in check.dispute:
        rows.append({"label": _("Fatal error"), "before": _("confirmed"), "after": _("not confirmed")})
    return rows


def fatals(check: Check) -> list[tuple[sheet.Fatal, str]]:
    """The fatal errors that were found, each with what happened."""
    return [(each, check.fatals[each.id].get("comment", "")) for each in check.version.read().fatals
            if each.id in check.fatals]  # fmt: skip


def class_word(kind: str) -> str:
    """A class of fatal errors in words."""
    return {"customer": _("customer-critical"), "business": _("business-critical"),
            "compliance": _("compliance-critical")}.get(kind, kind)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Transcript:
    """A contact as the records tell it: facts, then what happened when and by whom. `late`: said where the records
    changed since they were read."""

    facts: list[tuple[str, str]]
    events: list[dict[str, Any]]
    note: str
    late: str = ""


def transcript(check: Check, revealed: bool = False) -> Transcript:
    """What stands beside a review. Words of customers are in no record; their names and numbers are masked."""
    found = bridge.told(workspace.folder(), check.kind, check.contact)
    late = "" if found.holds else _("The records changed and are being read again: this is how they stood before.")
    if not found.row:
        gone = _("The records no longer hold this contact.")
        return Transcript(
            [], [], gone if found.holds else _("The records are being read: look again in a few minutes.")
        )
    row = {key: str(value) for key, value in found.row.items() if value not in (None, "")}
    hide = (lambda text: text) if revealed else mask.inside
    facts = [(_("Contact"), check.contact)]
    if check.kind == "call":
        facts += [(label, wording.figure(Decimal(row[key]), "seconds")) for key, label in _call() if key in row]
        listen = _("Listen to the recording under this number in the telephone system.")
        return Transcript(facts, [], listen, late)
    row |= {"channel": wording.channel(row["channel"])} if "channel" in row else {}
    facts += [(label, hide(row[key])) for key, label in _ticket() if key in row]
    if "requester_id" in row:
        facts.append((_("Customer"), row["requester_id"] if revealed else mask.number(row["requester_id"])))
    names = dict(Person.objects.filter(agent_id__in=_agents(found.events)).values_list("agent_id", "name"))
    zone = settings_of().zone
    events = [_event(number, each, names, zone) for number, each in enumerate(found.events, 1)]
    words = _("The records hold what happened, not the words: read them in the helpdesk.")
    return Transcript(facts, events, words, late)


def _call() -> list[tuple[str, str]]:
    return [("queue_seconds", _("Queue")), ("talk_seconds", _("Talk")), ("hold_seconds", _("Hold")),
            ("wrap_seconds", _("After-call work"))]  # fmt: skip


def _ticket() -> list[tuple[str, str]]:
    return [
        ("subject", _("Subject")),
        ("channel", _("Channel")),
        ("category", _("Category")),
        ("priority", _("Priority")),
    ]


def _agents(events: Iterable[Mapping[str, object]]) -> set[str]:
    named = {str(each.get("actor_id") or "") for each in events}
    return named | {str(each.get("value") or "") for each in events if each.get("kind") == "assigned"}


def _event(number: int, row: Mapping[str, Any], names: Mapping[str, str], zone: str) -> dict[str, Any]:
    role, value = str(row.get("actor_role") or ""), str(row.get("value") or "")
    who = names.get(str(row.get("actor_id") or "")) if role == "agent" else None
    return {
        "number": number,
        "at": wording.moment(row["occurred_at"], zone, year=False),
        "what": event_words().get(str(row["kind"]), str(row["kind"])),
        "who": who or actor_words().get(role, role),
        "value": names.get(value, value) if row["kind"] == "assigned" else status_words().get(value, value),
        "theirs": role == "customer",
    }


def reads_contact(user: User, check: Check) -> bool:
    """The transcript is for the person, whoever reviews or decides, HR and auditors."""
    held = access.relations(check, user.person) if user.person else set()
    return bool(held & {"person", "quality", "second", "deputy"}) or access.looks(user)


def event_words() -> dict[str, str]:
    """Kinds of events in words."""
    return {
        "created": _("created"), "customer_message": _("message of the customer"), "public_reply": _("reply"),
        "internal_note": _("internal note"), "assigned": _("assigned"), "queued": _("queued for a human"),
        "status": _("state"), "escalated": _("escalated"), "transferred": _("transferred"),
        "calendar_changed": _("calendar changed"), "merged": _("merged"),
    }  # fmt: skip


def actor_words() -> dict[str, str]:
    """Who acts, in words."""
    return {"customer": _("customer"), "bot": _("bot"), "system": _("system"), "agent": _("agent")}


def status_words() -> dict[str, str]:
    """States of tickets in words."""
    return {
        "new": _("newly opened"), "open": _("being handled"), "pending": _("pending"), "on_hold": _("on hold"),
        "solved": _("solved"), "closed": _("closed for good"),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reviewer:
    """How a reviewer scores: mean, spread (standard deviation), and the distance from everybody's mean."""

    person: Person
    n: int
    mean: Decimal
    spread: Decimal | None
    off: Decimal
    few: bool


def last_months(months: int) -> tuple[date, date]:
    """The days of the last 1, 3, 6 or 12 months with today; any other number: three."""
    end = clock.today() + timedelta(1)
    return end - timedelta(31 * (months if months in (1, 3, 6, 12) else 3)), end


def reviewers(start: date, end: date) -> list[Reviewer]:
    """The reviewers of `[start, end)` beside one another, the strictest first, by what was first given."""
    rows = Check.objects.exclude(state__in=UNTOLD).filter(
        targeted_why="", submitted_at__gte=clock.midnight(start), submitted_at__lt=clock.midnight(end)
    )
    given: dict[int, list[Decimal]] = defaultdict(list)
    for reviewer, score, first in rows.values_list("reviewer", "score", "first"):
        given[reviewer].append(Decimal(first["score"]) if first.get("score") else score or Decimal(0))
    every = [score for scores in given.values() for score in scores]
    people = Person.objects.in_bulk(list(given))
    found = [_reviewer(people[pk], scores, _mean(every)) for pk, scores in given.items()]
    return sorted(found, key=lambda each: (each.mean, each.person.agent_id))


def _reviewer(person: Person, scores: list[Decimal], overall: Decimal) -> Reviewer:
    mean, n = _mean(scores), len(scores)
    spread = None
    if n > 1:
        exact = sum(scores, Decimal(0)) / n
        spread = round_half_up((sum(((each - exact) ** 2 for each in scores), Decimal(0)) / (n - 1)).sqrt(), 2)
    return Reviewer(person, n, mean, spread, mean - overall, n < FEW)


def _mean(scores: list[Decimal]) -> Decimal:
    return round_half_up(sum(scores, Decimal(0)) / len(scores), 2) if scores else Decimal(0)


def progress(samples: Iterable[Sample]) -> dict[int, tuple[int, int]]:
    """Of each sample: how many contacts, how many of them done (told, or skipped)."""
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    rows = Task.objects.filter(sample__in=list(samples)).values_list("sample", "skipped", "check_of__state")
    for sample, skipped, state in rows:
        found[sample][0] += 1
        found[sample][1] += bool(skipped) or state not in (None, "draft")
    return {pk: (whole, done) for pk, (whole, done) in found.items()}
