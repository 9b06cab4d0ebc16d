"""Finds the columns a map names in the header of a file, and says which are missing and what comes nearest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.records.columns import TABLES
from deskmerit.records.spec import header_key
from deskmerit.sources.files.sheet import Sheet
from deskmerit.sources.maps.model import ImportMap, Shape
from deskmerit.sources.maps.tree import nearest


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each logical column stands in the rows of one sheet (0-based); an absent one is not a key."""

    places: Mapping[str, int]
    header: tuple[str, ...]

    def named(self, column: str) -> str:
        """The file's own header of a logical column."""
        return self.header[self.places[column]] if column in self.places else column


def find_columns(imap: ImportMap, sheet: Sheet) -> tuple[Columns, list[Issue]]:
    """The columns of a sheet by the map's names.

    A required one that is missing is an error at the line of the map that names it, with the nearest header; optional
    ones are one note together. Two headers for one column whose cells differ are a warning, and the first counts.
    """
    found = {column: _found(imap.headers.get(column, (column,)), sheet.header) for column in _used(imap)}
    places = {column: standing[0] for column, standing in found.items() if standing}
    issues: list[Issue] = []
    for column, first in places.items():
        # A header that another column of the map takes (a person's name beside her number) is no rival.
        rivals = [place for place in found[column][1:] if place not in places.values()]
        issues += _twice(column, [first, *rivals], sheet)
    return Columns(places, sheet.header), issues + _missing(imap, sheet, places)


def _found(names: Iterable[str], header: tuple[str, ...]) -> list[int]:
    """Places of the headers of these names, in the order of the names; an exact spelling goes before a loose one."""
    exact = [place for name in names for place, said in enumerate(header) if said == name]
    loose = [
        place for name in names for place, said in enumerate(header) if said and header_key(said) == header_key(name)
    ]
    return list(dict.fromkeys(exact + loose))


def _twice(column: str, found: list[int], sheet: Sheet) -> list[Issue]:
    first, *others = found
    where = Where(file=sheet.file, sheet=sheet.name, column=sheet.header[first])
    issues = []
    for place in others:
        differ = next((n for row, n in zip(sheet.rows, sheet.numbers, strict=True) if row[first] != row[place]), None)
        if differ is not None:
            params = {"column": column, "first": sheet.header[first], "other": sheet.header[place], "row": differ}
            issues.append(Issue(Level.WARNING, "import-two-columns", where, params))
    return issues


def _missing(imap: ImportMap, sheet: Sheet, places: Mapping[str, int]) -> list[Issue]:
    need = required(imap)
    issues = []
    for column in sorted(need - places.keys(), key=lambda name: (imap.line_of(name) or 0, name)):
        near = next(filter(None, (nearest(name, sheet.header) for name in imap.headers.get(column, (column,)))), "–")
        where = Where(file=imap.file, line=imap.line_of(column), column=column)
        names = " | ".join(imap.headers.get(column, (column,)))
        params = {"column": names, "file": sheet.file, "near": near, "header": ", ".join(sheet.header)}
        issues.append(Issue(Level.ERROR, "import-column-missing", where, params))
    absent = [column for column in _used(imap) if column not in places and column not in need]
    if absent and not issues:
        where = Where(file=sheet.file, sheet=sheet.name)
        issues.append(Issue(Level.NOTE, "import-columns-absent", where, {"columns": ", ".join(absent)}))
    return issues


def required(imap: ImportMap) -> set[str]:
    """The logical columns without which nothing can be made of a file."""
    if imap.shape is Shape.LOG and imap.log:
        log = imap.log
        found = {log.case, log.time, log.created_at, *log.order, *log.changes.values()}
        return (found | ({log.activities.column, log.activities.actor} if log.activities else set())) - {""}
    if imap.shape is Shape.SUMMARY and imap.summary:
        said = imap.summary
        return {said.agent, said.day, said.week, said.month, said.range, said.start, said.end} - {""}
    return _required_of_targets(imap)


def _required_of_targets(imap: ImportMap) -> set[str]:
    """Of the tables made from every row: what their required columns are filled from, unless a constant stands in."""
    return {
        target.columns[column.name]
        for target in imap.targets
        if not target.needs
        for column in TABLES[target.table].columns
        if column.required and column.name in target.columns.keys() - target.constants.keys() - {made_id(target.table)}
    }


def made_id(table: str) -> str:
    """The column of an id that the import makes itself where the export has none, "" for none.

    >>> made_id("surveys"), made_id("tickets")
    ('survey_id', '')
    """
    key = TABLES[table].key
    return key[0] if len(key) == 1 and key[0] != "agent_id" else ""


def _used(imap: ImportMap) -> list[str]:
    """Every logical column the map names, in its order."""
    return [name for name in imap.lines if name]
