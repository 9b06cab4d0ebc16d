"""Runs a command of deskmerit that kills itself at its n-th touch of database or disk, as `kill -9` does. A program:

    python dying.py POINT LOG serve DIR --port 8000

Counted, in the threads that answer a POST and in a worker's main one: each statement that SQLite begins (the bounds of
transactions too), each file of the workspace that is opened for writing, renamed or removed. LOG gets a line for each
before it happens, so that the last line tells where the process died. POINT 0: it lives.
"""

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

POINT, LOG, FOLDER = int(sys.argv[1]), Path(sys.argv[2]), str(Path(sys.argv[4]).resolve())
HERE = threading.local()
WRITES = os.O_WRONLY | os.O_RDWR

log = LOG.open("a", encoding="utf-8", buffering=1)
count = 0


def touch(what: str) -> None:
    """One more touch; at the one that is asked for, the end of the process and all its threads."""
    global count
    if not getattr(HERE, "armed", False):
        return
    count += 1
    log.write(f"{' '.join(what.split())[:300]}\n")
    if count == POINT:
        os.kill(os.getpid(), signal.SIGKILL)


def audited(event: str, args: tuple[Any, ...]) -> None:
    """Files of the workspace that are renamed, removed or opened for writing."""
    if event in ("os.rename", "os.remove") and str(args[0]).startswith(FOLDER):
        touch(f"{event} {args[0]}")
    elif event == "open" and isinstance(args[2], int) and args[2] & WRITES and str(args[0]).startswith(FOLDER):
        touch(f"open {args[0]}")


def main() -> None:
    """Arms the process, then runs the command."""
    from django.core.signals import request_finished, request_started
    from django.db.backends.signals import connection_created

    def connected(connection: Any, **_: Any) -> None:
        connection.connection.set_trace_callback(touch)

    def asked(environ: Any = None, **_: Any) -> None:
        HERE.armed = bool(environ) and environ["REQUEST_METHOD"] == "POST"

    def answered(**_: Any) -> None:
        HERE.armed = False

    connection_created.connect(connected, weak=False)
    request_started.connect(asked, weak=False)
    request_finished.connect(answered, weak=False)
    HERE.armed = sys.argv[3] == "work"
    sys.addaudithook(audited)
    del sys.argv[1:3]
    from deskmerit.cli import main as deskmerit

    deskmerit()


if __name__ == "__main__":
    main()
