"""The two clocks: where an instant lies on them, and the first instant at which a position is reached."""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from deskmerit.core.settings import Settings
from deskmerit.metrics import codes as c
from deskmerit.metrics.prepare.calendars import ALWAYS, Names, days, pieces, ways_back
from deskmerit.metrics.prepare.events import in_order
from deskmerit.metrics.prepare.inputs import Inputs, day_of
from deskmerit.metrics.prepare.postings import FIRST, LAST
from deskmerit.metrics.prepare.tickets import Tickets


@dataclass(frozen=True, slots=True)
class Compiled:
    """Calendars as engine tables. `only`: the code of the single calendar in use, or None."""

    days: ir.Table
    width: int
    back: ir.Table
    only: int | None


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock. Without `compiled` it runs always: a position is the instant itself.

    `spells`: tk, lo, hi, cal, offset, lo_at, hi_at of tickets whose calendar changed on the way. The offset makes
    positions continuous at a change, so elapsed time is a difference of positions whatever lies between.
    """

    name: str
    compiled: Compiled | None = None
    spells: ir.Table | None = None

    def positions(self, rows: ir.Table, **columns: str) -> ir.Table:
        """The rows (with tk and cal) with the position of instants: new column = name of the instant's column."""
        for new, column in columns.items():
            rows = self._position(rows, new, column)
        return rows

    def _position(self, rows: ir.Table, new: str, column: str) -> ir.Table:
        if self.compiled is None:
            return rows.mutate(**{new: rows[column]})
        kept = rows.columns
        if self.spells is None:
            found = _read(self.compiled, rows, column, "cal")
            return found.select(*kept, **{new: found.position})
        spells = self.spells.select(spell_tk="tk", spell_lo="lo", spell_hi="hi", spell_cal="cal", offset="offset")
        inside = [rows.tk == spells.spell_tk, rows[column] >= spells.spell_lo, rows[column] < spells.spell_hi]
        found = rows.left_join(spells, inside)
        found = found.mutate(now_cal=ibis.coalesce(found.spell_cal, found.cal))
        found = _read(self.compiled, found, column, "now_cal")
        return found.select(*kept, **{new: found.position + ibis.coalesce(found.offset, 0)})

    def due(self, rows: ir.Table, created: str, microseconds: int) -> ir.Table:
        """The rows with `due`: the first instant at which `microseconds` have elapsed since the column `created`;
        null where that lies beyond the as-of instant."""
        if self.compiled is None:
            return rows.mutate(due=rows[created] + microseconds)
        kept = rows.columns
        rows = self._position(rows, "aim", created)
        rows = rows.mutate(aim=rows.aim + microseconds)
        rows = self._in_spell(rows)
        rows = rows.mutate(hour=(rows.aim - 1) // c.HOUR)
        back = self.compiled.back.rename(back_cal="cal", back_hour="hour")
        match = [
            rows.now_cal == back.back_cal,
            rows.hour == back.back_hour,
            rows.aim > back.before,
            rows.aim <= back.before + back.length,
        ]
        found = rows.left_join(back, match)
        return found.select(*kept, due=found.open + found.aim - found.before)

    def _in_spell(self, rows: ir.Table) -> ir.Table:
        if self.spells is None:
            return rows.mutate(now_cal=rows.cal)
        spells = self.spells.select(spell_tk="tk", spell_cal="cal", offset="offset", lo_at="lo_at", hi_at="hi_at")
        found = rows.left_join(spells, [rows.tk == spells.spell_tk, rows.aim > spells.lo_at, rows.aim <= spells.hi_at])
        return found.mutate(
            now_cal=ibis.coalesce(found.spell_cal, found.cal), aim=found.aim - ibis.coalesce(found.offset, 0)
        )


def _read(compiled: Compiled, rows: ir.Table, column: str, cal: str) -> ir.Table:
    table = compiled.days.rename(day_cal="cal")
    match = [day_of(rows[column]).cast("int32") == table.day]
    if compiled.only is None:
        match.append(rows[cal] == table.day_cal)
    found = rows.left_join(table, match)
    position = found.base
    for k in range(compiled.width):
        into = ibis.least(found[column] - found[f"open_{k}"], found[f"length_{k}"])
        position = position + ibis.greatest(into, 0)
    return found.mutate(position=position)


def clocks(inputs: Inputs, tickets: Tickets, names: Names, as_of: int) -> dict[str, Clock]:
    """The calendar clock and the business clock of these tickets."""
    calendar = Clock("calendar")
    changes = tickets.events.filter(tickets.events.k == c.CALENDAR)
    used = {ALWAYS} if not names.codes else _used(inputs, tickets, changes)
    if used <= {ALWAYS}:
        return {"": calendar, "calendar": calendar, "business": Clock("business")}
    compiled = _compile(inputs, names, used, _first(inputs, tickets), as_of)
    spells = _spells(inputs, compiled, tickets, changes) if inputs.engine.some(changes) else None
    return {"": calendar, "calendar": calendar, "business": Clock("business", compiled, spells)}


def _used(inputs: Inputs, tickets: Tickets, changes: ir.Table) -> set[int]:
    own = inputs.engine.fetch(tickets.rows.select("cal").distinct()).column(0).to_pylist()
    later = inputs.engine.fetch(changes.select("v").distinct()).column(0).to_pylist()
    return {*own, *later}


def _first(inputs: Inputs, tickets: Tickets) -> int:
    return int(inputs.engine.value(tickets.rows.created.min()) or 0)


def _compile(inputs: Inputs, names: Names, used: set[int], first: int, as_of: int) -> Compiled:
    settings: Settings = inputs.records.settings
    by_code = {code: settings.calendars[name] for name, code in names.codes.items()}
    start, end = first // c.DAY * c.DAY, (as_of // c.DAY + 1) * c.DAY
    cut = {cal: pieces(cal, by_code.get(cal), start, end) for cal in sorted(used)}
    table, width = days(cut, start, end)
    only = next(iter(used)) if len(used) == 1 else None
    keep = inputs.engine.keep
    return Compiled(keep(table), width, keep(ways_back(cut)), only)


def _spells(inputs: Inputs, compiled: Compiled, tickets: Tickets, changes: ir.Table) -> ir.Table:
    """The time of tickets whose calendar changed, cut at the changes."""
    own = tickets.rows.select(own_tk="tk", own_cal="cal")
    rows = changes.join(own, changes.tk == own.own_tk)
    order = ibis.window(group_by=rows.tk, order_by=in_order(rows))
    rows = rows.mutate(
        place=ibis.row_number().over(order),
        was=ibis.coalesce(rows.v.lag().over(order), rows.own_cal),
        until=ibis.coalesce(rows.t.lead().over(order), LAST),
    )
    rows = inputs.engine.keep(rows.select("tk", "t", "place", "was", "until", "own_cal", cal="v"))
    old = _read(compiled, rows, "t", "was")
    old = old.select("tk", "t", "place", "until", "own_cal", "cal", old_at="position")
    new = _read(compiled, old, "t", "cal").rename(new_at="position")
    so_far = ibis.window(group_by=new.tk, order_by=new.place, rows=(None, 0))
    new = new.mutate(offset=(new.old_at - new.new_at).sum().over(so_far))
    later = new.select("tk", "cal", "offset", lo="t", hi="until", lo_at=new.new_at + new.offset)
    early = new.filter(new.place == 0)
    early = early.select("tk", cal="own_cal", offset=ibis.literal(0, "int64"), lo=ibis.literal(FIRST), hi="t")
    early = early.mutate(lo_at=ibis.literal(FIRST))
    spells = inputs.engine.keep(later.select(*early.columns).union(early))
    return inputs.engine.keep(_with_ends(spells))


def _with_ends(spells: ir.Table) -> ir.Table:
    order = ibis.window(group_by=spells.tk, order_by=[spells.lo, spells.lo_at, spells.hi])
    return spells.mutate(hi_at=ibis.coalesce(spells.lo_at.lead().over(order), LAST))
