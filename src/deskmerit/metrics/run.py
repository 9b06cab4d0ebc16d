"""One run over the records: which measures can be made, on which stages, and what each of them adds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from deskmerit.core.issue import Issue, Level
from deskmerit.metrics import custom, figures
from deskmerit.metrics.corrections import Corrections, corrections, dropped_events
from deskmerit.metrics.facts import percentile, shaped, spread, summed, sums_of
from deskmerit.metrics.listing import listed
from deskmerit.metrics.measured import FACTS
from deskmerit.metrics.others import feedback
from deskmerit.metrics.others.rows import own_columns
from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.metrics.question import Ask
from deskmerit.metrics.registry import CATALOGUE, METRICS
from deskmerit.metrics.setting import Wanted, batches, shared
from deskmerit.metrics.stage import Stage

type Progress = Callable[[str, int, int], None]

CONFIDENTIAL = frozenset({"item"})
"""What a 360° rating may be filtered by: a finer filter would single out a rater."""


@dataclass
class Run:
    """The state of one measurement: facts so far, spreads for percentiles, issues, the newest as-of instant."""

    inputs: Inputs
    wanted: Wanted
    asks: Sequence[Ask]
    by: str
    found: list[pa.Table] = field(default_factory=list)
    spreads: dict[int, list[pa.Table]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    known: int = 0
    last: Stage | None = None
    refused: set[int] = field(default_factory=set)

    def problems(self) -> list[Issue]:
        """What keeps measures from being made; those are left out."""
        found = []
        for number, ask in enumerate(self.asks):
            wrong = _problems(self.inputs, self.wanted, ask)
            if wrong:
                self.refused.add(number)
            found += [issue for issue in wrong if issue not in found]
        return found

    def stages(self, progress: Progress | None = None) -> Iterator[tuple[Stage, Corrections, list[int]]]:
        """Every stage with the numbers of the measures to be made on it.

        Measures share histories unless a correction drops an event for one metric only.
        """
        dropped = dropped_events(self.inputs)
        groups: dict[frozenset[str], list[int]] = {}
        for number, ask in enumerate(self.asks):
            if number not in self.refused:
                events = dropped.get("", frozenset()) | dropped.get(ask.metric, frozenset())
                groups.setdefault(events, []).append(number)
        for events, numbers in groups.items():
            with self.inputs.engine.scope():
                yield from self._group(events, numbers, progress)

    def _group(
        self, events: frozenset[str], numbers: list[int], progress: Progress | None
    ) -> Iterator[tuple[Stage, Corrections, list[int]]]:
        common = shared(self.inputs, self.wanted, events)
        self.known = max(self.known, *common.as_ofs.values())
        fixes = corrections(self.inputs, common.people)
        builds = {name: metric.build for name, metric in METRICS.items()}
        builds |= {name: custom.build_of(metric) for name, metric in self.wanted.custom.items()}
        whole = self.last = Stage(common, common.engine, 0, common.tickets.count, builds)
        self._ready_made(whole, numbers)
        made = [number for number in numbers if self._measurable(self.asks[number])]
        history = [number for number in made if _is_history(self.asks[number])]
        yield whole, fixes, [number for number in made if number not in history]
        for stage in batches(common, builds) if history else ():
            if progress:
                progress("measure", stage.last, common.tickets.count)
            yield stage, fixes, history

    def _note(self, issues: Sequence[Issue]) -> None:
        self.issues += [issue for issue in issues if issue not in self.issues]

    def _measurable(self, ask: Ask) -> bool:
        """Whether the table a measure is made from is there at all."""
        if ask.subject not in METRICS:
            return not self.wanted.custom[ask.metric].metric.entry_only
        table = CATALOGUE[ask.subject].table
        return self.inputs.has("tickets" if table == "events" else table)

    def _ready_made(self, stage: Stage, numbers: Sequence[int]) -> None:
        """Adds what sources supply and people enter."""
        for number in numbers:
            ask = self.asks[number]
            metric = CATALOGUE.get(ask.metric) or self.wanted.custom[ask.metric].metric
            if metric.entry_only:
                rows = figures.entered(stage, ask, metric, number)
            else:
                rows, issues = figures.supplied(stage, ask, metric, number)
                self._note(issues)
            self.found += [rows] if rows is not None else []

    def add(self, stage: Stage, fixes: Corrections, numbers: Sequence[int]) -> None:
        """Adds what one stage gives to some measures."""
        plain = []
        for number in numbers:
            ask = self.asks[number]
            if ask.metric == "peer_rating":
                self.found.append(feedback.facts(stage, ask, fixes, number, self.by))
            elif ask.percentile is not None:
                self.spreads.setdefault(number, []).append(spread(stage, ask, fixes))
            else:
                plain.append(sums_of(stage, ask, fixes, number))
        if plain:
            self.found.append(shaped(stage, plain))

    def listed(self, stage: Stage, fixes: Corrections, number: int) -> pa.Table:
        """The cases of one measure on one stage."""
        ask = self.asks[number]
        return (feedback.listed if ask.metric == "peer_rating" else listed)(stage, ask, fixes)

    def facts(self) -> pa.Table:
        """Everything added up."""
        for number, parts in self.spreads.items():
            assert self.last is not None
            percent = self.asks[number].percentile or 0
            self.found.append(percentile(self.last, parts, percent, number, self.by))
        return summed(self.inputs.engine, self.found, self.by) if self.found else FACTS.empty_table()


def _is_history(ask: Ask) -> bool:
    found = METRICS.get(ask.subject)
    return found is not None and found.history


def _problems(inputs: Inputs, wanted: Wanted, ask: Ask) -> list[Issue]:
    if ask.subject not in METRICS:
        metric = wanted.custom.get(ask.metric)
        if metric is None:
            return [Issue(Level.ERROR, "unknown-metric", params={"metric": ask.metric, "known": ", ".join(METRICS)})]
        if metric.metric.entry_only:
            return []
        return custom.check(inputs, metric) or _unknown_columns(inputs, ask, metric.table)
    table = CATALOGUE[ask.subject].table
    return _unknown_columns(inputs, ask, "tickets" if table == "events" else table)


def _unknown_columns(inputs: Inputs, ask: Ask, table: str) -> list[Issue]:
    if ask.metric == "peer_rating":
        known = CONFIDENTIAL
    else:
        known = own_columns(inputs, "tickets") | (own_columns(inputs, table) if inputs.has(table) else frozenset())
    return [
        Issue(Level.ERROR, "unknown-filter-column", params={"metric": ask.metric, "column": column, "table": table})
        for column in ask.where
        if column not in known
    ]
