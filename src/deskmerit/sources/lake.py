"""A workspace's lake as a source of records, beside its files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deskmerit.core.settings import Settings
from deskmerit.records.columns import TABLES
from deskmerit.records.lake import digest
from deskmerit.records.lake.manifest import Manifest, current, numbered
from deskmerit.records.lake.place import Place
from deskmerit.records.part import Part
from deskmerit.records.store import Records
from deskmerit.sources.discover import CACHE, Found
from deskmerit.sources.parts import parquet_part

FOLDER = "lake"


@dataclass(frozen=True, slots=True)
class Lake:
    """A lake at one manifest."""

    place: Place
    manifest: Manifest

    def files(self) -> list[Found]:
        """Its data files, each with its table; none where nothing was ever written."""
        return [
            Found(self.place.fetched(f"{name}/{file}"), f"{FOLDER}/{name}/{file}", name, lake=True)
            for name, table in sorted(self.manifest.tables.items())
            for file in sorted(table.files)
        ]

    def emptied(self) -> Iterator[tuple[str, Part]]:
        """Its tables that hold no row any more, with a part of no rows: a table is empty then, not absent."""
        for name, table in sorted(self.manifest.tables.items()):
            if not table.files:
                yield name, parquet_part(TABLES[name].schema.empty_table(), f"{FOLDER}/{name}")

    def digest(self, name: str) -> str:
        """What the rows of a table come to; "" where it has none here."""
        table = self.manifest.tables.get(name)
        return digest.said(table) if table else ""


def place_of(folder: Path, settings: Settings) -> Place:
    """Where a workspace's lake lies: its folder `lake`, or where `deskmerit.yaml` says, a folder seen from there."""
    said = settings.lake or FOLDER
    return Place(said if "://" in said else str((folder / said).resolve()), folder.resolve() / CACHE)


def lake_at(folder: Path, records: Records) -> Lake | None:
    """The lake at the manifest that records were read from; None where there was none."""
    if not records.manifest:
        return None
    place = place_of(folder, records.settings)
    return Lake(place, numbered(place, records.manifest))


def lake_of(folder: Path, settings: Settings) -> Lake:
    """A workspace's lake as it is now."""
    place = place_of(folder, settings)
    return Lake(place, current(place))
