"""Reading a plan from wherever it is: a shipped name, a YAML file, a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.metric import Metric, Text
from deskmerit.core.plan import Plan
from deskmerit.planfile.schema.base import nearest
from deskmerit.planfile.shipped import SHIPPED
from deskmerit.planfile.workbook import read_workbook
from deskmerit.planfile.yamlfile import read_yaml


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One shipped plan in a list: its name, title, positions, and how many indicators earn points."""

    name: str
    title: Text
    positions: tuple[str, ...]
    indicators: int


YAML = frozenset({".yaml", ".yml"})
WORKBOOKS = frozenset({".xlsx", ".xlsm"})


def read_plan(source: str | Path, catalogue: Mapping[str, Metric]) -> tuple[Plan | None, list[Issue]]:
    """The plan of a shipped name, a YAML file or a workbook, stamped with its fingerprint; None with every reason.

    `catalogue` is what the plan's indicators may measure; the plan's own metrics come on top.
    """
    if str(source) in SHIPPED:
        return read_yaml(SHIPPED[str(source)], catalogue)
    path = Path(source)
    if not path.is_file():
        best = nearest(path.stem, tuple(SHIPPED))
        return None, [
            Issue(Level.ERROR, "plan-not-found", Where(file=str(source)), {"name": str(source), "best": best})
        ]
    if path.suffix.lower() in YAML:
        return read_yaml(path, catalogue)
    if path.suffix.lower() in WORKBOOKS:
        return read_workbook(path, catalogue)
    return None, [Issue(Level.ERROR, "plan-file-kind", Where(file=path.name), {"suffix": path.suffix or "–"})]


def list_plans(catalogue: Mapping[str, Metric]) -> tuple[list[PlanLine], list[Issue]]:
    """Every shipped plan in its order, with what is wrong where one can't be read (its metrics left the catalogue)."""
    lines: list[PlanLine] = []
    issues: list[Issue] = []
    for name in SHIPPED:
        plan, found = read_plan(name, catalogue)
        issues += found
        if plan is not None:
            scored = sum(1 for indicator in plan.indicators() if indicator.weight)
            lines.append(PlanLine(name, plan.title, plan.positions, scored))
    return lines, issues
