"""What a workspace and its lake know of people before a sync: by e-mail, and logins somebody gave to persons."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from deskmerit.core.settings import Settings
from deskmerit.records.aside import aside
from deskmerit.records.columns import TABLES
from deskmerit.records.lake.delta import SOURCE
from deskmerit.records.lake.manifest import Manifest
from deskmerit.records.lake.place import Place
from deskmerit.records.whole import whole
from deskmerit.records.written import Row
from deskmerit.sources.discover import Found, discover
from deskmerit.sources.helpdesks.folk import Known
from deskmerit.sources.overlay import kept_by_app, overlaid
from deskmerit.sources.parts import Gathered, take, take_parquet

PEOPLE = ("agents", "identities")


def known_of(folder: Path, settings: Settings, place: Place, manifest: Manifest, source: str) -> Known:
    """The workspace's own people and logins, and the people that other sources brought."""
    own = overlaid(_gathered(list(discover(folder))), _gathered(kept_by_app(folder)))
    agents, identities = (_rows(own, name, settings) for name in PEOPLE)
    others = [row for row in in_lake(place, manifest, "agents") if row.get("source") != source]
    mails = {str(row["email"]).casefold(): str(row["agent_id"]) for row in [*others, *agents] if row.get("email")}
    return Known(mails, frozenset(str(row["login"]) for row in identities if row.get("source") == source))


def in_lake(
    place: Place, manifest: Manifest, name: str, source: str | None = None, only: Sequence[str] | None = None
) -> list[Row]:
    """The rows of a table in the lake, of one source or of all; `only` these columns, or all that a file has."""
    table = manifest.tables.get(name)
    files = [place.fetched(f"{name}/{file}") for file in sorted(table.files)] if table else []
    columns = None if only is None else [*only, SOURCE]
    # Not as a data set: the folder of a month isn't a column of the records.
    rows = (row for file in files for row in pq.ParquetFile(file).read(columns).to_pylist())
    return [row for row in rows if source is None or row.get(SOURCE) == source]


def _gathered(files: list[Found]) -> Gathered:
    gathered = Gathered()
    for file in files:
        if file.table in PEOPLE or not file.table:
            take(file, gathered)
    for name in PEOPLE:
        for file in gathered.parquet.pop(name, []):
            take_parquet(file, gathered)
    return gathered


def _rows(gathered: Gathered, name: str, settings: Settings) -> list[Row]:
    parts = gathered.parts.get(name)
    if not parts:
        return []
    with aside() as connection:
        table = whole(TABLES[name], parts, settings.zone, connection).table
    assert isinstance(table, pa.Table)
    return list(table.to_pylist())
