"""Which rows of a view are wrong, and which of them are left out: row rules first, then keys held twice."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from deskmerit.core.issue import Issue, Level
from deskmerit.records.checks import Check, checks, quoted
from deskmerit.records.spec import Type
from deskmerit.records.view import PART, ROW, View, issues_at


@dataclass(slots=True)
class Verdict:
    """Rows to leave out as (part, row), and every issue found."""

    out: set[tuple[int, int]] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)


def judge(view: View) -> Verdict:
    """Applies every rule of the table in one pass, then looks for keys and rows held twice among the sound ones."""
    verdict = Verdict()
    broken = [rule for rule, count in _counted(view, checks(view.spec)) if count]
    for rule in broken:
        rows = _rows(view, rule)
        verdict.issues += issues_at(view, rule.code, rule.level, rule.column, rows, rule.params)
        if rule.drops:
            verdict.out.update((part, row) for part, row, _ in rows)
    _twice(view, [rule for rule in broken if rule.drops], verdict)
    return verdict


def _counted(view: View, rules: Sequence[Check]) -> list[tuple[Check, int]]:
    if not rules:
        return []
    counts = ", ".join(f"count(*) filter (where {rule.wrong})" for rule in rules)
    row = view.connection.execute(f"select {counts} from {view.name}").fetchall()[0]
    return list(zip(rules, row, strict=True))


def _rows(view: View, rule: Check) -> list[tuple[int, int, object]]:
    said = f"cast({quoted(rule.column)} as varchar)"
    if view.spec.column(rule.column).type is Type.NUMBER:
        said = f"rtrim(rtrim({said}, '0'), '.')"
    query = f"select {PART}, {ROW}, {said} from {view.name} where {rule.wrong} order by 1, 2"
    return view.connection.execute(query).fetchall()


def _twice(view: View, broken: Sequence[Check], verdict: Verdict) -> None:
    """Rows whose key an earlier row holds: the same row again counts once; another row under the key is an error."""
    key = key_of(view)
    sound = " and ".join(f"({rule.wrong}) is not true" for rule in broken) or "true"
    names = ", ".join(map(quoted, key))
    same = " and ".join(f"a.{quoted(c.name)} is not distinct from b.{quoted(c.name)}" for c in view.spec.columns)
    on = " and ".join(f"a.{quoted(name)} is not distinct from b.{quoted(name)}" for name in key)
    # Hashes first: a table of tens of millions of keys fits in memory as numbers, and mostly none is held twice.
    hashes = f"select hash({names}) as _hash from {view.name} where {sound} group by _hash having count(*) > 1"
    held = view.connection.sql(hashes).to_arrow_table()
    if not len(held):
        return
    view.connection.register("_held", held)
    query = f"""
        with held_rows as materialized (
            select * from {view.name} where {sound} and hash({names}) in (select _hash from _held)
        ),
        placed as (select *, row_number() over (partition by {names} order by {PART}, {ROW}) as _place from held_rows)
        select b.{PART}, b.{ROW}, concat_ws(' · ', {", ".join(f"b.{quoted(name)}" for name in key)}),
            {same}, a.{PART}, a.{ROW}
        from placed b join placed a on {on} and a._place = 1 and b._place > 1 order by 1, 2
    """
    found = view.connection.execute(query).fetchall()
    again = [(part, row, said) for part, row, said, equal, _, _ in found if equal]
    verdict.issues += issues_at(view, "row-twice", Level.NOTE, "", again, singly=0)
    for part, row, said, equal, first_part, first_row in found:
        if not equal:
            file, sheet = view.places[first_part]
            first = {"first_file": file, "first_sheet": sheet, "first_row": first_row, "key": " + ".join(key)}
            verdict.issues += issues_at(view, "key-twice", Level.ERROR, key[-1], [(part, row, said)], first)
    verdict.out.update((part, row) for part, row, *_ in found)


def key_of(view: View) -> tuple[str, ...]:
    """The columns that tell rows apart: the table's key, by `source` where one is given; without a key, all columns."""
    spec = view.spec
    if not spec.key:
        return tuple(column.name for column in spec.columns)
    columns = [row[0] for row in view.connection.execute(f"describe {view.name}").fetchall()]
    return spec.key if "source" in spec.key or "source" not in columns else ("source", *spec.key)
