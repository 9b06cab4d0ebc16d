"""One's own awards, the runs for HR and auditors, and the ledger."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from deskmerit.web.appeals import window
from deskmerit.web.awards import access, queries
from deskmerit.web.awards.models import AwardRun, LedgerLine, WishRound
from deskmerit.web.awards.told import Told, reasons_of, told
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared import clock, tables, wording
from deskmerit.web.shared.act import user_of

LATELY = timedelta(60)
"""Awards told longer ago can't be contested any more; nothing is asked about them."""


def award_list(request: HttpRequest) -> HttpResponse:
    """What I was awarded and how; for HR and auditors the runs too."""
    user = user_of(request)
    lines = list(access.own_lines(user).select_related("run", "cycle").order_by("-cycle__start", "-run", "award"))
    reasons = reasons_of(lines)
    periods = _periods([told(line, reasons) for line in lines])
    shown = {
        "periods": periods,
        "owed": list(access.ledger_for(user).filter(person=user.person, run=None)) if user.person else [],
        "reads_all": access.reads_all(user),
        "is_hr": access.is_hr(user),
        "rounds": access.rounds_for(user).select_related("cycle")[:6] if access.reads_all(user) else [],
        "round": access.rounds_for(user).filter(state=WishRound.State.OPEN).first(),
        "certificates": access.certificates_for(user).filter(person=user.person, revoked_at=None)[:5],
        "runs": access.runs_for(user).select_related("cycle", "made_by", "approved_by"),
    }
    return render(request, "awards/list.html", shown)


@dataclass(slots=True)
class Earned:
    """A period's lines with the sum of each currency."""

    cycle: Cycle
    lines: list[Told] = field(default_factory=list)
    total: dict[str, Decimal] = field(default_factory=dict)
    appeal: str = ""  # where these awards can be contested, while that is in time


def _periods(lines: list[Told]) -> list[Earned]:
    """Lines by period, the newest first."""
    found: dict[int, Earned] = {}
    for each in lines:
        period = found.setdefault(each.line.cycle_id, Earned(each.line.cycle))
        period.lines.append(each)
        currency = each.line.currency
        period.total[currency] = period.total.get(currency, queries.ZERO) + (each.line.amount or queries.ZERO)
    for period in found.values():
        period.appeal = _contested_at(period)
    return list(found.values())


def _contested_at(period: Earned) -> str:
    """The page on which a period's awards are contested; "" once the days are over."""
    told_at = max(each.line.run.locked_at or clock.now() for each in period.lines)
    if told_at < clock.now() - LATELY:
        return ""
    line = period.lines[0].line
    result = Result.objects.filter(cycle=line.cycle_id, person=line.person_id).select_related("card", "cycle").first()
    if result is None or not window.in_time(result, "award"):
        return ""
    return f"{reverse('appeal_new', args=[result.pk])}?subject=award"


def ledger(request: HttpRequest) -> HttpResponse:
    """What is owed and paid, to whom, line by line; nothing is ever changed in it."""
    user = user_of(request)
    access.require_reader(user)
    lines = access.ledger_for(user).select_related("person", "cycle")
    states = dict(AwardRun.objects.values_list("pk", "state"))
    table = tables.build(request, lines.order_by("-id"), _columns(states, queries.titles()), name="ledger")
    if table.exports(request):
        return table.csv("ledger")
    return render(request, "awards/ledger.html", {"table": table, "sums": _sums(lines, states)})


def _columns(states: dict[int, str], titles: dict[str, str]) -> list[tables.Column]:
    return [
        tables.Column("id", _("No."), "number", field="id"),
        tables.Column("employee_no", _("Employee number"), show=lambda line: line.person.employee_no),
        tables.Column("person", _("Person"), show=lambda line: line.person.name, sort=lambda line: line.person.name,
                      field="person__name"),
        tables.Column("cycle", _("Period"), show=lambda line: str(line.cycle), sort=lambda line: line.cycle.start,
                      field="cycle__start"),
        tables.Column("award", _("Award"), show=lambda line: titles.get(line.award, line.award)),
        tables.Column("kind", _("Kind"), show=lambda line: line.get_kind_display()),
        tables.Column("cause", _("Cause"), show=lambda line: line.get_cause_display()),
        tables.Column(
            "amount", _("Amount"), "money", show=lambda line: wording.money(line.amount, line.currency),
            sort=lambda line: line.amount, field="amount",
        ),
        tables.Column(
            "run", _("Award run"), show=lambda line: f"R-{line.run}" if line.run else _("next run"),
            link=lambda line: reverse("award_run", args=[line.run]) if line.run else "",
        ),
        tables.Column("paid", _("State"), show=lambda line: _paid(line, states)),
    ]  # fmt: skip


def _paid(line: LedgerLine, states: dict[int, str]) -> str:
    if line.run is None:
        return _("owed")
    return _("paid") if states.get(line.run) == AwardRun.State.PAID else _("locked, to be paid")


@dataclass(slots=True)
class Sums:
    """What is owed and what was paid in a currency."""

    currency: str
    owed: Decimal = queries.ZERO
    paid: Decimal = queries.ZERO


def _sums(lines: QuerySet[LedgerLine], states: dict[int, str]) -> list[Sums]:
    """Owed and paid by currency."""
    found: dict[str, Sums] = {}
    sums = lines.order_by("run", "currency").values_list("run", "currency").annotate(Sum("amount"))
    for run, currency, amount in sums:
        row = found.setdefault(currency, Sums(currency))
        if states.get(run or 0) == AwardRun.State.PAID:
            row.paid += queries.hundredths(amount)
        else:
            row.owed += queries.hundredths(amount)
    return list(found.values())
