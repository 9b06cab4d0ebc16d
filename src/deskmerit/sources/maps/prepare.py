"""Before rows are read: which sheets have the map's columns, and in which zone and order their times are written."""

from pathlib import Path

from deskmerit.core.issue import Issue, Level, Where, errors
from deskmerit.sources.files.sheet import Sheet
from deskmerit.sources.maps.cells import Cells
from deskmerit.sources.maps.dates import Clock
from deskmerit.sources.maps.headers import find_columns
from deskmerit.sources.maps.model import Choices, ImportMap, When
from deskmerit.sources.maps.workspace import declared_zone

type Clocks = dict[tuple[str, str, tuple[str, ...], bool], Clock]


def ready_sheets(imap: ImportMap, sheets: list[Sheet], choices: Choices, out: Path) -> tuple[list[Cells], list[Issue]]:
    """The sheets that have the map's columns. A workbook's other sheets are noted, unless no sheet fits at all."""
    ready: list[Cells] = []
    issues: list[Issue] = []
    clocks: Clocks = {}
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


def _clock(imap: ImportMap, cells: Cells, choices: Choices, out: Path, clocks: Clocks) -> Clock:
    """One clock for each way of reading times: the command line goes before `when`, the map, the workspace."""
    when = next((when for when in imap.when if _holds(when, cells)), When("", ""))
    zone_is = choices.zone_is or (choices.zone and (when.zone_is or imap.zone_is) and choices.zone)
    zone_is = zone_is or when.zone_is or imap.zone_is
    zone = choices.zone or when.zone or imap.zone or declared_zone(out)
    ask = (zone, zone_is, when.dates or imap.dates, cells.sheet.base_1904)
    return clocks.setdefault(ask, Clock(*ask))


def _holds(when: When, cells: Cells) -> bool:
    return any((cells.text(row, when.column) or "").casefold() == when.holds for row in cells.sheet.rows)


def about_time(imap: ImportMap, ready: list[Cells]) -> list[Issue]:
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
