"""A small export in, canonical rows out."""

import csv
from dataclasses import dataclass
from pathlib import Path

from deskmerit.sources.maps import Choices, ImportResult, run_import

type Rows = list[dict[str, str]]


@dataclass
class Bench:
    """A folder for exports and maps, and a workspace beside it."""

    folder: Path

    @property
    def out(self) -> Path:
        return self.folder / "workspace"

    def file(self, name: str, content: str, encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes(content.encode(encoding))
        return path

    def run(self, imap: str, *files: Path, **choices: object) -> ImportResult:
        return run_import(list(files), imap, self.out, Choices(**choices))

    def rows(self, table: str) -> Rows:
        with (self.out / f"{table}.csv").open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    def bytes(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.out.iterdir())}


def codes(result: ImportResult, level: str = "") -> list[str]:
    return [issue.code for issue in result.issues if not level or issue.level == level]


def the(result: ImportResult, code: str):
    (issue,) = [issue for issue in result.issues if issue.code == code]
    return issue


def story(rows: Rows) -> list[str]:
    """Events as short sentences, in their order."""
    return [f"{row['kind']} {row.get('value', '')}".strip() for row in rows]
