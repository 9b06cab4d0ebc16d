"""Pins: which manifests a result stands on. Nothing they name is ever removed."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from deskmerit.records.lake.manifest import current, numbered
from deskmerit.records.lake.place import Place

FOLDER = "pins"
RUN = "run-"
"""What pins of runs kept by `score --run` begin with; the application's own begin otherwise."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A result of that name stands on a manifest; `about` is what the result needs besides (its question)."""

    name: str
    manifest: int
    made_at: str
    about: Mapping[str, object] = field(default_factory=dict)

    @property
    def kept(self) -> tuple[str, ...]:
        """The names of the copies of files that the result needs, as `Place.keep` gave them."""
        files = self.about.get("files")
        return tuple(map(str, files.values())) if isinstance(files, dict) else ()


def pin(place: Place, name: str, now: datetime, about: Mapping[str, object] | None = None, number: int = 0) -> Pin:
    """Pins a manifest (the current one without a number). Raises KeyError where there is none, ValueError where the
    name pins another already: a pin is never moved."""
    manifest = numbered(place, number) if number else current(place)
    made = Pin(name, manifest.number, now.isoformat(), about or {})
    if not place.create(_name(name), json.dumps(asdict(made), ensure_ascii=False, sort_keys=True).encode()):
        there = pinned(place, name)
        if there is None or there.manifest != made.manifest:
            raise ValueError(name)
        return there
    return made


def pinned(place: Place, name: str) -> Pin | None:
    """The pin of that name, or None."""
    text = place.read(_name(name))
    return Pin(**json.loads(text)) if text else None


def pins(place: Place) -> list[Pin]:
    """Every pin, by name."""
    texts = (place.read(name) for name in place.names(FOLDER))
    return [Pin(**json.loads(text)) for text in texts if text]


def unpin(place: Place, name: str) -> None:
    """Lets go of a result: what only it stood on may be removed by the next vacuum."""
    place.remove(_name(name))


def _name(name: str) -> str:
    return f"{FOLDER}/{name}.json"
