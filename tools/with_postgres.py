"""Runs a command with a PostgreSQL of its own: started on a free port in a temporary folder, gone afterwards.

    python tools/with_postgres.py python -m pytest tests/web

The command finds it in DATABASE_URL. The server refuses to run as root; for root it runs as nobody.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = ("initdb", "pg_ctl")


@contextmanager
def postgres() -> Iterator[str]:
    """A running server; its address as a database URL. Raises FileNotFoundError naming a program that isn't there."""
    for name in PROGRAMS:
        if shutil.which(name) is None:
            raise FileNotFoundError(name)
    with tempfile.TemporaryDirectory(prefix="deskmerit-pg-") as scratch:
        place = Path(scratch)
        if os.geteuid() == 0:
            shutil.chown(place, "nobody")
        data, port = place / "data", _free_port()
        _run(
            "initdb",
            "--pgdata",
            str(data),
            "--username",
            "postgres",
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--no-sync",
        )
        options = f"-p {port} -h 127.0.0.1 -k {place} -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        _run("pg_ctl", "-D", str(data), "-w", "-l", str(place / "log"), "-o", options, "start")
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")


def _run(*command: str) -> None:
    as_nobody = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups") if os.geteuid() == 0 else ()
    done = subprocess.run(
        [*as_nobody, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.strip()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> int:
    """Runs the command given; its exit code, or 2 with a sentence where there is no PostgreSQL."""
    try:
        with postgres() as url:
            return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except FileNotFoundError as missing:
        print(f"PostgreSQL's program {missing} is not on the PATH: on Debian install postgresql.", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
