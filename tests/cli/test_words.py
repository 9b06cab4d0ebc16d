"""What a command says on the screen is in the language asked for."""

import re
from pathlib import Path


def test_levels_and_places_of_issues_are_in_words(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # fixtures
    (tmp_path / "agents.csv").write_text("agent_id,name,hired_on\na,王芳,someday\n", encoding="utf-8")
    zh = run("validate", tmp_path, "--lang", "zh").stderr
    assert zh.startswith("错误：agents.csv 第 2 行 hired_on 列 ")
    assert not re.search(r"\b(error|warning|note|row|column)\b", zh)
    assert run("validate", tmp_path, "--lang", "en").stderr.startswith("error: agents.csv row 2 column hired_on ")
