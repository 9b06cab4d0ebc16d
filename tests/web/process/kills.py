"""A workspace in which an act waits to be done, done by real processes of which some are killed on the way."""

import http.client
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from deskmerit.web import workspace
from deskmerit.web.audit.trail import verify
from web.conftest import World
from web.database import copied_to, on_file
from web.site import Site, free_port

DYING, SEED = Path(__file__).with_name("dying.py"), Path(__file__).with_name("seed.py")
CSRF = "c" * 32
LONG, ROUNDS = 300, 4
"""Seconds that a worker may take on a busy machine; how often it is started until nothing waits."""
PASSING = ("django_", "sqlite_", "usersessions_", "shared_beat")
"""Tables of who is signed in and of what waits to be worked on."""
LEFT = {
    "audit_event": {"hash", "before_hash"}, "audit_head": {"hash"}, "cycles_cycle": {"audit_head"},
    "cycles_run": {"data", "made_from"}, "notices_delivery": {"tries"},
}  # fmt: skip
"""Columns that hash over times of day (the trail is verified on its own), and how often a message was tried."""
INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?([+Z][\d:]*)?|(?<=\"head\": \")[0-9a-f]{64}")
"""Times of day, and the head of the trail that a message tells, which hashes over them."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a person asks for by a form, and whose browser it is."""

    url: str
    form: Mapping[str, str]
    cookies: str

    @classmethod
    def of(cls, world: World, user: object, url: str, **form: str) -> "Act":
        """The act of somebody signed in."""
        session = world.client(user).cookies[settings.SESSION_COOKIE_NAME].value  # type: ignore[arg-type]  # a user
        return cls(url, form, f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={CSRF}")

    def ask(self, base: str) -> int:
        """Sends the form; the status of the answer, 0 where the server died over it."""
        connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=60)
        headers = {
            "Cookie": self.cookies, "X-CSRFToken": CSRF, "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        try:
            connection.request("POST", self.url, urlencode(self.form), headers)
            return connection.getresponse().status
        except (ConnectionError, http.client.HTTPException):
            return 0
        finally:
            connection.close()


def prepared(folder: Path) -> Path:
    """A workspace like the tests' own with what the present database holds, for plays; nothing else waits there."""
    folder.with_name("static").mkdir()
    shutil.copytree(workspace.folder(), folder, ignore=shutil.ignore_patterns("db.sqlite3*", "static"))
    path = folder / "app" / "db.sqlite3"
    copied_to(path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM django_tasks_database_dbtaskresult")
        database.execute("UPDATE notices_delivery SET state = 'sent'")
    return folder


@dataclass
class Play:
    """An act done in a copy of a prepared workspace, by a server and a worker that die at points (0: never)."""

    start: Path
    folder: Path
    act: Act
    server: int = 0
    worker: int = 0
    site: Site = field(init=False)

    def __post_init__(self) -> None:
        shutil.copytree(self.start, self.folder)
        (self.folder / "app" / "static").symlink_to(self.start.parent / "static")  # collected once
        self.site = Site(self.folder, SEED)

    def lines(self, who: str) -> list[str]:
        """What a process touched."""
        path = self._log(who)
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def told(self) -> str:
        """Where processes were killed."""
        points = {"server": self.server, "worker": self.worker}
        return "; ".join(f"{who} killed at {n}: {self.lines(who)[-1:]}" for who, n in points.items() if n)

    def end(self) -> tuple[dict[str, list[str]], dict[str, bytes]]:
        """Plays it: asks, again where the server died, and works until nothing waits, again where the worker died."""
        try:
            self._ask()
            self._work()
        finally:
            self.site.stop()
        with on_file(self.folder / "app" / "db.sqlite3"):
            assert verify()[2] == []
        return rows(self.folder), files(self.folder)

    def _ask(self) -> None:
        process, base = self._serve(self.server)
        answer = self.act.ask(base)
        if answer == 0:
            assert process.wait(30) == -9
            process, base = self._serve(0, "again")
            answer = self.act.ask(base)  # done already, or done now
        assert 0 < answer < 500, answer
        process.terminate()

    def _work(self) -> None:
        process = self._start("worker", self.worker, "work", str(self.folder), "--once")
        process.wait(LONG)
        assert process.returncode in (0, -9)
        if process.returncode or not self._quiet():
            later(self.folder)
            for _ in range(ROUNDS):
                self.site.run("work", str(self.folder), "--once")
                if self._quiet():
                    return
            raise AssertionError(f"tasks, imports and messages that still wait: {self._waiting()}")

    def _serve(self, point: int, name: str = "server") -> tuple[subprocess.Popen[bytes], str]:
        port = free_port()
        process = self._start(name, point, "serve", str(self.folder), "--port", str(port))
        return process, self.site.answering(process, port)

    def _start(self, name: str, point: int, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, str(DYING), str(point), str(self._log(name)), *words]
        return self.site.begin(command)

    def _log(self, who: str) -> Path:
        return self.folder.with_name(f"{self.folder.name}-{who}.log")

    def _quiet(self) -> bool:
        return not any(self._waiting())

    def _waiting(self) -> tuple[int, ...]:
        """Tasks, imports and messages that wait."""
        return one(
            self.folder,
            "SELECT (SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')),"
            " (SELECT count(*) FROM intake_import WHERE state IN ('reading', 'writing')),"
            " (SELECT count(*) FROM notices_delivery WHERE state IN ('waiting', 'leased'))",
        )


def one(folder: Path, sql: str) -> tuple[int, ...]:
    """A row of numbers straight from the database file, beside whatever runs."""
    with closing(sqlite3.connect(f"file:{folder / 'app' / 'db.sqlite3'}?mode=ro", uri=True, timeout=20)) as database:
        found: tuple[int, ...] = database.execute(sql).fetchone()
        return found


def later(folder: Path) -> None:
    """As long after as it takes to notice that a process died: its signs of life and leases are old."""
    with closing(sqlite3.connect(folder / "app" / "db.sqlite3", timeout=20)) as database, database:
        database.execute("UPDATE shared_beat SET at = '2020-01-01 00:00:00'")
        database.execute("UPDATE intake_import SET touched_at = '2020-01-01 00:00:00'")
        database.execute("UPDATE notices_delivery SET leased_until = '2020-01-01 00:00:00' WHERE state = 'leased'")


def rows(folder: Path) -> dict[str, list[str]]:
    """Every row of every table that lasts, as text without its times."""
    with closing(sqlite3.connect(folder / "app" / "db.sqlite3")) as database:
        database.row_factory = sqlite3.Row
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: _said(database, name) for name in names if not name.startswith(PASSING)}


def _said(database: sqlite3.Connection, table: str) -> list[str]:
    found = [dict(row) for row in database.execute(f'SELECT * FROM "{table}"')]
    left = LEFT.get(table, set())
    return sorted(INSTANT.sub("…", str({k: v for k, v in row.items() if k not in left})) for row in found)


def files(folder: Path) -> dict[str, bytes]:
    """Every file that lasts, without the times of day in it; a killed process may leave a hidden one half written."""
    found = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
    lasting = [path for path in found if "static" not in path.parts and not path.name.startswith(("db.", "clock."))]
    return {str(path.relative_to(folder)): _timeless(path.read_bytes()) for path in lasting}


def _timeless(content: bytes) -> bytes:
    try:
        return INSTANT.sub("…", content.decode("utf-8")).encode("utf-8")
    except UnicodeDecodeError:
        return content
