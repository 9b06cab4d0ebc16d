"""Measures as a table (docs/outputs.md): rows are made of facts as they are read, for there may be millions."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import pyarrow as pa
import pyarrow.compute as pc

from deskmerit.core.facts import Fact
from deskmerit.core.metric import MeasureSpec, Metric
from deskmerit.metrics.measured import facts_of
from deskmerit.report.table import Cell, Table
from deskmerit.report.words import words

MEASURE = (
    *("agent_id", "team", "position", "metric", "params", "where", "clock", "month"),
    *("n", "numerator", "denominator", "value"),
)
AT_ONCE = 200_000
"""Facts put in order at once: Arrow copies a column of all facts for each piece that is taken from it."""

type Row = tuple[Cell, ...]


def measure_table(
    facts: pa.Table, specs: Sequence[MeasureSpec], metrics: Mapping[str, Metric], lang: str = "en"
) -> Table:
    """One row per person, posting, measure and month, in a fixed order. A sample nobody told has an empty n."""
    return Table(words(lang)["measures"], MEASURE, _Rows(facts, tuple(specs), metrics), lang)


@dataclass
class _Rows(Sequence[Row]):
    """The rows of facts, by measure, month, person and posting as text; each is made when it is asked for."""

    facts: pa.Table
    specs: tuple[MeasureSpec, ...]
    metrics: Mapping[str, Metric]

    def __len__(self) -> int:
        return len(self.facts)

    def __iter__(self) -> Iterator[Row]:
        for start in range(0, len(self), AT_ONCE):
            yield from self._made(self._order.slice(start, AT_ONCE))

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return list(self._made(self._order.take(pa.array(range(len(self))[at], pa.int64()))))
        return next(self._made(self._order.slice(range(len(self))[at], 1)))

    def _made(self, places: pa.Array) -> Iterator[Row]:
        return (self._row(fact) for fact in facts_of(self.facts.take(places)))

    def _row(self, fact: Fact) -> Row:
        asked, place, metric = self.specs[fact.spec], fact.place, self.metrics[self.specs[fact.spec].metric]
        denominator = None if metric.kind.value == "count" else fact.denominator
        sums = (fact.n if fact.known_n else None, fact.numerator, denominator)
        value = metric.value(fact.numerator, fact.denominator)
        return (fact.agent_id, place.team, place.position, *_said(asked, fact.part), fact.month, *sums, value)

    @cached_property
    def _order(self) -> pa.Array:
        parts = self.facts["part"].combine_chunks().dictionary_encode()
        said = [_said(asked, part) for asked in self.specs for part in parts.dictionary.to_pylist()]
        which = pc.add(pc.multiply(self.facts["spec"].combine_chunks(), len(parts.dictionary)), parts.indices)
        ranks = {"measure": _ranks(said).take(which)}
        for name in ("month", "agent_id", "team", "position"):
            texts = self.facts[name].combine_chunks().dictionary_encode()
            ranks[name] = _ranks(texts.dictionary.to_pylist()).take(texts.indices)
        return pc.sort_indices(pa.table(ranks), [(name, "ascending") for name in ranks])


def _said(asked: MeasureSpec, part: str) -> tuple[str, str, str, str]:
    """What tells measures apart on paper: metric, parameters, filter, clock."""
    return asked.metric, _shown_params(asked, part), asked.where, asked.clock


def _shown_params(asked: MeasureSpec, part: str) -> str:
    extra: dict[str, object] = {}
    if asked.percentile is not None:
        extra["percentile"] = asked.percentile
    if part:
        extra["relation"] = part
    if not extra:
        return asked.params
    return json.dumps(json.loads(asked.params) | extra, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _ranks(said: Sequence[object]) -> pa.Array:
    """The place of each among those that differ, in order."""
    place = {value: rank for rank, value in enumerate(sorted(set(said)))}  # type: ignore[type-var]  # texts, or tuples of them
    return pa.array([place[value] for value in said], pa.int32())
