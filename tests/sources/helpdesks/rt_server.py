"""A real Request Tracker for a test run: a copy of Debian's database, a server of its own, ended by its process id."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dlt.sources.helpers import requests

SERVER = Path("/usr/share/request-tracker5/libexec/rt-server")
DATABASE = Path("/var/lib/dbconfig-common/sqlite3/request-tracker5/rtdb")
NAME = "deskmerit.test"

SITE = """
Set($rtname, '{name}'); Set($Organization, '{name}'); Set($Timezone, '{zone}');
Set($WebPath, ''); Set($WebDomain, '127.0.0.1'); Set($WebPort, {port});
Set($DatabaseType, 'SQLite'); Set($DatabaseName, '{folder}/rtdb');
Set($LogToSyslog, undef); Set($LogToSTDERR, 'error'); Set($MailCommand, 'testfile');
1;
"""
RIGHTS = """
@Queues = ({ Name => 'Second line' });
@ACL = (map { { Right => $_, GroupDomain => 'SystemInternal', GroupType => 'Privileged' } } qw(SeeQueue ShowTicket
  ShowTicketComments ReplyToTicket CommentOnTicket ModifyTicket OwnTicket TakeTicket StealTicket ReassignTicket
  CreateTicket DeleteTicket));
push @ACL, map { { Right => $_, GroupDomain => 'SystemInternal', GroupType => 'Everyone' } } qw(SeeQueue ShowTicket
  CreateTicket ReplyToTicket);
1;
"""


@dataclass(frozen=True, slots=True)
class RequestTracker:
    """A running one, filled through its own interface. `url` for the connector; root's password is Debian's."""

    url: str

    def ask(self, method: str, path: str, who: str = "root", **body: object) -> Any:
        """A request as a person; what is refused raises."""
        sign_in = (who, "password" if who == "root" else f"{who}-pass-word")
        answer = requests.request(method, f"{self.url}/REST/2.0/{path}", auth=sign_in, json=body, timeout=60)
        return answer.json() if answer.content else None

    def user(self, name: str, real_name: str, *, privileged: bool) -> None:
        """A user who may sign in."""
        said = {"Name": name, "EmailAddress": name if "@" in name else f"{name}@desk.example", "RealName": real_name}
        self.ask("POST", "user", **said, Privileged=int(privileged), Password=f"{name}-pass-word")

    def ticket(self, who: str, subject: str, **more: object) -> str:
        """A new ticket in General; its number."""
        said = {"Queue": "General", "Subject": subject, "Content": "please", **more}
        return str(self.ask("POST", "ticket", who, **said)["id"])

    def change(self, who: str, ticket: str, **fields: object) -> None:
        """Sets fields; raises where RT says it didn't."""
        said = self.ask("PUT", f"ticket/{ticket}", who, **fields)
        assert "may not" not in str(said), said
        assert "denied" not in str(said).casefold(), said

    def reply(self, who: str, ticket: str) -> None:
        self.ask("POST", f"ticket/{ticket}/correspond", who, Content="an answer", ContentType="text/plain")

    def note(self, who: str, ticket: str) -> None:
        self.ask("POST", f"ticket/{ticket}/comment", who, Content="between us", ContentType="text/plain")


def absent() -> bool:
    """Whether this computer has no Request Tracker 5 with an SQLite database that may be copied. With
    DESKMERIT_NEEDS_ALL nothing is skipped: then its absence is a failure."""
    # Not `exists`, which raises where the folder is another account's.
    return not (os.environ.get("DESKMERIT_NEEDS_ALL") or (os.access(SERVER, os.X_OK) and os.access(DATABASE, os.R_OK)))


@contextmanager
def running(folder: Path, zone: str = "UTC") -> Iterator[RequestTracker]:
    """A server on a port of its own, on a copy of the database in `folder`; its process ends with the block."""
    port = _free()
    shutil.copy(DATABASE, folder / "rtdb")
    (folder / "empty").mkdir()
    (folder / "Site.pm").write_text(SITE.format(name=NAME, zone=zone, port=port, folder=folder), "utf-8")
    (folder / "rights").write_text(RIGHTS, "utf-8")
    env = {**os.environ, "RT_SITE_CONFIG": str(folder / "Site.pm"), "RT_SITE_CONFIG_DIR": str(folder / "empty")}
    setting = ["rt-setup-database-5", "--action", "insert", "--datafile", str(folder / "rights"), "--skip-create"]
    subprocess.run(setting, env=env, check=True, capture_output=True)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([SERVER, "--port", str(port), "--host", "127.0.0.1"], env=env, stdout=log, stderr=log)
    try:
        found = RequestTracker(f"http://127.0.0.1:{port}")
        _answers(port, server)
        before = (folder / "rtdb").stat().st_mtime_ns
        found.user("ann", "Ann Lee", privileged=True)
        assert (folder / "rtdb").stat().st_mtime_ns > before, "the server uses another database than its copy"
        yield found
    finally:
        server.terminate()
        server.wait(20)


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _answers(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "rt-server ended"
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("rt-server doesn't answer")
