"""Every issue code that the source can emit has its words in both languages, and no words are left over."""

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from architecture.issue_codes import SRC, emitted, literals, shows
from deskmerit.core.issue import Issue, Level
from deskmerit.report.messages import MESSAGES, render
from deskmerit.report.messages.base import Message
from deskmerit.report.messages.by_case import ByCase
from deskmerit.report.messages.coded import CELLS, CODED

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
    shown = [path for path in SRC.rglob("*.py") if shows(path)]
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


def reasons() -> set[str]:
    """Every reason that a cell which can't be read may bear."""
    calls = (node for path in SRC.rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    bad = (node for node in calls if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    return {
        str(node.args[0].value)
        for node in bad
        if node.func.id == "Bad" and node.args and isinstance(node.args[0], ast.Constant)
    }


def test_every_reason_of_a_cell_that_cannot_be_read_has_words() -> None:
    assert len(reasons()) > 8
    assert reasons() - set(CELLS) == set()


@pytest.mark.parametrize(("place", "words"), list(CODED.items()), ids=[" ".join(place) for place in CODED])
def test_a_code_inside_a_sentence_is_said_in_words(place: tuple[str, str], words: dict[str, tuple[str, str]]) -> None:
    """In Chinese no letter of a code is left; the param is one that the sentence fills in."""
    code, param = place
    for value, (en, zh) in words.items():
        found = [render(Issue(Level.ERROR, code, params={param: value}), lang) for lang in ("zh", "en")]
        assert zh in "".join(found[0])
        assert en in "".join(found[1])
        assert not any(letter.isascii() and letter.isalpha() for letter in zh)


LATIN = re.compile(r"[A-Za-z][A-Za-z'-]*(?: +[A-Za-z][A-Za-z'-]*)+")
QUOTED = re.compile(r"\{\{.*?\}\}|`[^`]*`|\{[^}]*\}|--[\w-]+ \w+|(?:deskmerit|python) [\w ]+")
ENGLISH = {
    "file-kind-unknown": "JSON lines",
    "calendar-unknown-weekday": "mon tue wed thu fri sat sun",
    "expression-unreadable": "case when arrived then",
    "expression-not-allowed": "is null",
}
"""What people type or call by that name in Chinese too."""


@pytest.mark.parametrize(("code", "message"), list(messages()), ids=[code for code, _ in messages()])
def test_a_chinese_sentence_holds_no_english_phrase(code: str, message: Message) -> None:
    left = [found for text in (message.zh, message.fix_zh) for found in LATIN.findall(QUOTED.sub("", text))]
    assert [each for each in left if each != ENGLISH.get(code)] == []
