"""Rows that were refused, kept beside the lake until the helpdesk or the settings put them right."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from deskmerit.core.issue import Issue
from deskmerit.records.lake.place import Place
from deskmerit.records.written import Row, text_of
from deskmerit.sources.helpdesks.model import Refused


def name_of(source: str) -> str:
    """The text in which the refused rows of a source stand, one JSON object a line."""
    return f"rejected/{source}.jsonl"


OF_MANY = ("count", "rows")
"""What an issue tells of all its rows together."""


def kept(place: Place, source: str) -> list[dict[str, Any]]:
    """The refused rows of a source: each cell as text, with `_table`, `_code` (why), and `_why`: what that code says,
    such as the `value` and its `column`."""
    text = place.read(name_of(source))
    return [json.loads(line) for line in text.decode().splitlines()] if text else []


def keep(place: Place, source: str, tickets: Iterable[str], refused: Sequence[Refused]) -> int:
    """Puts refused rows in the place of those that the same tickets had before. How many there are now."""
    told, before = set(tickets), kept(place, source)
    keys = {_key(table, row) for table, row, _ in refused}
    stay = [row for row in before if row.get("ticket_id") not in told and row["_key"] not in keys]
    now = stay + [_said(*each) for each in refused]
    if now != before:
        lines = (json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in now)
        place.write(name_of(source), "".join(lines).encode())
    return len(now)


def _said(table: str, row: Row, issue: Issue) -> dict[str, Any]:
    cells = {name: text_of(value) for name, value in row.items() if value is not None}
    why = {name: str(value) for name, value in issue.params.items() if name not in OF_MANY}
    why |= {"column": issue.where.column} if issue.where.column else {}
    return {**cells, "_table": table, "_code": issue.code, "_why": why, "_key": _key(table, row)}


def _key(table: str, row: Row) -> str:
    return f"{table} {next(iter(row.values()), '')}"
