"""What a command says on the screen is in the language asked for."""

import ast
import re
from pathlib import Path

import pytest

CLI = Path(__file__).parents[2] / "src" / "deskmerit" / "cli"
HAN = re.compile("[一-鿿]")


def test_levels_and_places_of_issues_are_in_words(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # fixtures
    (tmp_path / "agents.csv").write_text("agent_id,name,kind,hired_on\na,王芳,human,someday\n", encoding="utf-8")
    zh = run("validate", tmp_path, "--lang", "zh").stderr
    assert zh.startswith("错误：agents.csv 第 2 行 hired_on 列 ")
    assert not re.search(r"\b(error|warning|note|row|column)\b", zh)
    assert run("validate", tmp_path, "--lang", "en").stderr.startswith("error: agents.csv row 2 column hired_on ")


def test_the_reason_of_a_cell_that_an_import_left_out_is_in_words(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # fixtures
    ratings = tmp_path / "ratings.csv"
    ratings.write_text("survey_id,agent,answered_at,score\ns1,a1,someday,5\n", encoding="utf-8")
    ask = ("import", ratings, "--map", "survey-csv", "--zone", "Asia/Shanghai", "--out", tmp_path / "out")
    assert "（不是时间）" in run(*ask, "--lang", "zh").stderr
    assert "(not a time)" in run(*ask, "--lang", "en").stderr


def test_every_sentence_of_wrong_use_is_there_in_both_languages() -> None:
    calls = (node for path in CLI.glob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    found = [node for node in calls if isinstance(node, ast.Call) and ast.unparse(node.func) == "wrong_use"]
    told = [node.args for node in found if not isinstance(node.args[0], ast.Starred)]
    assert len(told) > 30
    assert [ast.unparse(en) for en, zh in told if HAN.search(ast.unparse(en)) or not HAN.search(ast.unparse(zh))] == []


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (("score", "nowhere", "--period", "2026-Q3"), "没有文件夹 nowhere", "no such folder"),
        (("plans", "nothing"), "没有随附方案 nothing", "No shipped plan"),
        (("explain", "nowhere"), "解释谁的得分", "Whose score"),
        (("metrics", "first_responce_time"), "是不是 first_response_time", "Did you mean first_response_time"),
    ],
)
def test_wrong_use_is_told_in_the_language_asked_for(run, arguments, zh, en) -> None:  # type: ignore[no-untyped-def]  # fixtures
    for lang, told in (("zh", zh), ("en", en)):
        result = run(*arguments, "--lang", lang)
        assert (result.exit_code, told in result.stderr) == (2, True), result.stderr
