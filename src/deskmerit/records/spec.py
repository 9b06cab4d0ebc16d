"""What a canonical table is: its columns, types, keys and rules, as plain data."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

import pyarrow as pa


class Type(StrEnum):
    """The type of a column's values."""

    TEXT = "text"
    INSTANT = "instant"
    DATE = "date"
    MONTH = "month"
    INTEGER = "integer"
    FLAG = "flag"
    NUMBER = "number"


ARROW: Mapping[Type, pa.DataType] = {
    Type.TEXT: pa.string(),
    Type.INSTANT: pa.timestamp("us", tz="UTC"),
    Type.DATE: pa.date32(),
    Type.MONTH: pa.string(),
    Type.INTEGER: pa.int64(),
    Type.FLAG: pa.bool_(),
    Type.NUMBER: pa.decimal128(24, 6),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `headers` are further names a file may use (English or Chinese; case, blanks and `_` don't matter).

    `allowed` maps each allowed value to the words people write for it; empty: any value. For a flag its keys are
    "true" and "false". `low` and `high` bound a number, ends included; with `keep` a value outside them stays in the
    table with a warning (the metric leaves it out with a reason), else its row is left out with an error.
    `unit` is "seconds" or "minutes" for integers that may be written as durations. `refers` names the table whose id
    the column holds.
    """

    name: str
    type: Type
    required: bool
    meaning: Mapping[str, str]
    headers: tuple[str, ...] = ()
    allowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    low: Decimal | None = None
    high: Decimal | None = None
    keep: bool = False
    unit: str = ""
    refers: str = ""

    @property
    def arrow(self) -> pa.DataType:
        """The Arrow type of the column's values."""
        return ARROW[self.type]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One canonical table. `key` columns together are unique (empty: no key; exact duplicates are still noted).

    `time` lists the columns that say when a row happened: the first that is not empty counts. `interval` is the pair of
    columns of a half-open interval [from, to), an empty `to` meaning "until further notice". `one_of` lists groups of
    which at least one must be filled (a group counts when all its columns are).
    """

    name: str
    title: Mapping[str, str]
    meaning: Mapping[str, str]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    interval: tuple[str, str] | tuple[()] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    names: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def schema(self) -> pa.Schema:
        """The canonical Arrow schema."""
        return pa.schema([(column.name, column.arrow) for column in self.columns])

    def headed(self, header: str) -> Column | None:
        """The column a file's header means, or None for an unknown one."""
        wanted = header_key(header)
        for column in self.columns:
            if wanted in {header_key(name) for name in (column.name, column.meaning["zh"], *column.headers)}:
                return column
        return None


@lru_cache(4096)
def header_key(text: str) -> str:
    """A header reduced to what tells it apart: no case, width, blanks, `_`, `-`, `*`, nor a note in brackets.

    >>> header_key("Created At"), header_key(" ＊工单号（必填）"), header_key("queue_seconds(秒)")
    ('createdat', '工单号', 'queueseconds')
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    note = plain.find("(")
    plain = plain[:note] if note > 0 else plain
    return "".join(c for c in plain if not c.isspace() and c not in "_-*'\"\ufeff\u200b")


def column(name: str, kind: str, zh: str, en: str, headers: str = "", **rules: object) -> Column:
    """A column in one line: `kind` is a type, with `?` when it may be absent or empty; headers are parted by `|`.

    >>> column("seq", "integer?", "同一时刻内的次序", "order within an instant", "序号").required
    False
    """
    names = tuple(part for part in headers.split("|") if part)
    return Column(name, Type(kind.rstrip("?")), not kind.endswith("?"), {"zh": zh, "en": en}, names, **rules)  # type: ignore[arg-type]  # the rules are Column's own fields, checked by its constructor
