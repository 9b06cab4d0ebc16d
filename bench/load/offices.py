"""What the offices leave behind: award runs with their lines, quality checks, 360° feedback, entered rows."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from bench.load.periods import BATCH, Played
from deskmerit.web.awards.models import AwardRun, Base, Certificate, RunLine
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.demo.base import Cast
from deskmerit.web.feedback import items
from deskmerit.web.feedback.models import Ask, Round, Subject
from deskmerit.web.intake.models import Entry
from deskmerit.web.org.models import Person
from deskmerit.web.quality import sampling
from deskmerit.web.quality.models import Check, Sample, SheetVersion, Task
from deskmerit.web.quality.sheet import Mark, score, written_marks
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared import clock

DAY = timedelta(1)


def keep(played: Sequence[Played], cast: Cast) -> None:
    """Rows of every quarter; a round of feedback in the open one."""
    people = [person for person, _ in played[-1].given]
    sampling.shipped_sheets(cast.hr)
    version = SheetVersion.objects.select_related("sheet").order_by("pk")[0]
    for each in played:
        if each.results:
            _awards(each.cycle, each.results, cast)
        _checks(each.cycle, people, version, cast)
    _feedback(played[-1].cycle, people, cast)
    _entries(people, cast)
    Base.objects.bulk_create(
        Base(person=person, award="quarter_bonus", amount=Decimal(1500), from_date=played[0].cycle.start,
             made_by=cast.hr.person, made_at=clock.now())
        for person in people
    )  # fmt: skip


def _awards(cycle: Cycle, results: Sequence[Result], cast: Cast) -> None:
    paid = results[0].published_at + 10 * DAY
    run = AwardRun.objects.create(
        cycle=cycle, pay_month=f"{paid:%Y-%m}", state="paid", job="done", made_by=cast.hr.person, made_at=paid,
        calculated_at=paid, approved_by=cast.business.person, approved_at=paid, locked_by=cast.hr.person,
        locked_at=paid, paid_by=cast.hr.person, paid_at=paid, exported_at=paid,
    )  # fmt: skip
    RunLine.objects.bulk_create(
        (
            RunLine(run=run, person=each.person, cycle=cycle, kind="award", award="quarter_bonus",
                    title={"zh": "季度奖金", "en": "Quarterly bonus"}, name=each.person.name,
                    employee_no=each.person.employee_no, card_id=each.card_id, grade="B", amount=Decimal(1500 + at),
                    currency="CNY")
            for at, each in enumerate(results)
        ),
        batch_size=BATCH,
    )  # fmt: skip
    Certificate.objects.bulk_create(
        Certificate(person=each.person, cycle=cycle, number=f"{cycle.period}-{at:04d}", name=each.person.name,
                    grade="S", title={"zh": "卓越", "en": "Excellent"}, code=f"{cycle.period}-{each.pk}",
                    issued_by=cast.hr.person, issued_on=paid.date())
        for at, each in enumerate(results[1::10])
    )  # fmt: skip


def _checks(cycle: Cycle, people: Sequence[Person], version: SheetVersion, cast: Cast) -> None:
    """A contact of everybody, drawn in one sample; all reviewed but in the open quarter."""
    reviewer, at = cast.quality.person, clock.midnight(cycle.start) + 20 * DAY
    sample = Sample.objects.create(
        title=f"{cycle.period} 抽检", start=cycle.start, end=cycle.end, per_agent=1, seed=cycle.period, version=version,
        drawn_from=len(people) * 50, made_by=reviewer, made_at=at,
    )  # fmt: skip
    contact = {"kind": version.sheet.kind, "contact_at": at, "channel": "chat", "reviewer": reviewer}
    marks = {item.id: Mark(item.points) for item in version.read().items()}
    given = {"marks": written_marks(marks), "score": score(version.read(), marks)}
    tasks = Task.objects.bulk_create(
        (Task(sample=sample, person=person, contact=f"T{person.pk}", **contact) for person in people),
        batch_size=BATCH,
    )
    Check.objects.bulk_create(
        (
            Check(state="draft" if cycle.state == "open" else "final", task=task, version=version, person=task.person,
                  contact=task.contact, begun_at=at + DAY,
                  submitted_at=at + DAY, told_at=at + DAY, **contact, **given)
            for task in (tasks[1::3] if cycle.state == "open" else tasks)
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _feedback(cycle: Cycle, people: Sequence[Person], cast: Cast) -> None:
    made = Round.objects.create(
        cycle=cycle, title="360° 评价", state="open", closes_on=cycle.end, peers=2, seed="s", made_by=cast.hr.person,
        opened_at=clock.midnight(cycle.start), items=list(items.SHIPPED),
    )  # fmt: skip
    Subject.objects.bulk_create(Subject(round=made, person=person) for person in people)
    Ask.objects.bulk_create(
        (
            Ask(round=made, person=person, rater=people[(at + step) % len(people)], relation="peer")
            for at, person in enumerate(people)
            for step in (1, 2)
        ),
        batch_size=BATCH,
    )


def _entries(people: Sequence[Person], cast: Cast) -> None:
    Entry.objects.bulk_create(
        Entry(table="articles", values={"agent_id": each.agent_id, "article_id": f"A{at}", "action": "created"},
              key=f"A{at}", person=each, day=clock.today(), state="entered" if at % 5 == 1 else "confirmed",
              entered_by=cast.hr.person, entered_at=clock.now())
        for at, each in enumerate(people)
    )  # fmt: skip
