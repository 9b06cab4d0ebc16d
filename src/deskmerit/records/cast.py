"""A whole column to its canonical type: vectorised where every cell is plain, cell by cell for the rest.

Text is dictionary-encoded first, so that a value is read once however often it stands there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

import pyarrow as pa
import pyarrow.compute as pc

from deskmerit.records import values
from deskmerit.records.aside import aside
from deskmerit.records.moments import doubt
from deskmerit.records.part import Cells
from deskmerit.records.spec import Column, Type
from deskmerit.records.values import Bad
from deskmerit.records.zones import localise

_MICRO = Decimal("0.000001")
_DAYS_1904 = 1462
_PLAIN_NUMBER = r"^[+-]?\d{1,17}(\.\d{1,6})?$"
_PLAIN_INTEGER = r"^[+-]?\d{1,18}$"
_ISO = r"^\d{4}[-/]\d{1,2}[-/]\d{1,2}"
_TIME = r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d{1,9})?)?"


@dataclass(slots=True)
class Cast:
    """Canonical values; `bad` are (place, reason) of unreadable cells (null), `doubts` of cells read with a doubt."""

    values: pa.Array
    bad: list[tuple[int, str]] = field(default_factory=list)
    doubts: list[tuple[int, str]] = field(default_factory=list)


def cast(cells: Cells, column: Column, zone: str | None, base_1904: bool = False) -> Cast:
    """The column's canonical values, with every cell that can't be read.

    >>> from deskmerit.records.spec import column
    >>> cast(["28秒", "x", None], column("talk", "integer?", "", "", unit="seconds"), None).bad
    [(1, 'not-a-duration')]
    """
    if isinstance(cells, pa.Array):
        if (typed := _typed(cells, column, zone)) is not None:
            return typed
        if pa.types.is_string(cells.type) or pa.types.is_large_string(cells.type):
            return _texts(cells.cast(pa.string()), column, zone)
        cells = _exact(cells)
    return _slow(cells, column, zone, base_1904)


def _exact(cells: pa.Array) -> list[object]:
    from_float = pa.types.is_floating(cells.type)
    return [values.exact_float(cell) if from_float and cell is not None else cell for cell in cells.to_pylist()]


def _typed(cells: pa.Array, column: Column, zone: str | None) -> Cast | None:
    """Arrow columns already of the canonical type, or one that becomes it without loss."""
    kind = cells.type
    if pa.types.is_null(kind):
        return Cast(pa.nulls(len(cells), column.arrow))
    if column.allowed and column.type is Type.TEXT:
        return None
    if column.type is Type.INSTANT and pa.types.is_timestamp(kind):
        micro = cells.cast(pa.timestamp("us", tz=kind.tz), safe=False)
        return Cast(micro.cast(column.arrow)) if kind.tz else _local(micro, zone)
    if column.type is Type.MONTH or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return None
    try:
        return Cast(cells.cast(column.arrow)) if _widens(kind, column.arrow) else None
    except pa.ArrowInvalid:
        return None


def _widens(given: pa.DataType, wanted: pa.DataType) -> bool:
    if given.equals(wanted):
        return True
    exact = pa.types.is_integer(given) or pa.types.is_decimal(given)
    return bool(exact and (pa.types.is_integer(wanted) or pa.types.is_decimal(wanted)))


def _local(naive: pa.Array, zone: str | None) -> Cast:
    if zone is None:
        filled = pc.indices_nonzero(naive.is_valid()).to_pylist()
        return Cast(pa.nulls(len(naive), pa.timestamp("us", "UTC")), [(place, "naive-time") for place in filled])
    utc, doubts = localise(naive, zone)
    return Cast(utc, [], doubts)


def _texts(cells: pa.Array, column: Column, zone: str | None) -> Cast:
    if column.type is Type.TEXT and not column.allowed:
        return _strings(cells, column, zone)
    encoded = cells.dictionary_encode()
    once = _strings(encoded.dictionary, column, zone)
    return Cast(
        once.values.take(encoded.indices),
        _everywhere(once.bad, encoded.indices),
        _everywhere(once.doubts, encoded.indices),
    )


def _everywhere(found: list[tuple[int, str]], indices: pa.Array) -> list[tuple[int, str]]:
    if not found:
        return []
    reasons = dict(found)
    where = pc.indices_nonzero(pc.is_in(indices, value_set=pa.array(reasons, indices.type))).to_pylist()
    return [(place, reasons[at]) for place, at in zip(where, indices.take(pa.array(where)).to_pylist(), strict=True)]


def _strings(cells: pa.Array, column: Column, zone: str | None) -> Cast:
    trimmed = pc.utf8_trim(cells, characters=values.BLANKS)
    trimmed = pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
    fast = _fast(trimmed, column, zone)
    left = pc.and_(trimmed.is_valid(), fast.values.is_null())
    if fast.bad:
        left = pc.and_(left, pa.array(_but(len(left), [place for place, _ in fast.bad])))
    places = pc.indices_nonzero(left)
    if not len(places):
        return fast
    slow = _slow(trimmed.take(places).to_pylist(), column, zone, base_1904=False)
    at = places.to_pylist()
    return Cast(
        pc.replace_with_mask(fast.values, left, slow.values),
        sorted(fast.bad + [(at[place], reason) for place, reason in slow.bad]),
        sorted(fast.doubts + [(at[place], reason) for place, reason in slow.doubts]),
    )


def _but(length: int, places: Sequence[int]) -> list[bool]:
    keep = [True] * length
    for place in places:
        keep[place] = False
    return keep


def _fast(cells: pa.Array, column: Column, zone: str | None) -> Cast:
    """Values of the cells written plainly; null for all others."""
    match column.type:
        case Type.TEXT if not column.allowed:
            wrapped = pc.or_(pc.starts_with(cells, '="'), pc.starts_with(cells, "'"))
            return Cast(pc.if_else(wrapped, pa.scalar(None, pa.string()), cells))
        case Type.NUMBER:
            return Cast(_where(cells, _PLAIN_NUMBER).cast(column.arrow))
        case Type.INTEGER:
            return Cast(_where(cells, _PLAIN_INTEGER).cast(column.arrow))
        case Type.INSTANT:
            return _instants(cells, zone)
        case _:
            return Cast(pa.nulls(len(cells), column.arrow))


def _where(cells: pa.Array, pattern: str) -> pa.Array:
    return pc.if_else(pc.match_substring_regex(cells, pattern), cells, pa.scalar(None, pa.string()))


_READ_TIMES = """
    select epoch_us(try_cast(zoned as timestamptz)) as zoned, epoch_us(try_cast(naive as timestamp)) as naive from text
"""


def _instants(cells: pa.Array, zone: str | None) -> Cast:
    zoned = _where(cells, f"{_ISO}{_TIME}(Z|[+-]\\d{{2}}:?\\d{{2}})$")
    naive = _where(cells, f"{_ISO}({_TIME})?$")
    with aside() as connection:
        connection.register("text", pa.table({"zoned": zoned, "naive": naive}))
        read = connection.sql(_READ_TIMES).to_arrow_table().combine_chunks()
    instants = read["zoned"].combine_chunks().cast(pa.timestamp("us", "UTC"))
    local = _local(read["naive"].combine_chunks().cast(pa.timestamp("us")), zone)
    return Cast(pc.coalesce(instants, local.values), local.bad, local.doubts)


def _slow(cells: list[object], column: Column, zone: str | None, base_1904: bool) -> Cast:
    read = reader(column, zone)
    shift = base_1904 and column.type in (Type.DATE, Type.INSTANT)
    out: list[object] = []
    bad: list[tuple[int, str]] = []
    doubts: list[tuple[int, str]] = []
    for place, cell in enumerate(cells):
        if shift and isinstance(cell, int | Decimal) and not isinstance(cell, bool):
            cell += _DAYS_1904
        value, worry = read(cell)
        if isinstance(value, Bad):
            bad.append((place, value.reason))
            value = None
        elif worry:
            doubts.append((place, worry))
        out.append(value)
    return Cast(pa.array(out, column.arrow), bad, doubts)


type Read = Callable[[object], tuple[object, str]]
"""A cell → its value (or None, or Bad) and what is doubtful about it ("" for nothing)."""


def reader(column: Column, zone: str | None) -> Read:
    """How one cell of a column is read."""
    words = {said.casefold(): known for known, others in column.allowed.items() for said in (known, *others)}
    match column.type:
        case Type.TEXT if words:
            return lambda cell: (_one_of(cell, words), "")
        case Type.TEXT:
            return lambda cell: (values.text(cell), "")
        case Type.FLAG:
            return lambda cell: (_flag(cell, words), "")
        case Type.NUMBER:
            return lambda cell: (_number(cell), "")
        case Type.INTEGER if column.unit:
            return lambda cell: _span(cell, column.unit)
        case Type.INTEGER:
            return lambda cell: (values.integer(cell), "")
        case Type.DATE:
            return lambda cell: (values.day(cell), "")
        case Type.MONTH:
            return lambda cell: (values.month(cell), "")
        case Type.INSTANT:
            return lambda cell: _instant(cell, zone)


def _one_of(cell: object, words: dict[str, str]) -> str | Bad | None:
    said = values.text(cell)
    return words.get(said.casefold(), Bad("not-allowed")) if said else None


def _flag(cell: object, words: dict[str, str]) -> bool | Bad | None:
    known = words.get((values.text(cell) or "").casefold())
    return values.flag(known if known and not isinstance(cell, bool) else cell)


def _number(cell: object) -> Decimal | Bad | None:
    value = values.number(cell)
    return value.quantize(_MICRO, ROUND_HALF_UP) if isinstance(value, Decimal) else value


def _span(cell: object, unit: str) -> tuple[int | Bad | None, str]:
    """Whole seconds or minutes; a fraction is cut, as the semantics floor durations, and said so."""
    value = values.seconds(cell) if unit == "seconds" else values.minutes(cell)
    if not isinstance(value, Decimal):
        return value, ""
    whole = int(value.to_integral_value("ROUND_FLOOR"))
    return whole, "fraction-cut" if whole != value else ""


def _instant(cell: object, zone: str | None) -> tuple[datetime | Bad | None, str]:
    at = values.moment(cell)
    if isinstance(at, datetime) and at.tzinfo is None and zone and 2 <= at.year <= 9998:
        return values.instant(at, zone), doubt(at, zone)
    return values.instant(at if isinstance(at, datetime) else cell, zone), ""
