"""A problem found in the input, as a value: what, where, how bad. Words come from `deskmerit.report.messages`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How much an issue matters: an error stops the result, a warning doubts it, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an issue; every part is optional.

    `path` is the dotted place inside a document (`dimensions.process.first_response.weight`).

    >>> str(Where(file="plan.yaml", line=41, path="phases.efficiency"))
    'plan.yaml:41 phases.efficiency'
    >>> str(Where(file="tickets.xlsx", sheet="九月", row=7, column="created_at"))
    'tickets.xlsx[九月] row 7 column created_at'
    """

    file: str = ""
    line: int | None = None
    sheet: str = ""
    row: int | None = None
    column: str = ""
    path: str = ""

    def __str__(self) -> str:
        place = self.file + (f"[{self.sheet}]" if self.sheet else "") + (f":{self.line}" if self.line else "")
        row = f"row {self.row}" if self.row is not None else ""
        column = f"column {self.column}" if self.column else ""
        return " ".join(part for part in (place, row, column, self.path) if part)


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding. `code` is stable and documented; `params` fill its sentence (plain values only).

    >>> Issue(Level.ERROR, "weights-not-100", Where(path="phases.efficiency"), {"sum": "105"}).code
    'weights-not-100'
    """

    level: Level
    code: str
    where: Where = Where()
    params: Mapping[str, object] = field(default_factory=dict)


def errors(issues: Iterable[Issue]) -> list[Issue]:
    """The issues that stop a result.

    >>> errors([Issue(Level.NOTE, "x")])
    []
    """
    return [issue for issue in issues if issue.level is Level.ERROR]
