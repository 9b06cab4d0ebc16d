"""Opens what exports come in: a plain file, a .gz, or a .zip that holds one file; guarded against bombs."""

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.sources.files.sheet import SUFFIXES, Sheet, read_sheets

MAX_BYTES = 4 * 1024**3
MAX_RATIO = 250  # logs pack to a twentieth; a deflate bomb to a thousandth
_SAFE_BYTES = 64 * 1024**2  # below this no ratio is suspicious
_CHUNK = 1 << 20


class _RefusedError(Exception):
    """The archive can't be opened; carries the issue that says why."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def read_export(path: Path) -> tuple[list[Sheet], list[Issue]]:
    """Every sheet of an export. Messages and `source_file` name the file the user gave, not what lies inside it."""
    try:
        with _opened(path) as inner:
            sheets, issues = read_sheets(inner)
    except _RefusedError as refused:
        return [], [Issue(Level.ERROR, refused.code, Where(file=path.name), refused.params)]
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as problem:
        # RuntimeError: zipfile's word for an encrypted member.
        return [], [Issue(Level.ERROR, "import-archive-broken", Where(file=path.name), {"why": str(problem)})]
    return [_renamed(sheet, path.name) for sheet in sheets], [_at(issue, path.name) for issue in issues]


def _renamed(sheet: Sheet, name: str) -> Sheet:
    return replace(sheet, file=name)


def _at(issue: Issue, name: str) -> Issue:
    return replace(issue, where=replace(issue.where, file=name))


@contextmanager
def _opened(path: Path) -> Iterator[Path]:
    """The path of a plain file with the content; archives are unpacked into a folder that goes away again."""
    suffix = path.suffix.casefold()
    if suffix not in (".zip", ".gz"):
        yield path
        return
    with TemporaryDirectory(prefix="deskmerit-") as folder:
        if suffix == ".gz":
            inner = Path(folder) / (path.stem if Path(path.stem).suffix.casefold() in SUFFIXES else path.stem + ".csv")
            with gzip.open(path, "rb") as packed:
                _copy(packed.read, inner, path.stat().st_size)
        else:
            inner = _unzip(path, Path(folder))
        yield inner


def _unzip(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        members = [info for info in archive.infolist() if _is_export(info)]
        if len(members) != 1:
            names = ", ".join(info.filename for info in members) or "–"
            raise _RefusedError("import-archive-not-one", count=len(members), names=names)
        # Only the last part of the name is used: a member can't leave the folder.
        inner = folder / PurePosixPath(members[0].filename.replace("\\", "/")).name
        with archive.open(members[0]) as packed:
            _copy(packed.read, inner, members[0].compress_size)
        return inner


def _is_export(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename)
    hidden = parts.name.startswith(".") or "__MACOSX" in parts.parts
    return not info.is_dir() and not hidden and parts.suffix.casefold() in SUFFIXES


def _copy(read: Callable[[int], bytes], inner: Path, size: int) -> None:
    """Copies while counting what really comes out: the size an archive states about itself may lie."""
    done = 0
    with inner.open("wb") as plain:
        while chunk := read(_CHUNK):
            done += len(chunk)
            if done > MAX_BYTES or (done > _SAFE_BYTES and done > MAX_RATIO * max(size, 1)):
                raise _RefusedError("import-archive-bomb", megabytes=done >> 20, packed=size)
            plain.write(chunk)
