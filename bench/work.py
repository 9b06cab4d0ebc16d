"""The timed work, each part in a process of its own so that its peak memory is its own."""

import multiprocessing
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path


def apart(work: Callable[..., object], *arguments: object) -> tuple[object, float]:
    """Runs work in a process of its own; returns its result and that process's peak memory in GB."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measured, work, arguments).result()


def _measured(work: Callable[..., object], arguments: tuple[object, ...]) -> tuple[object, float]:
    done = work(*arguments)
    return done, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def measure_seconds(folder: Path, names: tuple[str, ...], clocks: tuple[str, ...]) -> tuple[float, float, int]:
    """Seconds to open the records and to measure, and how many facts came out."""
    from deskmerit.metrics import CATALOGUE
    from deskmerit.metrics.ask import spec
    from deskmerit.metrics.measure import measure
    from deskmerit.sources.load import load

    begin = time.perf_counter()
    records = load(folder).records
    loaded = time.perf_counter() - begin
    specs = [spec(name, clock=clock) for name in names for clock in (clocks if CATALOGUE[name].clocked else ("",))]
    begin = time.perf_counter()
    facts = measure(records, specs).facts.num_rows
    return loaded, time.perf_counter() - begin, facts
