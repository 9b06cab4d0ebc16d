"""What is asked of each batch of tickets, written down as SQL on the first one and run on the others with their bounds.

Compiling the expressions of all metrics takes longer than running them on a small batch.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from deskmerit.engines.base import Engine, filled_in

FIRST, LAST = 2**63 - 1001, 2**63 - 1002
"""Stand for the bounds of a batch in expressions: whole numbers that nothing else comes near."""

type Bounds = tuple[int, int]
type Work = Callable[[Engine, int, int], list[pa.Table]]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was asked: to keep a table `name`, or without a name to answer.

    `given`: rows that came from outside, else `sql` makes them. `found`: whether a question found any row, on which the
    next steps depend; None where rows were asked for.
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

    def keep(self, rows: ir.Table | pa.Table, *, lasting: bool = False, bulk: bool = False) -> ir.Table:
        """Keeps a table of this batch."""
        name = self.shelf.new_name(lasting=False)
        given = isinstance(rows, pa.Table)
        self.steps.append(Step(name, given=rows) if given else Step(name, self.sql(rows), rows.schema()))
        return _make(self, self.steps[-1], self.bounds)

    def fetch(self, rows: ir.Table) -> pa.Table:
        """Fetches an answer of this batch."""
        self.steps.append(Step(sql=self.sql(rows), schema=rows.schema()))
        return _answer(self, self.steps[-1], self.bounds)

    def some(self, rows: ir.Table) -> bool:
        """Whether there is any row, which decides how to go on."""
        sql = self.sql(rows.limit(1))
        self.steps.append(Step(sql=sql, schema=rows.schema(), found=False))
        found = len(_answer(self, self.steps[-1], self.bounds)) > 0
        self.steps[-1] = replace(self.steps[-1], found=found)
        return found


def batched(engine: Engine, parts: Sequence[Bounds], work: Work) -> Iterator[list[pa.Table]]:
    """The answers of `work(engine, first, last)` on each part, one after the other.

    `work` fetches exactly what it returns, in that order; whatever else it learns it asks by `some`. Where it fetched
    more, or a question is answered otherwise, it is worked out anew.
    """
    steps: list[Step] = []
    for part in parts:
        with engine.scope():
            found = _again(engine, steps, part) if steps else None
        if found is None:
            with engine.scope():
                found, steps = _written(engine, part, work)
        yield found


def _written(engine: Engine, part: Bounds, work: Work) -> tuple[list[pa.Table], list[Step]]:
    scribe = Scribe(engine.driver, engine.shelf, part)
    found = work(scribe, FIRST, LAST)
    answers = [step for step in scribe.steps if not step.name and step.found is None]
    return found, scribe.steps if len(answers) == len(found) else []


def _again(engine: Engine, steps: Sequence[Step], part: Bounds) -> list[pa.Table] | None:
    """The answers of the same steps on another part; None where a question is answered otherwise."""
    found = []
    for step in steps:
        if step.name:
            engine.shelf.kept.append(step.name)
            _make(engine, step, part)
        elif step.found is None:
            found.append(_answer(engine, step, part))
        elif (len(_answer(engine, step, part)) > 0) != step.found:
            return None
    return found


def _make(engine: Engine, step: Step, bounds: Bounds) -> ir.Table:
    if step.given is not None:
        return engine.hold(step.name, step.given)
    assert step.schema is not None
    return engine.fill(step.name, step.schema, _bound(engine, step, bounds))


def _answer(engine: Engine, step: Step, bounds: Bounds) -> pa.Table:
    assert step.schema is not None
    return engine.driver.read(_bound(engine, step, bounds), step.schema.to_pyarrow())


def _bound(engine: Engine, step: Step, bounds: Bounds) -> str:
    return bound(step.sql, bounds, escapes=engine.driver.escapes)


def bound(sql: str, bounds: Bounds, *, escapes: bool = False) -> str:
    """The SQL with the bounds of a batch where they are named. `escapes`: see `Driver`."""
    return filled_in(sql, {FIRST: bounds[0], LAST: bounds[1]}, escapes=escapes)
