"""Which posting a case belongs to: each person's time cut into spells in which the postings in force do not change."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from deskmerit.core.facts import Place
from deskmerit.metrics.codes import NOBODY
from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.metrics.prepare.months import local_midnight
from deskmerit.metrics.prepare.people import Codes, People

FIRST, LAST = -(2**62), 2**62
NOWHERE = 0
"""The spell of nobody."""
ANY_TEAM = -1
_SPELL = (
    ("seg", pa.int32()),
    ("who", pa.int32()),
    ("lo", pa.int64()),
    ("hi", pa.int64()),
    ("several", pa.int8()),
)


class Posting(NamedTuple):
    """One posting in force for microseconds [start, end). `from_date` decides between several."""

    start: int
    end: int
    from_date: date
    place: Place


@dataclass(frozen=True, slots=True)
class Seats:
    """`spells`: seg, who, lo, hi, several (postings at once, or nobody) – gap-free per person.

    `seats`: seg, team, place – the posting for a ticket's team, or for any other one (team −1).
    `places`: place, team, position, site, account. Place 0 is nowhere.
    """

    spells: ir.Table
    seats: ir.Table
    places: ir.Table
    teams: Codes


def chosen(in_force: Sequence[Posting]) -> Posting | None:
    """Of several postings the one with the latest from_date, else the first by team and position."""
    return min(in_force, key=lambda p: (-p.from_date.toordinal(), p.place), default=None)


def seats(inputs: Inputs, people: People, teams: Codes) -> Seats:
    """Cuts every person's time at the ends of their postings and chooses a posting for each spell and team."""
    held = _held(inputs, people.codes)
    places: dict[Place, int] = {Place(): 0}
    spells: list[tuple[int, int, int, int, int]] = [(NOWHERE, NOBODY, FIRST, LAST, 1)]
    found: list[tuple[int, int, int]] = [
        (NOWHERE, code, places.setdefault(Place(team), len(places))) for code, team in enumerate(teams.ids, 1)
    ]
    for who in range(1, len(people.codes.ids) + 1):
        for lo, hi, in_force in _cut(held.get(who, [])):
            seg = len(spells)
            spells.append((seg, who, lo, hi, int(len(in_force) > 1)))
            for team, posting in _by_team(in_force, teams):
                found.append((seg, team, places.setdefault(posting.place, len(places))))
    keep = inputs.engine.keep
    return Seats(
        keep(_table(spells, *_SPELL)),
        keep(_table(found, ("seg", pa.int32()), ("team", pa.int32()), ("place", pa.int32()))),
        keep(_places(places), lasting=True),
        teams,
    )


def _held(inputs: Inputs, codes: Codes) -> dict[int, list[Posting]]:
    zone = inputs.records.settings.zone
    code = {text: number for number, text in enumerate(codes.ids, 1)}
    held: dict[int, list[Posting]] = defaultdict(list)
    for row in inputs.engine.fetch(inputs.table("postings")).to_pylist():
        end = local_midnight(row["to_date"], zone) if row["to_date"] else LAST
        place = Place(*(row[part] or "" for part in ("team", "position", "site", "account")))
        if row["agent_id"] in code:
            held[code[row["agent_id"]]].append(
                Posting(local_midnight(row["from_date"], zone), end, row["from_date"], place)
            )
    return held


def _cut(postings: list[Posting]) -> Iterator[tuple[int, int, list[Posting]]]:
    cuts = sorted({FIRST, LAST, *(p.start for p in postings), *(p.end for p in postings)})
    for lo, hi in pairwise(cuts):
        yield lo, hi, [p for p in postings if p.start <= lo and hi <= p.end]


def _by_team(in_force: list[Posting], teams: Codes) -> Iterator[tuple[int, Posting]]:
    usual = chosen(in_force)
    if usual is None:
        return
    yield ANY_TEAM, usual
    if len(in_force) > 1:
        for team in sorted({posting.place.team for posting in in_force} - {""}):
            best = chosen([posting for posting in in_force if posting.place.team == team])
            assert best is not None
            yield teams.code(team), best


def _table(rows: Sequence[tuple[int, ...]], *columns: tuple[str, pa.DataType]) -> pa.Table:
    parts = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pa.table({name: pa.array(part, kind) for (name, kind), part in zip(columns, parts, strict=True)})


def _places(places: dict[Place, int]) -> pa.Table:
    columns = {name: pa.array([getattr(place, name) for place in places], pa.string()) for name in Place.__slots__}
    return pa.table({"place": pa.array(list(places.values()), pa.int32()), **columns})


def located(rows: ir.Table, who: str, at: str, seats: Seats, team_as: str = "team") -> ir.Table:
    """The rows with `seg`, the spell of the person `who` at the instant `at`.

    `team_as` holds their team only where it decides the posting: else sums would split by it for nothing.
    """
    spells = seats.spells.rename(spell_who="who")
    match = [rows[who] == spells.spell_who, rows[at] >= spells.lo, rows[at] < spells.hi]
    found = rows.join(spells, match)
    team = ibis.ifelse(found.several == 1, found.team, NOBODY).cast("int32")
    return found.mutate(**{team_as: team}).drop("spell_who", "lo", "hi", "several")


def seated(rows: ir.Table, seats: Seats) -> ir.Table:
    """The rows with `place`, the posting's number (0: none), for `seg` and `team`, the code of the ticket's team."""
    own = seats.seats.select(own_seg="seg", own_team="team", own_place="place")
    usual = seats.seats.filter(seats.seats.team == ANY_TEAM).select(usual_seg="seg", usual_place="place")
    joined = rows.left_join(own, [rows.seg == own.own_seg, rows.team == own.own_team])
    joined = joined.left_join(usual, joined.seg == usual.usual_seg)
    place = ibis.coalesce(joined.own_place, joined.usual_place, 0).cast("int32")
    return joined.select(*(name for name in rows.columns if name != "team"), place=place)
