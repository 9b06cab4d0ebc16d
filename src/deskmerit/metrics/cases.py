"""Cases before they are summed: the columns every metric gives, and what happens to all of them alike."""

from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir

from deskmerit.metrics import codes as c


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases made from one record table.

    Columns of `rows`: tk (−1: no ticket), rec (id of the record; null: the ticket's), who, team, start, done, credit,
    out (a reason or IN), and either us (a duration in microseconds) or num and den; n (1, or 0 where a case adds to
    the numerator only).

    What all its cases share is known without looking at them: `n`, `den` (None: each has its own), and `flagged`, that
    num is 1 or 0. `placed`: month, seg and seat_team are there already, see `Stage.placed`.
    """

    table: str
    rows: ir.Table
    n: int = 1
    den: int | None = 1
    flagged: bool = False
    placed: bool = False


PLACED = ("month", "seg", "seat_team")


def cases(
    rows: ir.Table,
    *,
    who: ir.Value,
    done: ir.Value,
    credit: int | ir.Value,
    start: ir.Value | None = None,
    out: ir.Value | int = c.IN,
    us: ir.Value | None = None,
    num: ir.Value | None = None,
    hit: ir.BooleanValue | bool | None = None,
    den: int | ir.Value = 1,
    n: int = 1,
    table: str = "tickets",
    placed: bool = False,
) -> Cases:
    """Names the parts of cases. `rows` has tk and team, rec where a record is not a ticket, merged where it is one.

    One of `us`, `num` and `hit` (num is 1 where true, else 0) is given. `placed`: the rows' place is that of `who` at
    `done`.
    """
    merged = rows.merged if "merged" in rows.columns else ibis.literal(False)
    named = {
        "tk": rows.tk,
        "rec": rows.rec if "rec" in rows.columns else ibis.null("string"),
        "who": who,
        "team": rows.team,
        "start": ibis.null("int64") if start is None else start,
        "done": done,
        "credit": _small(credit),
        "out": ibis.ifelse(merged, c.MERGED, out).cast("int8"),
        "n": ibis.literal(n, "int8"),
    }
    if placed:
        named |= {name: rows[name] for name in PLACED}
    if us is not None:
        return Cases(table, rows.select(**named, us=us), placed=placed)
    flagged, shared = hit is not None, den if isinstance(den, int) else None
    if hit is not None:
        num = ibis.literal(int(hit)) if isinstance(hit, bool) else flag(hit)
    assert num is not None
    den = ibis.literal(den) if isinstance(den, int) else den
    found = rows.select(**named, num=num.cast("int64"), den=den.cast("int64"))
    return Cases(table, found, n, shared, flagged, placed)


def _small(code: int | ir.Value) -> ir.Value:
    return (code if isinstance(code, ir.Value) else ibis.literal(code)).cast("int8")


def seconds(found: Cases) -> Cases:
    """Durations floor-divided to whole seconds, once."""
    rows = found.rows
    if "us" not in rows.columns:
        return found
    whole = rows.mutate(num=(rows.us // c.SECOND).cast("int64"), den=ibis.literal(1, "int64"))
    return replace(found, rows=whole.drop("us"))


def within_target(found: Cases, most: int) -> Cases:
    """Whether each duration, not floored, is at most `most` microseconds."""
    rows = found.rows
    met = flag(rows.us <= most).cast("int64")
    out = ibis.ifelse((rows.out == c.IN) & (rows.us < 0), c.NEGATIVE, rows.out).cast("int8")
    whole = rows.mutate(num=met, den=ibis.literal(1, "int64"), out=out).drop("us")
    return replace(found, rows=whole, flagged=True)


def flag(condition: ir.BooleanValue) -> ir.IntegerValue:
    """1 where true, else 0."""
    return ibis.ifelse(condition, 1, 0)
