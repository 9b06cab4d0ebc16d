"""Chinese is complete, and the program that says so finds what is not."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).parents[3] / "tools" / "messages.py"


@pytest.fixture
def messages() -> ModuleType:
    """The program, loaded anew for each test."""
    spec = importlib.util.spec_from_file_location("messages_tool", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def room(messages: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A web folder with one app that has one page."""
    app = tmp_path / "appeals"
    app.mkdir()
    (app / "apps.py").write_text("", "utf-8")
    (app / "views.py").write_text('_("Upheld")\nngettext("%(n)s case", "%(n)s cases", n)\n', "utf-8")
    (app / "page.html").write_text(
        '{% load i18n %}{% translate "Appeal" context "noun" %}{{ x|default:_("none") }}', "utf-8"
    )
    monkeypatch.setattr(messages, "WEB", tmp_path)
    monkeypatch.setattr(messages, "SHARED", tmp_path / "shared")
    return app


def test_every_text_of_the_application_has_its_chinese(messages: ModuleType) -> None:
    assert [line for folder in messages.folders() for line in messages.problems_of(folder)] == []


def test_texts_come_from_python_and_templates_with_plural_and_context(messages: ModuleType, room: Path) -> None:
    found = {(m.id, m.context) for m in messages.source_catalog(room) if m.id}
    assert found == {("Upheld", None), (("%(n)s case", "%(n)s cases"), None), ("Appeal", "noun"), ("none", None)}


def test_collecting_again_keeps_what_is_translated_and_drops_what_is_gone(messages: ModuleType, room: Path) -> None:
    messages.collect(room)
    po = room / messages.PLACE
    po.write_text(po.read_text("utf-8").replace('msgid "Upheld"\nmsgstr ""', 'msgid "Upheld"\nmsgstr "成立"'), "utf-8")
    (room / "page.html").unlink()
    assert any("stale" in line and "none" in line for line in messages.problems_of(room))
    messages.collect(room)
    assert "成立" in po.read_text("utf-8")
    assert "none" not in po.read_text("utf-8")
    assert len(list(messages.problems_of(room))) == 1


def test_a_translation_that_loses_a_placeholder_is_found(messages: ModuleType, room: Path) -> None:
    messages.collect(room)
    po = room / messages.PLACE
    po.write_text(po.read_text("utf-8").replace('msgstr[0] ""', 'msgstr[0] "一件"'), "utf-8")
    assert any("placeholders differ" in line for line in messages.problems_of(room))


def test_compiling_twice_gives_the_same_bytes(messages: ModuleType, room: Path) -> None:
    messages.collect(room)
    compiled = (room / messages.PLACE).with_suffix(".mo")
    messages.compile_all()
    first = compiled.read_bytes()
    messages.compile_all()
    assert compiled.read_bytes() == first
