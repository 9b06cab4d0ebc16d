"""The histories of a large centre's tickets, made once for its files and laid beside them: reading and ordering events
takes longer than all that is asked of them later.

What is laid does not depend on the question: people and teams have the numbers given here, whoever other tables name,
and what came after the as-of instant is left out when it is read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

from deskmerit.metrics import codes as c
from deskmerit.metrics.prepare.calendars import Names
from deskmerit.metrics.prepare.events import Question, bot_ids, encode
from deskmerit.metrics.prepare.history import Histories, histories
from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.metrics.prepare.people import numbered, of_events
from deskmerit.metrics.prepare.postings import LAST
from deskmerit.metrics.prepare.repeats import keyed
from deskmerit.metrics.prepare.tickets import Tickets, as_known, cut, numbered_tickets, with_beginnings
from deskmerit.records.kept import folder_of, stamps, used, written
from deskmerit.records.store import Parquet

FORM = 1
"""Changes when the same files give other numbers than before."""

HISTORIES = ("moves", "solves", "talks")


@dataclass(frozen=True, slots=True)
class Laid:
    """The files of one data version, by name: `people` and `teams` in the order of their codes, `tickets`, and for each
    batch of tickets a file of each table of their histories. `size` says how many events there are."""

    place: Callable[[str], Path]
    size: int

    @property
    def people(self) -> tuple[str, ...]:
        """The people whom events name, by code."""
        return tuple(pq.read_table(self.place("people")).column(0).to_pylist())

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams of tickets, by code."""
        return tuple(pq.read_table(self.place("teams")).column(0).to_pylist())

    def bounds(self, inputs: Inputs) -> list[tuple[int, int]]:
        """The batches of tickets."""
        return cut(pq.read_metadata(self.place("tickets")).num_rows, self.size, inputs.engine)

    def files(self, inputs: Inputs) -> list[Path]:
        """Every file there must be."""
        batches = range(len(self.bounds(inputs)))
        return [self.place(name) for name in ("people", "teams", "tickets")] + [
            self.place(f"{name} {number}") for name in HISTORIES for number in batches
        ]

    def whole(self, inputs: Inputs) -> bool:
        """Whether all files are there; they are in use then."""
        if not (self.place("tickets").exists() and all(path.exists() for path in self.files(inputs))):
            return False
        for path in self.files(inputs):
            used(path)
        return True

    def read(self, inputs: Inputs, question: Question) -> Tickets:
        """The tickets and their histories as known at the as-of instant."""
        at, engine = question.as_of, inputs.engine
        batches = range(len(self.bounds(inputs)))
        moves, solves, talks = (
            engine.parquet(tuple(self.place(f"{name} {number}") for number in batches)) for name in HISTORIES
        )
        solves = solves.mutate(reopened=ibis.ifelse(solves.reopened <= at, solves.reopened, None))
        known = Histories(moves.filter(moves.t <= at), solves.filter(solves.t <= at), talks.filter(talks.reply <= at))
        changes = known.moves.filter(known.moves.k == c.CALENDAR)
        changes = engine.keep(changes.select("tk", "t", "k", "v", eid="i"))
        names = engine.parquet((self.place("tickets"),))
        rows = engine.keep(as_known(names, question), bulk=True)
        count = pq.read_metadata(self.place("tickets")).num_rows
        names = names.filter(names.created <= at)
        return Tickets(names, rows, changes, count, self.size, known, names.filter(names.key.notnull()))


def lay(inputs: Inputs, calendars: Names, dropped: frozenset[str]) -> Laid | None:
    """What is laid for these records, made now where it is not there; None where tables are in memory or the engine
    can't write."""
    tables = [inputs.records.tables.get(name) for name in ("tickets", "events")]
    found = [table for table in tables if isinstance(table, Parquet)]
    if inputs.records.cache is None or inputs.engine.driver.disk() is None or len(found) < len(tables):
        return None
    asked = (FORM, sorted(bot_ids(inputs)), sorted(calendars.codes.items()), calendars.usual, sorted(dropped))
    key = repr((asked, [stamps(table.paths) for table in found]))
    folder = folder_of(inputs.records.cache)

    def place(name: str) -> Path:
        return folder / f"{sha256(f'{name} {key}'.encode()).hexdigest()[:24]}.parquet"

    laid = Laid(place, sum(pq.read_metadata(path).num_rows for path in found[-1].paths))
    if not laid.whole(inputs):
        with inputs.engine.scope():
            _make(inputs, laid, calendars, dropped)
        assert laid.whole(inputs)
    return laid


def _make(inputs: Inputs, laid: Laid, calendars: Names, dropped: frozenset[str]) -> None:
    """Reads all tickets and events, whatever the as-of instant, and writes the files."""
    always = Question(LAST, dropped)
    people, teams = numbered(inputs, of_events(inputs)), numbered(inputs, [inputs.table("tickets").team])
    for name, codes in (("people", people), ("teams", teams)):
        ids = pa.table({"id": pa.array(codes.ids, pa.string())})
        written(laid.place(name), lambda half, ids=ids: pq.write_table(ids, half))  # type: ignore[misc]  # a default
    names = numbered_tickets(inputs, teams, calendars, always)
    events = encode(inputs, people, names, calendars, always)
    keys = keyed(inputs, names).select("key", keyed_tk="tk")
    rows = with_beginnings(inputs, names, events)
    rows = rows.left_join(keys, rows.tk == keys.keyed_tk).drop("keyed_tk")
    _write(inputs, rows.order_by("tk"), laid.place("tickets"))
    for number, (first, last) in enumerate(laid.bounds(inputs)):
        with inputs.engine.scope():
            made = histories(inputs.engine, events.filter((events.tk >= first) & (events.tk < last)))
            for name in HISTORIES:
                _write(inputs, getattr(made, name).order_by("tk"), laid.place(f"{name} {number}"))


def _write(inputs: Inputs, rows: ir.Table, path: Path) -> None:
    sql, disk = inputs.engine.sql(rows), inputs.engine.driver.disk()
    assert disk is not None
    written(path, lambda half: disk.write(sql, half))
