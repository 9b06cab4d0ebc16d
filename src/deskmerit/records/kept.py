"""Files made from large tables: kept in the workspace's hidden folder, found again, removed once nobody uses them."""

import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

SPARED = 3600 * 10**9
"""Nanoseconds after its last use during which a file stays: another process may be reading it still."""

_OURS = re.compile(r"[0-9a-f]{24}(\.\d+)?\.(parquet|part)")
_held: set[Path] = set()


def folder_of(workspace: Path | None) -> Path:
    """The folder to write to: the workspace's, or where that is read-only one that goes with the process."""
    if workspace is not None:
        with suppress(OSError):  # a workspace that may only be read
            workspace.mkdir(parents=True, exist_ok=True)
            return workspace
    return _temporary()


@cache
def _temporary() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="deskmerit-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def stamps(paths: Iterable[Path]) -> list[tuple[str, int, int]]:
    """What tells a version of files from any other: where they are, their sizes and times of change."""
    found = [(path, path.stat()) for path in paths]
    return [(str(path), stat.st_size, stat.st_mtime_ns) for path, stat in found]


def written(path: Path, write: Callable[[Path], object]) -> None:
    """Has a file written under another name first, so that nobody ever sees half of it."""
    half = path.with_suffix(f".{os.getpid()}.part")
    write(half)
    half.replace(path)


def hold(path: Path) -> None:
    """Says that this process uses a file to its end."""
    _held.add(path.resolve())
    used(path)


def used(path: Path) -> None:
    """Says that a file is in use now: it stays for an hour at least. Its time of change stays: names of files made from
    it hold it."""
    with suppress(OSError):
        os.utime(path, ns=(_now(path.parent), path.stat().st_mtime_ns))


def sweep(folder: Path) -> None:
    """Removes files of earlier versions: named as ours, not held by this process, unused for an hour.

    One that can't be removed (Windows keeps what is open) is left to the next time.
    """
    if not folder.is_dir():
        return
    with suppress(OSError):
        now = _now(folder)
        for path in sorted(folder.iterdir()):
            if _OURS.fullmatch(path.name) and path.resolve() not in _held and now - _used(path) > SPARED:
                with suppress(OSError):
                    path.unlink()


def _now(folder: Path) -> int:
    """The present as the folder's own file system dates it: no output depends on it."""
    stamp = folder / "used"
    stamp.touch()
    return stamp.stat().st_mtime_ns


def _used(path: Path) -> int:
    found = path.stat()
    return max(found.st_atime_ns, found.st_mtime_ns)
