"""Local times to UTC for a whole column, without a time-zone database in Arrow (Windows has none)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from deskmerit.records.moments import transitions

_MICRO = 1_000_000


def localise(naive: pa.Array, zone: str) -> tuple[pa.Array, list[tuple[int, str]]]:
    """Naive times of a zone as UTC instants, and which (place, "skipped" or "repeated") a clock change makes doubtful.

    A repeated time is its first pass; a skipped one is read by the offset before the change.
    """
    wall = naive.cast(pa.int64())
    low, high = pc.min(wall).as_py(), pc.max(wall).as_py()
    if low is None:
        return pa.nulls(len(naive), pa.timestamp("us", "UTC")), []
    first, last = (datetime.fromtimestamp(_clamped(at), UTC) for at in (low, high))
    changes = transitions(zone, first.date(), last.date())
    start = changes[0][1] if changes else _offset(zone, first)
    offset = pa.scalar(start * _MICRO, pa.int64())
    doubts: list[tuple[int, str]] = []
    for second, before, after in changes:
        near, far = sorted(((second + before) * _MICRO, (second + after) * _MICRO))
        offset = pc.if_else(pc.greater_equal(wall, far), after * _MICRO, offset)
        between = pc.fill_null(pc.and_(pc.greater_equal(wall, near), pc.less(wall, far)), False)
        word = "skipped" if after > before else "repeated"
        doubts += [(place, word) for place in pc.indices_nonzero(between).to_pylist()]
    return pc.subtract(wall, offset).cast(pa.timestamp("us", "UTC")), sorted(doubts)


def _clamped(micro: int) -> int:
    return int(min(max(micro // _MICRO, -62_000_000_000), 253_000_000_000))


def _offset(zone: str, at: datetime) -> int:
    offset = at.astimezone(ZoneInfo(zone)).utcoffset()
    return int(offset.total_seconds()) if offset else 0
