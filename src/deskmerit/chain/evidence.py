"""The very records behind a person's figure: counted, left out, and those a correction took away (semantics §9)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from deskmerit.chain.people import rows
from deskmerit.chain.score import Scored, custom_of
from deskmerit.core.facts import Place
from deskmerit.core.metric import MeasureSpec
from deskmerit.metrics.measure import cases
from deskmerit.records.store import Records

type Case = Mapping[str, object]
MOVED = "moved_away"
"""The reason of a record that a correction credits to somebody else now."""


DECIDED = ("adjustments", "resolved_adjustments")
"""The tables of corrections, as they came and as resolved to records."""


@dataclass(slots=True)
class Evidence:
    """Asks for the cases of a scored period, each measure once however many people and places are shown."""

    records: Records
    scored: Scored
    _asked: dict[tuple[MeasureSpec, bool], list[Case]] = field(default_factory=dict)
    _why: dict[str, str] | None = None

    def of(self, spec: MeasureSpec, agent: str, place: Place) -> list[Case]:
        """The cases that concern a person at a place, in order of time; `why` holds a correction's reason."""
        own = [row for row in self._cases(spec, corrected=True) if row["agent_id"] == agent and _here(row, place)]
        found = [*own, *self._moved(spec, agent, place)]
        found.sort(key=lambda row: (str(row["completed_at"] or ""), str(row["record_id"])))
        return [{**row, "why": self._reasons().get(str(row["adjustment_id"] or ""), "")} for row in found]

    def _moved(self, spec: MeasureSpec, agent: str, place: Place) -> list[Case]:
        """Cases that were the person's before corrections and are another's since, told without that other's name."""
        now = {_key(row): row for row in self._cases(spec, corrected=True) if row["credit"] == "reattributed"}
        if not now:
            return []
        before = (row for row in self._cases(spec, corrected=False) if row["agent_id"] == agent and _here(row, place))
        gone = ((row, now[_key(row)]) for row in before if _key(row) in now and now[_key(row)]["agent_id"] != agent)
        return [{**row, "included": False, "reason": MOVED, "adjustment_id": to["adjustment_id"]} for row, to in gone]

    def _cases(self, spec: MeasureSpec, *, corrected: bool) -> list[Case]:
        key = (spec, corrected)
        if key not in self._asked:
            question = self.scored.question
            custom = custom_of(list(self.scored.plans.values()))
            found = cases(self._records(corrected), spec, question.period, question.as_of, custom=custom)
            self._asked[key] = found.to_pylist()
        return self._asked[key]

    def _records(self, corrected: bool) -> Records:
        if corrected:
            return self.records
        return replace(self.records, tables={k: v for k, v in self.records.tables.items() if k not in DECIDED})

    def _reasons(self) -> dict[str, str]:
        if self._why is None:
            told = rows(self.records, "adjustments", "adjustment_id", "reason")
            self._why = {str(row["adjustment_id"]): str(row["reason"] or "") for row in told}
        return self._why


def _here(row: Case, place: Place) -> bool:
    """Whether a case belongs to a place; one without a place belongs wherever the person stood."""
    at = (row["team"], row["position"])
    return at in (("", ""), (place.team, place.position)) or not (place.team or place.position)


def _key(row: Case) -> tuple[object, ...]:
    return (row["record_id"], row["started_at"], row["completed_at"])
