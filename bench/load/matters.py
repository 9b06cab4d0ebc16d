"""What follows results: interviews, plans, appeals, flags, corrections, amounts, notices, running clocks."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from bench.load.periods import BATCH, Played
from deskmerit.web.accounts.models import User
from deskmerit.web.appeals.models import Appeal, Flag
from deskmerit.web.awards.models import LedgerLine
from deskmerit.web.improvement.models import Improvement
from deskmerit.web.intake.models import Correction
from deskmerit.web.interviews.models import Interview
from deskmerit.web.notices.models import Delivery, Notice
from deskmerit.web.org.models import Person
from deskmerit.web.plans.models import Acknowledgement, PlanVersion
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared.models import Clock

DAY = timedelta(1)


def follow(played: Sequence[Played], versions: Sequence[PlanVersion], hr: User) -> None:
    """Everything that the cycles of an organisation leave behind."""
    chance, users = Random(11), dict(User.objects.values_list("person", "pk"))
    planned: set[int] = set()
    for each in played:
        if each.results:
            _interviews(each.results, each.newest)
            _improvements(each.results, planned)
            _appeals(each.results, each.newest, hr)
            _ledger(each.results, chance)
            _notices(each.results, users)
        else:
            _flags(each, hr)
    _acknowledged(versions, [person for person, _ in played[-1].given])
    _corrections(len(played[-1].given) // 3, hr)


def _interviews(results: Sequence[Result], newest: bool) -> None:
    signed, due = Interview.State.SIGNED, Interview.State.DUE
    made = Interview.objects.bulk_create(
        [
            Interview(
                result=each, person=each.person, interviewer=each.lead, state=signed if each.interviewed_on else due,
                begun_at=each.published_at, held_at=each.interviewed_on and each.published_at + 3 * DAY, version=0,
            )
            for each in results
        ],
        batch_size=BATCH,
    )  # fmt: skip
    if not newest:
        return
    clocks = []
    for result, interview in zip(results, made, strict=True):
        if result.interviewed_on is None:
            waits = {"since": date(2026, 9, 17), "concerns": result.person}
            clocks += [
                Clock(flow="receipt", code="first_reminder", row=result.pk, due=date(2026, 9, 25),
                      person=result.person, url=f"/scorecards/{result.pk}/", **waits),
                Clock(flow="interview", code="interview", row=interview.pk, due=date(2026, 9, 28),
                      person=result.lead, url=f"/interviews/{interview.pk}/", **waits),
            ]  # fmt: skip
    Clock.objects.bulk_create(clocks, batch_size=BATCH)


def _improvements(results: Sequence[Result], planned: set[int]) -> None:
    rows = []
    for at, each in enumerate(results):
        if at % 11 == 1 and each.person_id not in planned:
            planned.add(each.person_id)
            rows.append(
                Improvement(result=each, person=each.person, lead=each.lead, state="draft", made_by=each.lead,
                            made_at=each.published_at, content={})
            )  # fmt: skip
    Improvement.objects.bulk_create(rows)


def _appeals(results: Sequence[Result], newest: bool, hr: User) -> None:
    filing = results[1::10] if newest else results[1::40]
    state = "filed" if newest else "closed"
    made = Appeal.objects.bulk_create(
        Appeal(
            cycle=each.cycle, result=each, person=each.person, number=at + 1, state=state,
            filed_at=each.published_at + DAY, subject="grade", ground="data", text="请核对数据。", wish="重新核算",
            reviewer=hr.person, decision="" if newest else "rejected",
            decided_at=None if newest else each.published_at + 4 * DAY,
        )
        for at, each in enumerate(filing)
    )  # fmt: skip
    if newest:
        Clock.objects.bulk_create(
            Clock(flow="appeal", code="decision", row=each.pk, since=date(2026, 9, 20), due=date(2026, 9, 25),
                  person=hr.person, concerns=each.person, url=f"/appeals/{each.pk}/")
            for each in made
        )  # fmt: skip


def _flags(played: Played, hr: User) -> None:
    flags = [
        Flag(
            cycle=played.cycle, person=person, table="tickets", record=f"T{at}", indicator="first_response",
            reason="outage", text="系统故障", state=("filed", "upheld", "refused")[at // 8 % 3],
            filed_at=_at(2026, 9, 18), decider=hr.person,
        )
        for at, (person, _) in enumerate(played.given)
        if at % 8 == 1
    ]  # fmt: skip
    Flag.objects.bulk_create(flags)


def _ledger(results: Sequence[Result], chance: Random) -> None:
    LedgerLine.objects.bulk_create(
        (
            LedgerLine(
                person=each.person, cycle=each.cycle, award="quarter_bonus", amount=Decimal(chance.randint(500, 3000)),
                currency="CNY", kind="award", cause="run", origin_flow="award_run", origin_row=each.cycle_id,
                made_at=each.published_at + 5 * DAY, run=each.cycle_id,
            )
            for each in results
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _notices(results: Sequence[Result], users: dict[int, int]) -> None:
    made = Notice.objects.bulk_create(
        (
            Notice(
                user_id=users[each.person_id], key=f"{code}:result:{each.pk}", code=code,
                params={"period": each.cycle.period}, url=f"/scorecards/{each.pk}/", made_at=each.published_at,
                read_at=each.received_at,
            )
            for each in results
            for code in ("result-published", "result-reminder")
        ),
        batch_size=BATCH,
    )  # fmt: skip
    Delivery.objects.bulk_create(
        (
            Delivery(notice=each, message_id=f"{each.key}@deskmerit", state="sent", tries=1, next_at=each.made_at,
                     sent_at=each.made_at)
            for each in made
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _acknowledged(versions: Iterable[PlanVersion], people: Sequence[Person]) -> None:
    Acknowledgement.objects.bulk_create(
        Acknowledgement(version=version, person=person, state="acknowledged", asked_at=_at(2023, 1, 2),
                        acknowledged_at=_at(2023, 1, 3))
        for version in versions
        for person in people
    )  # fmt: skip


def _corrections(many: int, hr: User) -> None:
    Correction.objects.bulk_create(
        Correction(kind="exclude", table="tickets", record=f"T{at}", reason="系统故障", state="in_force",
                   asked_by=hr.person, asked_at=_at(2026, 9, 1))
        for at in range(many)
    )  # fmt: skip


def _at(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), time(2, 0), UTC)
