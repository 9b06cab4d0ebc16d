"""The manifest: one small text that names the version of every table, and the older ones a result may pin.

`manifests/00000007.json` is created once and never changed; `manifest.json` names the newest and is replaced in one
step. A number that was created is complete: its tables were written before. A crash between the two leaves a newest
one nobody named yet; reading finds it.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field

from deskmerit.records.fingerprint import Digest
from deskmerit.records.lake.place import Place

CURRENT = "manifest.json"
FOLDER = "manifests"
EMPTY = 0


@dataclass(frozen=True, slots=True)
class TableAt:
    """A table at one version of its Delta log.

    `columns`: all it has, sorted. `files`: its data files below its folder, each with the digest of its rows.
    """

    version: int
    rows: int
    columns: tuple[str, ...] = ()
    files: Mapping[str, Digest] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of a lake. `sources` hold what each source needs to go on from here (its cursors, its last report)."""

    number: int
    tables: Mapping[str, TableAt] = field(default_factory=dict)
    sources: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    cause: str = ""
    made_at: str = ""


class Overtaken(Exception):  # noqa: N818  # said to a person, not a bug
    """Somebody else wrote to the lake meanwhile; nothing of this load counts, run it again."""


def current(place: Place) -> Manifest:
    """The last complete manifest; number 0 and empty where nothing was ever written."""
    while True:
        number = newest(place)
        try:
            return numbered(place, number)
        except KeyError:  # overtaken, and taken away by a vacuum, before it was read
            if newest(place) == number:
                raise


def newest(place: Place) -> int:
    """The number of the last complete manifest, which is not read; 0 where nothing was ever written."""
    if place.local and not place.local.is_dir():
        return EMPTY
    number = _named(place)
    while place.has(name_of(number + 1)):
        number += 1
    return number


def numbered(place: Place, number: int) -> Manifest:
    """The manifest of a number. Raises KeyError if there is none."""
    if number == EMPTY:
        return Manifest(EMPTY)
    found = _read(place, number)
    if found is None:
        raise KeyError(number)
    return found


def all_of(place: Place) -> Iterator[Manifest]:
    """Every manifest still kept, the oldest first."""
    for name in place.names(FOLDER):
        found = _read(place, _number(name))
        if found is not None:
            yield found


def commit(place: Place, manifest: Manifest) -> None:
    """Makes a manifest the current one. Raises Overtaken if its number was given away meanwhile."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, sort_keys=True, indent=1).encode()
    if not place.create(name_of(manifest.number), text):
        raise Overtaken(manifest.number)
    place.write(CURRENT, json.dumps({"number": manifest.number}).encode())


def name_of(number: int) -> str:
    """The name under which the manifest of a number stands."""
    return f"{FOLDER}/{number:08}.json"


def _named(place: Place) -> int:
    """The number in `manifest.json`; where a broken disk or a hand took that away, the highest there is."""
    with suppress(ValueError, KeyError, TypeError):
        return int(json.loads(place.read(CURRENT) or b"")["number"])
    return max((_number(name) for name in place.names(FOLDER)), default=EMPTY)


def _number(name: str) -> int:
    return int(name.removesuffix(".json").rpartition("/")[2])


def _read(place: Place, number: int) -> Manifest | None:
    text = place.read(name_of(number))
    if text is None:
        return None
    said = json.loads(text)
    tables = {name: _table(table) for name, table in said.pop("tables").items()}
    return Manifest(tables=tables, **said)


def _table(said: Mapping[str, object]) -> TableAt:
    files = {str(name): tuple(numbers) for name, numbers in dict(said["files"]).items()}  # type: ignore[call-overload]  # written by commit
    return TableAt(int(str(said["version"])), int(str(said["rows"])), tuple(said["columns"]), files)  # type: ignore[arg-type]  # as above
