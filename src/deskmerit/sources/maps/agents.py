"""The people an import finds, added to the workspace's own list: what somebody corrected by hand stays."""

import csv
from collections.abc import Mapping
from pathlib import Path

from deskmerit.records.columns import TABLES, table_named
from deskmerit.records.values import text
from deskmerit.sources.files.sheet import SUFFIXES, read_sheets
from deskmerit.sources.maps.write import LINE_END, Record, write_csv

OURS = "agents.csv"


def write_agents(out: Path, agents: Mapping[str, Record], source: str) -> tuple[Path | None, int]:
    """Adds the people that no list of agents in the workspace holds yet; returns the file and how many.

    `agents.csv` is made, or lengthened where an import made it. Beside a list of the user's own, the new people go to
    `agents-<source>.csv`. Nobody new: nothing is written, so importing twice leaves the same bytes.
    """
    known = _known(out)
    fresh = [agents[agent] for agent in sorted(agents) if agent not in known]
    if not fresh:
        return None, 0
    path = out / OURS
    if (path.exists() and not _ours(path)) or (not path.exists() and known):
        path = out / f"agents-{source}.csv"
    if path.exists():
        _append(path, fresh)
    else:
        write_csv(path, "agents", fresh, "UTC")
    return path, len(fresh)


def _known(out: Path) -> set[str]:
    """Every agent_id that the workspace lists."""
    found: set[str] = set()
    for path in sorted(out.iterdir()):
        if path.suffix.casefold() not in SUFFIXES:
            continue
        for sheet in read_sheets(path)[0] if _may_hold(path) else []:
            place = [
                n
                for n, said in enumerate(sheet.header)
                if (c := TABLES["agents"].headed(said)) and c.name == "agent_id"
            ]
            found |= {said for row in sheet.rows for n in place[:1] if (said := text(row[n]))}
    return found


def _may_hold(path: Path) -> bool:
    return table_named(path.stem) == "agents"


def _ours(path: Path) -> bool:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return "source_file" in next(csv.reader(stream), [])


def _append(path: Path, fresh: list[Record]) -> None:
    """Adds rows under the header that stands there; a column it lacks is left off, the rest of the file stays."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        content = stream.read()
    header = next(csv.reader(content.splitlines()[:1]))
    with path.open("a", encoding="utf-8", newline="") as stream:
        if content and not content.endswith("\n"):
            stream.write("\n")
        writer = csv.writer(stream, lineterminator=LINE_END)
        writer.writerows([record.get(name) for name in header] for record in fresh)
