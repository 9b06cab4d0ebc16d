"""What the house rules forbid, found in the syntax: floats, clocks, eval, guessed encodings, waivers without reason."""

import ast
import re
import subprocess
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "deskmerit"

FLOATS = {
    "planfile/workbook/indicators.py": "the cached result of a SUM formula, for programs that don't recalculate",
    "planfile/workbook/write.py": "cached results of formulas, as above",
}
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter"}
WAIVER = re.compile(r"#\s*(type:\s*ignore|noqa)")
REASONED = re.compile(r"#\s*(type:\s*ignore\[[\w, -]+\]|noqa:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)\s+(#|[-–—])\s*\S")


@cache
def trees() -> dict[str, ast.Module]:
    """The syntax of every file of the source; read when asked, for every process of the tests imports this file."""
    return {path.relative_to(SRC).as_posix(): ast.parse(path.read_text("utf-8")) for path in sorted(SRC.rglob("*.py"))}


@cache
def all_calls() -> list[tuple[str, ast.Call, str]]:
    """Every call in the source, see `calls`."""
    nodes = ((name, node) for name, tree in trees().items() for node in ast.walk(tree))
    return [(name, node, ast.unparse(node.func)) for name, node in nodes if isinstance(node, ast.Call)]


def calls(*rooms: str) -> Iterator[tuple[str, ast.Call, str]]:
    """Every call in rooms: place, node, and the name as it is written (`datetime.now`)."""
    return (each for each in all_calls() if not rooms or each[0].split("/")[0] in rooms)


def test_no_binary_float_where_scores_and_money_are_made() -> None:
    found = {name for name, _, called in calls("core", "metrics", "planfile", "chain") if called == "float"}
    assert found - set(FLOATS) == set()
    assert set(FLOATS) - found == set(), "an exception is no longer needed"
    literals = {
        name
        for name, tree in trees().items()
        if name.split("/")[0] in ("core", "metrics", "chain")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    }
    assert literals == set()


def test_no_text_is_run_as_code() -> None:
    assert [f"{name}:{node.lineno}" for name, node, called in calls() if called in ("eval", "exec", "compile")] == []


ONE_CLOCK = {
    "web/shared/clock.py": "the application's one clock",
    "web/worker.py": "leases and signs of life go by true time, also where a demonstration's clock doesn't",
}


def test_no_clock_is_read_outside_the_command_line() -> None:
    rooms = {name.split("/")[0] for name in trees()} - {"cli"}
    found = [
        f"{name}:{node.lineno} {called}"
        for name, node, called in calls(*rooms)
        if re.fullmatch(rf"(\w+\.)*(datetime|date|time|timezone)\.({'|'.join(CLOCKS)})", called)
    ]
    assert [each for each in found if each.split(":")[0] not in ONE_CLOCK] == []
    assert {each.split(":")[0] for each in found} == set(ONE_CLOCK), "an exception is no longer needed"


NETWORK = {"web/notices/personal.py": "messages to one person at a messenger, asked of the service itself"}


def test_no_unseeded_chance_and_no_network() -> None:
    modules = {
        alias.name
        for name, tree in trees().items()
        if name not in NETWORK
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    modules |= {
        str(node.module) for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    }
    assert modules & {"secrets", "uuid", "socket", "urllib.request", "http.client", "requests", "httpx"} == set()
    assert [
        f"{name}:{node.lineno}"
        for name, node, called in calls()
        if re.fullmatch(r"random\.(random|choice|randint|shuffle|sample)", called)
    ] == []
    assert [
        f"{name}:{node.lineno}"
        for name, node, called in calls()
        if called in ("Random", "random.Random") and not node.args
    ] == []


def test_every_text_file_is_opened_with_its_encoding() -> None:
    found = []
    for name, node, called in calls():
        kind = called.rsplit(".", 1)[-1]
        words = {keyword.arg for keyword in node.keywords}
        given = [each.value for each in node.args if isinstance(each, ast.Constant)]
        if kind == "open" and not called.startswith(("archive", "tarfile", "os.")):
            bare = not any(isinstance(each, str) and "b" in each for each in given) and "encoding" not in words
        else:
            bare = (
                kind in ("read_text", "write_text")
                and len(node.args) < (1 if kind == "read_text" else 2)
                and "encoding" not in words
            )
        if bare:
            found.append(f"{name}:{node.lineno} {called}")
    assert found == []


def test_every_public_function_and_class_of_the_calculator_says_its_purpose() -> None:
    found = []
    for name, tree in trees().items():
        if name.startswith("core/"):
            found += [f"{name}: {said}" for said in undocumented(tree)]
    assert found == []


def undocumented(node: ast.Module | ast.ClassDef, within: str = "") -> Iterator[str]:
    """The public names without a docstring; a method that fulfils a protocol of its base is its base's to explain."""
    for each in node.body:
        if isinstance(each, ast.FunctionDef | ast.ClassDef) and not each.name.startswith("_"):
            if ast.get_docstring(each) is None:
                yield f"{within}{each.name}"
            if isinstance(each, ast.ClassDef):
                yield from undocumented(each, f"{each.name}.")


def test_a_waiver_says_why() -> None:
    bare = []
    for path in sorted(path for room in ("src", "tests", "tools", "bench") for path in (ROOT / room).rglob("*.py")):
        with path.open("rb") as file:
            comments = [token for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT]
        waivers = [each for each in comments if WAIVER.search(each.string) and not REASONED.search(each.string)]
        bare += [f"{path.relative_to(ROOT).as_posix()}:{each.start[0]} {each.string}" for each in waivers]
    assert bare == []


def test_no_file_names_a_machine_or_an_index() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = [name for name in listed.stdout.decode("utf-8").split("\0") if name]
    if not names:
        pytest.skip("no git checkout: the files of the project can't be told from others")
    own = re.compile(
        r"(?<![\w.])/(work|root|home/\w+)/|(pypi|npmjs|pythonhosted)\.(org|com)|artifactory|nexus/repository"
        + r"|--index-url|--extra-index"
    )
    found = []
    for path in (ROOT / name for name in names if name != "tests/architecture/test_house_rules.py"):
        if path.is_file() and b"\0" not in (content := path.read_bytes())[:8000]:
            found += [f"{path.name}: {each[0]}" for each in own.finditer(content.decode("utf-8", "replace"))]
    assert found == []
