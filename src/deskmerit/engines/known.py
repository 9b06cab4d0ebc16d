"""SQL that was compiled before, in this process or an earlier one: compiling questions takes longer than asking them of
what a day brings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from importlib.metadata import version
from typing import Any

import ibis.expr.datatypes as dt
import ibis.expr.operations as ops

_TOLD_WHOLE = (bool, int, str, Decimal, dt.DataType, ops.Namespace)
"""Values of which `repr` tells everything."""

COMPILED_BY = " ".join(f"{name} {version(name)}" for name in ("ibis-framework", "sqlglot", "duckdb"))
"""What SQL depends on besides the question."""


@dataclass
class Known:
    """SQL by the names of questions: `before` as an earlier process left it, `used` what was asked for since."""

    before: Mapping[str, str] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)
    _names: dict[ops.Node, str] = field(default_factory=dict)

    def sql(self, query: ops.Node, compiler: object, compiled: Callable[[ops.Node, Any], str]) -> str:
        """The SQL of a question; `compiled` makes it where it is not known."""
        try:
            name = f"{type(compiler).__qualname__} {name_of(query, self._names)}"
        except Untold:
            return compiled(query, compiler)
        if name not in self.used:
            self.used[name] = self.before.get(name) or compiled(query, compiler)
        return self.used[name]


class Untold(Exception):  # noqa: N818  # not a bug: such a question is compiled each time
    """Something of a question does not tell all of itself."""


def name_of(query: ops.Node, names: dict[ops.Node, str] | None = None) -> str:
    """A name that equal questions have in every process, and others don't: a hash of all that Ibis compares when it
    asks whether two are equal. `names`: of parts that have one already. Raises Untold.

    >>> import ibis
    >>> table = ibis.table({"n": "int64"}, name="t")
    >>> name_of((table.n + 1).op()) == name_of((table.n + 1).op()), name_of((table.n + 1).op()) == name_of(table.n.op())
    (True, False)
    """
    names = {} if names is None else names
    found = names.get(query)
    if found is None:
        if isinstance(query, ops.ScalarUDF | ops.AggUDF):
            raise Untold
        said = [type(query).__module__, type(query).__qualname__, *(_said(each, names) for each in query.__args__)]
        found = names[query] = sha256("\n".join(said).encode()).hexdigest()
    return found


def _said(value: object, names: dict[ops.Node, str]) -> str:
    if isinstance(value, ops.Node):
        return name_of(value, names)
    if value is None or isinstance(value, _TOLD_WHOLE):
        return f"{type(value).__qualname__} {value!r}"
    if isinstance(value, tuple):
        return f"({', '.join(_said(each, names) for each in value)})"
    if isinstance(value, frozenset):
        return f"{{{', '.join(sorted(_said(each, names) for each in value))}}}"
    if isinstance(value, Mapping):
        return f"[{', '.join(f'{_said(key, names)}: {_said(each, names)}' for key, each in value.items())}]"
    raise Untold
