"""`award`, `explain` and `sheet` on a lake: facts come from what was kept and what changed; every byte stays."""

import shutil
from pathlib import Path

import pytest

from cli.test_measured_again import month_in_two, run
from cli.test_scored_again import PARTS, PLAN, WHOLE

AWARDS = """
awards:
  - {id: bonus, kind: pay, title: {zh: 奖金, en: Bonus}, attendance: true, coefficients: {A: 1.2, B: 1.0, not_rated: 1},
     team_factors: [{from: 50, factor: 1.1}, {from: 0, factor: 0.9}]}
  - {id: pool, kind: pool, title: {zh: 奖金池, en: Pool}, amount: 9000, coefficients: {A: 2, B: 1, not_rated: 1}}
"""
HELD = ("tickets", "events", "surveys", "calls")
COMMANDS = {
    "award": ("award", "DESK", "--format", "csv"),
    "explain": ("explain", "DESK", "--agent", "A003", "--records"),
    "sheet": ("sheet", "scorecard", "DESK"),
}


SLOW = ("award", "sheet")
"""The way to the facts is one: the quickest command stands for all of them in the quick suite."""


def desk_of(folder: Path, name: str) -> Path:
    """A month of a centre whose last days came into its lake after the command had been asked."""
    whole, early, desk = month_in_two(folder, 6)
    (folder / "plan.yaml").write_text(PLAN + AWARDS, "utf-8")
    for path in whole.iterdir():
        if path.is_file() and path.stem not in HELD:
            shutil.copy(path, desk)
            (early / path.name).unlink()
            path.unlink()
    run("lake", "load", desk, early)
    assert WHOLE in asked(desk, name, folder / "first")
    run("lake", "load", desk, whole)
    return desk


def asked(desk: Path, name: str, out: Path, *more: str) -> str:
    """One of the commands, with what it said beside its result."""
    words = [desk if word == "DESK" else word for word in COMMANDS[name]]
    return run(*words, "--plan", desk.parent / "plan.yaml", "--period", "2026-09", "--out", out, *more)


@pytest.mark.parametrize("name", ["explain", *(pytest.param(name, marks=pytest.mark.slow) for name in SLOW)])
def test_what_is_made_of_facts_after_a_load_is_what_everything_gives(name: str, tmp_path: Path) -> None:
    desk = desk_of(tmp_path, name)
    parts, whole = tmp_path / "parts.xlsx", tmp_path / "whole.xlsx"
    assert PARTS in asked(desk, name, parts)
    assert WHOLE in asked(desk, name, whole, "--anew")
    assert parts.read_bytes() == whole.read_bytes()
    assert parts.stat().st_size > 1000
