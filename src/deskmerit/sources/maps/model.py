"""An import map as plain data: how the rows of one kind of export become canonical records.

Names of columns are *logical*: a key of `headers`, or the file's own header where `headers` does not list it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Shape(StrEnum):
    """What a row of the export is: a record, a step of a case, or figures of a person and a period."""

    TABLE = "table"
    LOG = "log"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Target:
    """One canonical record made from a row (shape table).

    `columns` maps a canonical column to a logical one, `constants` to a text, `extra` an own column to a logical one.
    A row makes the record only where every column of `needs` is filled.
    """

    table: str
    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Deed:
    """What one activity of a log means: events of these kinds. `assigned` names a column, or "actor" or "nobody"."""

    kind: str = ""
    status: str = ""
    assigned: str = ""
    role: str = "agent"


@dataclass(frozen=True, slots=True)
class Activities:
    """A log whose rows say what was done: the column, who did it, and what each (lower-case) activity means.

    `other` is what an unlisted activity becomes: an event kind, or "" for none.
    """

    column: str
    actor: str
    deeds: Mapping[str, Deed]
    other: str = "internal_note"


@dataclass(frozen=True, slots=True)
class Log:
    """Rows of cases in order (shape log).

    `order` breaks ties of `time`. `created_at` "" takes the time of the first row. `first` and `last` fill columns of
    the ticket from the first and the last row; `extra` fills own columns from the last, `outcome` too, but only of a
    case that is solved or closed: earlier rows show an outcome before it happened. `changes` maps "assigned" and
    "status" to the column whose change makes that event. `solved_at` is a last-row column that dates the solve of a
    case in whose rows it does not show.
    """

    case: str
    time: str
    order: tuple[str, ...] = ()
    created_at: str = ""
    first: Mapping[str, str] = field(default_factory=dict)
    last: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    outcome: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, str] = field(default_factory=dict)
    activities: Activities | None = None
    solved_at: str = ""


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """One figure of a summary row: a metric with its value or sums and its cases, each a logical column.

    `unit` "seconds" reads durations; "share" takes 97, 97% and, where the whole column is written so, 0.97 as 97 %.
    """

    metric: str
    value: str = ""
    numerator: str = ""
    denominator: str = ""
    cases: str = ""
    unit: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures by person and period (shape summary). Exactly one way to say the period is used.

    `day`, `week`, `month`, `range` name a column that holds it ("2026-09-01~2026-09-30" for a range); `start` with
    `end` name two. `end_included`: the printed last day belongs to the period (canonical `to_date` is the day after).
    """

    agent: str
    figures: tuple[FigureColumn, ...]
    day: str = ""
    week: str = ""
    month: str = ""
    range: str = ""
    start: str = ""
    end: str = ""
    end_included: bool = True


@dataclass(frozen=True, slots=True)
class When:
    """Options that hold where a column of the file holds a value (compared without case)."""

    column: str
    holds: str
    zone: str = ""
    zone_is: str = ""
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportMap:
    """A whole map. `zone` reads times without an offset; `zone_is` reads all times as local, whatever they state.

    `missing` are marks of emptiness, `values` translate cells by logical column (keys in lower case; "*" is any other),
    `skip` names rows that are no records (totals), `bots` accounts that are nobody. `workspace` is copied into a new
    `deskmerit.yaml`.
    """

    name: str
    shape: Shape
    source: str
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    zone: str = ""
    zone_is: str = ""
    dates: tuple[str, ...] = ("y/m/d",)
    missing: tuple[str, ...] = ()
    keep_duplicates: bool = False
    skip: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    bots: tuple[str, ...] = ()
    agent_name: str = ""
    when: tuple[When, ...] = ()
    targets: tuple[Target, ...] = ()
    log: Log | None = None
    summary: Summary | None = None
    workspace: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)  # line of each logical column's first use

    def line_of(self, column: str) -> int | None:
        """The line of the map where a logical column is first named."""
        return self.lines.get(column)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the command line adds to a map. `zone` stands for the map's own; `zone_is` overrides stated offsets too.

    `people` is a table of logins and persons. `format` is "csv" or "parquet". `replace` allows losing records that an
    earlier import of a file of the same name made.
    """

    zone: str = ""
    zone_is: str = ""
    people: Path | None = None
    format: str = "csv"
    replace: bool = False
