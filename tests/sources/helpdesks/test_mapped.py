"""Sources a user describes himself: a database, a REST interface, each with an import map of the workspace."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from deskmerit.core.settings import Settings
from deskmerit.records.lake.manifest import current
from deskmerit.sources.helpdesks import KINDS, run
from deskmerit.sources.helpdesks.client import Patience
from deskmerit.sources.helpdesks.declared import declared
from deskmerit.sources.helpdesks.mapped import rest
from deskmerit.sources.helpdesks.report import Report
from deskmerit.sources.helpdesks.run import Workspace
from deskmerit.sources.helpdesks.sync import Asked
from deskmerit.sources.lake import place_of
from deskmerit.sources.settings import load_settings
from sources.helpdesks.lakes import rows, story
from sources.helpdesks.mock import Mock, each_third, serving
from sources.helpdesks.toy import NOW

LOG = """
map: steps
shape: log
values: {state: {offen: open, fertig: solved}}
log:
  case: ticket_no
  time: changed_at
  order: [id]
  last: {team: team}
  changes: {assigned: owner, status: state}
"""
TABLE = """
map: tickets
shape: table
headers: {number: [ticket_no], opened: [opened_at], done: [done_at], owner: [agent.name]}
tables:
  - {table: tickets, columns: {ticket_id: number, created_at: opened}}
  - table: events
    needs: [done]
    columns: {ticket_id: number, occurred_at: done, actor_id: owner}
    constants: {kind: status, value: solved, actor_role: agent}
"""


def database(folder: Path) -> sqlite3.Connection:
    """A table of steps."""
    made = sqlite3.connect(folder / "desk.db")
    made.execute("create table steps (id integer, ticket_no text, changed_at text, owner text, state text, team text)")
    return made


def step(base: sqlite3.Connection, number: int, ticket: str, minute: int, owner: str, state: str) -> None:
    """One row of a case."""
    at = f"2026-09-01 09:{minute:02}:00"
    base.execute("insert into steps values (?, ?, ?, ?, ?, 'First line')", (number, ticket, at, owner, state))
    base.commit()


def synced(folder: Path, entry: str, **files: str) -> Report:
    """One sync of the only source of a workspace."""
    (folder / "deskmerit.yaml").write_text(f"zone: Asia/Shanghai\nsources:\n  own: {entry}\n", "utf-8")
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    settings = load_settings(folder)[0]
    found, issues = declared(settings, KINDS)
    assert issues == []
    return run.run(Workspace(folder, settings), found["own"], Asked(NOW))


def test_a_log_in_a_database_brings_every_case_that_changed_whole(tmp_path: Path) -> None:
    base, entry = database(tmp_path), "{kind: sql, url: 'sqlite:///desk.db', map: steps.yaml, table: steps, cursor: id}"
    step(base, 1, "7", 0, "ann", "offen")
    step(base, 2, "8", 5, "bob", "offen")
    assert synced(tmp_path, entry, steps=LOG).new == 2
    step(base, 3, "7", 9, "bob", "fertig")
    report = synced(tmp_path, entry, steps=LOG)
    assert (report.new, report.changed, report.rejected) == (0, 1, 0), report.issues
    place = place_of(tmp_path, Settings())
    assert [(kind, value) for kind, _, _, value in story(place, "own-7")] == [
        ("assigned", "ann"), ("status", "open"), ("assigned", "bob"), ("status", "solved")
    ]  # fmt: skip
    number = current(place).number
    synced(tmp_path, entry, steps=LOG)
    assert current(place).number == number
    assert {row["login"]: row["agent_id"] for row in rows(place, "identities")} == {"ann": "own-ann", "bob": "own-bob"}
    renewed = synced(tmp_path, entry, steps=LOG.replace("fertig: solved", "fertig: closed"))
    assert ([issue.code for issue in renewed.issues], renewed.changed) == (["sync-anew"], 1)
    base.close()


def test_rows_that_are_no_records_are_told_and_kept(tmp_path: Path) -> None:
    base = database(tmp_path)
    step(base, 1, "7", 0, "ann", "offen")
    base.execute("insert into steps values (2, '8', 'last tuesday', 'ann', 'offen', '')")
    base.commit()
    base.close()
    report = synced(
        tmp_path, "{kind: sql, url: 'sqlite:///desk.db', map: steps.yaml, query: select * from steps}", steps=LOG
    )
    assert (report.new, report.rejected) == (1, 1)
    assert [issue.code for issue in report.issues if issue.level == "error"] == ["import-bad-cell"]


@pytest.mark.parametrize(
    ("table", "file", "reason"), [("nothing", "steps", "NoSuchTableError"), ("steps", "lost", "map")]
)
def test_a_table_or_a_map_that_is_not_there(tmp_path: Path, table: str, file: str, reason: str) -> None:
    database(tmp_path).close()
    entry = f"{{kind: sql, url: 'sqlite:///desk.db', map: {file}.yaml, table: {table}}}"
    report = synced(tmp_path, entry, steps=LOG)
    assert [(issue.code, issue.params["reason"]) for issue in report.issues] == [("sync-stopped", reason)]


def served(items: list[dict[str, Any]]) -> Mock:
    """An interface of pages of two, which tells those changed since a time."""

    def listed(query: Mapping[str, str]) -> Any:
        found = [each for each in items if each["changed"] >= query.get("since", "")]
        first = (int(query["page"]) - 1) * 2
        return {"data": {"rows": found[first : first + 2]}}

    return Mock({"/v1/cases": listed}, each_third)


def test_an_interface_that_dlt_describes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rest, "Patience", lambda: Patience(4, 0, timeout=5))
    monkeypatch.setenv("DESKMERIT_OWN_TOKEN", "hush")
    items = [
        {"ticket_no": n, "opened_at": f"2026-09-0{n}T09:00:00Z", "done_at": None, "changed": f"2026-09-0{n}",
         "agent": {"name": "ann"}}
        for n in (1, 2, 3, 4, 5)
    ]  # fmt: skip
    with serving(served(items)) as mock:
        entry = (
            f"{{kind: rest, url: '{mock.url}/v1', map: cases.yaml, header: X-Key, cursor: changed, since: since,"
            " endpoint: {path: cases, data_selector: data.rows, paginator:"
            " {type: page_number, base_page: 1, stop_after_empty_page: true, total_path: null}}}"
        )
        first = synced(tmp_path, entry, cases=TABLE)
        assert (first.new, first.rejected) == (5, 0), first.issues
        items[0] |= {"done_at": "2026-09-06T10:00:00Z", "changed": "2026-09-06"}
        assert synced(tmp_path, entry, cases=TABLE).changed == 1
        assert {headers["X-Key"] for headers in mock.headers} == {"hush"}
        assert "since=2026-09-05" in mock.asked[-2]
    assert story(place_of(tmp_path, Settings()), "own-1") == [("status", "agent", "ann", "solved")]


def test_an_interface_tells_no_log_whose_cases_would_come_in_parts(tmp_path: Path) -> None:
    report = synced(tmp_path, "{kind: rest, url: 'https://x.example', map: steps.yaml, endpoint: {path: x}}", steps=LOG)
    assert [(issue.code, issue.params["reason"]) for issue in report.issues] == [("sync-stopped", "map")]
