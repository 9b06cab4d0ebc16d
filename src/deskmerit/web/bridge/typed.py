"""Rows that people type, judged by the rules that hold for a file's rows; each problem beside its cell."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa

from deskmerit.core.issue import Issue, Level
from deskmerit.records.canonical import canonical
from deskmerit.records.columns import TABLES
from deskmerit.records.part import Part
from deskmerit.records.sound import judge
from deskmerit.records.spec import TableSpec
from deskmerit.records.view import ROW, connect, view_of
from deskmerit.records.written import text_of
from deskmerit.report.messages import render
from deskmerit.web.bridge.records_read import rows_by

TYPED = ("articles", "trainings", "certifications", "complaints", "conduct", "attendance", "entries")
"""The tables that people may type rows of."""
SET: Mapping[str, Mapping[str, str]] = {
    "conduct": {"confirmed": "true"},
    "entries": {"entered_by": "?", "confirmed_by": ""},
}
"""What nobody types: it follows from who entered and who confirmed the row."""
DEFAULTS: Mapping[str, Mapping[str, str]] = {"entries": {"denominator": "1"}}
MOST = 500
"""Rows typed at once; more come as a file."""
ASIDE = ("note",)
"""Remarks don't tell rows apart."""

type Cells = Mapping[str, str]
"""A typed row: text by canonical column."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the grid. `options`: allowed values with their words; `kind` is the type of its values."""

    name: str
    title: Mapping[str, str]
    kind: str
    required: bool
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell (or, with an empty column, with a row), counted from 0, and how to mend it."""

    row: int
    column: str
    said: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Canonical texts of each row, None where it can't be kept; and all problems at once."""

    rows: tuple[dict[str, str] | None, ...]
    problems: tuple[Problem, ...]


def titles() -> list[tuple[str, Mapping[str, str]]]:
    """The tables people type into, with their titles."""
    return [(name, TABLES[name].title) for name in TYPED]


def heads(table: str) -> list[Head]:
    """The columns of the grid of a table; its own id goes last, for it is made where nobody gives one."""
    spec, own = TABLES[table], made_id(table)
    shown = [each for each in spec.columns if each.name not in SET.get(table, {}) and each.name != own]
    shown += [each for each in spec.columns if each.name == own]
    return [
        Head(
            each.name,
            {"zh": each.meaning["zh"], "en": each.name.replace("_", " ").removesuffix(" at").removesuffix(" id")},
            each.type.value,
            each.required and each.name != own,
            _options(each.type.value, each.allowed),
        )
        for each in shown
    ]  # fmt: skip


def _options(kind: str, allowed: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str], ...]:
    words = {"true": ("是",), "false": ("否",)} if kind == "flag" else {}
    return tuple((name, (allowed.get(name) or words.get(name) or (name,))[0]) for name in allowed or words)


def made_id(table: str) -> str:
    """The column of an id that is made of the row, "" where the row's own columns tell it apart."""
    key = TABLES[table].key
    return key[0] if len(key) == 1 else ""


def pasted(table: str, text: str) -> list[dict[str, str]]:
    """Cells copied from a spreadsheet as rows; a first line of headers tells the columns, else their order does.

    >>> pasted("conduct", "类型\\t客服工号\\n表扬\\tA7\\n")
    [{'kind': '表扬', 'agent_id': 'A7'}]
    """
    lines = [line for line in csv.reader(io.StringIO(text, newline=""), delimiter="\t") if any(map(str.strip, line))]
    spec, names = TABLES[table], [each.name for each in heads(table)]
    found = [spec.headed(cell) for cell in lines[0]] if lines else []
    headed = [column.name if column else "" for column in found]
    if sum(map(bool, headed)) >= max(2, len([each for each in headed if each == ""])):
        names, lines = headed, lines[1:]
    return [{name: cell.strip() for name, cell in zip(names, line, strict=False) if name} for line in lines]


def judged(table: str, rows: Sequence[Cells], zone: str, lang: str) -> Judged:
    """Judges typed rows: naive times are local in `zone`. What no file may hold, no typed row may."""
    if not rows:
        return Judged((), ())
    spec = TABLES[table]
    kept, issues = _read(spec, _filled(table, rows), zone)
    problems = tuple(_problem(each, lang) for each in issues if each.level is Level.ERROR)
    wrong = {each.row for each in problems}
    found = [None if n in wrong or n not in kept else _told(table, kept[n]) for n in range(len(rows))]
    return Judged(tuple(found), problems)


def _filled(table: str, rows: Sequence[Cells]) -> list[list[str]]:
    own, names = made_id(table), TABLES[table].schema.names
    told = [
        {**DEFAULTS.get(table, {}), **{k: v for k, v in row.items() if v.strip()}, **SET.get(table, {})} for row in rows
    ]
    return [[row.get(name, "") or (f"?{n}" if name == own else "") for name in names] for n, row in enumerate(told)]


def _read(spec: TableSpec, lines: list[list[str]], zone: str) -> tuple[dict[int, dict[str, object]], list[Issue]]:
    columns = [pa.array(column, pa.string()) for column in zip(*lines, strict=True)]
    part = Part("", "", tuple(spec.schema.names), columns, pa.array(range(len(lines)), pa.int64()))
    read = canonical(spec, [part], zone)
    with connect() as connection:
        verdict = judge(view_of(connection, spec, read.table, [("", "")]))
    out = {row for _, row in verdict.out}
    kept = {row[ROW]: row for row in read.table.to_pylist() if row[ROW] not in out}
    return kept, [*read.issues, *(each for each in verdict.issues if each.code not in ("key-twice", "row-twice"))]


def _problem(issue: Issue, lang: str) -> Problem:
    return Problem(issue.where.row or 0, issue.where.column, " ".join(filter(None, render(issue, lang))))


def _told(table: str, row: Mapping[str, object]) -> dict[str, str]:
    """A row as texts of a file, with an id of its own made of what tells it apart."""
    said = {name: text_of(row[name]) for name in TABLES[table].schema.names}
    own = made_id(table)
    if own and said[own].startswith("?"):
        said[own] = ""
    if own and not said[own]:
        said[own] = f"LR-{key_of(table, said)[:16]}"
    return {name: value for name, value in said.items() if value and name not in SET.get(table, {})}


def key_of(table: str, row: Cells) -> str:
    """One word for what a row tells: two rows that say the same have the same, however they were typed."""
    own, spec = made_id(table), TABLES[table]
    told = [row.get(own, "")] if own and row.get(own) else [
        row.get(name, "") for name in (spec.schema.names if own else spec.key) if name not in (own, *ASIDE)
    ]  # fmt: skip
    return sha256("\0".join([table, *told]).encode("utf-8")).hexdigest()


def day_of(table: str, row: Cells, zone: str) -> date:
    """The local date of a row; of a month its first day."""
    said = row[TABLES[table].time[0]]
    if len(said) == 7:
        return date.fromisoformat(f"{said}-01")
    if len(said) == 10:
        return date.fromisoformat(said)
    return datetime.fromisoformat(said.replace("Z", "+00:00")).astimezone(ZoneInfo(zone)).date()


def words(table: str, row: Cells, zone: str, lang: str) -> list[tuple[str, str]]:
    """A row as people read it: title and value of each column that holds one, people left out."""
    found = []
    for head in heads(table):
        if (said := row.get(head.name)) and head.name != "agent_id" and not said.startswith("LR-"):
            options = dict(head.options) if lang == "zh" else {}
            found.append((head.title[lang], _shown(head.kind, options.get(said, said), zone)))
    return found


def _shown(kind: str, said: str, zone: str) -> str:
    if kind != "instant":
        return said
    at = datetime.fromisoformat(said.replace("Z", "+00:00")).astimezone(UTC).astimezone(ZoneInfo(zone))
    return f"{at:%Y-%m-%d}" if at.time().isoformat() == "00:00:00" else f"{at:%Y-%m-%d %H:%M}"


def standing(folder: Path, table: str, rows: Sequence[Cells]) -> set[int]:
    """Which of the rows bear a key that a record of the workspace has already, by their place."""
    spec, mine = TABLES[table], {row.get(TABLES[table].key[0], "") for row in rows}
    near = rows_by(folder, table, spec.key[0], mine)
    known = {tuple(text_of(row[name]) for name in spec.key) for row in near}
    return {n for n, row in enumerate(rows) if tuple(row.get(name, "") for name in spec.key) in known}
