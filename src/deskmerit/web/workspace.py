"""Where the running application keeps its things: `app/` inside the workspace folder."""

import os
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

ENV = "DESKMERIT_WORKSPACE"


def folder() -> Path:
    """The workspace the application serves: records and `deskmerit.yaml`. Raises ImproperlyConfigured when unset."""
    named = os.environ.get(ENV, "")
    if not named:
        raise ImproperlyConfigured(f"set {ENV} to the workspace folder, or start with `deskmerit serve DIR`")
    return Path(named)


def kept() -> Path:
    """The application's own files: database, secret, uploads, runs, and the records it writes."""
    made = folder() / "app"
    made.mkdir(parents=True, exist_ok=True)
    return made


def secret() -> str:
    """The key that signs cookies: made once, readable by the owner only, part of every backup."""
    path = kept() / "secret.key"
    if not path.exists():
        _put_whole(path)
    return path.read_text(encoding="ascii")


def _put_whole(path: Path) -> None:
    """Server and worker may start at once, and be killed: the first key that is there whole is everybody's."""
    from django.core.management.utils import get_random_secret_key

    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # readable by the owner only
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(get_random_secret_key())
    try:
        os.link(name, path)
    except FileExistsError:
        pass  # the other process was faster
    except OSError:  # a file system without links
        Path(name).replace(path)
    Path(name).unlink(missing_ok=True)
