"""A lake as one whole copy, taken while others load, compact and vacuum: its newest manifest, and what is pinned."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from deskmerit.records.lake.manifest import CURRENT, Manifest, current, name_of, numbered
from deskmerit.records.lake.pins import FOLDER as PINS
from deskmerit.records.lake.pins import Pin, pin, pins, unpin
from deskmerit.records.lake.place import Place
from deskmerit.records.lake.tidy import LOG

SAVED = "backup-"
"""What the pin begins with that holds a manifest while it is copied."""

BESIDE = ("rejected",)
"""Folders of a lake that no manifest names: refused rows, which the next sync needs."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What makes up a copy: the number of its manifest, and the names of all its files but `manifest.json`."""

    number: int
    names: tuple[str, ...]

    @property
    def newest(self) -> tuple[str, bytes]:
        """`manifest.json` of the copy: its name, and what it says."""
        return CURRENT, b'{"number": %d}' % self.number


@contextmanager
def saving(place: Place, name: str, now: datetime) -> Iterator[Copy]:
    """Holds the newest manifest, and every pinned one, for as long as they are copied; loads go on meanwhile.

    Delta's log comes along up to the versions of that manifest: a load under way is none of the copy's.
    """
    manifest = _held(place, f"{SAVED}{name}", now)
    try:
        kept = [each for each in pins(place) if each.manifest <= manifest.number and not each.name.startswith(SAVED)]
        yield Copy(manifest.number, tuple(sorted(set(_names(place, manifest, kept)))))
    finally:
        unpin(place, f"{SAVED}{name}")


def _held(place: Place, name: str, now: datetime) -> Manifest:
    """The newest manifest, pinned; one that a vacuum was quicker to remove is not the newest any more."""
    while True:
        manifest = current(place)
        try:
            pin(place, name, now, number=manifest.number)
        except KeyError:
            continue
        return manifest


def _names(place: Place, manifest: Manifest, kept: Iterable[Pin]) -> Iterator[str]:
    numbers = {manifest.number}
    for each in kept:
        yield f"{PINS}/{each.name}.json"
        numbers.add(each.manifest)
        yield from each.kept
    for number in numbers - {0}:
        yield name_of(number)
        for name, table in numbered(place, number).tables.items():
            yield from (f"{name}/{file}" for file in table.files)
    for name, table in manifest.tables.items():
        for file in place.names(f"{name}/{LOG}"):
            version = file.rpartition("/")[2].partition(".")[0]
            if version.isdigit() and int(version) <= table.version:
                yield file
    for folder in BESIDE:
        yield from place.names(folder)
