"""The last step of an import: every file of the workspace it writes, or none when one of them may not be written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.sources.maps.agents import write_agents
from deskmerit.sources.maps.dates import Clock
from deskmerit.sources.maps.made import LeftOut, Made, Record
from deskmerit.sources.maps.model import Choices, ImportMap
from deskmerit.sources.maps.place import place_table, slug
from deskmerit.sources.maps.workspace import write_settings
from deskmerit.sources.maps.write import write_csv, write_left_out, write_parquet

type Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps are done, and how many there are."""


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


@dataclass(frozen=True, slots=True)
class Writing:
    """All that writing needs to know. `clock` tells the zone in which local times are written."""

    imap: ImportMap
    made: Made
    clock: Clock
    files: tuple[Path, ...]
    out: Path
    choices: Choices

    @property
    def inputs(self) -> list[str]:
        """The names of the exports, each once."""
        return list(dict.fromkeys(path.name for path in self.files))

    @property
    def tables(self) -> dict[str, list[Record]]:
        """The records by table, with the logins of the list of people where one was given."""
        origin = self.choices.people.name if self.choices.people else ""
        logins = [row | {"source_file": origin} for row in self.made.people.identities()]
        return self.made.tables | ({"identities": logins} if logins else {})


def write_all(job: Writing, done: ImportResult, tell: Progress) -> ImportResult:
    """Writes tables, agents, settings and the rows left out; adds to `done` what was written, or why nothing."""
    if not job.made.tables:
        where = Where(file=job.inputs[0] if job.inputs else "")
        return replace(done, issues=(*done.issues, Issue(Level.ERROR, "import-no-records", where)))
    try:
        job.out.mkdir(parents=True, exist_ok=True)
        places, issues = _places(job)
        return replace(done, issues=(*done.issues, *issues)) if issues else _write(job, places, done, tell)
    except OSError as problem:
        # Excel locks a file that is open in it; a disk may be full; a file may stand where the folder should.
        where = Where(file=Path(problem.filename or job.out).name)
        params = {"why": problem.strerror or str(problem)}
        return replace(done, issues=(*done.issues, Issue(Level.ERROR, "import-cannot-write", where, params)))


def _write(job: Writing, places: Mapping[str, Path], done: ImportResult, tell: Progress) -> ImportResult:
    """Writes every table beside its place first and moves them there together: no half-written file is ever left."""
    write = write_parquet if job.choices.format == "parquet" else write_csv
    parts = {table: path.with_name(f".{path.name}.part") for table, path in places.items()}
    try:
        for n, (table, records) in enumerate(job.tables.items()):
            tell(places[table].name, n, len(places))
            write(parts[table], table, records, job.clock.local)
        for table, path in places.items():
            parts[table].replace(path)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    agents, added = write_agents(job.out, job.made.people.agents, slug(job.imap.source))
    settings, notes = write_settings(job.out, job.imap, job.clock.zone_is or job.clock.zone)
    left = write_left_out(job.out / f"_left-out-{slug(job.inputs[0])}.csv", job.made.left_out)
    more = [path for path in (agents, settings, left) if path is not None]
    counts = {table: len(records) for table, records in job.tables.items()} | ({"agents": added} if added else {})
    return replace(done, issues=(*done.issues, *notes), tables=counts, files=(*places.values(), *more))


def _places(job: Writing) -> tuple[dict[str, Path], list[Issue]]:
    places: dict[str, Path] = {}
    issues: list[Issue] = []
    suffix = ".parquet" if job.choices.format == "parquet" else ".csv"
    for table, records in job.tables.items():
        logins = table == "identities" and job.choices.people is not None
        names = [f"identities-{slug(job.imap.source)}"] if logins else [table, f"{table}-{slug(job.inputs[0])}"]
        inputs = [str(records[0]["source_file"])] if logins else job.inputs
        replaced = job.choices.replace or logins
        places[table], wrong = place_table(job.out, names, table, records, inputs, suffix, replaced)
        issues += wrong
    return places, issues
