"""Money of restatements: what each would mean before it is decided, and the correction lines that follow (§6, §8).

Published amounts are never taken back: after a restatement a person is owed the better of both.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.tasks import task
from django.utils.translation import gettext as _

from deskmerit.web.awards.models import LedgerLine
from deskmerit.web.awards.queries import awards_of
from deskmerit.web.awards.reckon import more, promised, reckoned
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.scorecards.models import Restatement
from deskmerit.web.shared import clock, wording
from deskmerit.web.shared.written import write_all

ZERO = Decimal(0)
TRIES = 3


@dataclass(frozen=True, slots=True)
class Money:
    """An award of one person: owed before, by the restated figures, owed after (never less)."""

    title: str
    before: Decimal
    recomputed: Decimal
    currency: str

    @property
    def after(self) -> Decimal:
        """What is owed in the end."""
        return max(self.before, self.recomputed)

    @property
    def difference(self) -> Decimal:
        """What a correction line adds."""
        return self.after - self.before

    @property
    def note(self) -> str:
        """Why a lower figure changes nothing."""
        if self.recomputed >= self.before:
            return ""
        less = wording.money(self.recomputed, self.currency)
        return _("%(award)s: %(amount)s by the restated figures; nothing is taken back.") % {
            "award": self.title, "amount": less,
        }  # fmt: skip

    @property
    def before_text(self) -> str:
        """Owed before, as people write it."""
        return wording.money(self.before, self.currency)

    @property
    def after_text(self) -> str:
        """Owed after, as people write it."""
        return wording.money(self.after, self.currency)

    @property
    def difference_text(self) -> str:
        """What is added, as people write it."""
        return wording.money(self.difference, self.currency)

    def row(self) -> dict[str, Any]:
        """For the template `before_after`."""
        more_ = f" (+{self.difference_text})" if self.difference else ""
        said = {"label": self.title, "before": self.before_text, "after": f"{self.after_text}{more_}"}
        return {**said, "same": not self.difference, "better": bool(self.difference)}


def reckon_money(run: Run) -> dict[str, dict[str, list[str]]]:
    """Promised and recomputed amounts of everybody whom a run changes, for its summary: agent → award → amounts.

    Slow: attendance is measured. Reckoned as if everybody allowed were restated.
    """
    from deskmerit.web.scorecards.restating import differences
    from deskmerit.web.scorecards.store import scorecard_of

    cycle = run.cycle
    changed = [each for each in differences(cycle, run) if each.allowed]
    if not changed or not awards_of(cycle, "pay", "pool"):
        return {}
    cards = {each.result.person.agent_id: scorecard_of(each.after, each.result.person) for each in changed}
    found = reckoned(cycle, cards)
    told = {(each.agent_id, each.award): each for each in promised(cycle, found)}
    made: dict[str, dict[str, list[str]]] = {}
    for line in found.now:
        if line.agent_id in cards and line.amount is not None:
            before = told.get((line.agent_id, line.award))
            was = before.amount if before is not None else None
            made.setdefault(line.agent_id, {})[line.award] = [str(was or ZERO), str(line.amount), line.currency]
    return made


def money_of(run: Run, agents: Collection[str], until: datetime | None = None) -> dict[str, list[Money]]:
    """What a run would mean for people's awards, with the corrections that were added to them since.

    `until`: only those of before it; so it reads as it did when somebody was told.
    """
    kept: dict[str, dict[str, list[str]]] = run.summary.get("money", {})
    if not kept:
        return {}
    titles = {name: wording.lang_text(award.title) or name for name, award in awards_of(run.cycle).items()}
    added: dict[tuple[str, str], Decimal] = {}
    for line in run.cycle.ledger.filter(kind=LedgerLine.Kind.CORRECTION).select_related("person"):
        if until is not None and line.made_at >= until:
            continue
        key = (line.person.agent_id, line.award)
        added[key] = added.get(key, ZERO) + line.amount
    return {
        agent: [
            Money(titles.get(award, award), Decimal(was) + added.get((agent, award), ZERO), Decimal(now), currency)
            for award, (was, now, currency) in kept[agent].items()
        ]
        for agent in agents if agent in kept
    }  # fmt: skip


@task()
def owe_restated(pk: int) -> int:
    """Writes what restatements add to a locked run of a cycle, once each; how many lines. Safe to run twice."""
    cycle = Cycle.objects.get(pk=pk)
    for _turn in range(TRIES):
        if not cycle.ledger.filter(kind=LedgerLine.Kind.AWARD).exists() or not _restated(cycle):
            return 0  # nothing is locked yet: the run takes it along when it is calculated
        write_all()
        held = _mark(cycle)
        found = reckoned(cycle)
        with transaction.atomic():
            Cycle.objects.select_for_update().get(pk=pk)
            if _mark(cycle) == held:
                return len([_enter(cycle, each) for each in more(cycle, promised(cycle, found), found.now)
                            if each.agent_id in _restated(cycle)])  # fmt: skip
    raise RuntimeError(f"cycle {pk}: results changed while what they add was reckoned")


def _mark(cycle: Cycle) -> list[object]:
    return [list(cycle.results.order_by("pk").values_list("pk", "card")), cycle.ledger.count()]


def _restated(cycle: Cycle) -> dict[str, Restatement]:
    """The latest restatement of everybody who was told of one."""
    told = Restatement.objects.filter(result__cycle=cycle, state=Restatement.State.TOLD)
    return {each.result.person.agent_id: each for each in told.select_related("result__person").order_by("pk")}


def _enter(cycle: Cycle, each: Any) -> LedgerLine:
    found = _restated(cycle)[each.agent_id]
    return LedgerLine.objects.get_or_create(
        origin_flow="restatement", origin_row=found.pk, person=found.result.person, award=each.award,
        kind=LedgerLine.Kind.CORRECTION,
        defaults={
            "cycle": cycle, "amount": each.amount, "currency": each.currency, "made_at": clock.now(),
            "cause": LedgerLine.Cause.RESTATEMENT,
        },
    )[0]  # fmt: skip
