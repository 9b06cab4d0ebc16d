"""Which issue codes the source can emit, read from its syntax: what reaches a parameter or field named `code`."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SRC = Path(__file__).parents[2] / "src" / "deskmerit"
SHOWS = {"cli", "report", "simulate", "web"}
"""Rooms that show issues and make none (a test asserts it); their parameters named `code` are other codes."""


def shows(path: Path) -> bool:
    """Whether a file is of a room that only shows issues; the bridge of the web judges rows as a file's reader does."""
    parts = set(path.relative_to(SRC).parts)
    return bool(SHOWS & parts) and not {"web", "bridge"} <= parts


Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> dict[Path, ast.Module]:
    """The syntax of the files that make issues; read when asked, for every process of the tests imports this file."""
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(SRC.rglob("*.py")) if not shows(path)}


@cache
def emitted() -> dict[str, str]:
    """Every code written where an issue is made → the first place of it (`core/grade.py:114`)."""
    takers = _takers()
    found: dict[str, str] = {}
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (positions := takers.get(_called(node))) is not None:
                for code in (code for value in _codes(node, positions) for code in _texts(value, tree)):
                    found.setdefault(code, f"{path.relative_to(SRC).as_posix()}:{node.lineno}")
    return found


def literals() -> set[str]:
    """Every text written anywhere in the source outside of the messages."""
    return {
        node.value
        for tree in modules().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _takers() -> dict[str, set[int]]:
    """Names of what takes a `code` and hands it on to an issue → the positions where it may stand in a call."""
    found: dict[str, set[int]] = defaultdict(set)
    nodes = (node for tree in modules().values() for node in ast.walk(tree))
    waiting = {node: at for node in nodes if (at := _position(node)) is not None}
    found["Issue"].add(1)
    found["Bad"].add(0)  # why a cell can't be read becomes the code of its issue
    while passing := [node for node in waiting if isinstance(node, ast.ClassDef) or _hands_on(node, set(found))]:
        for node in passing:
            found[node.name].add(waiting.pop(node))
    return found


def _position(node: ast.AST) -> int | None:
    """Where `code` stands among the parameters of a function, or the fields of a class that tells issues apart."""
    if isinstance(node, ast.ClassDef):
        made = [each for each in node.body if isinstance(each, Function) and each.name == "__init__"]
        if made:
            return _position(made[0])
        fields = [each.target for each in node.body if isinstance(each, ast.AnnAssign)]
        names = [each.id for each in fields if isinstance(each, ast.Name)]
    elif isinstance(node, Function):
        names = [each.arg for each in node.args.args + node.args.kwonlyargs if each.arg not in ("self", "cls")]
    else:
        return None
    return names.index("code") if "code" in names else None


def _hands_on(node: Function, takers: set[str]) -> bool:
    calls = (each for each in ast.walk(node) if isinstance(each, ast.Call) and _called(each) in takers)
    return any(isinstance(each, ast.Name) and each.id == "code" for call in calls for each in ast.walk(call))


def _called(node: ast.Call) -> str:
    function = node.func
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _codes(node: ast.Call, positions: set[int]) -> Iterator[ast.expr]:
    yield from (keyword.value for keyword in node.keywords if keyword.arg == "code")
    yield from (node.args[at] for at in positions if at < len(node.args))


def _texts(value: ast.expr, tree: ast.Module) -> Iterator[str]:
    """The texts an expression may be: a literal, either side of an `if`, the values of a table of this module."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _texts(value.body, tree)
        yield from _texts(value.orelse, tree)
    elif isinstance(value, ast.Subscript) and isinstance(value.value, ast.Name):
        yield from _table(value.value.id, tree)
    elif isinstance(value, ast.Name) and value.id == "code":
        yield from _assigned(tree)
    elif isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "get":
        yield from _table(getattr(value.func.value, "id", ""), tree)


def _assigned(tree: ast.Module) -> Iterator[str]:
    """What a module assigns to names called `code`, alone or as a part of a tuple."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target, value in _pairs(node.targets[0], node.value):
                if isinstance(target, ast.Name) and target.id == "code" and not isinstance(value, ast.Name):
                    yield from _texts(value, tree)


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        yield from zip(target.elts, value.elts, strict=True)
    else:
        yield target, value


def _table(name: str, tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if (
            isinstance(target, ast.Name)
            and target.id == name
            and isinstance(table := getattr(node, "value", None), ast.Dict)
        ):
            yield from (text for each in table.values for text in _texts(each, tree))
