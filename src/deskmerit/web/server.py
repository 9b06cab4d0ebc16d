"""Starting the application on a workspace: environment, database, static files, web server."""

import gc
import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from deskmerit.web.workspace import ENV


def start(folder: Path, *, collected: bool = True) -> None:
    """Makes Django ready for a workspace. `collected`: static files are served compressed, under hashed names."""
    os.environ[ENV] = str(folder.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "deskmerit.web.settings"
    os.environ["DESKMERIT_COLLECTED"] = "1" if collected else ""
    import django

    django.setup()


def prepare() -> None:
    """Brings the database to the present form and collects static files where they changed. Safe to run again."""
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    if not os.environ["DESKMERIT_COLLECTED"]:
        return
    root = Path(settings.STATIC_ROOT)
    stamp, present = root / "stamp.txt", _stamp([Path(settings.HERE) / "static"])
    if not stamp.exists() or stamp.read_text(encoding="ascii") != present:
        call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=["fonts", "stamp.txt"])
        stamp.write_text(present, encoding="ascii")


def first_code() -> str:
    """A one-time code that the first-run page asks for, so that only who sees this terminal becomes administrator.

    Empty once there is an account.
    """
    from django.utils.crypto import get_random_string

    from deskmerit.web.accounts.models import User

    if User.objects.exists():
        return ""
    os.environ.setdefault("DESKMERIT_START_CODE", get_random_string(8, "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"))
    return os.environ["DESKMERIT_START_CODE"]


def warm() -> None:
    """Brings in what the first pages would otherwise wait for: views, templates, libraries that are loaded late.

    The garbage collector passes over all of that from now on: looking at it again stopped every page for 0.2 s.
    """
    from django.template.loader import get_template
    from django.urls import get_resolver

    assert get_resolver().url_patterns  # imports every view
    with suppress(ImportError):
        import_module("pandas")  # Arrow loads it with the first list it converts, where it is there
    for folder in Path(__file__).parent.glob("*/templates"):
        for path in folder.rglob("*.html"):
            get_template(path.relative_to(folder).as_posix())
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def serve(host: str, port: int, threads: int) -> None:
    """Answers requests until the process is told to stop."""
    from waitress import serve as waitress

    from deskmerit.web.wsgi import application

    warm()
    waitress(
        application,
        host=host,
        port=port,
        threads=threads,
        ident=None,
        channel_timeout=60,
        clear_untrusted_proxy_headers=True,
    )


def _stamp(folders: Iterable[Path]) -> str:
    digest = sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                stat = path.stat()
                digest.update(f"{path.relative_to(folder)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
