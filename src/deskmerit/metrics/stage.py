"""The stage on which cases are made: one batch of tickets with everything shared, each part made when first used."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import ibis
import ibis.expr.types as ir

from deskmerit.engines.base import Engine
from deskmerit.metrics import codes as c
from deskmerit.metrics.cases import Cases
from deskmerit.metrics.prepare.clock import Clock
from deskmerit.metrics.prepare.events import Question
from deskmerit.metrics.prepare.history import Histories, histories
from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.metrics.prepare.months import Months
from deskmerit.metrics.prepare.people import People
from deskmerit.metrics.prepare.postings import Seats, located
from deskmerit.metrics.prepare.repeats import Repeats
from deskmerit.metrics.prepare.tickets import Tickets
from deskmerit.metrics.prepare.touches import touches
from deskmerit.metrics.question import Ask


@dataclass(frozen=True, slots=True)
class Shared:
    """What every batch has in common. `as_ofs`: the as-of instant by table, as expressions say it (see `Engine.say`);
    `known`: the latest of them in microseconds."""

    inputs: Inputs
    people: People
    seats: Seats
    months: Months
    tickets: Tickets
    clocks: Mapping[str, Clock]
    repeats: Repeats
    question: Question
    as_ofs: Mapping[str, int]
    known: int

    @property
    def engine(self) -> Engine:
        """The engine of the inputs."""
        return self.inputs.engine


@dataclass
class Stage:
    """Tickets with tk in [first, last), and the parts of their histories; without bounds, all. The batch from −1 on
    also takes the records that belong to no ticket. `builds` says how the cases of each metric are made, `engine`
    where."""

    shared: Shared
    engine: Engine
    bounds: tuple[int, int] | None
    builds: Mapping[str, Callable[["Stage", Ask], list[Cases]]]
    plain: dict[str, ir.Table] = field(default_factory=dict)

    @property
    def as_of(self) -> int:
        """The as-of instant of ticket histories."""
        return self.shared.question.as_of

    def mine(self, rows: ir.Table) -> ir.Table:
        """The rows of a table with tk that belong to this batch."""
        if self.bounds is None:
            return rows
        first, last = self.bounds
        return rows.filter((rows.tk >= first) & (rows.tk < last))

    def at(self, column: str, clock: str) -> str:
        """The column that holds an instant's position on a clock."""
        return f"b_{column}" if clock == "business" and self._business.compiled is not None else column

    @property
    def _business(self) -> Clock:
        return self.shared.clocks["business"]

    def _timed(self, rows: ir.Table, *columns: str) -> ir.Table:
        if self._business.compiled is None:
            return rows
        return self._business.positions(rows, **{f"b_{column}": column for column in columns})

    def placed(self, rows: ir.Table, who: str, at: str) -> ir.Table:
        """The rows with month, seg and seat_team of the person `who` (no bot) at the instant `at`: looked up once for
        all measures that credit that person at that instant."""
        bots = sorted(self.shared.people.bots)
        person = ibis.ifelse(rows[who].isin(bots), c.NOBODY, rows[who]).cast("int32") if bots else rows[who]
        rows = rows.mutate(month=self.shared.months.index(rows[at]), person=person)
        return located(rows, "person", at, self.shared.seats, "seat_team").drop("person")

    @cached_property
    def tickets(self) -> ir.Table:
        """tk, created, team, cal, opener, merged; b_created where the business clock differs."""
        rows = self.mine(self.shared.tickets.rows)
        return rows if self._business.compiled is None else self.engine.keep(self._timed(rows, "created"))

    @cached_property
    def _histories(self) -> Histories:
        laid = self.shared.tickets.histories
        if laid is None:
            return histories(self.engine, self.mine(self.shared.tickets.events))
        return Histories(self.mine(laid.moves), self.mine(laid.solves), self.mine(laid.talks))

    @property
    def moves(self) -> ir.Table:
        """Assignments, status changes, queueings, escalations, with assignee and status before each."""
        return self._histories.moves

    @cached_property
    def solves(self) -> ir.Table:
        """The solves with their tickets, placed by solver and t; b_t where the business clock differs. `last`: the
        ticket still stands solved."""
        rows = self._histories.solves.join(self.tickets, "tk")
        rows = self._timed(rows.mutate(last=rows.reopened.isnull()), "t")
        return self.engine.keep(self.placed(rows, "solver", "t"))

    @cached_property
    def talks(self) -> ir.Table:
        """The replies with the runs they answer, placed by who and reply; b_start and b_reply where the business clock
        differs. Creation by a customer is a message."""
        rows = self._histories.talks.join(self.tickets, "tk")
        opened = (rows.nth == 0) & (rows.opener == c.BY_CUSTOMER)
        rows = rows.mutate(start=ibis.ifelse(opened, rows.created, rows.start))
        return self.engine.keep(self.placed(self._timed(rows, "start", "reply"), "who", "reply"))

    @cached_property
    def touches(self) -> ir.Table:
        """Who handled or escalated which ticket in which month."""
        found = touches(self.talks, self.solves, self.moves, self.shared.people, self.shared.months)
        return self.engine.keep(found.join(self.tickets.select("tk", "created", "team", "merged"), "tk"))


def within(later: ir.IntegerValue, earlier: ir.IntegerValue, length: int) -> ir.BooleanValue:
    """Whether `later` (null: never) lies within `length` microseconds of `earlier`, the end included."""
    return (later <= earlier + length).fill_null(False)


def undecided(at: ir.IntegerValue, length: int, as_of: int) -> ir.IntegerValue:
    """PROVISIONAL while the as-of instant is before the end of the days after `at`, else IN."""
    return ibis.ifelse(at + length > as_of, c.PROVISIONAL, c.IN)


def provisional(solves: ir.Table, length: int, as_of: int) -> ir.Table:
    """tk and until of the solves that wait for the end of the days after them."""
    rows = solves.mutate(until=solves.t + length)
    return rows.filter(rows.until > as_of).select("tk", "until")
