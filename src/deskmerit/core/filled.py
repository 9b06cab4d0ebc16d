"""A filled scorecard as it was read: its rows, its sums, and what its notes say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.issue import Where
from deskmerit.core.period import PeriodKind
from deskmerit.core.plan import Target
from deskmerit.core.scorecard import Status


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row of a filled scorecard as it was read; what isn't printed is None. `cells`: column → its place.

    `name` is the indicator's printed name or id. `target` is the printed one with its direction.
    Columns: target, actual, weight, score. `note` is the row's own text; the rest is what it says: how the score came
    about, the factor that a count target was scaled by, the vetoes that set the score.
    """

    name: str
    dimension: str = ""
    target: Target | None = None
    actual: Decimal | None = None
    weight: Decimal | None = None
    score: Decimal | None = None
    cells: Mapping[str, Where] = field(default_factory=dict)
    cases: Decimal | None = None
    note: str = ""
    status: Status | None = None
    factor: Fraction | None = None
    vetoes: tuple[str, ...] = ()

    def at(self, column: str) -> Where:
        """The place of a cell, as near as is known."""
        return self.cells.get(column) or next(iter(self.cells.values()), Where())


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled scorecard. `dimensions`: printed weight by dimension. `cells`: total, grade and dimension → place.

    `reason` is the code of why the grade is not the score's own, "other" for words that are none of ours, "" for an
    empty cell, None where the form has no such cell. `vetoes` are the titles that the sheet names. `parts` holds one
    block per posting where there are several; `rows` are all of them.
    """

    rows: tuple[FilledRow, ...]
    total: Decimal | None = None
    grade: str = ""
    dimensions: Mapping[str, Decimal] = field(default_factory=dict)
    period: PeriodKind = PeriodKind.MONTH
    cells: Mapping[str, Where] = field(default_factory=dict)
    score_grade: str = ""
    reason: str | None = None
    vetoes: tuple[str, ...] = ()
    parts: tuple["FilledPart", ...] = ()


@dataclass(frozen=True, slots=True)
class FilledPart:
    """The block of one posting: its rows with their subtotal, the plan it names, the days it weighs by."""

    filled: Filled
    plan: str = ""
    active_days: int | None = None
