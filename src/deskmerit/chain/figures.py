"""Where scoring takes its figures from: records measured whole, or what was kept of a lake and what changed since."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Protocol

from deskmerit.chain.again import Answer, Asked, Opened, measured_again
from deskmerit.core.issue import Issue
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.period import Period
from deskmerit.core.plan import CustomMetric
from deskmerit.engines import opened
from deskmerit.engines.base import Engine
from deskmerit.metrics.measure import measure
from deskmerit.metrics.measured import Measured
from deskmerit.metrics.setting import Wanted
from deskmerit.records.store import Records
from deskmerit.sources.lake import Lake
from deskmerit.sources.load import Loaded, as_it_lies, load

type Progress = Callable[[str, int, int], None]


class Figures(Protocol):
    """Answers a question to records as `metrics.measure.measure` does, with the same facts."""

    def __call__(
        self,
        records: Records,
        specs: Sequence[MeasureSpec],
        period: Period | None = None,
        as_of: datetime | None = None,
        *,
        by: str = "agent",
        custom: Mapping[str, CustomMetric] | None = None,
        progress: Progress | None = None,
        engine: Engine | None = None,
    ) -> Measured:
        """The facts of each measure."""


WHOLE: Figures = measure
"""Everything is measured."""


@dataclass
class KeptFigures:
    """Figures of a workspace whose large tables stand in its lake alone: each question is answered from what was kept
    of it, see `chain.again`. The records asked about are those of `loaded`.

    `anew`: everything is measured. `answers`: what was found so far.
    """

    folder: Path
    lake: Lake
    loaded: Loaded
    ready: Opened
    anew: bool = False
    answers: list[Answer] = field(default_factory=list)

    def __call__(
        self,
        records: Records,
        specs: Sequence[MeasureSpec],
        period: Period | None = None,
        as_of: datetime | None = None,
        *,
        by: str = "agent",
        custom: Mapping[str, CustomMetric] | None = None,
        progress: Progress | None = None,
        engine: Engine | None = None,
    ) -> Measured:
        """The facts of each measure. Records that are not those of `loaded` are measured whole."""
        if records is not self.loaded.records:
            return measure(records, specs, period, as_of, by=by, custom=custom, progress=progress, engine=engine)
        asked = Asked(self.folder, self.lake, specs, Wanted(period, as_of, custom or {}), by)
        with opened(engine) as host:
            answer = measured_again(host, asked, self.ready, progress, anew=self.anew)
        self.answers.append(answer)
        return answer.measured

    @property
    def told(self) -> list[Issue]:
        """What was told of the records on the way, each once."""
        found: list[Issue] = []
        for answer in self.answers:
            found += [issue for issue in answer.told if issue not in found]
        return found

    @property
    def notes(self) -> list[Issue]:
        """In one note what was measured: of several questions the one that took most says it."""
        most = max(self.answers, key=lambda each: (each.tickets is None, each.tickets or 0), default=None)
        return [most.note] if most else []


def kept_figures(
    folder: Path, lake: Lake, loaded: Loaded, *, anew: bool = False, crosswise: bool = True
) -> KeptFigures | None:
    """Figures of a loaded workspace from what was kept; None where a large table has files besides its lake's.
    `crosswise`: it was loaded with all that `load` looks for; else that is made up for once everything is measured."""
    read = as_it_lies(loaded, lake)
    if read is None:
        return None

    @cache
    def whole(progress: Progress | None) -> Loaded:
        return loaded if crosswise else load(folder, progress, lake=lake)

    return KeptFigures(folder, lake, loaded, Opened(read, whole), anew)
