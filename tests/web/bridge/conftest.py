"""A small simulated centre, made once for all tests of the bridge, and a run over its quarter."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from deskmerit.core.period import parse_period
from deskmerit.core.plan import Plan
from deskmerit.metrics import CATALOGUE
from deskmerit.planfile import read_plan
from deskmerit.sources.simulate import simulate, write
from deskmerit.web.bridge.runs import Run, make_run

QUARTER = parse_period("2026-Q3")


@dataclass(frozen=True)
class Centre:
    """A workspace, its plans, and the run over its third quarter with awards."""

    folder: Path
    plans: tuple[Plan, ...]
    run: Run

    def csv(self, table: str) -> list[dict[str, str]]:
        """The rows of a table's file."""
        import csv

        with (self.folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def shipped(name: str) -> Plan:
    """A shipped plan."""
    plan, _ = read_plan(name, CATALOGUE)
    assert plan is not None
    return plan


def small(plan: Plan) -> Plan:
    """A plan for a dozen people: few cases are enough, shares apply from five on, the budget can be reached."""
    dimensions = tuple(
        replace(each, indicators=tuple(replace(one, min_cases=3) for one in each.indicators))
        for each in plan.dimensions
    )
    awards = tuple(replace(each, budget=Decimal(20000)) if each.budget else each for each in plan.awards)
    distribution = replace(plan.distribution, min_cohort=5)
    return replace(plan, dimensions=dimensions, distribution=distribution, awards=awards)


def centre(folder: Path, seed: int, first: date = date(2026, 7, 1), tickets: int = 8) -> Path:
    """Writes a centre of a dozen people."""
    write(folder, simulate(seed, people=12, first=first, end=date(2026, 10, 1), tickets_a_day=tickets))
    return folder


@pytest.fixture(scope="session")
def small_centre(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    """A dozen people, five months; the quarter is the last three."""
    folder = centre(tmp_path_factory.mktemp("centre"), 5, date(2026, 5, 1))
    plans = tuple(small(shipped(name)) for name in ("template", "complaints", "team-lead"))
    return Centre(folder, plans, make_run(folder, plans, QUARTER))


@pytest.fixture(scope="session")
def make_centre() -> Callable[[Path, int], Path]:
    """Writes a centre of another seed."""
    return lambda folder, seed: centre(folder, seed)
