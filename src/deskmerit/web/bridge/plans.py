"""Plan texts read, linted and written for the web application."""

import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from deskmerit.chain.shipped import shipped_plans
from deskmerit.core.issue import Issue
from deskmerit.core.lint import lint
from deskmerit.core.metric import Metric
from deskmerit.core.plan import Plan
from deskmerit.metrics import CATALOGUE
from deskmerit.planfile import plan_from_text, read_plan, write_yaml
from deskmerit.planfile.schema.base import NUMBER, PlainNumber
from deskmerit.planfile.workbook.write import write_to
from deskmerit.planfile.yamlfile import write_tree
from deskmerit.records import yamltree
from deskmerit.records.yamltree import Plain


def catalogue() -> Mapping[str, Metric]:
    """Every metric a plan may use, by id."""
    return CATALOGUE


@lru_cache(maxsize=256)
def read(text: str) -> tuple[Plan | None, tuple[Issue, ...]]:
    """The plan of a YAML text with what reading and linting find; None where it can't be read."""
    plan, issues = plan_from_text(text, "plan.yaml", CATALOGUE)
    return plan, (*issues, *(lint(plan, CATALOGUE) if plan is not None else ()))


def from_file(path: Path) -> tuple[Plan | None, list[Issue]]:
    """The plan of an uploaded YAML file or workbook; None with every reason, each with file and line or cell."""
    return read_plan(path, CATALOGUE)


def shipped() -> Mapping[str, Plan]:
    """The shipped plans by id."""
    return shipped_plans()


def written(plan: Plan) -> str:
    """A plan as YAML text."""
    return write_yaml(plan)


def workbook(plan: Plan, lang: str) -> bytes:
    """A plan as a workbook, in `zh` or `en`."""
    stream = io.BytesIO()
    write_to(stream, plan, lang)
    return stream.getvalue()


def tree_of(text: str) -> tuple[dict[str, Plain], tuple[Issue, ...]]:
    """A text as plain texts, lists and maps, plan or not; {} with the reasons where it is no YAML mapping."""
    node, issues = yamltree.parse(text, "plan.yaml")
    found = yamltree.plain(node)
    return (found if isinstance(found, dict) else {}), tuple(issues)


def text_of(tree: Mapping[str, Plain]) -> str:
    """A tree as YAML text: as `written` says it where it is a plan, else as it stands, so that nothing is lost."""
    text = write_tree({key: _bare(value) for key, value in tree.items()})
    plan, _ = plan_from_text(text, "plan.yaml", CATALOGUE)
    return text if plan is None else write_yaml(plan)


def _bare(value: Plain) -> Plain:
    """The same with numbers, true and false marked to stand without quotes."""
    if isinstance(value, dict):
        return {key: _bare(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_bare(each) for each in value]
    bare = isinstance(value, str) and (NUMBER.fullmatch(value) or value in ("true", "false"))
    return PlainNumber(value) if isinstance(value, str) and bare else value
