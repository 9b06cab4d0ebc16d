"""What happens to all cases alike: corrections, bots, unknown people, months, postings, sums."""

from dataclasses import replace

import ibis
import ibis.expr.types as ir

from deskmerit.metrics import codes as c
from deskmerit.metrics.cases import PLACED, Cases, seconds
from deskmerit.metrics.corrections import Corrections, corrected
from deskmerit.metrics.others.rows import own_columns
from deskmerit.metrics.prepare.postings import NOWHERE, located
from deskmerit.metrics.question import Ask
from deskmerit.metrics.stage import Stage

_HALF = 31


def made(stage: Stage, ask: Ask) -> list[Cases]:
    """The cases of a measure with num and den, the filter on ticket columns applied."""
    return [_filtered(stage, ask, seconds(part)) for part in stage.builds[ask.metric](stage, ask)]


def _filtered(stage: Stage, ask: Ask, part: Cases) -> Cases:
    """Keeps cases whose ticket has the values asked for, unless their own table has that column.

    The tickets handled that a complaint rate divides by know nothing of a column of complaints: it doesn't touch them.
    """
    own = own_columns(stage.shared.inputs, part.table) if part.table != "tickets" else frozenset[str]()
    tickets = stage.shared.inputs.table("tickets")
    left = {name: values for name, values in ask.where.items() if name not in own and name in tickets.columns}
    if not left:
        return part
    for column, values in left.items():
        tickets = tickets.filter(tickets[column].cast("string").isin(list(values)).fill_null(False))
    names = stage.shared.tickets.names.select("tk", named="ticket_id")
    chosen = names.join(tickets.select("ticket_id"), names.named == tickets.ticket_id).select(chosen_tk="tk")
    return replace(part, rows=part.rows.semi_join(chosen, part.rows.tk == chosen.chosen_tk))


def judged(stage: Stage, ask: Ask, part: Cases, fixes: Corrections) -> ir.Table:
    """The cases after corrections, with bots credited to nobody and every reason settled; `month` and `seg` added."""
    fixed = fixes.of(part.table, ask.metric)
    rows = corrected(part.rows, fixed, stage.shared.tickets.names)
    people = stage.shared.people
    if people.bots:
        bot = rows.who.isin(sorted(people.bots))
        rows = rows.mutate(
            who=ibis.ifelse(bot, c.NOBODY, rows.who).cast("int32"), credit=ibis.ifelse(bot, 0, rows.credit)
        )
    strangers = sorted(set(range(1, len(people.codes.ids) + 1)) - people.known)
    checks = [(rows.who.isin(strangers), c.UNKNOWN)] if strangers else []
    checks.append((rows.num < 0, c.NEGATIVE))
    out = rows.out
    for broken, reason in checks:
        out = ibis.ifelse(broken & ((out == c.IN) | (out > reason)), reason, out)
    rows = rows.mutate(out=out.cast("int8"))
    if part.placed and fixed is None:
        rows = rows.mutate(team=rows.seat_team).drop("seat_team")
        return rows.filter(rows.month > 0)
    rows = rows.drop(*(name for name in PLACED if part.placed))
    rows = rows.mutate(month=stage.shared.months.index(rows.done))
    return located(rows.filter(rows.month > 0), "who", "done", stage.shared.seats)


def sums(part: Cases, rows: ir.Table) -> ir.Table:
    """Judged cases of one part summed by spell, month and ticket's team: n, numerator, denominator, sum_of_squares,
    provisional. What all cases share is not added up one by one."""
    counted = rows.filter(rows.out.isin([c.IN, c.PROVISIONAL]) & ((rows.seg != NOWHERE) | (rows.team != c.NOBODY)))
    inside = counted.out == c.IN
    own = {} if part.den is not None else {"denominator": counted.den.sum(where=inside)}
    own |= {} if part.flagged else {"sum_of_squares": _exact_sum(counted.num * counted.num, inside)}
    total = counted.group_by(["seg", "month", "team"]).agg(
        cases=counted.count(where=inside), every=counted.count(), numerator=counted.num.sum(where=inside), **own
    )
    return total.select(
        "seg",
        "month",
        "team",
        "numerator",
        n=total.cases * part.n,
        denominator=total.denominator if part.den is None else total.cases * part.den,
        sum_of_squares=(total.numerator if part.flagged else total.sum_of_squares).cast("decimal(38, 0)"),
        provisional=total.every - total.cases,
    )


def _exact_sum(numbers: ir.IntegerValue, inside: ir.BooleanValue) -> ir.DecimalScalar:
    """The sum of large non-negative integers, which may leave int64: high and low halves apart, then together.

    Casting each number to decimal first gives the same and takes several times as long.
    """
    high = (numbers >> _HALF).sum(where=inside).cast("decimal(38, 0)")
    low = (numbers & (2**_HALF - 1)).sum(where=inside).cast("decimal(38, 0)")
    return (high * ibis.literal(2**_HALF, "decimal(38, 0)") + low).cast("decimal(38, 0)")
