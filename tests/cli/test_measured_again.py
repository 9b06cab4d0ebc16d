"""`deskmerit measure` on a lake: what changed since the last time is measured; the bytes are those of everything."""

import csv
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from deskmerit.cli.app import app
from deskmerit.sources.simulate import simulate, write

LATE = "2026-09-27"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, small_plan: Path) -> Path:
    """A workspace with a month in its lake, measured by a small plan before the month's end was loaded."""
    folder = tmp_path_factory.mktemp("measured")
    shutil.copy(small_plan, folder)
    return measured_early(folder, "--plan", small_plan)


def measured_early(folder: Path, *plan: object) -> Path:
    """A workspace with most of a month in its lake, measured; then all of it was loaded."""
    whole, early, desk = month_in_two(folder, 5)
    for name in ("deskmerit.yaml", "agents.csv", "postings.csv"):
        shutil.copy(whole / name, desk)
        (early / name).unlink()
        (whole / name).unlink()
    run("lake", "load", desk, early)
    assert "nothing is kept" in run("measure", desk, *plan, "--out", folder / "first.csv")
    run("lake", "load", desk, whole)
    return desk


def month_in_two(folder: Path, seed: int) -> tuple[Path, Path, Path]:
    """A month of a centre, whole and without its last days, and an empty folder beside them."""
    whole, early, desk = folder / "whole", folder / "early", folder / "desk"
    write(whole, simulate(seed, first=date(2026, 9, 1), end=date(2026, 10, 1), tickets_a_day=6))
    shutil.copytree(whole, early)
    for name, time in (("tickets", "created_at"), ("events", "occurred_at"), ("surveys", "sent_at")):
        only_before(early / f"{name}.csv", time)
    desk.mkdir()
    return whole, early, desk


def only_before(path: Path, time: str) -> None:
    """Leaves out the rows since LATE."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, rows[0].keys())
        out.writeheader()
        out.writerows(row for row in rows if row[time] < LATE)


def run(*words: object) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words], env={"DESKMERIT_LANG": "en"})
    assert result.exit_code in (0, 1), result.output
    return result.output


def measure(desk: Path, *words: object) -> str:
    """Measures by the small plan."""
    return run("measure", desk, "--plan", desk.parent / "plan.yaml", "--format", "csv", *words)


def same_as_anew(desk: Path, said: str, measure: Callable[..., str] = measure) -> None:
    """Measures, and compares with everything measured."""
    parts, whole = desk.parent / "parts.csv", desk.parent / "whole.csv"
    assert said in measure(desk, "--out", parts)
    assert "everything was measured" in measure(desk, "--out", whole, "--anew")
    assert parts.read_bytes() == whole.read_bytes()


def test_a_load_is_measured_from_what_was_kept(desk: Path) -> None:
    same_as_anew(desk, "were measured anew")


@pytest.mark.slow
def test_every_metric_is_measured_from_what_was_kept(tmp_path: Path) -> None:
    same_as_anew(measured_early(tmp_path), "were measured anew", lambda *words: run("measure", *words))


@pytest.mark.slow
def test_a_person_who_moved_takes_their_figures_along(desk: Path) -> None:
    measure(desk, "--out", desk.parent / "before.csv")
    text = (desk / "postings.csv").read_text("utf-8")
    first = next(row for row in csv.DictReader(text.splitlines()))
    (desk / "postings.csv").write_text(text.replace(first["team"], "elsewhere", 1), "utf-8")
    same_as_anew(desk, "were measured anew")


@pytest.mark.slow
def test_a_vacuumed_manifest_is_told_and_everything_measured(desk: Path) -> None:
    measure(desk, "--out", desk.parent / "before.csv")
    tickets = desk.parent / "more"
    tickets.mkdir()
    (tickets / "tickets.csv").write_text("ticket_id,created_at\nT-more,2026-09-28T01:00:00Z\n", "utf-8")
    run("lake", "load", desk, tickets)
    run("lake", "compact", desk)
    run("lake", "vacuum", desk, "--days", "0")
    assert "vacuumed away" in measure(desk, "--out", desk.parent / "after.csv")


@pytest.mark.slow
def test_what_is_kept_half_is_measured_whole(desk: Path) -> None:
    measure(desk, "--out", desk.parent / "before.csv")
    for path in (desk / ".deskmerit" / "measured").glob("*/plain.parquet"):
        path.write_bytes(b"PAR1")
    same_as_anew(desk, "nothing is kept")


@pytest.mark.slow
def test_another_lake_in_the_same_place_is_not_taken_for_the_old_one(desk: Path) -> None:
    measure(desk, "--out", desk.parent / "before.csv")
    shutil.rmtree(desk / "lake")
    run("lake", "load", desk, desk.parent / "early")
    same_as_anew(desk, "another lake")
