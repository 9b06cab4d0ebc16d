"""Rows of a source that a user describes → records, by an import map as an export's rows are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from deskmerit.core.issue import Issue, Level
from deskmerit.records.written import Row
from deskmerit.sources.files.sheet import Sheet
from deskmerit.sources.helpdesks.client import Stopped
from deskmerit.sources.helpdesks.model import Account, Desk, Laid, Raw
from deskmerit.sources.maps import ImportMap, map_rows, read_map
from deskmerit.sources.maps.made import LeftOut

MADE = ("source_file", "source_row")
"""What an import notes of each row; a row of a database has no number that stays."""

IDS = frozenset({"ticket_id", "event_id", "survey_id", "complaint_id", "call_id"})
PEOPLE = ("agents", "identities")


def map_of(folder: Path, said: object) -> ImportMap:
    """The map of a source: a shipped one's name, or a file of the workspace. Raises Stopped where it can't be read."""
    path = folder / str(said)
    imap, _ = read_map(str(path) if path.is_file() else str(said))
    if imap is None or imap.summary:
        raise Stopped("map", str(said))
    return imap


def lay(bundle: Raw, desk: Desk) -> Laid:
    """Rows as records: `map`, `header` and `rows`; `cases` are the tickets of which all rows are there."""
    imap, header, rows = bundle["map"], bundle["header"], bundle["rows"]
    assert isinstance(imap, ImportMap)
    assert isinstance(header, Sequence)
    assert isinstance(rows, Sequence)
    sheet = Sheet(desk.source.name, "", tuple(header), list(rows), list(range(1, len(rows) + 1)))
    bots = (*imap.bots, *sorted(desk.source.bots))
    made, issues = map_rows(replace(imap, bots=bots, zone=imap.zone or desk.source.zone), [sheet])
    laid = {name: [_record(row, desk) for row in some] for name, some in made.tables.items() if name not in PEOPLE}
    cases = bundle.get("cases") or ()
    assert isinstance(cases, Sequence)
    refused = [
        ("rows", dict(zip(header, map(_text, rows[each.where.row - 1]), strict=True)), why)
        for each in made.left_out
        if each.where.row and (why := _why(each, made.issues))
    ]
    people = [
        Account(str(each["agent_id"]), str(each["name"]), bot=each.get("kind") == "bot", active=False)
        for each in made.people.agents.values()
    ]
    return Laid(laid, [desk.ticket_id(each) for each in cases], issues=issues, people=people, refused=refused)


def _why(left: LeftOut, issues: Sequence[Issue]) -> Issue | None:
    """Why a row was left out; None where that was no mistake: duplicates, totals. Of several the one of its own row."""
    same = [each for each in issues if each.code == left.reason and each.level is Level.ERROR]
    return next((each for each in same if each.where.row == left.where.row), same[0] if same else None)


def _record(row: Row, desk: Desk) -> Row:
    said = {name: value for name, value in row.items() if name not in MADE}
    told = {name: desk.ticket_id(said[name]) for name in IDS & set(said) if said[name] is not None}
    if said.get("kind") == "merged" and said.get("value"):
        told["value"] = desk.ticket_id(said["value"])
    return {**said, **told}


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def flat(said: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """The cells of an object, inner ones as `customer.id`; a list's first element stands for it.

    >>> dict(flat({"id": 1, "customer": {"id": 2}, "tags": ["a", "b"]}))
    {'id': 1, 'customer.id': 2, 'tags': 'a'}
    """
    for name, value in said.items():
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, Mapping):
            yield from flat(value, f"{before}{name}.")
        else:
            # Never a binary float: its digits are what was written.
            yield f"{before}{name}", repr(value) if isinstance(value, float) else value
