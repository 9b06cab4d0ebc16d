"""JSON lines (one object per line), and a JSON list of objects."""

import json
from decimal import Decimal
from pathlib import Path

from deskmerit.core.issue import Issue
from deskmerit.sources.files.delimited import decode
from deskmerit.sources.files.grid import MAX_CELL, Sheet, problem


def read_jsonl(path: Path, name: str) -> tuple[list[Sheet], list[Issue]]:
    """The one sheet of a file of objects; the header holds every key in order of first appearance."""
    text, issues = decode(path.read_bytes(), name)
    found: list[tuple[int, dict[str, object]]] = []
    for number, line in _objects(text):
        if isinstance(line, dict):
            found.append((number, line))
        else:
            issues.append(
                problem(name, "", "json-unreadable", row=number, why=line if isinstance(line, str) else "not an object")
            )
    bad = sum(issue.code == "json-unreadable" for issue in issues)
    header = tuple(dict.fromkeys(key for _, line in found for key in line))
    sheet = Sheet(name, "", header, [], [], unread=bad)
    for number, line in found:
        row = tuple(_cell(line.get(key)) for key in header)
        if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in row):
            sheet.unread += 1
            issues.append(problem(name, "", "cell-too-long", row=number))
        elif row:
            sheet.rows.append(row)
            sheet.numbers.append(number)
    return [sheet], issues


def _objects(text: str) -> list[tuple[int, object]]:
    """Each line's object, or what is wrong with it; a whole-file list gives its elements by place."""
    if text.lstrip().startswith("["):
        whole = _parsed(text)
        return list(enumerate(whole, 1)) if isinstance(whole, list) else [(1, whole)]
    lines = enumerate(text.split("\n"), 1)
    return [(number, _parsed(line)) for number, line in lines if line.strip()]


def _parsed(text: str) -> object:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=lambda _: None)
    except (json.JSONDecodeError, RecursionError) as wrong:
        return f"{wrong.msg} (column {wrong.colno})" if isinstance(wrong, json.JSONDecodeError) else "nested too deep"
    except ValueError:  # an integer of more than 4300 digits
        return "a number is too long"


def _cell(value: object) -> object:
    """Plain values stay; lists and objects become their JSON text."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return value
