"""What the last sync of a source came to, noted in the workspace by the command line, or by the application."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.sources.discover import CACHE
from deskmerit.sources.helpdesks.report import Report

FOLDER = "syncs"


@dataclass(frozen=True, slots=True)
class Noted:
    """A sync that began `at` that instant: its counts by name, and its issues; an error among them: it broke off."""

    at: datetime
    counts: Mapping[str, int]
    issues: tuple[Issue, ...]


def note(folder: Path, report: Report, at: datetime) -> None:
    """Notes a sync of a workspace in place of the one before. Where nothing may be written there is no note."""
    issues = [{**asdict(each), "params": {k: str(v) for k, v in each.params.items()}} for each in report.issues]
    text = json.dumps({"at": at.isoformat(), "counts": report.counts(), "issues": issues}, ensure_ascii=False)
    path = _path(folder, report.source)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.tmp")
        part.write_text(text, encoding="utf-8")
        part.replace(path)


def noted(folder: Path, source: str) -> Noted | None:
    """The last sync of a source; None where none is noted."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads(_path(folder, source).read_text(encoding="utf-8"))
        issues = (
            Issue(Level(each["level"]), each["code"], Where(**each["where"]), each["params"]) for each in said["issues"]
        )
        return Noted(datetime.fromisoformat(said["at"]), said["counts"], tuple(issues))
    return None


def _path(folder: Path, source: str) -> Path:
    return folder / CACHE / FOLDER / f"{source}.json"
