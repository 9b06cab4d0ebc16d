"""What the page of a scorecard reads beside the card itself; the number of queries is the same for everybody."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from deskmerit.core.period import start_of
from deskmerit.web.accounts.models import User
from deskmerit.web.cycles.models import Cycle, PanelSeat, Shift
from deskmerit.web.org.models import Person
from deskmerit.web.plans.models import PlanVersion
from deskmerit.web.plans.queries import plan_of
from deskmerit.web.scorecards import deadlines
from deskmerit.web.scorecards.models import Card, Restatement, Result
from deskmerit.web.shared.flow import steps
from deskmerit.web.shared.organisation import settings_of

CARD = ("person", "team", "run", "run__cycle")


@dataclass(frozen=True, slots=True)
class Past:
    """One restatement with what a user may do about it."""

    row: Restatement
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class About:
    """Who evaluated, until when what is possible, and what happened to a published result."""

    result: Result
    cycle: Cycle
    version: PlanVersion | None
    panel: list[PanelSeat]
    shift: Shift | None
    interview_by: datetime | None
    appeal_by: datetime | None
    appeal_days: int
    in_time: bool
    paused: int  # days of leave that stopped the clocks
    history: list[Past] = field(default_factory=list)
    may: frozenset[str] = frozenset()

    @property
    def head(self) -> str:
        """The audit trail's head that went out with publication, for whoever keeps the paper."""
        said = {"n": self.cycle.audit_count, "head": self.cycle.audit_head}
        return _("Audit trail at publication: %(n)s entries, %(head)s") % said if self.cycle.audit_head else ""

    @property
    def told(self) -> list[Past]:
        """The restatements that took effect, oldest first."""
        return [each for each in self.history if each.row.state == Restatement.State.TOLD]

    @property
    def waiting(self) -> list[Past]:
        """Those that nobody approved yet."""
        return [each for each in self.history if each.row.state == Restatement.State.PROPOSED]


def about(result: Result, user: User) -> About:
    """Everything beside the figures of a published result."""
    cycle, person = result.cycle, result.person
    version = version_of(cycle, result.card.plan)
    last = deadlines.appeal_by(result)
    history = result.restatements.select_related("before", "after", "made_by", "approved_by", "result__person")
    history = history.prefetch_related("merged")
    return About(
        result=result,
        cycle=cycle,
        version=version,
        panel=list(cycle.panel.select_related("person")),
        shift=shift_of(cycle, person),
        interview_by=end_of(result.interview_due),
        appeal_by=end_of(last.day) if last else None,
        appeal_days=plan_of(version).workflow.appeal if version else 2,
        in_time=deadlines.may_appeal(result),
        paused=deadlines.paused_days(result),
        history=[Past(row, frozenset(each.name for each in steps("restatement", row, user))) for row in history],
        may=frozenset(
            each.name for flow in ("receipt", "agreement") for each in steps(flow, result, user)
        ),
    )  # fmt: skip


def version_of(cycle: Cycle, plan: str) -> PlanVersion | None:
    """The version by which somebody of a cycle was scored, by the plan's id."""
    return next((each for each in cycle.versions.select_related("document") if plan_of(each).id == plan), None)


def shift_of(cycle: Cycle, person: Person) -> Shift | None:
    """The panel's shift of somebody's grade that is in force."""
    found = cycle.shifts.filter(person=person, state=Shift.State.IN_FORCE)
    return found.select_related("proposed_by", "seconded_by").first()


def versions_of(result: Result) -> list[Card]:
    """The cards that held one after another, the first published one first."""
    told = result.restatements.filter(state=Restatement.State.TOLD).order_by("told_at")
    keys = [result.first_id, *told.values_list("after", flat=True)]
    cards = {card.pk: card for card in Card.objects.filter(pk__in=keys).select_related(*CARD)}
    return [cards[key] for key in keys]


def end_of(day: date | None) -> datetime | None:
    """24:00 of a day in the organisation's zone."""
    return start_of(day + timedelta(1), settings_of().zone) if day else None
