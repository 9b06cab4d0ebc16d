"""What the web application keeps in a workspace, `app/records/`: people's tables in the folder's place, others beside.

The command line reads it by the same function, so both give the same numbers.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.sources.discover import Found, discover
from deskmerit.sources.parts import Gathered

APP = "app/records"
REPLACED = ("agents", "postings", "identities", "bases", "wishes")
"""Tables that the application manages as a whole; its rows of any other table are added to the folder's."""


def kept_by_app(folder: Path) -> list[Found]:
    """The files of records that the application wrote into a workspace, by name."""
    place = folder / APP
    return [replace(found, name=f"{APP}/{found.name}") for found in discover(place)] if place.is_dir() else []


def overlaid(own: Gathered, app: Gathered) -> Gathered:
    """The folder's parts with the application's: replaced where it manages the table, else added behind them."""
    issues = [*own.issues]
    for table in REPLACED:
        if table in app.parts or table in app.parquet:
            issues += [_replaced(table, file) for file in _files(own, table)]
            own.parts.pop(table, None)
            own.parquet.pop(table, None)
    return joined(Gathered(own.parts, own.own, own.parquet, issues), app)


def joined(first: Gathered, then: Gathered) -> Gathered:
    """The parts of both, table by table. What a lake holds is joined last: under a key held twice, files count."""
    return Gathered(
        _joined(first.parts, then.parts),
        _joined(first.own, then.own),
        _joined(first.parquet, then.parquet),
        first.issues + then.issues,
    )


def _files(gathered: Gathered, table: str) -> Iterator[str]:
    names = [part.file for part in gathered.parts.get(table, [])]
    names += [found.name for found in gathered.parquet.get(table, [])]
    yield from dict.fromkeys(names)


def _replaced(table: str, file: str) -> Issue:
    return Issue(Level.NOTE, "replaced-by-application", Where(file=file), {"table": table, "folder": APP})


def _joined[T](first: dict[str, list[T]], then: dict[str, list[T]]) -> dict[str, list[T]]:
    return {
        name: [*first.get(name, []), *then.get(name, [])] for name in [*first, *(n for n in then if n not in first)]
    }
