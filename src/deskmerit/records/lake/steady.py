"""Questions of the newest state of a lake, whatever others put together and take away meanwhile."""

from collections.abc import Callable

import duckdb

from deskmerit.records.lake.manifest import Manifest, current, newest
from deskmerit.records.lake.place import Place


def steady[T](place: Place, ask: Callable[[Manifest], T]) -> T:
    """What `ask` gives of the newest manifest. A vacuum leaves the files of that one alone, so where files are missing
    and there is a newer one by now, that is asked; where there is none, the error is raised."""
    while True:
        manifest = current(place)
        try:
            return ask(manifest)
        except (duckdb.IOException, FileNotFoundError):
            if newest(place) == manifest.number:
                raise
