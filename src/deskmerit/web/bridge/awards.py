"""What awards are reckoned from, taken from a workspace: for cards that stand already, restated or shifted ones too."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from deskmerit.chain.award import bases_of, inputs_of
from deskmerit.chain.people import people_of, rows
from deskmerit.chain.score import Question
from deskmerit.core.award import AwardInputs, AwardLine, Base, pay
from deskmerit.core.issue import Issue
from deskmerit.core.period import Period
from deskmerit.core.plan import Plan
from deskmerit.core.scorecard import Scorecard
from deskmerit.core.wish import Wish
from deskmerit.records.columns import TABLES
from deskmerit.records.store import Records
from deskmerit.web.bridge.kept import Held, loaded
from deskmerit.web.bridge.runs import less


def award_inputs(
    held: Held,
    plans: Sequence[Plan],
    period: Period,
    *,
    as_of: datetime | None = None,
    team_totals: Mapping[str, Decimal] | None = None,
    without: Collection[str] = (),
) -> AwardInputs:
    """Bases, attendance, presence and team totals of a period. Nothing is scored again.

    `as_of`: the instant up to which records count. `team_totals`: those that were published, instead of new ones.
    `without` names corrections that are left out, though they stand in a file.
    """
    records = less(held.loaded(), without, held.folder).records
    plain = [replace(plan, awards=tuple(replace(each, team_factors=()) for each in plan.awards)) for plan in plans]
    asked = plans if team_totals is None else plain
    found = inputs_of(records, Question(tuple(plans), period, "", as_of), asked, people_of(records, period, ()))
    return found if team_totals is None else replace(found, team_totals=dict(team_totals))


def paid(plans: Sequence[Plan], cards: Sequence[Scorecard], inputs: AwardInputs) -> tuple[list[AwardLine], list[Issue]]:
    """The pay and pool lines of every plan for cards as they are given, with what stands in their way."""
    lines, issues = list[AwardLine](), list[Issue]()
    for plan in plans:
        found, told = pay(plan, cards, inputs)
        lines += found
        issues += told
    return lines, issues


def with_bases(records: Records, bases: Sequence[Base]) -> Records:
    """The same records with other bases than their files hold; the data version keeps its name."""
    listed = [
        {"agent_id": each.agent_id or None, "position": each.position or None, "award": each.award,
         "amount": each.amount, "from_date": each.from_date}
        for each in bases
    ]  # fmt: skip
    table = pa.Table.from_pylist(listed, TABLES["bases"].schema)
    return replace(records, tables={**records.tables, "bases": table})


def instead(held: Sequence[Base], more: Sequence[Base], gone: Sequence[Base] = ()) -> list[Base]:
    """The bases held without those that are `gone`, and with more, each in place of the one that has its key."""
    keys = {_key(each) for each in (*more, *gone)}
    return [*(each for each in held if _key(each) not in keys), *more]


def _key(each: Base) -> tuple[str, str, str, date]:
    return each.award, each.agent_id, each.position, each.from_date


def folder_bases(folder: Path) -> list[Base]:
    """The bases that the workspace's files hold (the application's own, where it keeps them)."""
    return bases_of(loaded(folder).records)


def folder_wishes(folder: Path) -> list[tuple[str, Wish]]:
    """The wishes that the workspace's files hold, each with its period."""
    found = rows(loaded(folder).records, "wishes", "agent_id", "period", "award", "rank")
    return [(str(row["period"]), Wish(str(row["agent_id"]), str(row["award"]), int(str(row["rank"])))) for row in found]
