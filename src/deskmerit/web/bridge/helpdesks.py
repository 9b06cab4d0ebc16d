"""The helpdesks that a workspace declares: what they are, what came from each, and bringing one up to date."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from deskmerit.core.issue import Issue
from deskmerit.records.checks import quoted
from deskmerit.records.view import View
from deskmerit.sources.helpdesks import KINDS
from deskmerit.sources.helpdesks.declared import declared
from deskmerit.sources.helpdesks.noted import Noted as Noted  # pages name its type
from deskmerit.sources.helpdesks.noted import noted
from deskmerit.sources.helpdesks.rejected import kept
from deskmerit.sources.helpdesks.run import Workspace, run
from deskmerit.sources.helpdesks.secrets import variable
from deskmerit.sources.helpdesks.sync import Asked, Told
from deskmerit.web.bridge import lakes

SOURCE = "source"
SHOWN = 3
"""Different values of refused rows that are named."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A source of `deskmerit.yaml`. `every`: how often the worker syncs it; `variable` names where its credential is
    looked for; nothing here holds one."""

    name: str
    kind: str
    url: str
    every: timedelta | None
    variable: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Rows of a table that a source told and that were refused, by the code of why and the column it is about.

    `told`: what that code says; of values the commonest ones.
    """

    table: str
    code: str
    rows: int
    told: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceState:
    """What the records hold of a source: rows by table, and what was refused."""

    source: str
    tables: tuple[tuple[str, int], ...]
    refused: tuple[Refused, ...]


def desks(folder: Path) -> tuple[dict[str, Desk], list[Issue]]:
    """The sources of a workspace by name, and what is wrong with others."""
    found, issues = declared(lakes.settings(folder), KINDS)
    return {
        name: Desk(name, each.kind, each.url, each.every, variable(name)) for name, each in found.items()
    }, issues  # fmt: skip


def bring(folder: Path, name: str, now: datetime, tell: Told) -> tuple[dict[str, int], tuple[Issue, ...]]:
    """Syncs a source: what was counted, and every issue. A failure is an issue too; what was loaded stays. Raises
    KeyError if there is no such source."""
    settings = lakes.settings(folder)
    report = run(Workspace(folder, settings), declared(settings, KINDS)[0][name], Asked(now), tell)
    return report.counts(), tuple(report.issues)


def last(folder: Path, name: str) -> Noted | None:
    """The last sync of a source, by the command line or from here."""
    return noted(folder, name)


def states(folder: Path, views: Mapping[str, View]) -> list[SourceState]:
    """What there is of each source of a workspace; reads every table that tells its source, and the refused rows."""
    names, counts = list(desks(folder)[0]), Counter[tuple[str, str]]()
    for table, view in views.items() if names else ():
        if SOURCE in view.connection.sql(f"select * from {view.name} limit 0").columns:
            rows = view.connection.sql(f"select {quoted(SOURCE)}, count(*) from {view.name} group by 1").fetchall()
            counts.update({(str(source), table): count for source, count in rows})
    return [
        SourceState(
            name, tuple((table, counts[name, table]) for table in views if counts[name, table]), _refused(folder, name)
        )
        for name in names
    ]


def _refused(folder: Path, name: str) -> tuple[Refused, ...]:
    found = dict[tuple[str, str, str], list[Mapping[str, str]]]()
    for row in kept(lakes.place(folder), name):
        why = row.get("_why") or {}
        found.setdefault((row["_table"], row["_code"], why.get("column", "")), []).append(why)
    return tuple(
        Refused(table, code, len(whys), tuple(sorted(_together(whys).items())))
        for (table, code, _column), whys in sorted(found.items(), key=lambda each: each[0])
    )


def _together(whys: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """What several rows say of why they were refused, in one: of different values the commonest, and how many more.

    >>> _together([{"value": "b"}, {"value": "a"}, {"value": "b"}, {"value": "c"}, {"value": "d"}])
    {'value': 'b, a, c +1'}
    """
    counts: dict[str, Counter[str]] = {}
    for why in whys:
        for name, value in why.items():
            counts.setdefault(name, Counter())[value] += 1
    return {name: _commonest(said) for name, said in counts.items()}


def _commonest(said: Counter[str]) -> str:
    more = f" +{len(said) - SHOWN}" if len(said) > SHOWN else ""
    return ", ".join(value for value, _count in said.most_common(SHOWN)) + more
