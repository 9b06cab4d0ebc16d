"""Sheets and samples: what managers of quality do. Each function belongs into one transaction."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deskmerit.core.workflow import FLOWS
from deskmerit.web import workspace
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.bridge import contacts as bridge
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.access import there_on
from deskmerit.web.org.models import Person, Posting, Role, Team
from deskmerit.web.quality import access
from deskmerit.web.quality import sheet as sheets
from deskmerit.web.quality.actions import use
from deskmerit.web.quality.draw import draw, lot
from deskmerit.web.quality.models import Check, Sample, Sheet, SheetVersion, Task
from deskmerit.web.quality.shipped import SHEETS
from deskmerit.web.shared import clock
from deskmerit.web.shared.refusal import Overtaken, Refused
from deskmerit.web.shared.state import overtaken


def shipped_sheets(by: User | None = None) -> None:
    """Puts the two shipped sheets in place where there is none at all."""
    if Sheet.objects.exists():
        return
    for slug, (title, kind, content) in SHEETS.items():
        sheet = Sheet.objects.create(slug=slug, title=title, kind=kind)
        version = SheetVersion.objects.create(sheet=sheet, number=1, content=content, made_at=clock.now())
        record(by, "sheet.made", version, sheet=slug)


def save_sheet(by: User, sheet: Sheet, content: sheets.Sheet, title: dict[str, str], kind: str) -> SheetVersion:
    """Keeps a sheet: the latest version is changed as long as nothing used it, else a new one is made."""
    _must_manage(by)
    if sheet.retired_at is not None:
        raise Refused(_("This sheet is out of use: use it again, or begin a new one."))
    wrong = sheets.problems(content)
    if not all(title.values()):
        wrong.insert(0, _("Give the sheet its name in both languages."))
    if wrong:
        raise Refused(*wrong)
    sheet.title, sheet.kind = title, kind
    sheet.save()
    latest = sheet.versions.first()
    stored = sheets.written(content)
    if latest is None or latest.used_at is not None:
        if latest is not None and latest.content == stored:
            return latest
        number = latest.number + 1 if latest else 1
        latest = SheetVersion(sheet=sheet, number=number, made_by=by.person)
    latest.content, latest.made_at = stored, clock.now()
    latest.save()
    record(by, "sheet.saved", latest, sheet=sheet.slug, number=latest.number)
    return latest


def retire(by: User, sheet: Sheet) -> None:
    """Takes a sheet out of use: no sample is drawn and no check begun by it any more; what was checked by it stays."""
    _must_manage(by)
    held = open_of(sheet)
    if held:
        said = ngettext("%(n)d check of this sheet is still open: it must end first.",
                        "%(n)d checks of this sheet are still open: they must end first.", held)  # fmt: skip
        raise Refused(said % {"n": held})
    if not Sheet.objects.filter(pk=sheet.pk, retired_at=None).update(retired_at=clock.now()):
        raise Overtaken(overtaken())
    record(by, "sheet.retired", sheet, sheet=sheet.slug)


def use_again(by: User, sheet: Sheet) -> None:
    """Puts a sheet back into use, in its latest version."""
    _must_manage(by)
    if not Sheet.objects.filter(pk=sheet.pk, retired_at__isnull=False).update(retired_at=None):
        raise Overtaken(overtaken())
    record(by, "sheet.used_again", sheet, sheet=sheet.slug)


def open_of(sheet: Sheet) -> int:
    """How many checks of a sheet have not ended, and drawn contacts wait for theirs."""
    checks = Check.objects.filter(version__sheet=sheet).exclude(state__in=FLOWS["quality"].ends).count()
    return checks + Task.objects.filter(sample__version__sheet=sheet, check_of=None, skipped="").count()


def _must_manage(by: User) -> None:
    if not access.manages(by):
        raise Refused(_("Sheets and samples are for HR and quality reviewers of the whole organisation."))


def draw_sample(by: User, sample: Sample, teams: Sequence[Team], reviewers: Sequence[Person]) -> Sample:
    """Draws contacts of a period and hands them out. Raises Refused where there is nothing to draw from."""
    _must_manage(by)
    wrong = _wrong(sample, reviewers)
    if wrong:
        raise Refused(*wrong)
    people = _people(sample, teams)
    found = bridge.contacts(workspace.folder(), clock.midnight(sample.start), clock.midnight(sample.end))
    found = [each for each in found if each.kind == sample.kind and each.agent_id in people]
    if not found:
        raise Refused(_("There is no contact of that kind in the period: choose other dates or another kind."))
    sample.drawn_from, sample.made_by, sample.made_at = len(found), by.person, clock.now()
    sample.save()
    sample.teams.set(teams)
    use(sample.version)
    drawn = draw(found, sample.per_agent, sample.seed)
    given = assign([people[each.agent_id].pk for each in drawn], reviewers, sample)
    Task.objects.bulk_create(
        Task(
            sample=sample, person=people[each.agent_id], reviewer=reviewer, kind=each.kind, contact=each.contact_id,
            contact_at=each.at, channel=each.channel, category=each.category,
        )
        for each, reviewer in zip(drawn, given, strict=True)
    )  # fmt: skip
    record(by, "sample.drawn", sample, seed=sample.seed, per_agent=sample.per_agent, of=len(found), drawn=len(drawn))
    _tell(sample, {each for each in given if each is not None})
    return sample


def _wrong(sample: Sample, reviewers: Sequence[Person]) -> list[str]:
    wrong = []
    if sample.start >= sample.end:
        wrong.append(_("The period must end after it begins."))
    if sample.version.sheet.retired_at is not None:
        wrong.append(_("This sheet is out of use: choose another."))
    if sample.version.sheet.kind != sample.kind:
        wrong.append(_("That sheet is for another kind of contact: choose a fitting one."))
    able = set(access.reviewers_of(None).values_list("pk", flat=True)) | _scoped()
    if not reviewers or any(each.pk not in able for each in reviewers):
        wrong.append(_("Name at least one reviewer who holds that role today."))
    return wrong


def _scoped() -> set[int]:
    today = clock.today()
    return set(Role.objects.on(today).filter(kind=Role.Kind.QUALITY).values_list("person", flat=True))


def _people(sample: Sample, teams: Sequence[Team]) -> dict[str, Person]:
    posted = Posting.objects.within(sample.start, sample.end)
    if teams:
        posted = posted.filter(team__in=teams)
    found = Person.objects.filter(there_on(clock.today()), pk__in=posted.values("person"), kind=Person.Kind.HUMAN)
    return {each.agent_id: each for each in found}


def assign(people: Sequence[int], reviewers: Sequence[Person], sample: Sample) -> list[Person | None]:
    """A reviewer for each contact, evenly: never the person, her lead or whom she leads. None where nobody fits."""
    pairs = access.lines(sample.start, sample.end)
    scope = _scope(reviewers)
    stood = _teams(people, sample.start, sample.end)
    load: Counter[int] = Counter()
    order = sorted(reviewers, key=lambda each: lot(sample.seed, each.agent_id))
    given: list[Person | None] = []
    for person in people:
        fit = [
            each
            for each in order
            if each.pk != person
            and not {(each.pk, person), (person, each.pk)} & pairs
            and (None in scope[each.pk] or stood.get(person, set()) & scope[each.pk])
        ]
        chosen = min(fit, key=lambda each: load[each.pk], default=None)
        if chosen is not None:
            load[chosen.pk] += 1
        given.append(chosen)
    return given


def _scope(reviewers: Sequence[Person]) -> dict[int, set[int | None]]:
    found: dict[int, set[int | None]] = {each.pk: set() for each in reviewers}
    for person, team in (
        Role.objects.on(clock.today())
        .filter(kind=Role.Kind.QUALITY, person__in=reviewers)
        .values_list("person", "team")
    ):
        found[person].add(team)
    return found


def _teams(people: Iterable[int], start: date, end: date) -> dict[int, set[int | None]]:
    found: dict[int, set[int | None]] = {}
    for person, team in Posting.objects.within(start, end).filter(person__in=set(people)).values_list("person", "team"):
        found.setdefault(person, set()).add(team)
    return found


def reassign(by: User, task: Task, reviewer: Person) -> None:
    """Gives a contact that nobody began to another reviewer."""
    _must_manage(by)
    if Check.objects.filter(task=task).exists():
        raise Refused(_("The review has begun: it stays with its reviewer."))
    if assign([task.person_id], [reviewer], task.sample) != [reviewer]:
        raise Refused(_("Nobody reviews themselves, their lead or whom they lead: choose somebody else."))
    Task.objects.filter(pk=task.pk).update(reviewer=reviewer)
    record(by, "sample.reassigned", task.sample, task=task.pk, to=reviewer.agent_id)
    _tell(task.sample, {reviewer})


def skip(by: User, task: Task, reason: str) -> None:
    """A contact that can't be reviewed, with the reason: the records hold too little of it, say."""
    mine = by.person is not None and task.reviewer_id == by.person.pk and task.person_id != by.person.pk
    if not mine and not access.manages(by):
        raise Refused(_("This contact is not yours to review."))
    if not reason.strip():
        raise Refused(_("Say why it can't be reviewed."))
    if Check.objects.filter(task=task).exists():
        raise Refused(_("The review has begun: discard its draft instead."))
    Task.objects.filter(pk=task.pk).update(skipped=reason.strip()[:200])
    record(by, "sample.skipped", task.sample, reason=reason, task=task.pk)


def _tell(sample: Sample, reviewers: Iterable[Person]) -> None:
    told: dict[str, Any] = {"sample": sample.title}
    for each in reviewers:
        notify(each, "quality-tasks", f"sample:{sample.pk}", "/quality/", **told)
