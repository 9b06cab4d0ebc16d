"""Real processes on a workspace of their own: serve, work, backup, restore, as a person starts them."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Site:
    """A workspace and the processes started on it."""

    folder: Path
    seeder: Path
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def env(self) -> dict[str, str]:
        """The environment of its processes, with nothing of the tests' own."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("DESKMERIT_", "DJANGO_", "DATABASE_URL"))}
        return kept | {"DESKMERIT_LANG": "en"}

    def run(self, *words: str, code: int = 0) -> str:
        """Runs a command to its end; what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "deskmerit", *words], env=self.env(), capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def seed(self, what: str, *words: str) -> str:
        """Runs a function of the seeding program in a process of its own; what it printed."""
        env = self.env() | {"DESKMERIT_WORKSPACE": str(self.folder), "DJANGO_SETTINGS_MODULE": "deskmerit.web.settings"}
        done = subprocess.run(
            [sys.executable, str(self.seeder), what, *words], env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Starts a command that goes on."""
        return self.begin([sys.executable, "-m", "deskmerit", *words])

    def begin(self, command: list[str]) -> subprocess.Popen[bytes]:
        """Starts a program in the environment of the site."""
        process = subprocess.Popen(command, env=self.env())
        self.started.append(process)
        return process

    def serve(self) -> str:
        """Serves; the address once it answers."""
        port = free_port()
        return self.answering(self.start("serve", str(self.folder), "--port", str(port)), port)

    def answering(self, process: subprocess.Popen[bytes], port: int) -> str:
        """The address of a server that was started, once it answers."""
        base = f"http://127.0.0.1:{port}"
        waited(lambda: process.poll() is not None or _answers(f"{base}/healthz"), "the server doesn't answer")
        assert process.poll() is None, "the server died"
        return base

    def stop(self) -> None:
        """Ends everything that runs still."""
        for process in self.started:
            if process.poll() is None:
                process.terminate()
        for process in self.started:
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:  # in the middle of a long task, which another worker would take up
                process.kill()
                process.wait()


def waited(done: Callable[[], bool], otherwise: str, seconds: int = 90) -> None:
    """Waits for something of another process to happen; fails with a sentence when it doesn't."""
    last = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < last, otherwise
        time.sleep(0.2)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
