"""Looking into the lake that a sync filled."""

from collections.abc import Mapping
from pathlib import Path

from deskmerit.records.lake.manifest import current
from deskmerit.records.lake.place import Place
from deskmerit.records.written import Row
from deskmerit.sources.helpdesks.known import in_lake


def place_in(folder: Path) -> Place:
    """A lake in a folder of the test."""
    return Place(str(folder / "lake"), folder / "cache")


def rows(place: Place, table: str) -> list[Row]:
    """Every row of a table as it is now, without what is empty, in a stable order."""
    found = [{k: v for k, v in row.items() if v is not None} for row in in_lake(place, current(place), table)]
    return sorted(found, key=lambda row: repr(sorted(row.items(), key=str)))


def everything(place: Place) -> Mapping[str, list[Row]]:
    """Every table of the lake."""
    return {name: rows(place, name) for name in current(place).tables if rows(place, name)}


def story(place: Place, ticket: str) -> list[tuple[object, ...]]:
    """What happened to a ticket, in order: kind, role, actor, value."""
    events = sorted(
        (e for e in rows(place, "events") if e["ticket_id"] == ticket), key=lambda e: (e["occurred_at"], e["seq"])
    )  # type: ignore[operator, return-value]  # instants and integers
    return [(e["kind"], e["actor_role"], e.get("actor_id"), e.get("value")) for e in events]
