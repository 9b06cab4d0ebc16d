"""The facts an interview opens with, found by rule: streaks, what was met, gaps and their size, quality remarks.

Pure: values in, values out. Nothing here compares a person with colleagues, and nobody is asked to.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from deskmerit.core.plan import Target

STREAK = 3
"""Months running from which a streak is named."""
MOST = 3
"""Remarks of each kind that are quoted; more would be a list, not a talk."""


@dataclass(frozen=True, slots=True)
class Line:
    """A scored line as the brief sees it.

    `target` is the one in force for the period, `monthly` the one a month is held against (counts differ). `months`:
    displayed values in order, a month without a value is left out. `at` counts the postings of a card; `place` is said
    where there are several.
    """

    id: str
    metric: str
    title: Mapping[str, str]
    unit: str
    target: Target | None
    actual: Decimal | None
    score: Decimal | None
    weight: Decimal
    cases: int | None = None
    monthly: Target | None = None
    months: tuple[tuple[str, Decimal], ...] = ()
    plan: str = ""
    at: int = 0
    place: str = ""

    @property
    def key(self) -> str:
        """The line as the scorecard's addresses name it."""
        return f"{self.id}:{self.at}" if self.at else self.id

    @property
    def met(self) -> bool:
        """Whether the period's value is at the target or better."""
        return self.target is not None and self.actual is not None and self.target.met(self.actual)


@dataclass(frozen=True, slots=True)
class Streak:
    """A target met for so many months running, up to the period's last."""

    line: Line
    months: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Points a line lost, and how far its value is from the target (None: the target isn't a value's)."""

    line: Line
    lost: Decimal
    short: Decimal | None


@dataclass(frozen=True, slots=True)
class Remark:
    """A commented item of a quality check."""

    item: str
    score: Decimal
    max_score: Decimal
    comment: str
    day: date
    review: str
    ticket: str = ""

    @property
    def share(self) -> Decimal:
        """Points got of points possible; 0 where none were."""
        return self.score / self.max_score if self.max_score else Decimal(0)


@dataclass(frozen=True, slots=True)
class Brief:
    """What is worth saying, the strongest first."""

    streaks: tuple[Streak, ...]
    met: tuple[Line, ...]  # reached in the period, without a streak
    good: tuple[Remark, ...]
    weak: tuple[Remark, ...]
    gaps: tuple[Gap, ...]


def brief(lines: Sequence[Line], remarks: Iterable[Remark], months: Sequence[str]) -> Brief:
    """The facts of a scorecard and of the quality checks of its period; `months`: labels in order."""
    streaks = [Streak(line, streak(line, months)) for line in lines]
    long = sorted((each for each in streaks if each.months >= STREAK), key=lambda each: -each.months)
    named = {each.line.key for each in long}
    gaps = sorted(filter(None, map(gap, lines)), key=lambda each: (-each.lost, each.line.id, each.line.at))
    said = list(remarks)
    return Brief(
        tuple(long),
        tuple(line for line in lines if line.met and line.key not in named),
        tuple(_first(said, lambda each: each.share == 1, best=True)),
        tuple(_first(said, lambda each: each.share < 1, best=False)),
        tuple(gaps),
    )


def streak(line: Line, months: Sequence[str]) -> int:
    """How many months running up to the last the target was met. A month without a value ends it: missing is not met.

    >>> from dataclasses import replace
    >>> from decimal import Decimal as D
    >>> rated = (("2026-07", D("4.6")), ("2026-08", D("4.5")), ("2026-09", D("4.7")))
    >>> line = Line("csat", "satisfaction", {}, "rating", None, None, None, D(30), monthly=Target(at_least=D("4.5")))
    >>> line = replace(line, months=rated)
    >>> streak(line, ["2026-07", "2026-08", "2026-09"]), streak(line, ["2026-09", "2026-10"])
    (3, 0)
    """
    values, found = dict(line.months), 0
    for month in reversed(months):
        if line.monthly is None or month not in values or not line.monthly.met(values[month]):
            break
        found += 1
    return found


def gap(line: Line) -> Gap | None:
    """What a line lost; None where it is at full marks, has no score or doesn't count."""
    if line.score is None or line.score >= line.weight or line.weight <= 0:
        return None
    short = line.target.short(line.actual) if line.target is not None and line.actual is not None else None
    return Gap(line, line.weight - line.score, short or None)


def _first(remarks: Sequence[Remark], wanted: Callable[[Remark], bool], *, best: bool) -> list[Remark]:
    """The most telling remarks: one of each comment, the weightiest item first, then the latest."""
    chosen = [each for each in remarks if wanted(each)]

    def size(each: Remark) -> Decimal:
        return each.max_score if best else each.max_score - each.score

    ordered = sorted(chosen, key=lambda each: (-size(each), -each.day.toordinal(), each.review, each.item))
    once: dict[str, Remark] = {}
    for each in ordered:
        once.setdefault(each.comment.strip(), each)
    return list(once.values())[:MOST]
