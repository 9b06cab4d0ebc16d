"""A restatement as people read it: published and new figure, cause, grade, money, who decided, who was told when."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from deskmerit.web.accounts.models import User
from deskmerit.web.appeals.models import Appeal
from deskmerit.web.awards.access import reads_all
from deskmerit.web.awards.queries import awards_of
from deskmerit.web.awards.restated import Money, money_of
from deskmerit.web.bridge import codec
from deskmerit.web.bridge.consequence import Consequence, changes
from deskmerit.web.cycles.plans import plans_of
from deskmerit.web.scorecards import restating
from deskmerit.web.scorecards.models import Restatement
from deskmerit.web.scorecards.store import scorecard_of
from deskmerit.web.shared import wording
from deskmerit.web.shared.flow import steps

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A restatement in words. `money` is None for whoever may not see the person's awards."""

    row: Restatement
    grade_was: str
    grade_now: str
    lines: Sequence[restating.Figures]
    money: Sequence[Money] | None

    @property
    def code(self) -> str:
        """By what people name it."""
        return f"R-{self.row.result.cycle.period}-{self.row.pk:04}"

    @property
    def holds(self) -> bool:
        """Whether its card is the one that holds now: then the result's receipt is the receipt of this."""
        return self.row.result.card_id == self.row.after_id


def may_read(user: User, row: Restatement) -> bool:
    """As on the scorecard: what took effect for whoever sees the result, what waits for whoever decides on it."""
    return row.state == Restatement.State.TOLD or (
        row.state == Restatement.State.PROPOSED and bool(steps("restatement", row, user))
    )


def replaced(user: User, row: Restatement) -> Replaced:
    """What a restatement changed, as far as a user may see it."""
    person, plans = row.result.person, plans_of(row.result.cycle)
    old, new = (scorecard_of(card, person) for card in (row.before, row.after))
    changed = changes([old], [new], plans)
    titles = {each.id: each.title for plan in reversed(plans) for each in plan.grades}
    was, now = (wording.grade_title(card.grade, titles.get(card.grade)) for card in (row.before, row.after))
    lines = restating.lines_of(changed[0].lines, plans) if changed else []
    return Replaced(row, was, now, lines, _money(row) if reads_all(user) or user.person == person else None)


def _money(row: Restatement) -> list[Money]:
    """What was owed before and after, as it stood when the person was told."""
    agent = row.result.person.agent_id
    reckoned = money_of(row.after.run, [agent], row.told_at).get(agent)
    return _appealed(row) if reckoned is None else reckoned


def _appealed(row: Restatement) -> list[Money]:
    """What an upheld appeal meant for the person's awards, as it was written down when it took effect."""
    appeal = Appeal.objects.filter(run=row.after.run_id).first()
    change = (
        codec.from_json(Consequence, appeal.outcome).of(row.result.person.agent_id)
        if appeal and appeal.outcome
        else None
    )
    awards = awards_of(row.result.cycle)
    return [
        Money(
            wording.lang_text(awards[each.award].title) if each.award in awards else each.award,
            (each.published or ZERO) + each.corrected, each.kept, each.currency,
        )
        for each in (change.money if change else ())
    ]  # fmt: skip
