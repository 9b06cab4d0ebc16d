"""Every module and file that a registry is there for is listed in it: nothing is shipped that nobody can reach."""

import ast
from pathlib import Path

import pytest

from deskmerit.planfile import SHIPPED as PLANS
from deskmerit.sources.maps.read import SHIPPED as MAPS

SRC = Path(__file__).parents[2] / "src" / "deskmerit"
LINTS = {"lint_metrics", "lint_notes", "lint_rules", "lint_shares", "lint_weights"}
REGISTRIES = [
    ("metrics/tickets", "metrics/registry.py", set()),
    ("metrics/others", "metrics/registry.py", {"rows", "servers"}),
    ("core/rules", "core/rules/__init__.py", set()),
    ("core/workflow", "core/workflow/__init__.py", set()),
    ("core/lint", "core/lint/__init__.py", {"base", "reach", "shape", "span"}),
    ("report/messages", "report/messages/__init__.py", {"by_case", "coded", *LINTS}),
    (
        "cli",
        "cli/app.py",
        {"app", "console", "emit", "engines", "figures", "groups", "helps", "inputs", "options", "runs"},
    ),
]
"""Room, its registry, and the modules in it that others share: what they hold is no entry of its own."""


def imported(registry: Path) -> set[str]:
    """The last names of every module that a file imports, or imports from."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(registry.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module.rsplit(".", 1)[-1], *(each.name for each in node.names)}
    return found


@pytest.mark.parametrize(("room", "registry", "shared"), REGISTRIES, ids=[room for room, _, _ in REGISTRIES])
def test_every_module_of_a_room_is_in_its_registry(room: str, registry: str, shared: set[str]) -> None:
    there = {path.stem for path in (SRC / room).glob("*.py")} - {"__init__"}
    assert shared <= there, "a shared module is gone"
    assert there - shared - imported(SRC / registry) == set()


@pytest.mark.parametrize(("folder", "listed"), [("planfile/shipped", PLANS), ("sources/maps/shipped", MAPS)])
def test_every_shipped_file_is_listed_and_every_listed_file_is_shipped(folder: str, listed: dict[str, Path]) -> None:
    assert {path.stem for path in (SRC / folder).glob("*.yaml")} == set(listed)
    assert {path for path in listed.values() if not path.is_file()} == set()


def test_every_part_of_the_linters_words_is_joined() -> None:
    assert LINTS - imported(SRC / "report" / "messages" / "lint.py") == set()


def test_the_plans_and_maps_bear_their_own_names() -> None:
    for key, listed in (("plan", PLANS), ("map", MAPS)):
        for name, path in listed.items():
            assert f"{key}: {name}" in path.read_text("utf-8").splitlines()
