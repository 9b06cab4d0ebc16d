"""The records behind every figure of a run, kept in one file: what a frozen scorecard stands on (semantics §9)."""

from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from deskmerit.chain.evidence import MOVED, Case, Evidence, in_order
from deskmerit.core.facts import Place
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.plan import Plan
from deskmerit.core.scorecard import Scorecard
from deskmerit.metrics.measured import LISTED
from deskmerit.records.view import connect
from deskmerit.web.bridge.runs import Run
from deskmerit.web.bridge.tables import replacing

CONFIDENTIAL = "peer_rating"
"""360° ratings: no single row of them, not even their count by place, is ever kept (semantics §3)."""

ASKED = pa.schema([(name, pa.string()) for name in ("agent", "at_team", "at_position", "indicator")])
"""Whose line a row stands behind: the person and place of the scorecard's line, and the indicator."""

SCHEMA = pa.schema([*ASKED, *LISTED, ("why", pa.string())])
ROWS_A_GROUP = 8_192
ORDER = (
    *(*ASKED.names, "completed_at", "record_id", MOVED),
    *("agent_id", "started_at", "numerator", "denominator", "reason", "team"),
)
"""Line by line in the order of `chain.evidence`: what was taken away behind one's own."""

type Line = tuple[str, str, str, str]
"""A person, the team and post of a line, its indicator."""


def keep_evidence(run: Run, file: Path) -> str:
    """Writes all cases behind every measured line of a run, person by person; gives the file's SHA-256.

    What pages show of a frozen run is read from this file alone, so later data change nothing. The same run gives the
    same bytes. 360° ratings are left out.
    """
    asked = _asked(run)
    parts = [SCHEMA.empty_table()]
    if run.records.tables and asked:
        evidence = Evidence(run.records, run.scored, list(asked))
        with connect() as connection:
            for spec, lines in asked.items():
                parts += _behind(evidence, spec, lines, connection)
    table = pa.concat_tables(parts)
    table = table.append_column(MOVED, pc.equal(table["reason"], MOVED))
    table = table.sort_by([(name, "ascending") for name in ORDER]).drop_columns([MOVED])
    file.parent.mkdir(parents=True, exist_ok=True)
    with replacing(file) as fresh:
        pq.write_table(table, fresh, compression="zstd", row_group_size=ROWS_A_GROUP)
        return digest(fresh)


def digest(file: Path) -> str:
    """The SHA-256 of a file, by which a frozen run knows its evidence."""
    with file.open("rb") as opened:
        whole = sha256()
        while block := opened.read(1 << 20):
            whole.update(block)
    return whole.hexdigest()


def read_evidence(file: Path, agent: str, indicator: str, place: Place) -> list[Case]:
    """The cases behind one line, as `chain.evidence` gives them: in order of time, each with its reason and credit."""
    asked = {"agent": agent, "at_team": place.team, "at_position": place.position, "indicator": indicator}
    found = pq.read_table(file, filters=[(name, "=", value) for name, value in asked.items()])
    return in_order(found.drop_columns(ASKED.names).to_pylist())


def holds(file: Path, records: Collection[str]) -> bool:
    """Whether any of these records stands behind a figure of a run; quick where `list_records` was there before."""
    if not records or not file.exists():
        return False
    listed = _list_of(file)
    wanted = [("record_id", "in", sorted(records))]
    return pq.read_table(listed if _fits(listed, file) else file, columns=["record_id"], filters=wanted).num_rows > 0


def list_records(file: Path) -> bool:
    """Lists the records of an evidence file, each once and in order, hidden beside it; whether that was still to do."""
    listed = _list_of(file)
    if not file.exists() or _fits(listed, file):
        return False
    every = pc.unique(pq.read_table(file, columns=["record_id"])["record_id"])
    with replacing(listed) as fresh:
        pq.write_table(pa.table({"record_id": every}).sort_by("record_id"), fresh, row_group_size=ROWS_A_GROUP)
    return True


def _list_of(file: Path) -> Path:
    return file.with_name(f".{file.stem}.records.parquet")


def _fits(listed: Path, file: Path) -> bool:
    return listed.exists() and listed.stat().st_mtime_ns >= file.stat().st_mtime_ns


def _asked(run: Run) -> dict[MeasureSpec, list[Line]]:
    """The lines of all scorecards by the measure behind them."""
    found: dict[MeasureSpec, dict[Line, None]] = {}
    for card in run.cards:
        for place, plan in _places(run, card):
            for each in (*plan.indicators(), *plan.bonus, *plan.annual.indicators):
                if each.spec.metric != CONFIDENTIAL:
                    line = (card.agent_id, place.team, place.position, each.id)
                    found.setdefault(each.spec, {})[line] = None
    return {spec: sorted(lines) for spec, lines in found.items()}


def _places(run: Run, card: Scorecard) -> list[tuple[Place, Plan]]:
    """The places a scorecard has lines for, each with its plan."""
    parts = [(part.place, part.plan) for part in card.parts]
    return [(place, run.scored.plans[plan]) for place, plan in [*parts, (card.place, card.plan)]]


def _behind(
    evidence: Evidence, spec: MeasureSpec, lines: Sequence[Line], connection: duckdb.DuckDBPyConnection
) -> Iterable[pa.Table]:
    """The cases of one measure laid to the lines they stand behind, then those that corrections took away."""
    reasons = evidence.reasons()
    why = pa.table({"adjustment": list(reasons), "why": list(reasons.values())}, _WHY)
    asked = pa.Table.from_pylist([dict(zip(ASKED.names, line, strict=True)) for line in lines], ASKED)
    for name, table in (("asked", asked), ("cases", evidence.all_of(spec)), ("reasons", why)):
        connection.register(name, table)
    yield connection.sql(_JOIN).to_arrow_table().cast(SCHEMA)
    losers = evidence.losers(spec)
    moved = [
        {**dict(zip(ASKED.names, line, strict=True)), **row, "why": reasons.get(str(row["adjustment_id"] or ""), "")}
        for line in lines
        if line[0] in losers
        for row in evidence.moved(spec, line[0], Place(line[1], line[2]))
    ]
    yield pa.Table.from_pylist(moved, SCHEMA)


_WHY = pa.schema([("adjustment", pa.string()), ("why", pa.string())])
# A case without a place belongs wherever its person stood; a line without one has all of them: `chain.evidence`.
_JOIN = f"""
    select a.*, {", ".join(f"c.{name}" for name in LISTED.names)}, coalesce(r.why, '') as why
    from cases c
    join asked a on c.agent_id = a.agent and (
        (c.team = '' and c.position = '') or (a.at_team = '' and a.at_position = '')
        or (c.team = a.at_team and c.position = a.at_position)
    )
    left join reasons r on r.adjustment = c.adjustment_id
"""
