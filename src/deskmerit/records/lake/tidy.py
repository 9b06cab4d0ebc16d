"""Keeping a lake small and sound: small files put together, what nothing names removed, everything named looked at."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.lake import delta
from deskmerit.records.lake.digest import digest_of, said, weighed
from deskmerit.records.lake.manifest import Manifest, all_of, commit, current
from deskmerit.records.lake.pins import pins
from deskmerit.records.lake.place import Place
from deskmerit.records.lake.store import writing
from deskmerit.records.view import connect

TARGET = 128 * 1024 * 1024
"""Bytes a compacted file may have."""

DAYS = 7
"""Days for which a manifest stays readable though nothing pins it: somebody may be reading it."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What a vacuum took away: data files, and manifests that nobody names."""

    files: int
    manifests: int


def compact(place: Place, now: datetime) -> Manifest:
    """Puts small files together; the rows stay the same, to their digest, or the lake stays as it was."""
    with writing(place):
        before = current(place)
        tables = dict(before.tables)
        for name, table in before.tables.items():
            open_table = delta.opened(place, name, table.version)
            assert open_table is not None
            open_table.optimize.compact(target_size=TARGET)
            tables[name] = weighed(place, name, open_table, table)
            assert said(tables[name]) == said(table), name
        after = replace(before, number=before.number + 1, tables=tables, cause="compact", made_at=now.isoformat())
        commit(place, after)
        return after


def vacuum(place: Place, now: datetime, days: int = DAYS) -> Removed:
    """Removes data files and manifests that neither the current state, nor a pin, nor the last `days` days name."""
    with writing(place):
        kept = kept_manifests(place, now, days)
        files = 0
        for name in current(place).tables:
            versions = sorted({each.tables[name].version for each in kept if name in each.tables})
            table = delta.at(place, name, versions[-1])
            gone = table.vacuum(
                retention_hours=0, dry_run=False, enforce_retention_duration=False, full=True, keep_versions=versions
            )
            files += len(gone)
        numbers = {each.number for each in kept}
        old = [each for each in all_of(place) if each.number not in numbers]
        for each in old:
            place.remove(f"manifests/{each.number:08}.json")
        return Removed(files, len(old))


def kept_manifests(place: Place, now: datetime, days: int = DAYS) -> list[Manifest]:
    """The manifests whose files must stay: the current one, pinned ones, and those of the last days."""
    numbers = {pin.manifest for pin in pins(place)} | {current(place).number}
    since = now - timedelta(days=days)
    found = list(all_of(place))
    # A manifest was current until the next one was made, so the last one before the days began counts as well.
    later = [after.made_at for after in found[1:]] + [now.isoformat()]
    return [
        each
        for each, until in zip(found, later, strict=True)
        if each.number in numbers or datetime.fromisoformat(until) >= since
    ]


def check(place: Place, *, deep: bool = False) -> list[Issue]:
    """Every data file that a kept manifest names but isn't there; `deep` compares the rows of each with its digest."""
    wrong: dict[tuple[str, str], Issue] = {}
    with connect() as connection:
        for manifest in all_of(place):
            for name, file, digest, columns in _files(manifest):
                if (name, file) in wrong:
                    continue
                code = ""
                try:
                    if not place.has(f"{name}/{file}"):
                        code = "lake-file-missing"
                    elif deep and digest_of(place, name, file, columns, connection) != digest:
                        code = "lake-file-changed"
                except OSError:
                    code = "lake-file-unreadable"
                if code:
                    params = {"manifest": manifest.number, "table": name}
                    wrong[name, file] = Issue(Level.ERROR, code, Where(file=f"{name}/{file}"), params)
    return list(wrong.values())


def _files(manifest: Manifest) -> Iterator[tuple[str, str, tuple[int, int, int], tuple[str, ...]]]:
    for name, table in sorted(manifest.tables.items()):
        for file, digest in sorted(table.files.items()):
            yield name, file, digest, table.columns
