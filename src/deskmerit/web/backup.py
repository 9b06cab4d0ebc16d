"""Everything of a workspace in one file, taken while the application runs, and put back whole.

The database is copied first, then the files: what the database names is there, and never changes or goes. A lake in the
workspace is saved as it is at one manifest, with what is pinned, whatever is loaded meanwhile; one elsewhere is not.
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.utils.crypto import get_random_string

from deskmerit import __version__
from deskmerit.web.bridge import lakes
from deskmerit.web.leftovers import OWN, is_leftover

LEFT_OUT = ("app/static", ".deskmerit", "app/db.sqlite3", "app/db.sqlite3-wal", "app/db.sqlite3-shm")
"""What is made anew anyway, and the live database, of which a consistent copy goes along."""
MANIFEST = "manifest.json"

type Tell = Callable[[str, int, int], None]


class Unfit(Exception):  # noqa: N818 - what stands in the way, told in a sentence
    """A backup that can't be taken or put back: `code` and values for its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup holds: files, their size in bytes, kind of database, version of the software, when.

    `lake`: the address of a lake outside the workspace, of which the backup holds nothing ("" where it is inside);
    `manifest`: the number it had then, 0 where that isn't known.
    """

    files: int
    size: int
    database: str
    version: str
    made_at: str
    lake: str = ""
    manifest: int = 0


def backup(folder: Path, out: Path, made_at: str, tell: Tell) -> Kept:
    """Writes the backup beside its name and renames it when whole; an unfinished one never looks like one."""
    from django.db import connection

    if out.exists():
        raise Unfit("exists", file=out)
    partial = out.with_name(out.name + ".partial")
    sums: dict[str, str] = {}
    try:
        with tempfile.TemporaryDirectory() as scratch, tarfile.open(partial, "w:gz", compresslevel=6) as archive:
            database = _dump(Path(scratch), connection.vendor)
            sums[database.name] = _add(archive, database, database.name)
            with lakes.saving(folder, get_random_string(8), datetime.fromisoformat(made_at)) as lake:
                sums |= _saved(archive, folder, lake, tell)
            told: dict[str, Any] = {
                "version": __version__, "made_at": made_at, "database": connection.vendor, "sha256": sums,
                "lake": lake.elsewhere, "manifest": lake.number if lake.elsewhere else 0,
            }  # fmt: skip
            _put(archive, MANIFEST, json.dumps(told, ensure_ascii=False, indent=1).encode())
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return _kept(out, told)


def _saved(archive: tarfile.TarFile, folder: Path, lake: lakes.Saved, tell: Tell) -> dict[str, str]:
    """Puts in the files of a workspace and its lake; their sums. Of the lake each must be there: it is held."""
    listed = {path.relative_to(folder).as_posix(): path for path in _files(folder, lake.folder)}
    sums = dict[str, str]()
    for done, (name, path) in enumerate([*listed.items(), *lake.files.items()]):
        tell(name, done, len(listed) + len(lake.files))
        if name in lake.files or path.exists():
            sums[f"workspace/{name}"] = _add(archive, path, f"workspace/{name}")
    return sums | {f"workspace/{name}": _put(archive, f"workspace/{name}", text) for name, text in lake.texts.items()}


def _put(archive: tarfile.TarFile, name: str, text: bytes) -> str:
    """Puts a text in; its SHA-256."""
    entry = tarfile.TarInfo(name)
    entry.size = len(text)
    archive.addfile(entry, io.BytesIO(text))
    return hashlib.sha256(text).hexdigest()


def restore(file: Path, folder: Path, database_url: str, tell: Tell) -> Kept:
    """Puts a backup into a folder that is empty or absent; every file is checked before the first is put in place."""
    if folder.exists() and any(folder.iterdir()):
        raise Unfit("not-empty", folder=folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".restore-") as scratch:
        place = Path(scratch)
        told = _unpacked(file, place, tell)
        if told["database"] == "postgresql" and not database_url:
            raise Unfit("needs-postgres")
        (place / "workspace" / "app").mkdir(parents=True, exist_ok=True)
        if told["database"] == "sqlite":
            shutil.move(place / "database.sqlite3", place / "workspace" / "app" / "db.sqlite3")
        else:
            _run("pg_restore", "--no-owner", "--exit-on-error", "--dbname", database_url, str(place / "database.dump"))
        if folder.exists():
            folder.rmdir()
        (place / "workspace").replace(folder)
    return _kept(file, told)


def _kept(file: Path, told: Mapping[str, Any]) -> Kept:
    """What a backup holds, by what it says of itself; an older one says nothing of a lake."""
    made = (told["database"], told["version"], told["made_at"], told.get("lake", ""), told.get("manifest", 0))
    return Kept(len(told["sha256"]), file.stat().st_size, *made)


def _files(folder: Path, lake: str) -> Iterator[Path]:
    """Every file that is saved as it stands; not those of the lake, saved as one state ("": elsewhere)."""
    left_out = (*LEFT_OUT, lake) if lake else LEFT_OUT
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        out = any(name == each or name.startswith(f"{each}/") for each in left_out) or _passing(
            path.relative_to(folder)
        )
        if path.is_file() and not path.is_symlink() and not out:
            yield path


def _passing(name: Path) -> bool:
    """Whether a file is being written, lies in such a folder, or is a list that is made anew anyway."""
    made_anew = name.parent.as_posix() in OWN and name.name.startswith(".")
    return made_anew or any(is_leftover(each) for each in (name, *name.parents))


def _dump(scratch: Path, vendor: str) -> Path:
    """A consistent copy of the live database."""
    from django.conf import settings

    named = settings.DATABASES["default"]
    if vendor == "sqlite":
        copy = scratch / "database.sqlite3"
        with sqlite3.connect(named["NAME"]) as live, sqlite3.connect(copy) as kept:
            live.backup(kept)
        return copy
    copy = scratch / "database.dump"
    _run("pg_dump", "--format=custom", "--no-owner", "--file", str(copy), os.environ["DATABASE_URL"])
    return copy


def _run(*command: str) -> None:
    if shutil.which(command[0]) is None:
        raise Unfit("no-program", program=command[0])
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unfit("program-failed", program=command[0], said=done.stderr.strip()[-400:])


@dataclass(slots=True)
class _Summed:
    """A file read piece by piece, its SHA-256 made along the way."""

    file: BinaryIO
    digest: "hashlib._Hash"

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(size)
        self.digest.update(piece)
        return piece


def _add(archive: tarfile.TarFile, path: Path, name: str) -> str:
    """Puts a file in, as long as it is at this moment: what is read is what is summed."""
    with path.open("rb") as file:
        entry = archive.gettarinfo(arcname=name, fileobj=file)
        summed = _Summed(file, hashlib.sha256())
        archive.addfile(entry, cast(BinaryIO, summed))
    return summed.digest.hexdigest()


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unpacked(file: Path, place: Path, tell: Tell) -> dict[str, Any]:
    """The manifest, once everything is unpacked and its sums are right."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            archive.extractall(place, filter="data")
        told = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    except (tarfile.TarError, OSError, EOFError, ValueError) as error:
        raise Unfit("not-a-backup", file=file, why=error) from None
    for done, (name, digest) in enumerate(told["sha256"].items()):
        tell(name, done, len(told["sha256"]))
        path = place / name
        if not path.is_file() or _sum(path) != digest:
            raise Unfit("damaged", file=file, name=name)
    found: dict[str, Any] = told
    return found
