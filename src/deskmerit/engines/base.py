"""What measuring needs from an engine: tables in, expressions kept or fetched. Instants are int64 microseconds."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa

from deskmerit.engines.driver import Driver
from deskmerit.engines.known import Known
from deskmerit.engines.simple import plain

AS_OF, END = 2**63 - 1003, 2**63 - 1004
"""Stand for the as-of instant and the end of the period in expressions, so that the same question of another day is
known already."""

_QUOTED = {False: r"""'(?:[^']|'')*'|"(?:[^"]|"")*\"""", True: r"""'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`[^`]*`"""}
_NAMED = {escapes: re.compile(rf"{quoted}|\b92233720368547\d{{5}}\b", re.DOTALL) for escapes, quoted in _QUOTED.items()}
"""A number that may stand for another, or a text or name in quotes, in which nothing is to be replaced; by whether a
backslash escapes."""


def filled_in(sql: str, numbers: Mapping[int, int], *, escapes: bool = False) -> str:
    """The SQL with numbers in the place of those that stand for them. `escapes`: see `Driver`.

    >>> filled_in(f"select '{AS_OF}', {AS_OF}", {AS_OF: 7})
    "select '9223372036854774805', 7"
    """
    said = {str(name): str(number) for name, number in numbers.items()}
    return _NAMED[escapes].sub(lambda found: said.get(found[0], found[0]), sql)


@dataclass(slots=True)
class Shelf:
    """The tables an engine keeps, by name. The same work gives the same names, so that its SQL is known already.

    `said`: numbers that others stand for, in what is asked from now on. `known`: SQL from earlier processes.
    """

    number: int = 0
    kept: list[str] = field(default_factory=list)
    lasting: list[str] = field(default_factory=list)
    said: dict[int, int] = field(default_factory=dict)
    known: Known | None = None

    def new_name(self, *, lasting: bool) -> str:
        """A name no other table has, noted down to be dropped: at the end of the scope, or of the work if `lasting`."""
        self.number += 1
        name = f"kept_{self.number}"
        (self.lasting if lasting else self.kept).append(name)
        return name


@dataclass(frozen=True, slots=True)
class Engine:
    """A connected engine: Ibis's expressions in, Arrow tables out. How it is spoken to, its driver knows."""

    driver: Driver
    shelf: Shelf = field(default_factory=Shelf)

    def keep(self, rows: ir.Table | pa.Table, *, lasting: bool = False, bulk: bool = False) -> ir.Table:
        """Computes a table once and keeps it to the end of the scope, or of the work if `lasting`. `bulk`: it has a row
        for each ticket or event, so that an engine may put it on disk where there are very many."""
        name = self.shelf.new_name(lasting=lasting)
        disk = self.driver.disk() if bulk else None
        if disk and disk.bulky() and not isinstance(rows, pa.Table):
            disk.spread(name, self.sql(rows))
            return named(name, rows.schema())
        return self.hold(name, rows) if isinstance(rows, pa.Table) else self.fill(name, rows.schema(), self.sql(rows))

    def hold(self, name: str, rows: pa.Table) -> ir.Table:
        """A table of that name with Arrow rows."""
        held = self.driver.fitting(plain(rows))
        self.driver.hold(name, held)
        return named(name, ibis.Schema.from_pyarrow(held.schema))

    def fill(self, name: str, schema: ibis.Schema, sql: str) -> ir.Table:
        """A table of that name and shape with the rows of a query; a column of nothing holds integers."""
        kinds = ibis.schema({column: dt.int32 if kind.is_null() else kind for column, kind in schema.items()})
        self.driver.fill(name, kinds, sql)
        return named(name, kinds)

    def sql(self, rows: ir.Table) -> str:
        """The query in the engine's own SQL. One that was compiled before in this process is not compiled again:
        on records of usual size compiling takes longer than the query."""
        query, compiler, known = rows.op(), self.driver.compiler, self.shelf.known
        text = known.sql(query, compiler, _compiled) if known else _compiled(query, compiler)
        return filled_in(text, self.shelf.said, escapes=self.driver.escapes)

    @contextmanager
    def knowing(self, known: Known) -> Iterator[None]:
        """Inside, SQL that is known needs no compiling."""
        self.shelf.known = known
        try:
            yield
        finally:
            self.shelf.known = None

    def say(self, name: int, number: int) -> int:
        """What to write for a number in expressions from now on: the name that stands for it, AS_OF or END."""
        self.shelf.said[name] = number
        return name

    def told_apart(self, rows: ir.Table, name: str) -> ir.Table:
        """The rows with an int64 each in a column of that name that no other row has; to be kept before it is used."""
        place = self.driver.place()
        return rows.mutate(**{name: ibis.row_number() if place is None else place})

    def numbered(self, rows: ir.Table, name: str) -> ir.Table:
        """The rows with a number each in a column of that name: int32 from 0 without gaps, in no order that means
        anything. On an engine of several parts each part numbers its own rows, beginning where the one before ends."""
        place = self.driver.place()
        if place is None:
            return rows.mutate(**{name: ibis.row_number().cast("int32")})
        placed = self.keep(rows.mutate(_place=place))
        part = placed.mutate(_part=placed["_place"] // self.driver.part)
        sizes = self.fetch(part.group_by("_part").agg(n=part.count()).order_by("_part"))
        begins = list(accumulate(sizes["n"].to_pylist(), initial=0))[:-1]
        begin = self.keep(pa.table({"_part": sizes["_part"], "_begin": pa.array(begins, pa.int64())}))
        found = part.join(begin, "_part")
        number = found["_begin"] + found["_place"] % self.driver.part
        return found.mutate(**{name: number.cast("int32")}).drop("_part", "_place", "_begin")

    def parquet(self, paths: tuple[Path, ...], unread: frozenset[str] = frozenset()) -> ir.Table:
        """A table over Parquet files, read by the engine itself where it can. `unread`: columns no question names."""
        name = self.shelf.new_name(lasting=True)
        return named(name, self.driver.scan_some(name, paths, unread))

    def fetch(self, rows: ir.Table) -> pa.Table:
        """The rows of an expression as an Arrow table."""
        return self.driver.read(self.sql(rows), rows.schema().to_pyarrow())

    def value(self, scalar: ir.Scalar) -> Any:
        """One value as Python has it."""
        return self.fetch(scalar.as_table()).column(0)[0].as_py()

    def some(self, rows: ir.Table) -> bool:
        """Whether there is any row."""
        return len(self.fetch(rows.limit(1))) > 0

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Tables kept inside are dropped at its end: memory stays bounded by one batch."""
        mark = len(self.shelf.kept)
        try:
            yield
        finally:
            self._drop(self.shelf.kept, mark)

    def forget(self) -> None:
        """Drops every kept table: the engine is as if just connected."""
        self._drop(self.shelf.kept, 0)
        self._drop(self.shelf.lasting, 0)
        self.shelf.number = 0
        self.shelf.said.clear()

    def _drop(self, names: list[str], mark: int) -> None:
        for name in reversed(names[mark:]):
            self.driver.drop(name)
        del names[mark:]

    def close(self) -> None:
        """Ends the connection and forgets every kept table."""
        self.driver.close()


def named(name: str, schema: ibis.Schema) -> ir.Table:
    """A table that the engine has under that name. Which connection has it is no part of it: equal work on another
    one is equal."""
    return ops.UnboundTable(name=name, schema=schema).to_expr()


@lru_cache(maxsize=500)
def _compiled(query: Any, compiler: Any) -> str:
    tree = compiler.to_sqlglot(query.to_expr())
    return str(tree.sql(dialect=compiler.dialect, copy=False))  # it is nobody else's: a copy takes half of writing it
