"""What the process may take of memory, as its user says it, and the part of it that a database inside may hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from os import getpid
from pathlib import Path

MEMORY = "2GB"
"""What the process may take unless told otherwise."""
LEAST = "1GB"
"""Below this the libraries alone leave too little."""
OUTSIDE = 800_000_000
"""Bytes that Python, its libraries, results and what the database does not count take beside it."""

_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40}
_folders = count(1)
_allowed: ContextVar[str] = ContextVar("allowed", default=MEMORY)


def size(text: str) -> int:
    """Bytes of a size as people write it. Raises ValueError for what is none.

    >>> size("2GB"), size("1.5 GiB")
    (2000000000, 1610612736)
    """
    number = text.strip().removesuffix("B").rstrip("KMGTi")
    unit = text.strip().removesuffix("B").removeprefix(number)
    whole, _, part = number.strip().partition(".")
    if unit not in _UNITS or not (whole + part).isdecimal():
        raise ValueError(text)
    shift: int = 10 ** len(part)
    return int(whole + part) * _UNITS[unit] // shift


def share(memory: str = "") -> int:
    """Bytes that a database inside the process may hold, so that the process takes at most `memory` (or what the
    surrounding `limited` says).

    >>> share("2GB")
    1200000000
    """
    whole = size(memory or _allowed.get())
    return max(whole - OUTSIDE, whole // 4)


@contextmanager
def limited(memory: str) -> Iterator[None]:
    """Inside, everything that opens a database of its own keeps to this memory; "" changes nothing."""
    token = _allowed.set(memory or _allowed.get())
    try:
        yield
    finally:
        _allowed.reset(token)


def spilled(place: Path) -> Path:
    """A folder of its own for what a database writes to disk: two that share one would use each other's files."""
    return place / f"deskmerit-{getpid()}-{next(_folders)}"
