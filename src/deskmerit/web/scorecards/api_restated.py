"""Restatements as JSON: what became of published results, and what later data would change. Decimals are texts."""

from datetime import datetime
from decimal import Decimal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.awards.restated import Money, money_of
from deskmerit.web.cycles.access import visible_to as cycles_for
from deskmerit.web.cycles.models import Run
from deskmerit.web.cycles.plans import plans_of
from deskmerit.web.org.access import require_everywhere
from deskmerit.web.scorecards import access, queries, replaced, restating
from deskmerit.web.scorecards.flow import RESTATEMENT
from deskmerit.web.scorecards.models import Restatement
from deskmerit.web.shared.act import user_of

router = Router(tags=["scorecards"])


class RestatementOut(Schema):
    """A restatement: before, after, cause, when told."""

    id: int
    state: str
    cause: str
    explanation: str
    made_at: datetime
    told_at: datetime | None
    before_total: str | None
    before_grade: str
    after_total: str | None
    after_grade: str


class DifferenceMoneyOut(Schema):
    """An award owed before and after; nothing is taken back."""

    award: str
    before: str
    after: str
    difference: str
    currency: str


class FigureOut(Schema):
    """A line whose figure changed, as the page says it."""

    title: str
    before: str
    after: str
    points_before: str
    points_after: str


class RestatementDetail(RestatementOut):
    """A restatement with its lines, who decided, and its money, which is null for whoever may not see it."""

    code: str
    made_by: str
    approved_by: str
    figures: list[FigureOut]
    money: list[DifferenceMoneyOut] | None


class DifferenceOut(Schema):
    """What a run beside a published cycle would change for one person."""

    person: str
    allowed: bool
    figures: list[str]
    before_total: str | None
    before_grade: str
    after_total: str | None
    after_grade: str
    money: list[DifferenceMoneyOut]


@router.get("/scorecards/{pk}/restatements", response=list[RestatementOut])
def restatements(request: HttpRequest, pk: int) -> list[RestatementOut]:
    """What became of a published result, oldest first; what waits for approval only to who decides or proposed it."""
    user = user_of(request)
    result = get_object_or_404(access.visible_to(user).select_related("cycle", "card", "person"), pk=pk)
    about = queries.about(result, user)
    return [_restated(each.row) for each in (*about.told, *(past for past in about.waiting if past.may))]


@router.get("/restatements/{pk}", response=RestatementDetail)
def restatement(request: HttpRequest, pk: int) -> RestatementDetail:
    """A restatement: what was published, what holds instead, why, by whom."""
    user = user_of(request)
    assert RESTATEMENT.visible is not None
    row = get_object_or_404(RESTATEMENT.visible(user), pk=pk)
    if not replaced.may_read(user, row):
        raise Http404
    told = replaced.replaced(user, row)
    return RestatementDetail(
        **_restated(row).dict(), code=told.code,
        made_by=row.made_by.name if row.made_by else "", approved_by=row.approved_by.name if row.approved_by else "",
        figures=[
            FigureOut(title=each.title, before=each.was, after=each.now, points_before=each.points_was,
                      points_after=each.points_now)
            for each in told.lines
        ],
        money=None if told.money is None else [_money(each) for each in told.money],
    )  # fmt: skip


@router.get("/cycles/{pk}/restatements", response=list[DifferenceOut])
def differences(request: HttpRequest, pk: int) -> list[DifferenceOut]:
    """What later data would change in a published cycle, with the money, for HR; empty while nothing was measured."""
    user = user_of(request)
    require_everywhere(user, "hr")
    cycle = get_object_or_404(cycles_for(user), pk=pk, state__in=("published", "settled"))
    run = cycle.runs.filter(kind=Run.Kind.RESTATED, state=Run.State.DONE).first()
    changes = restating.differences(cycle, run) if run else []
    plans = plans_of(cycle)
    money = money_of(run, {each.result.person.agent_id for each in changes}) if run else {}
    return [_change(each, restating.figures_of(each, plans), money) for each in changes]


def _restated(row: Restatement) -> RestatementOut:
    before, after = row.before, row.after
    return RestatementOut(
        id=row.pk,
        state=row.state, cause=row.causes, explanation=row.explanation, made_at=row.made_at, told_at=row.told_at,
        before_total=_text(before.total), before_grade=before.grade,
        after_total=_text(after.total), after_grade=after.grade,
    )  # fmt: skip


def _change(each: restating.Change, figures: list[str], money: dict[str, list[Money]]) -> DifferenceOut:
    card, agent = each.result.card, each.result.person.agent_id
    return DifferenceOut(
        person=agent, allowed=each.allowed, figures=figures, before_total=_text(card.total), before_grade=card.grade,
        after_total=_text(each.after.total), after_grade=each.after.grade,
        money=[_money(x) for x in money.get(agent, [])],
    )  # fmt: skip


def _money(each: Money) -> DifferenceMoneyOut:
    return DifferenceMoneyOut(
        award=each.title, before=str(each.before), after=str(each.after), difference=str(each.difference),
        currency=each.currency,
    )  # fmt: skip


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
