"""A process that is really killed while it loads, compacts and vacuums: nothing lost, nothing doubled."""

import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from deskmerit.records.lake import tidy
from deskmerit.records.lake.manifest import all_of, current
from records.lake.rows import held, lake_in
from records.lake.writer import LOADS, rows_of

TESTS = Path(__file__).parents[2]


def writer(folder: Path) -> subprocess.Popen[bytes]:
    """A process that goes on with the loads where the lake's manifest says, and says each one it finished."""
    return subprocess.Popen(
        [sys.executable, "-m", "records.lake.writer", str(folder)], cwd=TESTS, stdout=subprocess.PIPE
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_a_writer_that_is_killed_again_and_again_loses_and_doubles_nothing(seed: int, tmp_path: Path) -> None:
    dice, place = Random(seed), lake_in(tmp_path)
    for _ in range(8):
        process = writer(tmp_path)
        assert process.stdout is not None
        for _ in range(dice.randrange(1, 4)):
            process.stdout.readline()
        try:
            process.wait(timeout=dice.uniform(0, 0.15))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        process.stdout.close()
        done = int(str(current(place).sources.get("rt", {}).get("done", 0)))
        assert [row[:2] for row in held(place, current(place))] == rows_of(done)
        assert tidy.check(place, deep=True) == []
    last = writer(tmp_path)
    assert last.wait(timeout=120) == 0
    assert [row[:2] for row in held(place, current(place))] == rows_of(LOADS)
    numbers = [manifest.number for manifest in all_of(place)]
    assert len(set(numbers)) == len(numbers)
