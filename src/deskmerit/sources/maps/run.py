"""`deskmerit import`: the exports of any system, by a map, to the canonical tables of a workspace."""

from collections.abc import Sequence
from pathlib import Path

from deskmerit.core.issue import Issue, Level, Where, errors
from deskmerit.sources.files.sheet import Sheet
from deskmerit.sources.maps.cells import Cells
from deskmerit.sources.maps.lay import ImportResult, Progress, Writing, write_all
from deskmerit.sources.maps.log import make_log
from deskmerit.sources.maps.made import Made
from deskmerit.sources.maps.model import Choices, ImportMap
from deskmerit.sources.maps.people import People, read_people
from deskmerit.sources.maps.prepare import about_time, ready_sheets
from deskmerit.sources.maps.read import is_zone, read_map
from deskmerit.sources.maps.rows import take_rows
from deskmerit.sources.maps.summary import make_summary
from deskmerit.sources.maps.table import make_table
from deskmerit.sources.maps.unpack import read_export


def run_import(
    files: Sequence[Path],
    map_name_or_path: str,
    out: Path,
    choices: Choices | None = None,
    progress: Progress | None = None,
) -> ImportResult:
    """Imports exports by a map (a shipped name or a file) into the workspace folder `out`, made where it is absent.

    Rows with mistakes are left out and reported, the rest is written. Nothing is written when the map or a file can't
    be read, a needed column is missing, or a file in the way is not this import's. The same inputs give the same bytes.
    """
    tell = progress or (lambda label, done, total: None)
    choices = choices or Choices()
    imap, issues = read_map(map_name_or_path)
    owner, known, wrong = read_people(choices.people) if choices.people else ({}, {}, [])
    sheets, unread, stopped = _read_all(files, tell) if imap else ([], [], True)
    issues = [*issues, *wrong, *_wrong_choices(choices), *unread]
    if imap is None or stopped or errors([*wrong, *_wrong_choices(choices)]):
        return ImportResult(tuple(issues))
    ready, problems = ready_sheets(imap, sheets, choices, out)
    if errors(problems):
        return ImportResult((*issues, *problems))
    made = Made(People(imap.source, imap.bots, owner, known))
    _make(imap, ready, made, tell)
    found = (issue for cells in ready for issue in cells.findings())
    issues += [*problems, *made.issues, *found, *made.people.findings(), *about_time(imap, ready)]
    done = ImportResult(tuple(issues), made.rows_in, made.rows_used, made.rows_unread, tuple(made.left_out))
    return write_all(Writing(imap, made, ready[0].clock, tuple(files), out, choices), done, tell)


def map_rows(imap: ImportMap, sheets: list[Sheet]) -> tuple[Made, list[Issue]]:
    """Rows as records by a map, with everything that is wrong with them; times that state no zone have the map's."""
    ready, problems = ready_sheets(imap, sheets, Choices(zone=imap.zone), Path())
    made = Made(People(imap.source, imap.bots))
    if not errors(problems):
        _make(imap, ready, made, lambda label, done, total: None)
    found = (issue for cells in ready for issue in cells.findings())
    return made, [*problems, *made.issues, *found]


def _wrong_choices(choices: Choices) -> list[Issue]:
    zones = [zone for zone in (choices.zone, choices.zone_is) if zone and not is_zone(zone)]
    found = [Issue(Level.ERROR, "map-unknown-zone", Where(), {"zone": zone}) for zone in zones]
    if choices.format not in ("csv", "parquet"):
        found.append(Issue(Level.ERROR, "import-unknown-format", Where(), {"format": choices.format}))
    return found


def _read_all(files: Sequence[Path], tell: Progress) -> tuple[list[Sheet], list[Issue], bool]:
    """Every sheet of every file, what is wrong, and whether a whole file could not be read."""
    sheets: list[Sheet] = []
    issues: list[Issue] = []
    stopped = False
    for done, path in enumerate(files):
        tell(path.name, done, len(files))
        missing = Issue(Level.ERROR, "import-no-such-file", Where(file=path.name), {"path": str(path)})
        found, wrong = read_export(path) if path.is_file() else ([], [missing])
        if not found and not errors(wrong):
            wrong = [*wrong, Issue(Level.ERROR, "import-no-rows", Where(file=path.name))]
        stopped |= not found
        sheets += found
        issues += wrong
    return sheets, issues, stopped


def _make(imap: ImportMap, ready: list[Cells], made: Made, tell: Progress) -> None:
    tell(imap.name, 0, 1)
    seen: set[tuple[str, ...]] = set()
    batches = [take_rows(cells, made, seen) for cells in ready]
    if imap.log:
        make_log(imap, imap.log, batches, made)
    elif imap.summary:
        make_summary(imap, imap.summary, batches, made)
    else:
        make_table(imap, batches, made)
