"""SQL expressions of custom metrics, read into engine expressions through a whitelist; nothing is ever evaluated.

Allowed: columns, literals, + − * and %, comparisons, and/or/not, case, coalesce, abs, least, greatest, is null, in,
between. Not allowed: division – a metric divides its sums once, at the end – and everything else.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

import ibis
import ibis.expr.types as ir
import sqlglot
from sqlglot import expressions as exp
from sqlglot.errors import SqlglotError

type Read = Callable[[exp.Expression], ir.Value]


class ExpressionError(ValueError):
    """An expression that can't be read: `code` is the issue's code, `detail` the part that is wrong."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


_BINARY: Mapping[type[exp.Expression], Callable[[ir.Value, ir.Value], ir.Value]] = {
    exp.Add: lambda a, b: a + b,
    exp.Sub: lambda a, b: a - b,
    exp.Mul: lambda a, b: a * b,
    exp.Mod: lambda a, b: a % b,
    exp.EQ: lambda a, b: a == b,
    exp.NEQ: lambda a, b: a != b,
    exp.LT: lambda a, b: a < b,
    exp.LTE: lambda a, b: a <= b,
    exp.GT: lambda a, b: a > b,
    exp.GTE: lambda a, b: a >= b,
    exp.And: lambda a, b: a & b,
    exp.Or: lambda a, b: a | b,
}


def parsed(text: str) -> exp.Expression:
    """The syntax tree of an expression; ExpressionError when it is none, or uses what is not allowed."""
    try:
        tree = sqlglot.parse_one(f"SELECT {text}")
    except SqlglotError as error:
        raise ExpressionError("expression-unreadable", str(error).splitlines()[0]) from error
    if not isinstance(tree, exp.Select) or len(tree.expressions) != 1 or _used(tree):
        raise ExpressionError("expression-not-allowed", text)
    found = tree.expressions[0]
    for node in found.walk():
        if type(node) not in _ALLOWED:
            raise ExpressionError("expression-not-allowed", node.sql())
    return found  # type: ignore[no-any-return]  # sqlglot types a select's expressions loosely


def _used(tree: exp.Select) -> list[str]:
    return [name for name, value in tree.args.items() if value and name != "expressions"]


def columns(text: str) -> list[str]:
    """The columns an expression names, in order, each once.

    >>> columns("case when arrived and minutes <= 30 then 1 else 0 end")
    ['arrived', 'minutes']
    """
    return list(dict.fromkeys(node.name for node in parsed(text).find_all(exp.Column)))


def value(text: str, rows: ir.Table) -> ir.Value:
    """The expression over the columns of a table; ExpressionError names a column that isn't there."""
    return _read(parsed(text), rows)


def _read(node: exp.Expression, rows: ir.Table) -> ir.Value:
    def read(part: exp.Expression) -> ir.Value:
        return _read(part, rows)

    if type(node) in _BINARY:
        return _BINARY[type(node)](read(node.this), read(node.expression))
    if isinstance(node, exp.Column):
        if node.name not in rows.columns or node.table:
            raise ExpressionError("expression-unknown-column", node.sql())
        return rows[node.name]
    return _OTHER[type(node)](node, read)


def _literal(node: exp.Expression, read: Read) -> ir.Value:
    if node.is_string:
        return ibis.literal(str(node.this))
    number = Decimal(str(node.this))
    return ibis.literal(int(number)) if number == number.to_integral_value() else ibis.literal(number, "decimal(24, 6)")


def _case(node: exp.Expression, read: Read) -> ir.Value:
    chosen = node.args.get("this")
    pairs = [
        (read(part.this) if chosen is None else read(chosen) == read(part.this), read(part.args["true"]))
        for part in node.args["ifs"]
    ]
    other = node.args.get("default")
    return ibis.cases(*pairs, else_=read(other) if other is not None else None)


def _is(node: exp.Expression, read: Read) -> ir.Value:
    if isinstance(node.expression, exp.Null):
        return read(node.this).isnull()
    if isinstance(node.expression, exp.Boolean):
        return (read(node.this) == bool(node.expression.this)).fill_null(False)
    raise ExpressionError("expression-not-allowed", node.sql())


def _in(node: exp.Expression, read: Read) -> ir.Value:
    if {name for name, part in node.args.items() if part} - {"this", "expressions"}:
        raise ExpressionError("expression-not-allowed", node.sql())
    return read(node.this).isin([read(part) for part in node.expressions])


def _between(node: exp.Expression, read: Read) -> ir.Value:
    return read(node.this).between(read(node.args["low"]), read(node.args["high"]))


def _many(pick: Callable[..., ir.Value]) -> Callable[[exp.Expression, Read], ir.Value]:
    return lambda node, read: pick(read(node.this), *(read(part) for part in node.expressions))


_OTHER: Mapping[type[exp.Expression], Callable[[exp.Expression, Read], ir.Value]] = {
    exp.Literal: _literal,
    exp.Boolean: lambda node, read: ibis.literal(bool(node.this)),
    exp.Null: lambda node, read: ibis.null(),
    exp.Paren: lambda node, read: read(node.this),
    exp.Neg: lambda node, read: -read(node.this),
    exp.Not: lambda node, read: ~read(node.this),
    exp.Case: _case,
    exp.Is: _is,
    exp.In: _in,
    exp.Between: _between,
    exp.Abs: lambda node, read: read(node.this).abs(),
    exp.Coalesce: _many(ibis.coalesce),
    exp.Least: _many(ibis.least),
    exp.Greatest: _many(ibis.greatest),
}

_ALLOWED = {*_BINARY, *_OTHER, exp.Column, exp.Identifier, exp.If}
