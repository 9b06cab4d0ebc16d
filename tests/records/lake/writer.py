"""A process that fills a lake load by load, for tests that kill it: each load is a function of its number alone."""

import sys
from pathlib import Path
from random import Random

from deskmerit.records.lake import tidy
from deskmerit.records.lake.manifest import current
from deskmerit.records.lake.store import Change, write
from records.lake.rows import NOW, events, ids, lake_in

LOADS = 40


def load(number: int) -> tuple[list[int], list[int], str]:
    """The events that come with a load, those that are gone with it, and their kind."""
    dice = Random(number)
    return dice.sample(range(200), 6), dice.sample(range(200), 2), dice.choice(["public_reply", "internal_note"])


def rows_of(done: int) -> list[tuple[str, str]]:
    """What the lake holds after so many loads: id and kind, sorted."""
    held: dict[str, str] = {}
    for number in range(done):
        come, gone, kind = load(number)
        held = {name: known for name, known in held.items() if name not in {f"e{each}" for each in gone}}
        held |= {f"e{each}": kind for each in come}
    return sorted(held.items())


def main(folder: Path) -> None:
    """Goes on from the load that the manifest names."""
    place = lake_in(folder)
    for number in range(int(str(current(place).sources.get("rt", {}).get("done", 0))), LOADS):
        come, gone, kind = load(number)
        change = Change(rows={"events": events(*come, kind=kind)}, gone={"events": ids(events(*gone))})
        write(place, change, NOW, "load", "rt", {"done": number + 1})
        if number % 5 == 4:
            tidy.compact(place, NOW)
        if number % 7 == 6:
            tidy.vacuum(place, NOW, days=0)
        print(number, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
