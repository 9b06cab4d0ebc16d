"""Every issue code that the source can emit has its words in both languages, and no words are left over."""

import ast
from collections.abc import Iterator
from string import Formatter

import pytest

from architecture.issue_codes import SHOWS, SRC, emitted, literals
from deskmerit.report.messages import MESSAGES
from deskmerit.report.messages.base import Message
from deskmerit.report.messages.by_case import ByCase

ONE_LANGUAGE = {"definition_zh": "definition_en", "title_zh": "title_en"}
"""Texts of a plan that come in both languages: each sentence takes its own."""


def messages() -> Iterator[tuple[str, Message]]:
    """Every message with its code, those of single cases of a code included."""
    for code, message in MESSAGES.items():
        yield code, message
        if isinstance(message, ByCase):
            yield from ((f"{code} ({case})", each) for case, each in message.cases.items())


def places(*texts: str) -> set[str]:
    """The names that a text fills in."""
    named = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}
    return {ONE_LANGUAGE.get(name, name) for name in named}


def test_the_scan_sees_the_source() -> None:
    assert len(emitted()) > 300


def test_every_code_that_is_emitted_has_a_sentence() -> None:
    assert {code: place for code, place in emitted().items() if code and code not in MESSAGES} == {}


def test_no_sentence_is_left_over() -> None:
    assert set(MESSAGES) - literals() == set()


def test_rooms_that_only_show_issues_make_none() -> None:
    shown = [path for path in SRC.rglob("*.py") if SHOWS & set(path.relative_to(SRC).parts)]
    calls = (
        node for path in shown for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
    )
    assert not [node.lineno for node in calls if isinstance(node.func, ast.Name) and node.func.id == "Issue"]


@pytest.mark.parametrize(("code", "message"), list(messages()), ids=[code for code, _ in messages()])
def test_both_languages_say_the_same_things(code: str, message: Message) -> None:
    assert message.en, code
    assert message.zh, code
    assert bool(message.fix_en) == bool(message.fix_zh)
    assert places(message.en, message.fix_en) == places(message.zh, message.fix_zh)
    assert any("一" <= letter <= "鿿" for letter in message.zh)
