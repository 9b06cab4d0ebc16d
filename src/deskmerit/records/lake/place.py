"""Where a lake lies: a folder, or a prefix of a bucket; a few named texts beside the Delta tables."""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import obstore
from obstore.exceptions import AlreadyExistsError, NotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

KEPT = "kept"
"""The folder of copies of files that kept runs need."""

FRESH = timedelta(hours=1)
"""A copy older than that is written anew for a run that needs it: a vacuum takes it for one that nobody needs."""


@dataclass(frozen=True, slots=True)
class Place:
    """A lake's address: the path of a folder, or `s3://…`, `gs://…`, `az://…`.

    Object storage takes its credentials from the environment, as its vendor names them (`AWS_…`, `GOOGLE_…`,
    `AZURE_…`); nothing of them stands in a file. `cache`: a folder of this machine for data files fetched from there.
    Writing a text is atomic: a reader sees the old one or the new one, after a crash too.
    """

    address: str
    cache: Path

    @property
    def local(self) -> Path | None:
        """The folder, or None on object storage."""
        return None if "://" in self.address else Path(self.address)

    def table(self, name: str) -> str:
        """The address of a Delta table."""
        return f"{self.address.rstrip('/')}/{name}"

    def read(self, name: str) -> bytes | None:
        """The text of that name; None if there is none."""
        if self.local and not self.local.is_dir():
            return None
        try:
            return bytes(obstore.get(self._store(), name).bytes())
        except (NotFoundError, FileNotFoundError):
            return None

    def has(self, name: str) -> bool:
        """Whether something has that name."""
        try:
            obstore.head(self._store(), name)
        except (NotFoundError, FileNotFoundError):
            return False
        return True

    def write(self, name: str, text: bytes) -> None:
        """Puts a text in the place of whatever has that name."""
        obstore.put(self._store(), name, text)

    def create(self, name: str, text: bytes) -> bool:
        """Puts a text where there is none of that name; False if somebody else did before."""
        try:
            obstore.put(self._store(), name, text, mode="create")
        except AlreadyExistsError:
            return False
        return True

    def names(self, prefix: str) -> list[str]:
        """The names that stand below a prefix, sorted."""
        if self.local and not (self.local / prefix).is_dir():
            return []
        return sorted(str(found["path"]) for chunk in obstore.list(self._store(), prefix) for found in chunk)

    def older(self, prefix: str, before: datetime) -> set[str]:
        """The names below a prefix of what was last written before an instant."""
        if self.local and not (self.local / prefix).is_dir():
            return set()
        found = (each for chunk in obstore.list(self._store(), prefix) for each in chunk)
        return {str(each["path"]) for each in found if each["last_modified"] < before}

    def remove(self, name: str) -> None:
        """Takes a text away; one that isn't there is no error."""
        if self.has(name):
            obstore.delete(self._store(), name)

    def keep(self, path: Path, now: datetime) -> str:
        """Keeps a copy of a file under the hash of its content, once; the name to fetch it by."""
        name = f"{KEPT}/{content_of(path)}"
        if not self.has(name) or obstore.head(self._store(), name)["last_modified"] < now - FRESH:
            obstore.put(self._store(), name, path)
        return name

    def fetched(self, name: str, *, anew: bool = False) -> Path:
        """A data file as a path. Data files never change: from object storage each is fetched once, into the
        cache; `anew` fetches it again. Raises FileNotFoundError for one that object storage lacks."""
        if self.local:
            return self.local / name
        path = self._copies / name
        if anew or not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f"{path.name}.{os.getpid()}.part")
            try:
                found = obstore.get(self._store(), name)
            except NotFoundError:
                raise FileNotFoundError(name) from None
            with part.open("wb") as file:
                for block in found:
                    file.write(block)
            part.replace(path)
        return path

    def copies(self) -> dict[str, Path]:
        """What this machine has fetched, by name; of a copy under way the name it will have is in its path's."""
        return {path.relative_to(self._copies).as_posix(): path for path in self._copies.rglob("*") if path.is_file()}

    @property
    def _copies(self) -> Path:
        return self.cache / "lake"

    def _store(self) -> ObjectStore:
        if self.local:
            return LocalStore(self.local, mkdir=True)
        return from_url(self.address, client_options={"allow_http": _plain()})


def content_of(path: Path) -> str:
    """The hash of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _plain() -> bool:
    """Whether the object storage is reached without encryption, as one of one's own on the same machine may be."""
    return os.environ.get("AWS_ALLOW_HTTP", "").casefold() in ("1", "true", "yes")
