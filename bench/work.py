"""The timed work, each part in a process of its own so that its peak memory is its own."""

import multiprocessing
import resource
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from deskmerit.sources.discover import CACHE


@dataclass(frozen=True, slots=True)
class Spent:
    """What a part took: seconds by the clock, seconds of processor time (user and system), and the peak in GB."""

    wall: float
    processor: float
    peak: float


def apart(work: Callable[..., object], *arguments: object) -> tuple[object, Spent]:
    """Runs work in a process of its own; returns its result and what the process took for it.

    Work that prepares something returns `Timed`: then only what it timed counts.
    """
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measured, work, arguments).result()


@dataclass(frozen=True, slots=True)
class Timed:
    """A result with the wall and processor seconds of what counts."""

    result: object
    wall: float
    processor: float


def timed(work: Callable[[], object]) -> Timed:
    """Does the work and says how long it took."""
    begin, before = time.perf_counter(), _processor()
    result = work()
    return Timed(result, time.perf_counter() - begin, _processor() - before)


def _measured(work: Callable[..., object], arguments: tuple[object, ...]) -> tuple[object, Spent]:
    whole = timed(lambda: work(*arguments))
    counted = whole.result if isinstance(whole.result, Timed) else whole
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return counted.result, Spent(counted.wall, counted.processor, peak)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def open_records(folder: Path) -> int:
    """Opens and validates the records; how many tables there are."""
    from deskmerit.sources.load import load

    return len(load(folder).records.tables)


def measured(folder: Path, names: tuple[str, ...], clocks: tuple[str, ...], *, fresh: bool) -> Timed:
    """The number of measures and facts. `fresh`: nothing has been laid beside the records yet."""
    from deskmerit.metrics import CATALOGUE
    from deskmerit.metrics.ask import spec
    from deskmerit.metrics.measure import measure
    from deskmerit.sources.load import load

    if fresh:
        shutil.rmtree(folder / CACHE, ignore_errors=True)
    records = load(folder).records
    specs = [spec(name, clock=clock) for name in names for clock in (clocks if CATALOGUE[name].clocked else ("",))]
    return timed(lambda: (len(specs), measure(records, specs).facts.num_rows))
