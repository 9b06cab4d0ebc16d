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


WEIGHTS = {"timeliness": 30, "satisfaction": 40, "knowledge": 30, "peers": 10}
"""A few measures of every kind: each costs time in every run."""


def small_plan(*, rated: bool = False) -> Plan:
    """The default plan for a dozen people of all posts: few measures, few cases are enough, shares from five on.

    `rated`: with a 360° rating.
    """
    plan, other = shipped("template"), shipped("team-lead")
    peers = next(each for each in other.indicators() if each.metric.id == "peer_rating")
    every = [*plan.indicators(), replace(peers, id="peers")]
    chosen = tuple(
        replace(each, weight=Decimal(WEIGHTS[each.id]), min_cases=1, guards=()) for each in every if each.id in WEIGHTS
    )[: len(WEIGHTS) - (not rated)]
    held = zip(plan.dimensions[:2], (chosen[:1], chosen[1:]), strict=True)
    awards = tuple(replace(each, budget=each.budget and Decimal(20000), attendance=False) for each in plan.awards)
    return replace(
        plan,
        dimensions=tuple(replace(each, indicators=own) for each, own in held),
        distribution=replace(plan.distribution, min_cohort=5),
        grades=tuple(replace(each, share=each.share and Decimal(30)) for each in plan.grades),
        scoring=replace(plan.scoring, min_coverage=Decimal(50)),
        awards=awards,
        positions=(),
        phases={},
        period_weights={},
        bonus=(),
        vetoes=(),
    )


def centre(folder: Path, seed: int, first: date = date(2026, 7, 1), tickets: int = 8) -> Path:
    """Writes a centre of a dozen people."""
    write(folder, simulate(seed, people=12, first=first, end=date(2026, 10, 1), tickets_a_day=tickets))
    return folder


@pytest.fixture(scope="session")
def small_centre(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    """A dozen people, four months; the quarter is the last three."""
    folder = centre(tmp_path_factory.mktemp("centre"), 5, date(2026, 6, 1))
    plans = (small_plan(),)
    return Centre(folder, plans, make_run(folder, plans, QUARTER))


@pytest.fixture(scope="session")
def make_centre() -> Callable[[Path, int], Path]:
    """Writes a centre of another seed."""
    return lambda folder, seed: centre(folder, seed)
