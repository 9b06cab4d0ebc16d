"""Server, worker, backup and restore as processes; a worker killed at work loses and doubles nothing."""

import signal
import sqlite3
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from web.process.conftest import SEED
from web.site import Site, free_port, waited

pytestmark = pytest.mark.slow


def query(site: Site, sql: str) -> list[tuple[object, ...]]:
    """Rows straight from the database file, beside whatever runs."""
    with sqlite3.connect(f"file:{site.folder / 'app' / 'db.sqlite3'}?mode=ro", uri=True, timeout=20) as database:
        return database.execute(sql).fetchall()


def test_a_new_workspace_is_served_and_leads_to_its_first_page(site: Site) -> None:
    base = site.serve()
    with urllib.request.urlopen(base, timeout=20) as page:
        text, headers = page.read().decode("utf-8"), page.headers
        assert page.url.startswith(f"{base}/start/")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    style = text.split('rel="stylesheet" href="')[1].split('"')[0]
    asked = urllib.request.Request(base + style, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_worker_killed_at_work_loses_and_doubles_nothing(site: Site) -> None:
    site.seed("opened")
    first = site.start("work", str(site.folder))
    waited(lambda: query(site, "SELECT 1 FROM cycles_run WHERE state = 'working'") != [], "no run was begun")
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert "cards=0" in site.seed("told")
    site.start("work", str(site.folder))
    waited(lambda: query(site, "SELECT 1 FROM cycles_run WHERE state = 'done'") != [], "the run was not taken up", 180)
    told = site.seed("told")
    assert "runs=done" in told
    assert "flaws=0" in told
    people = query(site, "SELECT count(*), count(DISTINCT person_id) FROM scorecards_card")
    assert people[0][0] == people[0][1] > 0


def test_a_server_told_to_stop_takes_its_worker_with_it(site: Site) -> None:
    port = free_port()
    server = site.start("serve", str(site.folder), "--port", str(port), "--with-worker")
    site.answering(server, port)
    waited(lambda: query(site, "SELECT 1 FROM shared_beat") != [], "no worker gave a sign of life")
    server.terminate()
    assert server.wait(60) == 0
    assert query(site, "SELECT 1 FROM shared_beat") == []


def test_a_backup_taken_while_it_runs_is_put_back_whole(site: Site, tmp_path: Path) -> None:
    site.seed("opened")
    site.serve()
    saved, again = tmp_path / "saved.tar.gz", tmp_path / "again"
    assert "files saved" in site.run("backup", str(site.folder), str(saved))
    assert "exists already" in site.run("backup", str(site.folder), str(saved), code=2)
    before = site.seed("told")
    site.run("restore", str(saved), str(again))
    assert Site(again, SEED).seed("told") == before
    assert "not empty" in site.run("restore", str(saved), str(again), code=2)
    assert (again / "tickets.csv").read_bytes() == (site.folder / "tickets.csv").read_bytes()
    assert (again / "app" / "secret.key").read_bytes() == (site.folder / "app" / "secret.key").read_bytes()


def test_a_damaged_backup_is_refused_before_anything_is_put_in_place(site: Site, tmp_path: Path) -> None:
    site.seed("opened")
    saved = tmp_path / "saved.tar.gz"
    site.run("backup", str(site.folder), str(saved))
    saved.write_bytes(saved.read_bytes()[:-2000])
    told = site.run("restore", str(saved), str(tmp_path / "again"), code=2)
    assert "no whole backup" in told or "damaged" in told
    assert not (tmp_path / "again").exists()
