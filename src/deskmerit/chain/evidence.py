"""The very records behind a person's figure: counted, left out, and those a correction took away (semantics §9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.compute as pc

from deskmerit.chain.people import rows
from deskmerit.chain.score import Scored, custom_of
from deskmerit.core.facts import Place
from deskmerit.core.metric import MeasureSpec
from deskmerit.metrics.measure import listings
from deskmerit.records.store import Records

type Case = Mapping[str, object]
MOVED = "moved_away"
"""The reason of a record that a correction credits to somebody else now."""


DECIDED = ("adjustments", "resolved_adjustments")
"""The tables of corrections, as they came and as resolved to records."""


@dataclass(slots=True)
class Evidence:
    """The cases of a scored period. `specs`: the measures that will be asked for, all of them made in one run."""

    records: Records
    scored: Scored
    specs: Sequence[MeasureSpec]
    _made: dict[bool, dict[MeasureSpec, pa.Table]] = field(default_factory=dict)
    _why: dict[str, str] | None = None

    def of(self, spec: MeasureSpec, agent: str, place: Place) -> list[Case]:
        """The cases that concern a person at a place, in order of time; `why` holds a correction's reason."""
        found = [*self._own(spec, agent, place, corrected=True), *self.moved(spec, agent, place)]
        return in_order({**row, "why": self.reasons().get(str(row["adjustment_id"] or ""), "")} for row in found)

    def all_of(self, spec: MeasureSpec) -> pa.Table:
        """Every case of a measure after corrections, whoever's, without `why`."""
        return self._cases(corrected=True)[spec]

    def losers(self, spec: MeasureSpec) -> set[str]:
        """Whose cases of a measure may have become somebody else's by a correction."""
        if not pc.any(pc.equal(self._cases(corrected=True)[spec]["credit"], "reattributed")).as_py():
            return set()
        gone = {_key(row) for row in _where(self._cases(corrected=True)[spec], "credit", "reattributed")}
        before = self._cases(corrected=False)[spec]
        records = pa.array(sorted({str(record) for record, *_ in gone}), pa.string())
        return set(before.filter(pc.is_in(before["record_id"], records))["agent_id"].to_pylist())

    def _own(self, spec: MeasureSpec, agent: str, place: Place, *, corrected: bool) -> list[Case]:
        rows = _where(self._cases(corrected)[spec], "agent_id", agent)
        return [row for row in rows if _here(row, place)]

    def moved(self, spec: MeasureSpec, agent: str, place: Place) -> list[Case]:
        """Cases that were the person's before corrections and are another's since, told without that other's name."""
        now = {_key(row): row for row in _where(self._cases(corrected=True)[spec], "credit", "reattributed")}
        if not now:
            return []
        before = self._own(spec, agent, place, corrected=False)
        gone = ((row, now[_key(row)]) for row in before if _key(row) in now and now[_key(row)]["agent_id"] != agent)
        return [{**row, "included": False, "reason": MOVED, "adjustment_id": to["adjustment_id"]} for row, to in gone]

    def _cases(self, corrected: bool) -> Mapping[MeasureSpec, pa.Table]:
        """Every case of every measure after corrections; without them, of those where one credits somebody else."""
        if corrected not in self._made:
            question, specs = self.scored.question, list(dict.fromkeys(self.specs))
            if not corrected:
                now = self._cases(corrected=True)
                specs = [spec for spec in specs if pc.any(pc.equal(now[spec]["credit"], "reattributed")).as_py()]
            custom = custom_of(list(self.scored.plans.values()))
            found = listings(self._records(corrected), specs, question.period, question.as_of, custom=custom)
            self._made[corrected] = dict(zip(specs, found, strict=True))
        return self._made[corrected]

    def _records(self, corrected: bool) -> Records:
        if corrected:
            return self.records
        return replace(self.records, tables={k: v for k, v in self.records.tables.items() if k not in DECIDED})

    def reasons(self) -> dict[str, str]:
        """The reason of each correction by its id."""
        if self._why is None:
            told = rows(self.records, "adjustments", "adjustment_id", "reason")
            self._why = {str(row["adjustment_id"]): str(row["reason"] or "") for row in told}
        return self._why


def in_order(cases: Iterable[Case]) -> list[Case]:
    """Cases by time, then record; those of one moment and record keep the order they come in."""
    return sorted(cases, key=lambda row: (str(row["completed_at"] or ""), str(row["record_id"])))


def _where(table: pa.Table, column: str, value: str) -> list[Case]:
    rows: list[Case] = table.filter(pc.equal(table[column], value)).to_pylist()
    return rows


def _here(row: Case, place: Place) -> bool:
    """Whether a case belongs to a place; one without a place belongs wherever the person stood."""
    at = (row["team"], row["position"])
    return at in (("", ""), (place.team, place.position)) or not (place.team or place.position)


def _key(row: Case) -> tuple[object, ...]:
    return (row["record_id"], row["started_at"], row["completed_at"])
