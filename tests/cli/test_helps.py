"""`--help` speaks Chinese where the computer does: every sentence has its counterpart, and none without a use."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from deskmerit.cli.app import app
from deskmerit.cli.helps import EXAMPLE, ZH


def paragraphs(command: Any) -> Iterator[str]:
    """Every paragraph of help of a command, its options and its subcommands."""
    for part in (command, *command.params):
        for text in (getattr(part, "help", None), getattr(part, "epilog", None)):
            yield from (" ".join(each.split()) for each in (text or "").split("\n\n") if each)
    for inner in getattr(command, "commands", {}).values():
        yield from paragraphs(inner)


def test_every_sentence_of_help_has_its_chinese_and_no_other_is_kept() -> None:
    told = {text for text in paragraphs(get_command(app)) if not text.startswith(EXAMPLE[0])}
    assert told == set(ZH)
    assert all(re.search(r"[\u4e00-\u9fff]", text) or text == "csv 或 parquet。" for text in ZH.values())


@pytest.mark.parametrize(("lang", "said", "unsaid"), [("zh", "为一个周期评分", "Score a"), ("en", "Score a", "评分")])
def test_help_is_in_the_language_of_the_computer(lang: str, said: str, unsaid: str) -> None:
    code = "import sys; sys.argv = ['deskmerit', 'score', '--help']; from deskmerit.cli import main; main()"
    env = {**os.environ, "DESKMERIT_LANG": lang, "PYTHONIOENCODING": "utf-8"}
    shown = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout.decode(
        "utf-8"
    )
    assert said in shown
    assert unsaid not in shown
    assert "deskmerit score our-team --period 2026-Q3 --by team" in shown
