"""What a long task is at, written down for the page that waits for it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

type Tell = Callable[[str, int, int], None]


def teller(rows: QuerySet[Any], also: Callable[[], dict[str, Any]] = dict) -> Tell:
    """Writes what is being done into `progress` of these rows, at most once per name of a step; `also`: more fields."""
    last = ""

    def tell(what: str, done: int, whole: int) -> None:
        nonlocal last
        if what != last:
            last = what
            rows.update(progress=f"{what} {done}/{whole}"[:120], **also())

    return tell
