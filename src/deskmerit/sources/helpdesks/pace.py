"""Keeping within a limit that a vendor publishes: waiting before a request, rather than being refused."""

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

type Waiting = Callable[[int, int], None]
"""Told while a sync waits: seconds waited, and of how many."""


@dataclass(slots=True)
class Pace:
    """At most so many requests in so many seconds, by the beginning of a path: `{"api/export/": (10, 60)}`."""

    limits: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    told: Waiting | None = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _asked: dict[str, deque[float]] = field(default_factory=dict)

    def keep(self, path: str) -> None:
        """Waits until a request may be made, a second at a time."""
        for start, (times, seconds) in self.limits.items():
            if path.startswith(start):
                asked = self._asked.setdefault(start, deque(maxlen=times))
                if len(asked) == times:
                    self._wait(asked[0] + seconds - self.clock())
                asked.append(self.clock())

    def _wait(self, left: float) -> None:
        # The fraction first, so that what is left are whole seconds.
        if left <= 0:
            return
        total = int(left)
        self.sleep(left - total)
        for second in range(total):
            self._tell(second, total)
            self.sleep(1)
        self._tell(total, total)

    def _tell(self, waited: int, total: int) -> None:
        if self.told and total:
            self.told(waited, total)
