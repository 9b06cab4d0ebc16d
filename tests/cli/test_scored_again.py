"""`deskmerit score` on a lake: figures come from what was kept and what changed; every byte is that of everything."""

import csv
import shutil
from pathlib import Path

import pytest

from cli.test_measured_again import month_in_two, run
from deskmerit.cli.engines import Where
from deskmerit.cli.figures import opened
from deskmerit.metrics.measure import measure
from deskmerit.sources.lake import lake_of
from deskmerit.sources.settings import load_settings

WHOLE, PARTS = "[measured-whole]", "[measured-again]"
FORMS = {
    "year": ("--period", "2026", "--format", "html", "--lang", "zh"),
    "month": ("--period", "2026-09", "--format", "csv"),
    "teams": ("--period", "2026-09", "--format", "csv", "--by", "team"),
}
PLAN = """
plan: small
title: {zh: 小方案, en: Small}
version: "1"
effective: {from: 2026-01-01}
scoring: {min_active_days: 1, graded: [month, quarter, year]}
dimensions:
  - id: service
    title: {zh: 服务, en: Service}
    indicators:
      - {id: fcr, metric: first_contact_resolution, target: {at_least: 60}, weight: 40, rule: {linear: {zero: 0}}}
      - {id: slow, metric: resolution_time, clock: calendar, percentile: 90, target: {at_most: 90000}, weight: 30,
         rule: {linear: {zero: 900000}}}
      - {id: happy, metric: satisfaction_rate, target: {at_least: 90}, weight: 30, rule: {linear: {zero: 0}}}
annual: {quarters: 100, indicators: []}
grades: [{id: A, title: {zh: 优秀, en: Excellent}, from: 80}, {id: B, title: {zh: 良好, en: Good}}]
distribution: {mode: bands_only}
workflow: {interview: 3, appeal: 2, decision: 3}
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A centre whose month had been scored before the last days came."""
    return scored(tmp_path_factory.mktemp("scored"), "month")


def scored(folder: Path, form: str) -> Path:
    """A month of a centre; the last days came into its lake after everything had been scored."""
    whole, early, desk = month_in_two(folder, 6)
    for path in whole.iterdir():
        if path.is_file() and path.stem not in ("tickets", "events", "surveys", "calls"):
            shutil.copy(path, desk)
            (early / path.name).unlink()
            path.unlink()
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    run("lake", "load", desk, early)
    assert WHOLE in score(desk, *FORMS[form], "--out", folder / "first")
    run("lake", "load", desk, whole)
    return desk


def score(desk: Path, *words: object) -> str:
    return run("score", desk, *words, *([] if "--run" in words else ["--plan", desk.parent / "plan.yaml"]))


def test_scores_after_a_load_are_those_of_everything(desk: Path, tmp_path: Path) -> None:
    same(desk, "month", tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["teams", "year"])
def test_teams_and_a_year_with_its_trends_after_a_load_are_those_of_everything(form: str, tmp_path: Path) -> None:
    same(scored(tmp_path, form), form, tmp_path)


def same(desk: Path, form: str, folder: Path) -> None:
    """Scores from what was kept and from everything, to the byte."""
    parts, whole = folder / "parts", folder / "everything"
    assert PARTS in score(desk, *FORMS[form], "--out", parts)
    assert WHOLE in score(desk, *FORMS[form], "--out", whole, "--anew")
    assert parts.read_bytes() == whole.read_bytes()


@pytest.mark.slow
def test_a_correction_changes_the_score_it_is_about(desk: Path, tmp_path: Path) -> None:
    solve = next(row for row in _rows(desk.parent / "whole" / "events.csv") if row["value"] == "solved")
    rows = [*_rows(desk / "adjustments.csv"), {"adjustment_id": "x1", "kind": "exclude", "table": "tickets"}]
    rows[-1] |= {"record_id": solve["ticket_id"], "reason": "spam", "decided_by": "hr"}
    rows[-1]["decided_at"] = "2026-10-02T00:00:00Z"
    with (desk / "adjustments.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    same(desk, "month", tmp_path)


def test_nothing_is_laid_or_kept_of_a_kept_run(desk: Path) -> None:
    """Its folder is gone right after."""
    records, _, figures = opened(desk, lake_of(desk, load_settings(desk)[0]), Where(), "en", anew=False, past=True)
    assert records.cache is None
    assert figures is measure


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
