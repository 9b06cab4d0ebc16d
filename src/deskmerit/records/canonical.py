"""The parts of a table put under canonical columns: headers matched, cells read, unknown columns kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records import values
from deskmerit.records.cast import cast
from deskmerit.records.infer import inferred
from deskmerit.records.part import Cells, Part
from deskmerit.records.spec import Column, TableSpec, header_key
from deskmerit.records.tables.tickets import STATUSES
from deskmerit.records.unknown import held, sound_name, text_of
from deskmerit.records.view import PART, ROW, SINGLY, ranges, shown

_DOUBTS = {"skipped": "time-skipped", "repeated": "time-repeated", "fraction-cut": "fraction-cut"}
_ONCE = frozenset({"naive-time", "fraction-cut", "skipped", "repeated"})
_STATUS_WORDS = {word.casefold(): known for known, others in STATUSES.items() for word in (known, *others)}


@dataclass(slots=True)
class Canonical:
    """A table with `_part` and `_row`; rows whose required cells can't be read are already gone, and reported."""

    table: pa.Table
    issues: list[Issue] = field(default_factory=list)


def canonical(spec: TableSpec, parts: Sequence[Part], zone: str | None) -> Canonical:
    """All parts of a table under its canonical columns, unknown ones beside them."""
    issues: list[Issue] = []
    tables = [_part(spec, part, place, zone, issues) for place, part in enumerate(parts)]
    whole = _together(_spelled_alike(tables))
    known = {*spec.schema.names, PART, ROW}
    for place, name in enumerate(whole.column_names):
        if name not in known:
            whole = whole.set_column(place, name, inferred(whole[name]))
    return Canonical(whole, issues)


def _together(tables: list[pa.Table]) -> pa.Table:
    try:
        return pa.concat_tables(tables, promote_options="default")
    except (pa.ArrowInvalid, pa.ArrowTypeError):  # unknown columns of one name and several types
        fields = {field.name: field.type for table in tables for field in table.schema}
        alike = {name for name, kind in fields.items() if all(_is(table, name, kind) for table in tables)}
        return pa.concat_tables([_as_text(table, alike) for table in tables], promote_options="default")


def _spelled_alike(tables: Sequence[pa.Table]) -> list[pa.Table]:
    """The tables with each column under the name it had first: engines know no case."""
    first: dict[str, str] = {}
    for table in tables:
        for name in table.column_names:
            first.setdefault(name.lower(), name)
    return [table.rename_columns([first[name.lower()] for name in table.column_names]) for table in tables]


def _is(table: pa.Table, name: str, kind: pa.DataType) -> bool:
    return name not in table.column_names or bool(table.schema.field(name).type.equals(kind))


def _as_text(table: pa.Table, alike: set[str]) -> pa.Table:
    columns = {name: table[name] if name in alike else text_of(table[name]) for name in table.column_names}
    return pa.table(columns)


def _part(spec: TableSpec, part: Part, place: int, zone: str | None, issues: list[Issue]) -> pa.Table:
    matched, found = match(spec, part)
    issues += found
    if any(issue.level is Level.ERROR for issue in found):
        part.unread += len(part)
        return pa.table(
            {
                **{c.name: pa.nulls(0, c.arrow) for c in spec.columns},
                PART: pa.nulls(0, pa.int32()),
                ROW: pa.nulls(0, pa.int64()),
            }
        )
    columns: dict[str, pa.Array] = {}
    lost: set[int] = set()
    for column in spec.columns:
        cells = part.columns[matched[column.name]] if column.name in matched else pa.nulls(len(part))
        read = cast(cells, column, zone, part.base_1904)
        columns[column.name] = read.values
        issues += _issues(part, column, cells, read.bad, Level.ERROR)
        issues += _issues(part, column, cells, read.doubts, Level.WARNING)
        lost |= {row for row, _ in read.bad} if column.required else set()
    if spec.name == "events":
        columns["value"] = _status_values(columns["kind"], columns["value"])
    own, told = _own(part, [*columns], set(matched.values()))
    columns |= own
    issues += told
    columns[PART] = pa.array([place] * len(part), pa.int32())
    columns[ROW] = part.numbers
    table = pa.table(columns)
    part.unread += len(lost)
    return table.filter(pa.array(row not in lost for row in range(len(part)))) if lost else table


def _own(part: Part, known: Sequence[str], matched: set[int]) -> tuple[dict[str, pa.Array], list[Issue]]:
    """The columns that nobody knows, under their headers; one that no table can hold is told and left out."""
    columns: dict[str, pa.Array] = {}
    issues: list[Issue] = []
    first: dict[str, str] = {}
    told = {name.lower() for name in known}  # headed twice
    for at, header in enumerate(part.header):
        key = header.lower()
        if at in matched or not header or header.startswith("_") or key in told:
            continue
        if key in first:
            issues.append(_left_out(part, header, "column-twice", Level.WARNING, first=first[key]))
            continue
        first[key] = header
        cells = held(as_text(part.columns[at])) if sound_name(header) else None
        if cells is not None:
            columns[header] = cells
        else:
            case = "type" if sound_name(header) else "name"
            issues.append(_left_out(part, header, "column-not-held", Level.ERROR, case=case, type=_type_of(part, at)))
    return columns, issues


def _left_out(part: Part, header: str, code: str, level: Level, **params: object) -> Issue:
    where = Where(file=part.file, sheet=part.sheet, column=shown(header))
    return Issue(level, code, where, {"header": shown(header), **params})


def _type_of(part: Part, at: int) -> str:
    cells = part.columns[at]
    return str(cells.type) if isinstance(cells, pa.Array) else "text"


def match(spec: TableSpec, part: Part) -> tuple[dict[str, int], list[Issue]]:
    """Canonical column → place in the part; a required column nobody heads is an error, one headed twice a warning."""
    matched: dict[str, int] = {}
    issues = []
    exact = [
        at for at, header in enumerate(part.header) if header_key(header) in {header_key(n) for n in spec.schema.names}
    ]
    for at in (*exact, *(at for at in range(len(part.header)) if at not in exact)):
        column = spec.headed(part.header[at])
        if column is None:
            continue
        if column.name in matched:
            params: dict[str, object] = {
                "header": part.header[at],
                "first": part.header[matched[column.name]],
                "table": spec.name,
            }
            issues.append(Issue(Level.WARNING, "column-twice", _where(part, column), params))
        else:
            matched[column.name] = at
    for column in spec.columns:
        if column.required and column.name not in matched:
            params = {
                "table": spec.name,
                "names": " / ".join((column.name, column.meaning["zh"], *column.headers)),
                "found": ", ".join(filter(None, part.header)),
                "count": len(part),
            }
            issues.append(Issue(Level.ERROR, "column-missing", _where(part, column), params))
    return matched, issues


def _where(part: Part, column: Column, row: int | None = None) -> Where:
    return Where(file=part.file, sheet=part.sheet, row=row, column=column.name)


def _issues(part: Part, column: Column, cells: Cells, found: list[tuple[int, str]], level: Level) -> list[Issue]:
    by_reason: dict[str, list[int]] = {}
    for row, reason in found:
        by_reason.setdefault(reason, []).append(row)
    issues = []
    for reason, rows in by_reason.items():
        groups = [rows] if reason in _ONCE or len(rows) > SINGLY else [[row] for row in rows]
        for group in groups:
            issues.append(_issue(part, column, cells, group, reason, level))
    return issues


def _issue(part: Part, column: Column, cells: Cells, rows: list[int], reason: str, level: Level) -> Issue:
    numbers = [part.numbers[row].as_py() for row in rows]
    value = cells[rows[0]]
    params: dict[str, object] = {
        "value": shown(value.as_py() if isinstance(value, pa.Scalar) else value),
        "count": len(rows),
        "rows": ranges(numbers),
        "allowed": ", ".join(column.allowed),
        "kept": "no" if column.required and level is Level.ERROR else "yes",
    }
    return Issue(level, _DOUBTS.get(reason, reason), _where(part, column, numbers[0]), params)


def _status_values(kinds: pa.Array, said: pa.Array) -> pa.Array:
    """Statuses in the words of the semantics; values of other kinds untouched."""
    encoded = said.dictionary_encode()
    words = [_STATUS_WORDS.get(word.casefold(), word) for word in encoded.dictionary.to_pylist()]
    return pc.if_else(
        pc.fill_null(pc.equal(kinds, "status"), False), pa.array(words, pa.string()).take(encoded.indices), said
    )


def as_text(cells: Cells) -> pa.Array:
    """A column nobody knows, as text, or as the type a Parquet file gives it; binary floats become their digits."""
    if isinstance(cells, pa.Array):
        return cells.cast(pa.string()) if pa.types.is_floating(cells.type) else cells
    return pa.array([values.text(cell) for cell in cells], pa.string())
