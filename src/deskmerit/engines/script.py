"""What is asked of each batch of tickets, written down as SQL on the first one and run on the others with their bounds.

Compiling the expressions of all metrics takes longer than running them on a small batch.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from deskmerit.engines.base import Engine

FIRST, LAST = 2_147_000_001, 2_147_000_002
"""Stand for the bounds of a batch in expressions; no ticket's number comes near them."""

type Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was asked. `sql` makes the rows of a table `name` or, without a name, the rows of an answer.

    `given`: rows that came from outside. `found`: what a question was answered, on which the next steps depend.
    """

    name: str = ""
    sql: str = ""
    schema: ibis.Schema | None = None
    given: pa.Table | None = None
    found: bool | None = None


@dataclass(frozen=True, slots=True)
class Scribe(Engine):
    """An engine that writes down what it is asked, putting the bounds of its batch where they are named."""

    bounds: Bounds = (0, 0)
    steps: list[Step] = field(default_factory=list)

    def keep(self, rows: ir.Table | pa.Table, *, lasting: bool = False) -> ir.Table:
        """Keeps a table of this batch."""
        name = self.new_name()
        if isinstance(rows, pa.Table):
            step = Step(name, given=rows)
        else:
            step = Step(name, self.backend.compile(rows), rows.schema())
        return self._note(step)

    def fetch(self, rows: ir.Expr) -> pa.Table:
        """Fetches an answer of this batch."""
        self.steps.append(Step("", self.backend.compile(rows.as_table()), rows.as_table().schema()))
        return _answer(self, self.steps[-1], self.bounds)

    def some(self, rows: ir.Table) -> bool:
        """Whether there is any row, which decides how to go on."""
        sql = self.backend.compile(rows.limit(1))
        self.steps.append(Step("", sql, rows.schema(), found=_some(self, sql, self.bounds)))
        return bool(self.steps[-1].found)

    def _note(self, step: Step) -> ir.Table:
        self.steps.append(step)
        return _make(self, step, self.bounds)


def batched(
    engine: Engine, parts: Sequence[Bounds], work: Callable[[Engine, int, int], list[pa.Table]]
) -> Iterator[list[pa.Table]]:
    """The answers of `work(engine, first, last)` on each part, one after the other.

    `work` fetches exactly what it returns, in that order; whatever else it learns it asks by `some`.
    """
    steps: list[Step] = []
    for part in parts:
        with engine.scope():
            found = _again(engine, steps, part) if steps else None
        if found is None:
            with engine.scope():
                found, steps = (
                    _written(engine, part, work)
                    if len(parts) > 1 and engine.read
                    else (
                        work(engine, *part),
                        [],
                    )
                )
        yield found


def _written(
    engine: Engine, part: Bounds, work: Callable[[Engine, int, int], list[pa.Table]]
) -> tuple[list[pa.Table], list[Step]]:
    scribe = Scribe(engine.name, engine.backend, engine.micros, engine.read, engine.numbers, engine.kept, part)
    found = work(scribe, FIRST, LAST)
    answers = [step for step in scribe.steps if not step.name and step.found is None]
    return found, scribe.steps if len(answers) == len(found) else []


def _again(engine: Engine, steps: Sequence[Step], part: Bounds) -> list[pa.Table] | None:
    """The answers of the same steps on another part; None where a question is answered otherwise."""
    found = []
    for step in steps:
        if step.name:
            _make(engine, step, part)
        elif step.found is None:
            found.append(_answer(engine, step, part))
        elif _some(engine, step.sql, part) != step.found:
            return None
    return found


def _make(engine: Engine, step: Step, bounds: Bounds) -> ir.Table:
    engine.kept.append(step.name)
    if step.given is not None:
        return engine.backend.create_table(step.name, step.given, temp=True)
    table = engine.backend.create_table(step.name, schema=step.schema, temp=True)
    assert step.schema is not None
    columns = ", ".join(f'"{name}"' for name in step.schema.names)
    engine.backend.raw_sql(f'insert into "{step.name}" ({columns}) {_bound(step.sql, bounds)}')
    return table


def _answer(engine: Engine, step: Step, bounds: Bounds) -> pa.Table:
    assert engine.read is not None
    assert step.schema is not None
    return engine.read(_bound(step.sql, bounds)).cast(step.schema.to_pyarrow())


def _some(engine: Engine, sql: str, bounds: Bounds) -> bool:
    assert engine.read is not None
    return len(engine.read(_bound(sql, bounds))) > 0


def _bound(sql: str, bounds: Bounds) -> str:
    return sql.replace(str(FIRST), str(bounds[0])).replace(str(LAST), str(bounds[1]))
