"""docs/commands.md shows every command and option as it is."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRITTEN = runpy.run_path(str(ROOT / "tools" / "write_command_docs.py"))


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert page == WRITTEN["page"](), "run: python tools/write_command_docs.py"


@pytest.mark.parametrize("name", WRITTEN["commands"]())
def test_every_command_has_an_example_in_its_help(name: str) -> None:
    assert WRITTEN["examples"](WRITTEN["commands"]()[name])
