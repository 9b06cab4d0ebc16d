"""Records of one table, ready to become cases: person, ticket and team as codes, left-out rows marked."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from deskmerit.metrics import codes as c
from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.metrics.prepare.months import local_midnight
from deskmerit.metrics.prepare.people import Codes, coded
from deskmerit.metrics.question import Ask
from deskmerit.metrics.stage import Stage
from deskmerit.records.columns import TABLES

NO_TICKET = -1
TAKEN = frozenset({
    *("rid", "rec", "again", "who", "who_id", "tk", "named", "team_code", "team_code_id", "team_named", "ticket_team"),
    *("merged", "solver", "holder", "served_rid", "moment", "credited", "credit", "reason", "us", "midnight", "day_at"),
})  # fmt: skip
"""Names of what is added to the rows of a table; a column of an export that bears one is no canonical one."""
CALLED = "team_named"
"""Where a table names a team itself: that name, `team` being the code that decides the posting."""


def plain(stage: Stage, ask: Ask, table: str, agent: str = "agent_id", day: str = "") -> ir.Table:
    """The rows of a table with rid (its number), rec, who, tk, team, again (a duplicate), filtered by the table's own
    columns. Instants are microseconds; the date column `day` (the first without it) also becomes `day_at`, its local
    midnight."""
    rows = every(stage, table, agent, day)
    for column, values in ask.where.items():
        if column in own_columns(stage.shared.inputs, table):
            own = rows[CALLED if column == "team" else column]
            rows = rows.filter(own.cast("string").isin(list(values)).fill_null(False))
    return rows


def every(stage: Stage, table: str, agent: str = "agent_id", day: str = "") -> ir.Table:
    """The same rows without the filter, made once per stage."""
    key = f"{table}.{agent}.{day}"
    if key not in stage.plain:
        stage.plain[key] = _coded(stage, table, agent, day)
    return stage.plain[key]


def own_columns(inputs: Inputs, table: str) -> frozenset[str]:
    """The columns a filter may name on a table itself; tickets are filtered by their own."""
    columns = inputs.table(table).columns
    return frozenset(columns) - (frozenset() if table == "tickets" else _clashing(table, columns))


def _clashing(table: str, columns: Sequence[str]) -> frozenset[str]:
    """The columns of an export that no canonical table knows and that bear a name the measures use themselves."""
    spec = TABLES.get(table)
    return TAKEN & frozenset(columns) - {column.name for column in spec.columns} if spec else frozenset()


def _coded(stage: Stage, table: str, agent: str, day: str) -> ir.Table:
    inputs, shared = stage.shared.inputs, stage.shared
    raw = inputs.table(table)
    raw = raw.drop(*sorted(_clashing(table, raw.columns)))
    raw = stage.engine.told_apart(raw.mutate(rec=_record(raw, table), again=_again(raw, table)), "rid")
    for column in [day] if day else [name for name, kind in raw.schema().items() if kind.is_date()][:1]:
        raw = _midnights(stage, raw, column)
    rows = coded(raw, agent, shared.people.codes, "who")
    team = "team_code" if "team" in rows.columns else ""
    if team:
        rows = coded(rows, "team", _teams(stage), team).rename({CALLED: "team"})
    if "ticket_id" in rows.columns:
        names = shared.tickets.names.select(tk="tk", named="ticket_id", ticket_team="team")
        rows = rows.left_join(names, rows.ticket_id == names.named).drop("named")
        rows = rows.mutate(tk=ibis.coalesce(rows.tk, NO_TICKET), ticket_team=ibis.coalesce(rows.ticket_team, 0))
    else:
        rows = rows.mutate(tk=ibis.literal(NO_TICKET, "int32"), ticket_team=ibis.literal(0, "int32"))
    own = rows[team].nullif(0) if team else ibis.null("int32")
    rows = rows.mutate(team=ibis.coalesce(own, rows.ticket_team).cast("int32")).drop("ticket_team")
    return stage.engine.keep(stage.mine(rows))


def _teams(stage: Stage) -> Codes:
    return stage.shared.seats.teams


def _record(raw: ir.Table, table: str) -> ir.StringValue:
    """The id of a record as corrections name it: its key, several parts set apart by a slash."""
    spec = TABLES.get(table)
    ids = [name for name in raw.columns if name.endswith("_id") and name not in ("agent_id", "ticket_id")]
    key = [raw[name].cast("string") for name in (spec.key if spec else ids[:1])] or [ibis.literal("")]
    joined = key[0]
    for part in key[1:]:
        joined = joined.concat("/", part)
    return joined


def _again(raw: ir.Table, table: str) -> ir.BooleanValue:
    spec = TABLES.get(table)
    if spec is None or not spec.key:
        return ibis.literal(False)
    return ibis.row_number().over(group_by=[raw[name] for name in spec.key], order_by=raw[spec.time[0]]) > 0


def _midnights(stage: Stage, raw: ir.Table, column: str) -> ir.Table:
    shared = stage.shared
    found = [day for day in shared.engine.fetch(raw.select(column).distinct()).column(0).to_pylist() if day]
    zone = shared.inputs.records.settings.zone
    starts = pa.array([local_midnight(day, zone) for day in found], pa.int64())
    days = stage.engine.keep(pa.table({"midnight": pa.array(found, pa.date32()), "day_at": starts}))
    return raw.left_join(days, raw[column] == days.midnight).drop("midnight")


def left_out(rows: ir.Table, done: ir.Value, as_of: int, off_scale: ir.BooleanValue | None = None) -> ir.IntegerValue:
    """The first reason that holds: a duplicate, off its scale, later than the as-of instant; else IN."""
    reasons = [(rows.again, c.DUPLICATE)]
    if off_scale is not None:
        reasons.append((off_scale.fill_null(True), c.OFF_SCALE))
    reasons.append((done > as_of, c.LATER))
    return ibis.cases(*reasons, else_=c.IN)


MILLION = 1_000_000


def mapped(rows: ir.Table) -> tuple[ir.IntegerValue, ir.BooleanValue]:
    """A rating mapped from its row's own scale to 1–5 in millionths, half-up, and whether it is off that scale."""
    score, low, high = (_millionths(rows[name]) for name in ("score", "scale_min", "scale_max"))
    off = (high <= low) | (score < low) | (score > high)
    return MILLION + ratio(score - low, high - low, 4 * MILLION), off


def ratio(part: ir.IntegerValue, whole: ir.IntegerValue, times: int) -> ir.IntegerValue:
    """part / whole × times (a multiple of 1000) rounded half-up, in two steps of long division.

    Each step stays below 2^53, where integer division is exact on every engine. `whole` at or below 0 gives null.
    """
    whole = ibis.ifelse(whole > 0, whole, None)
    first = part * (times // 1000)
    high = (first - first % whole) // whole
    rest = (first % whole) * 2000 + whole
    return high * 1000 + (rest - rest % (whole * 2)) // (whole * 2)


def _millionths(value: ir.DecimalValue) -> ir.IntegerValue:
    return (value * MILLION).cast("int64")
