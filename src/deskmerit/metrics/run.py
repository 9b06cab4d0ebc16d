"""One run over the records: which measures can be made, on which stages, and what each of them adds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from deskmerit.core.issue import Issue, Level
from deskmerit.engines.base import Engine
from deskmerit.engines.script import batched
from deskmerit.metrics import custom, figures
from deskmerit.metrics.corrections import Corrections, corrections, dropped_events
from deskmerit.metrics.facts import named_spread, shaped, spread, sums_of, together
from deskmerit.metrics.listing import listed, readable
from deskmerit.metrics.measured import FACTS
from deskmerit.metrics.others import feedback
from deskmerit.metrics.others.rows import own_columns
from deskmerit.metrics.parts import SPREADS, WAITING, Parts
from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.metrics.question import Ask
from deskmerit.metrics.registry import CATALOGUE, METRICS
from deskmerit.metrics.setting import Wanted, batches, shared
from deskmerit.metrics.stage import Stage
from deskmerit.metrics.waiting import waiting

type Progress = Callable[[str, int, int], None]
type Work = Callable[[Stage, int, Corrections], pa.Table]
type Answers = Iterator[tuple[int, pa.Table]]

CONFIDENTIAL = frozenset({"item"})
"""What a 360° rating may be filtered by: a finer filter would single out a rater."""


@dataclass
class Run:
    """The state of one measurement: what `Parts` holds so far, issues, the newest as-of instant.

    `keeps_waiting`: it also notes which tickets change by time alone.
    """

    inputs: Inputs
    wanted: Wanted
    asks: Sequence[Ask]
    by: str
    keeps_waiting: bool = False
    plain: list[pa.Table] = field(default_factory=list)
    ready: list[pa.Table] = field(default_factory=list)
    waiting: list[pa.Table] = field(default_factory=list)
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

    def groups(self, work: Work, progress: Progress | None = None) -> Iterator[tuple[Stage, Answers]]:
        """What work gives for the measures that share histories: all, but where a correction drops an event for one
        metric only. The answers, by number of measure, are to be taken before the next group."""
        dropped = dropped_events(self.inputs)
        groups: dict[frozenset[str], list[int]] = {}
        for number, ask in enumerate(self.asks):
            if number not in self.refused:
                events = dropped.get("", frozenset()) | dropped.get(ask.metric, frozenset())
                groups.setdefault(events, []).append(number)
        for events, numbers in groups.items():
            with self.inputs.engine.scope():
                whole = self._whole(events)
                self._ready_made(whole, numbers)
                yield whole, self._answers(whole, numbers, work, progress)

    def _whole(self, events: frozenset[str]) -> Stage:
        common = shared(self.inputs, self.wanted, events)
        self.known = max(self.known, common.known)
        builds = {name: metric.build for name, metric in METRICS.items()}
        builds |= {name: custom.build_of(metric) for name, metric in self.wanted.custom.items()}
        self.last = Stage(common, common.engine, None, builds)
        return self.last

    def _answers(self, whole: Stage, numbers: list[int], work: Work, progress: Progress | None) -> Answers:
        """What is made of histories batch by batch, everything else at once."""
        fixes, common = corrections(self.inputs, whole.shared.people), whole.shared
        made = [number for number in numbers if self._measurable(self.asks[number])]
        history = [number for number in made if _is_history(self.asks[number])]
        for number in made:
            if number not in history:
                yield number, work(whole, number, fixes)

        def batch(engine: Engine, first: int, last: int) -> list[pa.Table]:
            stage = Stage(common, engine, (first, last), whole.builds)
            answers = [work(stage, number, fixes) for number in history]
            return (
                [*answers, waiting(stage, [self.asks[number] for number in history])] if self.keeps_waiting else answers
            )

        parts = batches(common) if history else []
        for (_, last), found in zip(parts, batched(common.engine, parts, batch), strict=True):
            self.waiting += found[len(history) :]
            yield from zip(history, found, strict=False)
            if progress:
                progress("measure", last, common.tickets.count)

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
            self.ready += [rows] if rows is not None else []

    def parts(self, progress: Progress | None = None) -> Parts:
        """What all measures come to, before it is added up."""
        for whole, answers in self.groups(self._given, progress):
            plain: dict[int, list[pa.Table]] = {}
            for number, found in answers:
                if self.asks[number].metric == "peer_rating":
                    self.ready.append(found)
                elif self.asks[number].percentile is not None:
                    self.spreads.setdefault(number, []).append(found)
                else:
                    plain[number] = together([*plain.get(number, []), found])
            sums = [(number, part) for number in list(plain) for part in plain.pop(number)]
            self.plain += [shaped(whole, sums)] if sums else []
        spreads = [named_spread(self._stage(), found, number) for number, found in self.spreads.items()]
        return Parts(
            pa.concat_tables([FACTS.empty_table(), *self.plain]),
            pa.concat_tables([SPREADS.empty_table(), *spreads]),
            pa.concat_tables([FACTS.empty_table(), *self.ready]),
            pa.concat_tables([WAITING.empty_table(), *self.waiting]),
            self.last.shared.months.whole if self.last else "",
            self.known,
            settled=len(self.plain) <= 1,
        )

    def _stage(self) -> Stage:
        assert self.last is not None
        return self.last

    def _given(self, stage: Stage, number: int, fixes: Corrections) -> pa.Table:
        ask = self.asks[number]
        if ask.metric == "peer_rating":
            return feedback.facts(stage, ask, fixes, number, self.by)
        return spread(stage, ask, fixes) if ask.percentile is not None else sums_of(stage, ask, fixes)

    def listings(self) -> list[list[pa.Table]]:
        """The cases of each measure."""
        found: list[list[pa.Table]] = [[] for _ in self.asks]
        for _, answers in self.groups(self._listed):
            for number, rows in answers:
                own = self.asks[number].metric == "peer_rating"
                found[number].append(rows if own else readable(rows))
        return found

    def _listed(self, stage: Stage, number: int, fixes: Corrections) -> pa.Table:
        ask = self.asks[number]
        return (feedback.listed if ask.metric == "peer_rating" else listed)(stage, ask, fixes)


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
