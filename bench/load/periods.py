"""Evaluation cycles with cards, results and evidence, written directly as rows."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from bench.load.people import Staff
from bench.load.seed import MEASURED, Pattern
from deskmerit.core.score_groups import Group
from deskmerit.web.bridge import codec
from deskmerit.web.bridge.runs import Run as Measured
from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.cycles.tasks import evidence_file, summary
from deskmerit.web.demo import base
from deskmerit.web.org.models import Person, Team
from deskmerit.web.plans.models import PlanVersion
from deskmerit.web.scorecards.models import Card, Result, TeamCard

BATCH = 500


@dataclass(slots=True)
class Played:
    """A cycle, who got whose card, and the results once it is published. `newest`: the last one published."""

    cycle: Cycle
    given: list[tuple[Person, Pattern]]
    results: list[Result]
    newest: bool


def labels(closed: int) -> list[str]:
    """The last so many quarters before the open one, and that one."""
    number = 2026 * 4 + 2
    return [f"{each // 4}-Q{each % 4 + 1}" for each in range(number - closed, number + 1)]


def play(
    label: str, staff: Staff, versions: Sequence[PlanVersion], patterns: Sequence[Pattern], measured: Measured
) -> Played:
    """A quarter: published and settled before the last closed one, published there, open now."""
    opened, newest = label == "2026-Q3", label == "2026-Q2"
    cycle = base.new_cycle(label, versions, staff.cast)
    run = _run(cycle, staff, measured, opened)
    given: list[tuple[Person, Pattern]] = []
    leading = [each for each in patterns if each.leads] or list(patterns)
    serving = [each for each in patterns if not each.leads] or list(patterns)
    cards = []
    for at, (person, team, lead) in enumerate(staff.everybody(), start=cycle.start.toordinal()):
        kind = serving if lead else leading
        pattern = kind[at % len(kind)]
        given.append((person, pattern))
        cards.append(_card(run, person, team, pattern, label, frozen=not opened))
    made = Card.objects.bulk_create(cards, batch_size=BATCH)
    _team_cards(run, staff, measured, label)
    results = [] if opened else _results(cycle, staff, made, newest)
    _dates(cycle, run, opened, newest)
    return Played(cycle, given, results, newest)


def _run(cycle: Cycle, staff: Staff, measured: Measured, opened: bool) -> Run:
    told = summary(measured)
    share = len(staff.everybody()) / len(measured.cards)
    grown = {
        name: {key: int(value * share) for key, value in told[name].items()} for name in ("grades", "gaps", "cost")
    }
    return Run.objects.create(
        cycle=cycle,
        kind=Run.Kind.RUNNING if opened else Run.Kind.PUBLISHED,
        state=Run.State.DONE,
        asked_at=_at(cycle.end),
        done_at=_at(cycle.end),
        as_of=measured.as_of,
        data=measured.data,
        made_from=[list(each) for each in measured.made_from],
        evidence=f"{cycle.period}.parquet",
        summary={**told, **grown, "people": len(staff.everybody())},
    )


def _card(run: Run, person: Person, team: Team, pattern: Pattern, label: str, *, frozen: bool) -> Card:
    """A real card, given to somebody else of another team and quarter."""
    swap = ((pattern.agent, person.agent_id), (pattern.team, team.name), (MEASURED, label))

    def given(value: object) -> object:
        text = json.dumps(value, ensure_ascii=False)
        for old, new in swap:
            text = text.replace(f'"{old}"', f'"{new}"')
        return json.loads(text)

    behind = {name: given(value) for name, value in pattern.behind.items()}
    columns = {**pattern.columns, "content": given(pattern.columns["content"])}
    return Card(run=run, person=person, team=team, frozen=frozen, **columns, **behind)


def _team_cards(run: Run, staff: Staff, measured: Measured, label: str) -> None:
    groups = list(measured.teams)
    rows = []
    for at, team in enumerate(staff.teams):
        group = groups[at % len(groups)]
        content = codec.to_json(Group, group)
        content["card"] |= {"agent_id": team.name, "name": team.name, "period": label}
        rows.append(TeamCard(run=run, team=team, plan=group.card.plan, total=group.card.total, content=content))
    TeamCard.objects.bulk_create(rows)


def _results(cycle: Cycle, staff: Staff, cards: Sequence[Card], newest: bool) -> list[Result]:
    leads = {person.pk: lead for person, _, lead in staff.everybody()}
    people = {person.pk: person for person, _, _ in staff.everybody()}
    published = _at(cycle.end + timedelta(12))
    made = []
    for at, card in enumerate(cards):
        waits = newest and at % 3 == 1
        made.append(
            Result(
                cycle=cycle, person=people[card.person_id], card_id=card.pk, first_id=card.pk,
                lead=leads[card.person_id] or staff.cast.hr.person,
                state=Result.State.PUBLISHED if waits else Result.State.RECEIVED,
                published_at=published, received_at=None if waits else published + timedelta(1),
                view=Result.View.UNSAID if waits else Result.View.AGREED,
                interview_due=cycle.end + timedelta(17), interviewed_on=None if waits else cycle.end + timedelta(15),
                appeal_due=None if waits else cycle.end + timedelta(18),
            )
        )  # fmt: skip
    return Result.objects.bulk_create(made, batch_size=BATCH)


def _dates(cycle: Cycle, run: Run, opened: bool, newest: bool) -> None:
    Cycle.objects.filter(pk=cycle.pk).update(
        state="open" if opened else "published" if newest else "settled",
        current=run,
        opened_at=_at(cycle.start),
        measured_at=None if opened else _at(cycle.end + timedelta(3)),
        published_at=None if opened else _at(cycle.end + timedelta(12)),
        settled_at=None if opened or newest else _at(cycle.end + timedelta(40)),
    )
    cycle.refresh_from_db()


def _at(day: date) -> datetime:
    return datetime.combine(day, time(2, 0), UTC)


def keep_evidence(source: Path, played: Iterable[Played], teams: dict[int, str]) -> None:
    """A file of cases per cycle: those behind the card that each person was given, under the person's own name."""
    with duckdb.connect() as connection:
        for each in played:
            rows = [
                {"new": person.agent_id, "old": pattern.agent, "team": teams[person.pk]}
                for person, pattern in each.given
            ]
            connection.register("given", pa.Table.from_pylist(rows))
            target = Path(evidence_file(f"{each.cycle.period}.parquet"))
            target.parent.mkdir(parents=True, exist_ok=True)
            connection.sql(_EVIDENCE.format(source=source)).write_parquet(
                str(target), compression="zstd", row_group_size=8_192
            )
            connection.unregister("given")


_EVIDENCE = """
    select * exclude (new, mine) replace (
        new as agent,
        case when at_team = '' then '' else mine end as at_team,
        case when agent_id = agent then new else agent_id end as agent_id
    )
    from (select e.*, g.new, g.team as mine from '{source}' e join given g on e.agent = g.old)
    order by agent, at_team, at_position, indicator, completed_at, record_id
"""
