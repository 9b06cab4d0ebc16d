"""A workspace's files kept beside its lake, so that a run can be made again from what it was made from."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from deskmerit.records.lake.place import Place
from deskmerit.sources.discover import discover
from deskmerit.sources.overlay import APP, kept_by_app
from deskmerit.sources.settings import FILE


def keep_files(folder: Path, place: Place, now: datetime) -> dict[str, str]:
    """Keeps a copy of every file a workspace's records come from; under each file's name, the name to fetch it by."""
    return {name: place.keep(folder / name, now) for name in sorted(_names(folder))}


def lay_out(kept: Mapping[str, str], place: Place, folder: Path) -> None:
    """Puts kept files into a folder, as they stood in the workspace."""
    for name, stored in kept.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(place.fetched(stored), target)


def _names(folder: Path) -> Iterator[str]:
    """Records of the folder and of the application; the settings, with the calendars that stand in files beside."""
    for found in [*discover(folder), *kept_by_app(folder)]:
        yield found.path.relative_to(folder).as_posix()
    for path in folder.rglob("*.y*ml"):
        name = path.relative_to(folder)
        if not any(part.startswith((".", "_")) for part in name.parts) and name.parts[0] != Path(APP).parts[0]:
            yield name.as_posix()
    if (folder / FILE).is_file():
        yield FILE
