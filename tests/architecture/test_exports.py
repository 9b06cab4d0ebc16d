"""A table offers its export on the page, so whoever builds one answers for it."""

import ast
from pathlib import Path

WEB = Path(__file__).parents[2] / "src" / "deskmerit" / "web"
ELSEWHERE = {
    "cycles/views_edit.py": "a form whose rows are posted",
    "scorecards/opened.py": "the scorecard's view answers",
    "interviews/lists.py": "the view of the lists answers",
}


def called(path: Path) -> set[str]:
    """The names of what a module calls, with what they are called on."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {ast.unparse(each.func) for each in ast.walk(tree) if isinstance(each, ast.Call)}


def test_who_builds_a_table_answers_its_export() -> None:
    made = {path.relative_to(WEB).as_posix(): called(path) for path in WEB.rglob("*.py")}
    silent = {
        path for path, calls in made.items()
        if "tables.build" in calls and not any(each.endswith(".exports") for each in calls)
    }  # fmt: skip
    assert silent == set(ELSEWHERE), "if table.exports(request): return table.csv(…)"
