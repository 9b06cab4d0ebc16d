"""What people changed on the sheets made for them, carried into the tree of the data sheet."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.metric import Unit
from deskmerit.core.number import HUNDRED, ONE, plain
from deskmerit.planfile.workbook.book import legal
from deskmerit.planfile.workbook.data import Leaf, Tree
from deskmerit.planfile.workbook.grid import Found, Row, number_of
from deskmerit.planfile.workbook.links import Cell, Value

type Shown = Mapping[tuple[str, str, str], Cell]
type Fields = dict[str, Tree]

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NEAR = Decimal("1e-9")
_TEXTS = frozenset({"title", "definition", "scoring"})
_FIRST_LINE = 1_000_000
"""Lines of cells on sheets for people are numbered from here, apart from the rows of the data sheet."""


class Edits:
    """Compares each cell with what was written there, and puts what changed into the tree.

    `origins` receives the place of every edited cell by the line number its value gets.
    """

    def __init__(
        self, file: str, tree: Fields, shown: Shown, other: Shown, lang: str, origins: dict[int, Where]
    ) -> None:
        self.file, self.tree, self.shown, self.other, self.lang, self.origins = file, tree, shown, other, lang, origins
        self.issues: list[Issue] = []

    def apply(self, rows: Sequence[Row]) -> None:
        """Takes over every edit; unknown, doubled and lost rows are reported."""
        known = {(table, name) for table, name, _ in self.shown}
        seen: set[tuple[str, str]] = set()
        for row in rows:
            key = (row.table, row.id)
            if key not in known:
                self._report("plan-row-unknown", row.place, {"id": row.id})
            elif key in seen:
                self._report("plan-row-twice", row.place, {"id": row.id})
            else:
                self._row(row)
            seen.add(key)
        tables = {row.table: row for row in rows}
        for table, name in sorted(known - seen):
            if table in tables:
                where = Where(file=self.file, sheet=tables[table].place.sheet)
                self.issues.append(Issue(Level.ERROR, "plan-row-missing", where, {"id": name}))

    def _row(self, row: Row) -> None:
        for field, found in row.cells.items():
            cell = self.shown.get((row.table, row.id, field))
            into = self._container(row, field)
            if cell is None or into is None:
                continue
            key = row.id if row.table == "weights" else field
            value = self._value(cell, found)
            if value is _BAD:
                continue
            if _same(value, cell.value):
                self._stale(into, key, cell, found)
            else:
                self._put(into, key, cell, value, found)

    def _container(self, row: Row, field: str) -> Fields | None:
        """The mapping of the tree that holds a row's field."""
        if row.table == "weights":
            kind, _, name = field.partition("/")
            at = self.tree.get(kind)
            inner = at.get(name) if name and isinstance(at, dict) else at
            return inner if isinstance(inner, dict) else None
        return next((each for each in _named(self.tree, row.table) if _leaf(each.get("id")) == row.id), None)

    def _value(self, cell: Cell, found: Found) -> "Value | _Bad":
        raw = found.value
        if cell.field in _TEXTS:
            return str(raw).strip() if number_of(raw) is None else plain(number_of(raw) or Decimal(0))
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None
        number = number_of(raw)
        if number is not None:
            return _target_number(cell, number)
        numbers = _NUMBER.findall(str(raw))
        if cell.field == "target" and numbers:
            return str(raw).strip()
        if len(numbers) != 1:
            self._report("plan-cell-not-a-number", found, {"found": str(raw)})
            return _BAD
        return Decimal(numbers[0])

    def _put(self, into: Fields, key: str, cell: Cell, value: "Value | _Bad", found: Found) -> None:
        changed = _edited(into.get(key))
        if changed is not None and not _agree(changed, value):
            params = {"id": cell.id, "field": found.column, "here": _said(value), "there": changed}
            self._report("plan-sheets-contradict", found, params | {"was": _said(cell.value)})
            return
        line = _FIRST_LINE + len(self.origins)
        self.origins[line] = Where(file=self.file, sheet=found.sheet, row=found.row, column=found.column)
        if cell.field in _TEXTS:
            self._text(into, key, cell, str(value), found, line)
        elif cell.field == "target":
            self._target(into, cell, value, found, line)
        elif value is None and cell.field != "weight":
            into.pop(key, None)
        else:
            into[key] = _number("" if value is None else plain(Decimal(str(value))), line)

    def _text(self, into: Fields, key: str, cell: Cell, text: str, found: Found, line: int) -> None:
        if not text:
            into.pop(key, None)
            return
        if key == "scoring":
            self._report("plan-scoring-text-only", found, {"id": cell.id}, Level.WARNING)
        before = into.get(key)
        leaf = Leaf("text", text, text, line)
        if isinstance(before, dict):
            before[self.lang] = leaf
        elif before is not None:
            into[key] = leaf
        else:
            other = str(self.other[cell.table, cell.id, cell.field].value)
            into[key] = {self.lang: leaf, "en" if self.lang == "zh" else "zh": Leaf("text", other, other, line)}

    def _target(self, into: Fields, cell: Cell, value: "Value | _Bad", found: Found, line: int) -> None:
        """A new target: a number keeps the side it had; a text may say `≤`, `≥` or a range."""
        before = into.get("target")
        if value is None:
            into.pop("target", None)
            return
        text = str(value)
        numbers = _NUMBER.findall(text)
        side = (
            "at_most"
            if any(sign in text for sign in "≤<")
            else "at_least"
            if any(sign in text for sign in "≥>")
            else ""
        )
        if not side and isinstance(before, dict):
            side = "at_least" if "at_least" in before else "at_most"
        if len(numbers) == 2:
            into["target"] = {"between": [_number(each, line) for each in numbers]}
        elif len(numbers) == 1 and side:
            into["target"] = {
                side: _number(plain(Decimal(str(value))) if isinstance(value, Decimal) else numbers[0], line)
            }
        else:
            self._report("plan-cell-target", found, {"id": cell.id, "found": text})

    def _stale(self, into: Fields, key: str, cell: Cell, found: Found) -> None:
        """The data sheet was edited and this one was not: what people read no longer is what counts."""
        changed = _edited(into.get(key))
        if changed is not None and cell.field not in ("definition", "scoring"):
            params = {"id": cell.id, "field": found.column, "here": _said(cell.value), "there": changed}
            self._report("plan-sheet-stale", found, params, Level.WARNING)

    def _report(self, code: str, at: Found, params: Mapping[str, object], level: Level = Level.ERROR) -> None:
        where = Where(file=self.file, sheet=at.sheet, row=at.row, column=at.column)
        self.issues.append(Issue(level, code, where, params))


class _Bad:
    """Marks a cell that could not be read."""


_BAD = _Bad()


def _target_number(cell: Cell, number: Decimal) -> Decimal:
    """A number as its cell means it: targets in per cent stand as real percentages, and 95 typed there means 95 %."""
    if cell.field != "target" or cell.unit is not Unit.PERCENT:
        return number
    return number * HUNDRED if abs(number) <= ONE or _same(number * HUNDRED, cell.value) else number


def _named(tree: Fields, table: str) -> list[Fields]:
    """The mappings with an id that a table's rows stand for."""
    if table == "grade":
        return _maps(tree.get("grades"))
    annual = tree.get("annual")
    dimensions = [line for each in _maps(tree.get("dimensions")) for line in _maps(each.get("indicators"))]
    yearly = _maps(annual.get("indicators")) if isinstance(annual, dict) else []
    return [*dimensions, *_maps(tree.get("bonus")), *yearly]


def _maps(value: Tree | None) -> list[Fields]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _leaf(value: Tree | None) -> str:
    return value.text if isinstance(value, Leaf) else ""


def _number(text: str, line: int) -> Leaf:
    return Leaf("number", text, text, line)


def _edited(value: Tree | None) -> str | None:
    """What the data sheet was changed to; None where it wasn't."""
    if isinstance(value, Leaf):
        return value.text if value.edited else None
    inner = list(value.values()) if isinstance(value, dict) else value or []
    if not any(_edited(each) is not None for each in inner):
        return None
    return "–".join(_leaf(leaf) for each in inner for leaf in (each if isinstance(each, list) else [each]))


def _same(new: "Value | _Bad", old: Value) -> bool:
    """Whether a cell still shows what was written, to the digits that a spreadsheet keeps."""
    if isinstance(new, Decimal) and isinstance(old, Decimal):
        return abs(new - old) <= _NEAR * max(ONE, abs(old))
    if isinstance(new, str) or isinstance(old, str):
        return _clean(new) == _clean(old)
    return new is old


def _agree(changed: str, value: "Value | _Bad") -> bool:
    return changed == _said(value)


def _said(value: "Value | _Bad") -> str:
    return plain(value) if isinstance(value, Decimal) else "–" if value is None else str(value)


def _clean(value: object) -> str:
    return " ".join(legal(str(value or "")).split())
