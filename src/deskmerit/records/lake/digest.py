"""The digest of a table's rows, file by file: their sum names the data version, however the rows are cut into files."""

from collections.abc import Mapping

import duckdb
import pyarrow.parquet as pq
from deltalake import DeltaTable

from deskmerit.records import fingerprint
from deskmerit.records.aside import aside
from deskmerit.records.checks import quoted
from deskmerit.records.fingerprint import Digest
from deskmerit.records.lake.delta import MONTH, files_of
from deskmerit.records.lake.manifest import TableAt
from deskmerit.records.lake.place import Place
from deskmerit.records.view import literal


def weighed(place: Place, name: str, table: DeltaTable, before: TableAt | None) -> TableAt:
    """A version with the digest of each file; files that `before` knew, with the same columns, are not read again."""
    columns = tuple(sorted(field.name for field in table.schema().fields if field.name != MONTH))
    known = before.files if before and before.columns == columns else {}
    with aside() as connection:
        files = {
            file: known.get(file) or digest_of(place, name, file, columns, connection)
            for file in sorted(files_of(table))
        }
    return TableAt(table.version(), sum(count for count, _, _ in files.values()), columns, files)


def digest_of(
    place: Place, name: str, file: str, columns: tuple[str, ...], connection: duckdb.DuckDBPyConnection
) -> Digest:
    """The digest of one data file, as if it had every column of its table."""
    path = place.fetched(f"{name}/{file}")
    there = set(pq.read_schema(path).names)
    cells = ", ".join(quoted(c) if c in there else f"null as {quoted(c)}" for c in columns)
    return fingerprint.digest(connection, f"(select {cells} from read_parquet({literal(path)}))", columns)


def said(table: TableAt) -> str:
    """What `fingerprint` says of these rows when they are in memory."""
    return fingerprint.said(table.columns, _sum(table.files))


def _sum(files: Mapping[str, Digest]) -> Digest:
    count, high, low = (sum(each) for each in zip(*files.values(), strict=True)) if files else (0, 0, 0)
    return count, high, low
