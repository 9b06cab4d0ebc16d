"""Files brought in on a page: their columns looked at and matched, a map written, an import tried, made, taken back.

An import is tried in a folder of its own that looks like the workspace; what it would write there, and nothing else, is
then put into the workspace, file by file. The command `deskmerit import` runs the same maps and gives the same files.
"""

import csv
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path

from deskmerit.core.issue import Issue, Level, errors
from deskmerit.records.columns import TABLES, table_named
from deskmerit.sources.files.sheet import SUFFIXES
from deskmerit.sources.maps import SHIPPED, Choices, read_map, run_import
from deskmerit.sources.maps.headers import made_id
from deskmerit.sources.maps.model import ImportMap
from deskmerit.sources.maps.place import slug
from deskmerit.sources.maps.unpack import read_export
from deskmerit.web.bridge.tables import replacing

MAPS = "maps"
"""The workspace's own maps stand in this folder; `deskmerit import --map maps/NAME.yaml` uses the same."""
SAMPLE = 5

type Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's first sheet: its header, first rows, rows in all; every issue of reading it."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A file of the workspace that an import writes: hashes before ("" where it is new) and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What an import would do. rows_in = rows_kept + rows_left. `left`: each row left out, with what is wrong.

    `samples`: by file the header and first rows of what it would write. Nothing can be imported while `blocked`.
    """

    rows_in: int
    rows_kept: int
    rows_left: int
    tables: dict[str, int]
    changes: tuple[Change, ...]
    issues: tuple[Issue, ...]
    left: tuple[Issue, ...]
    samples: dict[str, list[list[str]]]
    blocked: bool


def opened(path: Path) -> Opened:
    """Looks into a file (CSV, TSV, JSON lines, Parquet, XLSX, XLS; plain, .gz or .zip)."""
    sheets, issues = read_export(path)
    if not sheets:
        return Opened((), (), 0, tuple(issues))
    first = max(sheets, key=lambda each: len(each.rows))
    rows = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in first.rows[:SAMPLE])
    return Opened(tuple(first.header), rows, sum(len(each.rows) for each in sheets), tuple(issues))


def suggested(table: str, header: Sequence[str]) -> dict[str, str]:
    """The file's header that is likely each column of a table: by the words the reader knows, then by shipped maps'.

    >>> suggested("surveys", ["评价编号", "评分", "坐席"])
    {'survey_id': '评价编号', 'score': '评分', 'agent_id': '坐席'}
    """
    found: dict[str, str] = {}
    for said in header:
        column = TABLES[table].headed(said) if said else None
        if column is not None:
            found.setdefault(column.name, said)
    known, taken = _known_words(table), set(found.values())
    for said in header:
        for column_name in known.get(said.strip().casefold(), ()):
            if said not in taken and column_name not in found:
                found[column_name] = said
                taken.add(said)
    return found


@cache
def _known_words(table: str) -> dict[str, list[str]]:
    """Header → columns of a table, as shipped maps have it."""
    known: dict[str, list[str]] = {}
    for found in _shipped().values():
        for target in found.targets:
            for column, logical in target.columns.items() if target.table == table else ():
                for word in found.headers.get(logical, (logical,)):
                    known.setdefault(word.casefold(), []).append(column)
    return known


@cache
def _shipped() -> dict[str, ImportMap]:
    """The maps that come with the program, read once: a page asks for all of them."""
    read = {name: read_map(name)[0] for name in SHIPPED}
    return {name: found for name, found in read.items() if found is not None}


def likely_table(header: Sequence[str], tables: Sequence[str]) -> str:
    """The table whose columns a header fits best: all required ones first, then the most of them."""

    def fit(table: str) -> tuple[bool, int]:
        there = suggested(table, header)
        need = [name for name, _title, needed, _allowed in columns(table) if needed]
        return all(name in there for name in need), len(there)

    return max(tables, key=fit)


def columns(table: str) -> list[tuple[str, Mapping[str, str], bool, tuple[str, ...]]]:
    """The columns of a table: name, title, whether needed (its own id is made where the file has none), allowed."""
    return [
        (each.name, {"zh": each.meaning["zh"], "en": each.name.replace("_", " ")},
         each.required and each.name != made_id(table), tuple(each.allowed))
        for each in TABLES[table].columns if each.name != "source"
    ]  # fmt: skip


def maps(folder: Path) -> list[tuple[str, Mapping[str, str]]]:
    """Every map there is: the workspace's own (by `maps/NAME.yaml`), then those shipped; each with its title."""
    own = sorted((folder / MAPS).glob("*.yaml")) if (folder / MAPS).is_dir() else []
    found = [(f"{MAPS}/{path.name}", read_map(str(path))[0]) for path in own] + list(_shipped().items())
    return [(shown, read.title or {"zh": read.name, "en": read.name}) for shown, read in found if read is not None]


def map_text(
    name: str, table: str, source: str, zone: str, dates: str, matched: Mapping[str, str], constants: Mapping[str, str]
) -> str:
    """A map as YAML: a row of the file is a record of the table; each word is quoted, so nothing in it is syntax."""
    lines = [
        f"map: {_quoted(name)}", "shape: table", f"source: {_quoted(source or name)}",
        *([f"zone: {_quoted(zone)}"] if zone else []), f"dates: {_quoted(dates or 'y/m/d')}",
        'missing: ["-", "--", "—", "N/A"]', "headers:",
        *(f"  c{n}: [{_quoted(said)}]" for n, said in enumerate(matched.values())),
        "tables:", f"  - table: {table}", "    columns:",
        *(f"      {column}: c{n}" for n, column in enumerate(matched)),
    ]  # fmt: skip
    if constants:
        lines += ["    constants:", *(f"      {column}: {_quoted(said)}" for column, said in constants.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A YAML text in double quotes."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else " " for c in plain) + '"'


def keep_map(folder: Path, name: str, text: str, *, over: bool = False) -> str:
    """Keeps a map in the workspace as `maps/NAME.yaml`: its name there; "" where another map has the name (and not
    `over`). Raises BadMap with everything wrong with it.
    """
    path = folder / MAPS / f"{slug(name)}.yaml"
    path.parent.mkdir(exist_ok=True)
    if path.is_file() and path.read_text("utf-8") != text and not over:
        return ""
    with replacing(path) as fresh:
        fresh.write_text(text, encoding="utf-8")
        wrong = errors(read_map(str(fresh))[1])
        if wrong:
            raise BadMap(wrong)
    return f"{MAPS}/{path.name}"


class BadMap(Exception):  # noqa: N818 - a finding about what was chosen, no error of the program
    """A map that can't be kept; carries what is wrong with it."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        super().__init__("the map has mistakes")
        self.issues = list(issues)


def tried(
    folder: Path, stage: Path, files: Sequence[Path], map_: str, *, zone: str = "", replace: bool = False,
    progress: Progress | None = None,
) -> Tried:  # fmt: skip
    """Imports into `stage`, a folder made anew that looks like the workspace; the workspace stays as it is."""
    shutil.rmtree(stage, ignore_errors=True)
    _mirrored(folder, stage)
    known = map_ if map_ in SHIPPED else str(folder / map_)
    done = run_import(files, known, stage, Choices(zone=zone, replace=replace), progress)
    changes = tuple(each for path in done.files if (each := _change(path, folder)) is not None)
    samples = {each.name: _sample(stage / each.name) for each in changes if each.name.endswith(".csv")}
    said = {(each.where.file, each.where.sheet, each.where.row, each.code): each for each in done.issues}
    left = tuple(
        said.get((at.where.file, at.where.sheet, at.where.row, at.reason))
        or Issue(Level.NOTE, at.reason, at.where, {"count": 1, "first": at.where.row})
        for at in done.left_out
    )
    rows_left = len(done.left_out) + done.rows_unread
    return Tried(
        done.rows_in, done.rows_used, rows_left, dict(done.tables), changes, tuple(done.issues), left, samples,
        not done.files,
    )  # fmt: skip


def _mirrored(folder: Path, stage: Path) -> None:
    """The workspace's own files beside each other, without taking room; what an import lengthens is copied."""
    stage.mkdir(parents=True)
    for path in folder.iterdir():
        if path.name.startswith((".", "~$", "_")) or not path.is_file():
            continue
        if path.name == "deskmerit.yaml" or table_named(path.stem) == "agents":
            shutil.copy2(path, stage / path.name)
        elif path.suffix.casefold() in SUFFIXES:
            try:
                os.link(path, stage / path.name)
            except OSError:  # another file system
                shutil.copy2(path, stage / path.name)


def _change(made: Path, folder: Path) -> Change | None:
    before, after = file_hash(folder / made.name), file_hash(made)
    return Change(made.name, before, after) if before != after else None


def file_hash(path: Path) -> str:
    """The fingerprint of a file, "" where there is none."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        digest = sha256()
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _sample(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(islice(csv.reader(stream), SAMPLE + 1))


def made(folder: Path, stage: Path, before: Path, changes: Sequence[Change]) -> list[str]:
    """Puts what was tried into the workspace; files that became others meanwhile are told and nothing is written.

    Each file is replaced whole, its former content kept in `before`. Begun again after a kill, it goes on where it was.
    """
    there = {each.name: file_hash(folder / each.name) for each in changes}
    wrong = [each.name for each in changes if there[each.name] not in (each.before, each.after)]
    todo = [each for each in changes if there[each.name] == each.before]
    gone = [each.name for each in todo if file_hash(stage / each.name) != each.after]
    if wrong or gone:
        return wrong + gone
    before.mkdir(parents=True, exist_ok=True)
    for each in changes:
        if each.before and file_hash(before / each.name) != each.before:
            _put(folder / each.name, before / each.name)
    for each in changes:
        if there[each.name] != each.after:
            _put(stage / each.name, folder / each.name)
    return []


def taken_back(folder: Path, before: Path, changes: Sequence[Change]) -> list[str]:
    """Puts back what stood there before an import; files that became others since are told and nothing is changed."""
    there = {each.name: file_hash(folder / each.name) for each in changes}
    wrong = [each.name for each in changes if there[each.name] not in (each.before, each.after)]
    lost = [each.name for each in changes if each.before and file_hash(before / each.name) != each.before]
    if wrong or lost:
        return sorted({*wrong, *lost})
    for each in changes:
        if each.before and there[each.name] != each.before:
            _put(before / each.name, folder / each.name)
        elif not each.before:
            (folder / each.name).unlink(missing_ok=True)
    return []


def _put(source: Path, target: Path) -> None:
    with replacing(target) as fresh:
        shutil.copyfile(source, fresh)
