"""Reading a plan from wherever it is: a shipped name, a YAML file, a workbook."""

from collections.abc import Mapping
from pathlib import Path

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.metric import Metric
from deskmerit.core.plan import Plan
from deskmerit.planfile.schema.base import nearest
from deskmerit.planfile.shipped import SHIPPED
from deskmerit.planfile.workbook import read_workbook
from deskmerit.planfile.yamlfile import read_yaml

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
