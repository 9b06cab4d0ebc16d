"""`deskmerit import`: the exports of any system, by a map, to the canonical tables of a workspace."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from deskmerit.core.issue import Issue, Level, Where, errors
from deskmerit.sources.files.sheet import Sheet
from deskmerit.sources.maps.agents import write_agents
from deskmerit.sources.maps.cells import Cells
from deskmerit.sources.maps.dates import Clock
from deskmerit.sources.maps.headers import find_columns
from deskmerit.sources.maps.log import make_log
from deskmerit.sources.maps.made import LeftOut, Made
from deskmerit.sources.maps.model import ImportMap, When
from deskmerit.sources.maps.people import People, read_people
from deskmerit.sources.maps.place import place_table
from deskmerit.sources.maps.read import is_zone, read_map
from deskmerit.sources.maps.rows import take_rows
from deskmerit.sources.maps.summary import make_summary
from deskmerit.sources.maps.table import make_table
from deskmerit.sources.maps.unpack import read_export
from deskmerit.sources.maps.workspace import declared_zone, write_settings
from deskmerit.sources.maps.write import write_csv, write_parquet

type Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the command line adds to a map. `zone` stands for the map's own; `zone_is` overrides stated offsets too.

    `people` is a table of logins and persons. `format` is "csv" or "parquet". `replace` allows losing records that an
    earlier import of a file of the same name made.
    """

    zone: str = ""
    zone_is: str = ""
    people: Path | None = None
    format: str = "csv"
    replace: bool = False


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. rows_in = rows_used + rows_unread + len(left_out): no row of an export is lost.

    `tables` counts the records written by table, `files` are the files written (or already as they should be).
    An issue of level error with no `files` means that nothing was written.
    """

    issues: tuple[Issue, ...]
    rows_in: int = 0
    rows_used: int = 0
    rows_unread: int = 0
    left_out: tuple[LeftOut, ...] = ()
    tables: Mapping[str, int] = field(default_factory=dict)
    files: tuple[Path, ...] = ()


def run_import(
    files: Sequence[Path],
    map_name_or_path: str,
    out: Path,
    choices: Choices = Choices(),
    progress: Progress | None = None,
) -> ImportResult:
    """Imports exports by a map (a shipped name or a file) into the workspace folder `out`, made where it is absent.

    Rows with mistakes are left out and reported, the rest is written. Nothing is written when the map or a file can't
    be read, a needed column is missing, or a file in the way is not this import's. The same inputs give the same bytes.
    """
    tell = progress or (lambda label, done, total: None)
    imap, issues = read_map(map_name_or_path)
    owner, known, wrong = read_people(choices.people) if choices.people else ({}, {}, [])
    issues = [*issues, *wrong, *_wrong_choices(choices)]
    if imap is None or errors(issues):
        return ImportResult(tuple(issues))
    sheets, unread = _read_all(files, tell)
    made = Made(People(imap.source, imap.bots, owner, known))
    ready, problems = _ready(imap, sheets, choices, out)
    issues += [*unread, *problems]
    if errors(issues) and (not ready or errors(problems) or not sheets):
        return ImportResult(tuple(issues))
    _make(imap, ready, made, tell)
    issues += [*made.issues, *(issue for cells in ready for issue in cells.findings()), *made.people.findings()]
    issues += _about_time(imap, ready)
    return _write(imap, made, issues, ready, files, out, choices, tell)


def _wrong_choices(choices: Choices) -> list[Issue]:
    zones = [zone for zone in (choices.zone, choices.zone_is) if zone and not is_zone(zone)]
    return [Issue(Level.ERROR, "map-unknown-zone", Where(), {"zone": zone}) for zone in zones]


def _read_all(files: Sequence[Path], tell: Progress) -> tuple[list[Sheet], list[Issue]]:
    sheets: list[Sheet] = []
    issues: list[Issue] = []
    for done, path in enumerate(files):
        tell(path.name, done, len(files))
        if not path.is_file():
            issues.append(Issue(Level.ERROR, "import-no-such-file", Where(file=path.name), {"path": str(path)}))
            continue
        found, wrong = read_export(path)
        sheets += found
        issues += wrong
    return sheets, issues


def _ready(imap: ImportMap, sheets: list[Sheet], choices: Choices, out: Path) -> tuple[list[Cells], list[Issue]]:
    """The sheets that have the map's columns. A workbook's other sheets are noted, unless no sheet fits at all."""
    ready: list[Cells] = []
    issues: list[Issue] = []
    clocks: dict[tuple[str, str, tuple[str, ...]], Clock] = {}
    unfit: dict[str, list[tuple[Sheet, list[Issue]]]] = {}
    for sheet in sheets:
        columns, wrong = find_columns(imap, sheet)
        if errors(wrong):
            unfit.setdefault(sheet.file, []).append((sheet, wrong))
            continue
        issues += wrong
        cells = Cells(imap, sheet, columns, Clock())
        cells.clock = _clock(imap, cells, choices, out, clocks)
        ready.append(cells)
    fit = {cells.sheet.file for cells in ready}
    for file, others in unfit.items():
        for sheet, wrong in others:
            note = Issue(Level.NOTE, "import-sheet-skipped", Where(file=file, sheet=sheet.name))
            issues += [note] if file in fit else wrong
    return ready, issues


def _clock(
    imap: ImportMap, cells: Cells, choices: Choices, out: Path, clocks: dict[tuple[str, str, tuple[str, ...]], Clock]
) -> Clock:
    """One clock for each way of reading times: the command line goes before `when`, the map, the workspace."""
    when = next((when for when in imap.when if _holds(when, cells)), When("", ""))
    zone_is = choices.zone_is or (choices.zone and (when.zone_is or imap.zone_is) and choices.zone)
    zone_is = zone_is or when.zone_is or imap.zone_is
    zone = choices.zone or when.zone or imap.zone or declared_zone(out)
    ask = (zone, zone_is, when.dates or imap.dates)
    return clocks.setdefault(ask, Clock(*ask))


def _holds(when: When, cells: Cells) -> bool:
    return any((cells.text(row, when.column) or "").casefold() == when.holds for row in cells.sheet.rows)


def _make(imap: ImportMap, ready: list[Cells], made: Made, tell: Progress) -> None:
    tell("records", 0, 1)
    seen: set[tuple[str, ...]] = set()
    batches = [take_rows(cells, made, seen) for cells in ready]
    if imap.log:
        make_log(imap, imap.log, batches, made)
    elif imap.summary:
        make_summary(imap, imap.summary, batches, made)
    else:
        make_table(imap, batches, made)


def _about_time(imap: ImportMap, ready: list[Cells]) -> list[Issue]:
    """What was decided about time zones, said once for each way of reading times."""
    issues: list[Issue] = []
    told: set[int] = set()
    for cells in ready:
        clock = cells.clock
        if id(clock) in told:
            continue
        told.add(id(clock))
        where = Where(file=cells.sheet.file)
        if clock.naive and not clock.zone and not clock.zone_is:
            issues.append(Issue(Level.WARNING, "import-zone-assumed", where, {"map": imap.name}))
        if clock.overridden:
            issues.append(Issue(Level.NOTE, "import-zone-overridden", where, {"zone": clock.zone_is}))
        if clock.doubtful:
            params = {"count": clock.doubtful, "zone": clock.local}
            issues.append(Issue(Level.WARNING, "import-doubtful-times", where, params))
    return issues


def _write(
    imap: ImportMap, made: Made, issues: list[Issue], ready: list[Cells], files: Sequence[Path], out: Path,
    choices: Choices, tell: Progress,
) -> ImportResult:  # fmt: skip
    suffix = ".parquet" if choices.format == "parquet" else ".csv"
    inputs = list(dict.fromkeys(path.name for path in files))
    tables = dict(made.tables)
    if made.people.owner:
        tables["identities"] = [row | {"source_file": choices.people.name} for row in made.people.identities()]  # type: ignore[union-attr]  # owners come only from a list of people
    out.mkdir(parents=True, exist_ok=True)
    placed = {}
    for table, records in tables.items():
        origin = [choices.people.name] if table == "identities" and choices.people else inputs
        placed[table], wrong = place_table(out, table, records, origin, suffix, choices.replace)
        issues += wrong
    done = ImportResult(tuple(issues), made.rows_in, made.rows_used, made.rows_unread, tuple(made.left_out))
    if not tables or any(issue.code in BLOCKING for issue in issues):
        return done
    zone = ready[0].clock.local
    written = []
    for n, (table, records) in enumerate(tables.items()):
        tell(table, n, len(tables))
        (write_parquet if suffix == ".parquet" else write_csv)(placed[table], table, records, zone)
        written.append(placed[table])
    agents, added = write_agents(out, made.people.agents, imap.source)
    settings, notes = write_settings(out, imap, zone if ready[0].clock.zone or ready[0].clock.zone_is else "")
    counts = {table: len(records) for table, records in tables.items()} | ({"agents": added} if added else {})
    more = [path for path in (agents, settings) if path is not None]
    return replace(done, issues=(*issues, *notes), tables=counts, files=(*written, *more))


BLOCKING = frozenset({"import-other-format", "import-would-lose", "import-not-ours"})
