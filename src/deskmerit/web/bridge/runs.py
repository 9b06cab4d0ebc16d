"""One whole run of the chain over a workspace: everything that pages show of a period, made in one go."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from deskmerit.chain.award import award_period
from deskmerit.chain.figures import WHOLE, Figures, kept_figures
from deskmerit.chain.groups import Known, groups_of
from deskmerit.chain.people import leads
from deskmerit.chain.present import all_steps, made_from
from deskmerit.chain.score import Progress, Question, Scored, score_period
from deskmerit.chain.trends import Trends, last_months, monthly, trends_of
from deskmerit.core.award import AwardLine
from deskmerit.core.facts import Fact
from deskmerit.core.issue import Issue
from deskmerit.core.period import Period
from deskmerit.core.plan import Plan
from deskmerit.core.score_groups import Group
from deskmerit.core.scorecard import Scorecard
from deskmerit.core.trace import Step
from deskmerit.core.wish import WishLine
from deskmerit.records.store import Records
from deskmerit.records.written import Row
from deskmerit.sources.added import with_rows
from deskmerit.sources.discover import CACHE
from deskmerit.sources.lake import lake_at
from deskmerit.sources.load import Loaded, decided
from deskmerit.web.bridge.kept import Held

type Extra = Mapping[str, Sequence[Row]]
"""Rows by canonical table that stand in no file yet, such as adjustments about to be decided."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run makes besides scorecards: each costs time, and a preview needs few of them."""

    steps: bool = True
    trends: bool = True
    teams: bool = True
    awards: bool = False
    seed: str = ""  # of the draw among equals for wishes; default: the period


ALL = Wanted(awards=True)
CARDS = Wanted(steps=False, trends=False, teams=False)


@dataclass(frozen=True, slots=True)
class Run:
    """A period of a workspace by some plans, with what it was made from.

    `data` names the data version, `plans` holds fingerprints by plan id, `leads` names by team. `records` and `scored`
    are alive, for evidence; everything else is plain and can be stored by `codec`.
    """

    period: Period
    phase: str
    as_of: datetime
    data: str
    plans: Mapping[str, str]
    made_from: tuple[tuple[str, str], ...]
    cards: tuple[Scorecard, ...]
    issues: tuple[Issue, ...]
    records: Records = field(repr=False, compare=False)
    scored: Scored = field(repr=False, compare=False)
    steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    trends: Trends = field(default_factory=dict)
    teams: tuple[Group, ...] = ()
    awards: tuple[AwardLine, ...] = ()
    wishes: tuple[WishLine, ...] = ()
    leads: Mapping[str, str] = field(default_factory=dict)

    def card(self, agent: str) -> Scorecard | None:
        """A person's scorecard."""
        return next((card for card in self.cards if card.agent_id == agent), None)

    def team_totals(self) -> dict[str, Decimal]:
        """The total of each team that has one."""
        return {team.card.agent_id: team.card.total for team in self.teams if team.card.total is not None}


def make_run(
    folder: Path,
    plans: Sequence[Plan],
    period: Period,
    *,
    phase: str = "",
    as_of: datetime | None = None,
    progress: Progress | None = None,
    extra: Extra | None = None,
    wanted: Wanted = ALL,
    without: Collection[str] = (),
    held: Held | None = None,
) -> Run:
    """Loads (or takes what is kept), measures, scores, grades, and makes what is wanted besides.

    `extra` rows count as if they stood in a file: what a decision would do, before it is decided. `without` names
    corrections that are left out, as if they were revoked. Runs that are held against each other take their records
    from one `held`. The same workspace, arguments and software give the same
    run. Raises KeyError for a phase that a plan doesn't have.
    """
    there = (held or Held(folder)).loaded(progress)
    found = with_rows(less(there, without, folder), extra or {}, folder)
    records, question = found.records, Question(tuple(plans), period, phase, as_of)
    figures = WHOLE if extra or without else _figures(folder, found)
    scored = score_period(records, question, progress, figures=figures)
    months = _months(scored, records, wanted, figures)
    lines, told = award_period(records, scored, "", wanted.seed or period.label, figures) if wanted.awards else ([], [])
    known = _known(scored, months)
    return Run(
        period=period,
        phase=phase,
        as_of=scored.as_of,
        data=records.fingerprint,
        plans={plan.id: plan.fingerprint for plan in scored.plans.values()},
        made_from=made_from(scored, records),
        cards=tuple(scored.cards),
        issues=(*found.issues, *scored.issues, *told),
        records=records,
        scored=scored,
        steps=_steps(scored) if wanted.steps else {},
        trends=trends_of(scored, months) if wanted.trends else {},
        teams=tuple(groups_of(records, question, "team", known=known, figures=figures)) if wanted.teams else (),
        awards=tuple(line for line in lines if isinstance(line, AwardLine)),
        wishes=tuple(line for line in lines if isinstance(line, WishLine)),
        leads=leads(records, period),
    )


def less(found: Loaded, corrections: Collection[str], folder: Path) -> Loaded:
    """What was loaded, as if some corrections had never been."""
    there = found.read.records.tables.get("adjustments") if found.read else None
    if not corrections or found.read is None or not isinstance(there, pa.Table):
        return found
    kept = there.filter(pc.invert(pc.is_in(there["adjustment_id"], pa.array(sorted(corrections), pa.string()))))
    read = replace(found.read.records, tables={**found.read.records.tables, "adjustments": kept})
    records, issues = decided(read, folder / CACHE)
    return replace(found, records=records, read=replace(found.read, records=read), issues=[*found.issues, *issues])


def _steps(scored: Scored) -> dict[str, tuple[Step, ...]]:
    found = all_steps(scored, [card.agent_id for card in scored.cards])
    return {agent: tuple(steps) for agent, steps in found.items()}


def _figures(folder: Path, found: Loaded) -> Figures:
    """Of a lake, what was kept and what changed since."""
    lake = lake_at(folder, found.records)
    return (kept_figures(folder, lake, found) if lake is not None else None) or WHOLE


def _months(scored: Scored, records: Records, wanted: Wanted, figures: Figures) -> list[Fact]:
    return monthly(scored, records, scored.specs, figures) if wanted.trends or wanted.teams else []


def _known(scored: Scored, months: Sequence[Fact]) -> Known:
    """The facts at hand: those of the period itself, and those of whole months of the year before its end."""
    span = last_months(scored.question.period)
    whole = {month.label: month for month in span.months()}

    def known(period: Period) -> Sequence[Fact] | None:
        if period == scored.question.period:
            return scored.facts
        if any(whole.get(month.label) != month for month in period.months()):
            return None
        labels = {month.label for month in period.months()}
        return [fact for fact in months if fact.month in labels]

    return known
