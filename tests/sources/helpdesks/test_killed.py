"""A sync that is killed (kill -9) at random moments and run again brings the rows of an undisturbed one."""

import functools
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from deskmerit.records.lake.manifest import current
from deskmerit.sources.lake import place_of
from deskmerit.sources.settings import load_settings
from sources.helpdesks.lakes import everything
from sources.helpdesks.mock import Mock, each_third, serving
from sources.helpdesks.zendesk_desk import Zendesk

SYNC = """
import functools, os, signal, sys
import obstore
from deskmerit.cli.app import app
from deskmerit.records.lake import delta
from deskmerit.sources.helpdesks import run, sync
from deskmerit.sources.helpdesks.client import Patience
from deskmerit.sources.helpdesks.pace import Pace

# Many loads, and no waiting; else it is the command as it is.
sync.Asked = functools.partial(sync.Asked, at_once=4)
run.Pace, run.Patience = (lambda limits, told: Pace()), (lambda: Patience(4, 0, timeout=5))
left = int(sys.argv.pop(1))


def dying(step):
    # The lake's own steps, rows of a table, manifest, markers: it dies before one, or after.
    def stepping(*said, **more):
        count()
        done = step(*said, **more)
        count()
        return done

    return stepping


def count():
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)


obstore.put, delta.put, delta.replace = dying(obstore.put), dying(delta.put), dying(delta.replace)
app()
"""
AGENTS, CUSTOMERS = (11, 12), (900, 901, 902)


def lively(dice: random.Random) -> Zendesk:
    """A dozen tickets that are answered, handed over, solved, rated and deleted."""
    desk = Zendesk()
    for ticket in range(1, 13):
        desk.opens(ticket, ticket, CUSTOMERS[ticket % 3], CUSTOMERS[ticket % 3])
    works(desk, dice, 20)
    for ticket in (2, 5, 7):
        desk.rates(ticket, 70, "good", 11)
    desk.deletes(9)
    return desk


def works(desk: Zendesk, dice: random.Random, minute: int) -> None:
    """A few updates."""
    for later in range(8):
        ticket, agent = dice.choice((1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12)), dice.choice(AGENTS)
        status = dice.choice(("open", "pending", "solved"))
        says = dice.choice(("public", "private", ""))
        desk.does(ticket, minute + later, agent, says=says, status=status, assignee_id=agent)


def begun(folder: Path, url: str, step: int = 0) -> subprocess.Popen[bytes]:
    """The command in a process of its own, which dies at that step of the lake (0: never)."""
    folder.mkdir(exist_ok=True)
    (folder / "deskmerit.yaml").write_text(f"sources: {{desk: {{kind: zendesk, url: {url}}}}}\n", "utf-8")
    environment = {**os.environ, "DESKMERIT_DESK_TOKEN": "me@desk.example:hush"}
    call = [sys.executable, "-c", SYNC, str(step), "sync", str(folder)]
    return subprocess.Popen(call, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def ended(process: subprocess.Popen[bytes]) -> int:
    """How it ended; what it said where it failed."""
    said, _ = process.communicate(timeout=120)
    assert process.returncode in (0, -signal.SIGKILL), said.decode()
    return process.returncode


def kill_at(process: subprocess.Popen[bytes], moment: int, number: int) -> None:
    """Kills the command when it asks for the so-manyeth time, before it is answered."""
    if number >= moment:
        process.kill()


@pytest.mark.slow
def test_killed_at_random_moments_and_run_again_it_brings_what_an_undisturbed_sync_brings(tmp_path: Path) -> None:
    dice = random.Random(20261126)
    desk, rough, calm = lively(dice), tmp_path / "rough", tmp_path / "calm"
    killed = 0
    with serving(Mock(desk.routes(), each_third)) as mock:
        for round_ in range(5):
            works(desk, dice, 100 * (round_ + 1))
            step = dice.randint(2, 24) if round_ % 2 else 0
            moment = len(mock.asked) + dice.randint(2, 8)
            process = begun(rough, mock.url, step)
            if not step:
                mock.before = functools.partial(kill_at, process, moment)
            killed += ended(process) < 0
            mock.before = lambda number: None
        assert killed >= 3, "most of them must have been killed at work"
        assert ended(begun(rough, mock.url)) == 0
        assert ended(begun(calm, mock.url)) == 0
    places = [place_of(folder, load_settings(folder)[0]) for folder in (rough, calm)]
    assert everything(places[0]) == everything(places[1])
    assert current(places[0]).sources.keys() == {"desk"}
