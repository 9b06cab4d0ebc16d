"""docs/plans.md documents every key and every rule, and its examples can be read."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskmerit.core.rules import RULES
from deskmerit.planfile import SHIPPED, plan_from_text
from deskmerit.planfile.schema.base import ListOf, MapOf, Type
from deskmerit.planfile.schema.own import OwnMetrics
from deskmerit.planfile.schema.rules import shape_of
from deskmerit.planfile.schema.shape import Shape
from deskmerit.planfile.schema.whole import PLAN
from planfile.stub_catalogue import CATALOGUE

PAGE = (Path(__file__).parents[2] / "docs" / "plans.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def keys(kind: Type) -> Iterator[str]:
    """Every key below a type of the schema."""
    if isinstance(kind, ListOf | MapOf | OwnMetrics):
        yield from keys(kind.inner if isinstance(kind, OwnMetrics) else kind.item)
    elif isinstance(kind, Shape):
        for key in kind.keys:
            yield key.name
            yield from keys(key.type)


def test_every_key_is_documented() -> None:
    names = {*keys(PLAN), *(name for rule in RULES.values() for name in keys(shape_of(rule)))}
    assert len(names) > 60
    assert {name for name in names if f"`{name}`" not in PAGE and f"{name}:" not in PAGE} == set()


def test_every_rule_and_shipped_plan_is_documented() -> None:
    assert {name for name in RULES if f"| `{name}" not in PAGE} == set()
    assert {name for name in SHIPPED if f"`{name}`" not in PAGE} == set()


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_of_the_page_is_a_plan(text: str) -> None:
    found, issues = plan_from_text(text, "plans.md", CATALOGUE)
    assert found is not None, issues


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 5
