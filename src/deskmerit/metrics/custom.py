"""Custom metrics: data in the plan file – a table, expressions on its columns, who and when."""

from functools import partial

import ibis
import ibis.expr.types as ir

from deskmerit.core.issue import Issue, Level
from deskmerit.core.metric import Kind
from deskmerit.core.plan import CustomMetric
from deskmerit.metrics import codes as c
from deskmerit.metrics.cases import Cases, cases
from deskmerit.metrics.expressions import ExpressionError, value
from deskmerit.metrics.measurable import Build
from deskmerit.metrics.others.rows import left_out, plain
from deskmerit.metrics.prepare.inputs import Inputs
from deskmerit.metrics.question import Ask
from deskmerit.metrics.stage import Stage


def build_of(metric: CustomMetric) -> Build:
    """How the cases of a custom metric are made: one per row that passes its filter."""
    return partial(_cases, metric=metric)


def _cases(stage: Stage, ask: Ask, metric: CustomMetric) -> list[Cases]:
    day = metric.time if stage.shared.inputs.table(metric.table).schema()[metric.time].is_date() else ""
    rows = plain(stage, ask, metric.table, metric.agent, day)
    if metric.filter:
        rows = rows.filter(value(metric.filter, rows).fill_null(False))
    numerator = _whole(value(metric.numerator, rows))
    counted = metric.metric.kind is Kind.COUNT
    denominator = ibis.literal(0, "int64") if counted else _whole(value(metric.denominator, rows))
    rows = rows.mutate(above=numerator, below=denominator, moment=rows["day_at" if day else metric.time])
    rows = rows.filter(rows.above.notnull() & rows.below.notnull() & rows.moment.notnull())
    out = left_out(rows, rows.moment, stage.shared.as_ofs[metric.table])
    return [
        cases(
            rows,
            who=rows.who,
            start=rows.moment,
            done=rows.moment,
            credit=c.OWN_AGENT,
            out=out,
            num=rows.above,
            den=rows.below,
            table=metric.table,
        )
    ]


def _whole(number: ir.Value) -> ir.IntegerValue:
    """A number as a whole one, rounded half-up where a column has decimals; true is 1."""
    kind = number.type()
    if kind.is_boolean():
        return ibis.ifelse(number, 1, 0).cast("int64")
    if kind.is_integer():
        return number.cast("int64")
    millionths = (number.cast("decimal(24, 6)") * 1_000_000).cast("int64")
    return (millionths * 2 + 1_000_000) // 2_000_000


def check(inputs: Inputs, metric: CustomMetric) -> list[Issue]:
    """What is wrong with a custom metric on these records: all of it at once."""
    where, name = metric.where, metric.metric.id
    if not inputs.has(metric.table):
        return [Issue(Level.WARNING, "custom-table-absent", where, {"metric": name, "table": metric.table})]
    rows = inputs.table(metric.table)
    found = [
        Issue(Level.ERROR, "custom-column-absent", where, {"metric": name, "table": metric.table, "column": column})
        for column in (metric.agent, metric.time)
        if column not in rows.columns
    ]
    texts = [text for text in (metric.filter, metric.numerator, metric.denominator) if text]
    for text in texts:
        try:
            value(text, rows)
        except ExpressionError as error:
            found.append(Issue(Level.ERROR, error.code, where, {"metric": name, "text": text, "detail": error.detail}))
    return found
