"""Lays records down as files of a workspace: the same records give the same bytes, and nobody's own file is touched."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq

from deskmerit.core.number import plain
from deskmerit.records.columns import TABLES
from deskmerit.sources.maps.made import LeftOut

type Record = Mapping[str, object]
# With "\n" alone, Python 3.12 does not quote a lone carriage return inside a cell, and the row would break in two.
LINE_END = "\r\n"
ORIGIN = ("source_file", "source_row")


def columns_of(table: str, records: Sequence[Record]) -> list[str]:
    """The columns to write: canonical ones that hold anything, in canonical order, then own ones, then the origin."""
    present = {name for record in records for name, value in record.items() if value is not None}
    spec = TABLES[table]
    canonical = [column.name for column in spec.columns if column.required or column.name in present]
    own = dict.fromkeys(name for record in records for name in record)
    rest = [name for name in own if name not in {column.name for column in spec.columns} | set(ORIGIN)]
    return [*canonical, *rest, *ORIGIN]


def write_csv(path: Path, table: str, records: Sequence[Record], zone: str) -> None:
    """CSV in UTF-8 with a byte-order mark (Excel and WPS read it as it is); times are local with their offset."""
    names = columns_of(table, records)
    said = _sayer(zone)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator=LINE_END)
        writer.writerow(names)
        writer.writerows([said(record.get(name)) for name in names] for record in records)


def _sayer(zone: str) -> Callable[[object], str]:
    """Turns a value into its text; each instant is worded once."""
    info = ZoneInfo(zone)
    times: dict[datetime, str] = {}

    def said(value: object) -> str:
        match value:
            case None:
                return ""
            case bool():
                return "true" if value else "false"
            case Decimal():
                return plain(value)
            case datetime():
                if value not in times:
                    times[value] = _local(value, info)
                return times[value]
        return str(value)

    return said


def _local(value: datetime, zone: ZoneInfo) -> str:
    text = value.astimezone(zone).isoformat(sep=" ")
    return text.replace("+00:00", "Z") if value.astimezone(zone).utcoffset() == UTC.utcoffset(None) else text


def write_parquet(path: Path, table: str, records: Sequence[Record], zone: str) -> None:
    """Parquet with the canonical types; `zone` is not needed, instants are UTC."""
    spec = TABLES[table]
    types = {column.name: column.arrow for column in spec.columns} | {"source_row": pa.int64()}
    arrays, fields = [], []
    for name in columns_of(table, records):
        kind = types.get(name, pa.string())
        values = [_stored(record.get(name), kind) for record in records]
        arrays.append(pa.array(values, type=kind))
        fields.append(pa.field(name, kind))
    pq.write_table(pa.table(arrays, schema=pa.schema(fields)), path, compression="zstd")


def _stored(value: object, kind: pa.DataType) -> object:
    if pa.types.is_decimal(kind) and value is not None:
        return Decimal(str(value)).quantize(Decimal("0.000001"))
    if pa.types.is_string(kind) and value is not None:
        return plain(value) if isinstance(value, Decimal) else str(value)
    return value


def write_left_out(path: Path, rows: Sequence[LeftOut]) -> Path | None:
    """Lists every row that became no record, with its reason; a workspace skips files that begin with `_`.

    A list of an earlier import under this name goes away where nothing was left out.
    """
    if not rows:
        path.unlink(missing_ok=True)
        return None
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator=LINE_END)
        writer.writerow(["file", "sheet", "row", "column", "reason"])
        places = ((row.where, row.reason) for row in rows)
        writer.writerows([at.file, at.sheet, at.row, at.column, reason] for at, reason in places)
    return path


def read_rows(path: Path, names: Iterable[str]) -> list[tuple[str, ...]] | None:
    """The texts of some columns of a table written before; None where the file lacks one of them."""
    wanted = list(names)
    if path.suffix == ".parquet":
        if not set(wanted) <= set(pq.read_schema(path).names):
            return None
        found = pq.read_table(path, columns=wanted)
        return [tuple(str(row[name]) for name in wanted) for row in found.to_pylist()]
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.reader(stream)
        header = next(rows, [])
        if not set(wanted) <= set(header):
            return None
        places = [header.index(name) for name in wanted]
        return [tuple(row[place] for place in places) for row in rows if len(row) == len(header)]
