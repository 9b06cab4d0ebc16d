"""Awards as JSON: one's own lines, wishes and certificates; runs, ledger and bases for HR and auditors."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.accounts.models import User
from deskmerit.web.awards import access
from deskmerit.web.awards.models import AwardRun, RunLine, Seat, Wish
from deskmerit.web.awards.queries import offered_to, wish_awards
from deskmerit.web.awards.seats import causes, ended
from deskmerit.web.awards.told import reasons_of, told
from deskmerit.web.shared.act import user_of

router = Router()


class Line(Schema):
    """A line of a run; amounts are texts."""

    run: int
    state: str
    agent_id: str
    period: str
    pay_month: str
    kind: str
    award: str
    title: str
    grade: str
    amount: str | None
    currency: str
    derivation: str
    factors: dict[str, str]
    notes: list[str]
    shift: str


class Run(Schema):
    """A run with its control totals."""

    id: int
    period: str
    kind: str
    state: str
    pay_month: str
    budget: str | None
    totals: dict[str, str]
    approved_at: datetime | None
    locked_at: datetime | None
    paid_at: datetime | None


class Owed(Schema):
    """A line of the ledger; `run` is empty until one takes it along."""

    id: int
    agent_id: str
    period: str
    award: str
    kind: str
    cause: str
    amount: str
    currency: str
    run: int | None
    made_at: datetime


class BaseRow(Schema):
    """A base in force."""

    agent_id: str
    position: str
    award: str
    amount: str
    from_date: date


class WishRow(Schema):
    """A wish of one's own."""

    period: str
    award: str
    rank: int


class SeatRow(Schema):
    """How a wish ended; `extra`: beyond the number, with its cause."""

    agent_id: str
    period: str
    award: str
    rank: int
    granted: bool
    said: str
    turn: int
    draw: str
    grade: str
    extra: bool
    cause: str


class RoundRow(Schema):
    """A round of wishes; `offered` are the awards one may wish for."""

    id: int
    period: str
    state: str
    seed: str
    opened_at: datetime
    closed_at: datetime | None
    allotted_at: datetime | None
    offered: list[str]


class CertificateRow(Schema):
    """A certificate."""

    number: str
    period: str
    grade: str
    award: str
    issued_on: date
    code: str
    revoked: bool


def _lines(lines: list[RunLine]) -> list[Line]:
    reasons = reasons_of(lines)
    found = []
    for line in lines:
        shown = told(line, reasons)
        found.append(
            Line(
                run=line.run_id, state=line.run.state, agent_id=line.person.agent_id, period=line.cycle.period,
                pay_month=line.run.pay_month, kind=line.kind, award=line.award, title=shown.title, grade=line.grade,
                amount=None if line.amount is None else f"{line.amount:.2f}", currency=line.currency,
                derivation=shown.sum, factors=dict(shown.factors), notes=shown.notes, shift=shown.shift,
            )
        )  # fmt: skip
    return found


@router.get("/mine", response=list[Line], summary="My awards")
def mine(request: HttpRequest) -> list[Line]:
    """One's own lines, once their run is locked."""
    lines = access.own_lines(user_of(request)).select_related("run", "cycle", "person")
    return _lines(list(lines))


@router.get("/runs", response=list[Run], summary="Award runs")
def runs(request: HttpRequest) -> list[Run]:
    """The runs a user may see."""
    return [
        Run(
            id=run.pk, period=run.cycle.period, kind=run.kind, state=run.state, pay_month=run.pay_month,
            budget=None if run.budget is None else f"{run.budget:.2f}", totals=run.totals, approved_at=run.approved_at,
            locked_at=run.locked_at, paid_at=run.paid_at,
        )
        for run in access.runs_for(user_of(request)).select_related("cycle")
    ]  # fmt: skip


@router.get("/runs/{pk}/lines", response=list[Line], summary="Lines of a run")
def lines_of(request: HttpRequest, pk: int) -> list[Line]:
    """Every line of a run, with its derivation."""
    run: AwardRun = get_object_or_404(access.runs_for(user_of(request)), pk=pk)
    return _lines(list(run.lines.select_related("run", "cycle", "person")))


@router.get("/ledger", response=list[Owed], summary="Ledger")
def ledger(request: HttpRequest) -> list[Owed]:
    """What is owed and paid: everybody's, or one's own."""
    return [
        Owed(
            id=line.pk, agent_id=line.person.agent_id, period=line.cycle.period, award=line.award, kind=line.kind,
            cause=line.cause, amount=f"{line.amount:.2f}", currency=line.currency, run=line.run, made_at=line.made_at,
        )
        for line in access.ledger_for(user_of(request)).select_related("person", "cycle")
    ]  # fmt: skip


@router.get("/bases", response=list[BaseRow], summary="Bases")
def bases(request: HttpRequest) -> list[BaseRow]:
    """The bases in force, for HR and auditors."""
    user = user_of(request)
    access.require_reader(user)
    return [
        BaseRow(
            agent_id=row.person.agent_id if row.person else "", position=row.position, award=row.award,
            amount=f"{row.amount:.2f}", from_date=row.from_date,
        )
        for row in access.bases_for(user).filter(withdrawn_at=None).select_related("person")
    ]  # fmt: skip


@router.get("/wishes", response=list[WishRow], summary="My wishes")
def wishes(request: HttpRequest) -> list[WishRow]:
    """What one wished for."""
    rows = Wish.objects.filter(person=user_of(request).person_id or 0)
    return [WishRow(period=row.period, award=row.award, rank=row.rank) for row in rows]


@router.get("/wishes/rounds", response=list[RoundRow], summary="Rounds of wishes")
def rounds(request: HttpRequest) -> list[RoundRow]:
    """The rounds a user may see."""
    user = user_of(request)
    readers = access.reads_all(user)
    return [
        RoundRow(
            id=row.pk, period=row.cycle.period, state=row.state, seed=row.seed, opened_at=row.opened_at,
            closed_at=row.closed_at, allotted_at=row.allotted_at,
            offered=[each.id for each in (wish_awards(row.cycle) if readers else offered_to(row.cycle, user.person))],
        )
        for row in access.rounds_for(user).select_related("cycle__current")[:50]
    ]  # fmt: skip


@router.get("/wishes/seats", response=list[SeatRow], summary="My seats")
def my_seats(request: HttpRequest) -> list[SeatRow]:
    """How one's own wishes ended."""
    user = user_of(request)
    return _seats(Seat.objects.filter(person=user.person_id or 0, round__in=access.rounds_for(user)), user)


@router.get("/wishes/rounds/{pk}/seats", response=list[SeatRow], summary="Seats of a round")
def seats_of(request: HttpRequest, pk: int) -> list[SeatRow]:
    """How everybody's wishes ended, for HR and auditors."""
    user = user_of(request)
    access.require_reader(user)
    return _seats(get_object_or_404(access.rounds_for(user), pk=pk).seats.all(), user)


def _seats(rows: QuerySet[Seat], user: User) -> list[SeatRow]:
    seats = list(rows.select_related("person", "round__cycle"))
    why = causes(seats, user)
    return [
        SeatRow(
            agent_id=seat.person.agent_id, period=seat.round.cycle.period, award=seat.award, rank=seat.rank,
            granted=seat.granted, said=ended(seat), turn=seat.turn, draw=seat.draw, grade=seat.grade,
            extra=seat.extra, cause=why.get(seat.pk, ""),
        )
        for seat in seats
    ]  # fmt: skip


@router.get("/certificates", response=list[CertificateRow], summary="Certificates")
def certificates(request: HttpRequest) -> list[CertificateRow]:
    """Everybody's certificates, or one's own."""
    return [
        CertificateRow(
            number=row.number, period=row.cycle.period, grade=row.grade, award=row.award, issued_on=row.issued_on,
            code=row.code, revoked=row.revoked_at is not None,
        )
        for row in access.certificates_for(user_of(request)).select_related("cycle")
    ]  # fmt: skip
