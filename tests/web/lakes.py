"""A workspace whose tickets come from a lake, as a helpdesk fills it, and what is loaded into it later."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from deskmerit.records.lake.manifest import Manifest, current, numbered
from deskmerit.records.lake.place import Place
from deskmerit.records.lake.store import Change, write
from deskmerit.sources.lake import Lake, lake_of
from deskmerit.sources.load import load
from deskmerit.sources.settings import load_settings

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
HELD = ("tickets", "events", "surveys")


def place_of(folder: Path) -> Place:
    """Where the lake lies."""
    return lake_of(folder, load_settings(folder)[0]).place


def fill(folder: Path, source: str = "desk", held: Sequence[str] = HELD) -> Manifest:
    """Moves tickets, events and surveys (or other tables) of a folder into its lake, as rows of a source."""
    read = load(folder).read
    assert read is not None
    tables = {name: _of(read.records.tables[name], source) for name in held}
    found = write(place_of(folder), Change(rows=tables), NOW, f"sync {source}", source, {"cursor": 1})
    for name in held:
        (folder / f"{name}.csv").unlink()
    return found


def later(folder: Path, days: int = 1) -> Manifest:
    """A load in which every answered survey got the worst score, as if all had changed their minds."""
    held = load(folder).records.tables["surveys"]
    assert isinstance(held, pa.Table)
    answered = held.filter(pc.is_valid(held["score"]))
    worst = answered.set_column(answered.column_names.index("score"), "score", answered["scale_min"])
    return write(place_of(folder), Change(rows={"surveys": worst}), NOW + timedelta(days=days), "sync desk", "desk")


def at(folder: Path, number: int) -> Lake:
    """The lake as it was at a manifest."""
    place = place_of(folder)
    return Lake(place, numbered(place, number))


def newest(folder: Path) -> int:
    """The number of the manifest that holds now."""
    return current(place_of(folder)).number


def _of(table: object, source: str) -> pa.Table:
    assert isinstance(table, pa.Table)
    named = table.drop_columns(["source"]) if "source" in table.column_names else table
    return named.append_column("source", pa.array([source] * len(named), pa.string()))


CONNECTED = "\nsources:\n  desk: {kind: rt, url: https://rt.example.com}\n"


def connect(folder: Path, said: str = CONNECTED) -> None:
    """Lets a workspace's settings name a helpdesk, once."""
    file = folder / "deskmerit.yaml"
    text = file.read_text(encoding="utf-8")
    if "\nsources:" not in text:
        file.write_text(text + said, encoding="utf-8")


def disconnect(folder: Path) -> None:
    """Takes the helpdesks out of the settings again."""
    file = folder / "deskmerit.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.partition("\nsources:")[0], encoding="utf-8")
