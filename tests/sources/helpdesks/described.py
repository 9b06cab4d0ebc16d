"""A vendor's OpenAPI description, read where it is here: its paths, what may be asked of them, what answers look like.

The descriptions belong to their vendors: tests read them from the folder beside the project, nothing of them is in it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

OPENAPI = Path(__file__).parents[4] / "shared" / "openapi"
ABSENT = f"the vendors' descriptions aren't here: {OPENAPI}"
HERE = [pytest.mark.real, pytest.mark.skipif(not OPENAPI.is_dir(), reason=ABSENT)]
"""Marks of a test that needs them."""

SAID_ONLY = ("nullable", "example", "examples")
NUMBERS: Mapping[str, Any] = {"integer": int, "number": float}


@dataclass(frozen=True, slots=True)
class Operation:
    """What a path answers to GET: its template, its parameters by name, and the JSON schema of an answer (None: any).

    `path` is the template as it is asked for, the server's own beginning included.
    """

    path: str
    parameters: Mapping[str, Mapping[str, Any]]
    answer: Mapping[str, Any] | None

    @property
    def pattern(self) -> str:
        """The template as a regular expression, its values as groups."""
        return re.sub(r"\\{[^}]+\\}", "([^/]+)", re.escape(self.path))

    def misasked(self, query: Mapping[str, str], values: tuple[str, ...]) -> Iterator[str]:
        """What of a question isn't described: unknown names, values of another kind, what is required and missing."""
        named = dict(zip(re.findall(r"\{([^}]+)\}", self.path), values, strict=True))
        for name, text in {**query, **named}.items():
            schema = self._of(name)
            if schema is None:
                yield f"{name}: no such parameter"
            elif (wrong := _unlike(schema, text)) is not None:
                yield f"{name}={text}: {wrong}"
        needed = (name for name, each in self.parameters.items() if each.get("required"))
        yield from (f"{name}: is missing" for name in needed if name not in {**query, **named})

    def _of(self, name: str) -> Mapping[str, Any] | None:
        """The schema of a parameter; of `page[size]` that of the property `size` of `page`."""
        if name in self.parameters:
            return self.parameters[name].get("schema") or {}
        outer, _, inner = name.removesuffix("]").partition("[")
        said = (self.parameters.get(outer) or {}).get("schema") or {}
        return next((each["properties"][inner] for each in kinds_of(said) if inner in each.get("properties", {})), None)


def kinds_of(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """A schema, or those of which it is one."""
    return [schema, *schema.get("oneOf", ()), *schema.get("anyOf", ())]


def _unlike(schema: Mapping[str, Any], text: str) -> str | None:
    """How a parameter's text is other than its schema; None: it is like it."""
    try:
        if schema.get("format") == "date-time":
            datetime.fromisoformat(text)
        value = NUMBERS.get(schema.get("type", ""), str)(text)
    except ValueError:
        return f"is no {schema['type'] if schema.get('type') in NUMBERS else 'date-time'}"
    if schema.get("type") in ("boolean", "array"):
        return None
    found = next(jsonschema.Draft202012Validator(schema).iter_errors(value), None)
    return found.message[:200] if found else None


class Described:
    """A description: its operations, and where an answer isn't what it says."""

    def __init__(self, document: Mapping[str, Any], base: str = "") -> None:
        self.document, self.base = document, base

    @cached_property
    def operations(self) -> list[Operation]:
        """Every path that answers GET, those without values in their template first."""
        found = [self._operation(path, said) for path, said in self.document["paths"].items() if "get" in said]
        return sorted(found, key=lambda each: each.path.count("{"))

    def wrong(self, path: str, said: Any) -> list[str]:
        """Where an answer isn't what the description says; a path that it doesn't have is wrong too."""
        if said is None:
            return []
        operation = next((each for each in self.operations if re.fullmatch(each.pattern, path)), None)
        if operation is None:
            return [f"{path}: not described"]
        if operation.answer is None:
            return []
        found = jsonschema.Draft202012Validator(operation.answer).iter_errors(said)
        return [f"{path}: {'/'.join(map(str, each.absolute_path))} {each.message[:200]}" for each in found]

    def _operation(self, path: str, said: Mapping[str, Any]) -> Operation:
        listed = [self._resolved(each) for each in (*said.get("parameters", ()), *said["get"].get("parameters", ()))]
        answers = self._resolved(said["get"]["responses"].get("200") or {}).get("content") or {}
        schema = (answers.get("application/json") or {}).get("schema")
        parameters = {each["name"]: self._plain(each) for each in listed}
        return Operation(self.base + path, parameters, self._plain(schema) if schema else None)

    def _resolved(self, node: Any) -> Any:
        while "$ref" in node:
            found: Any = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            node = found
        return node

    def _plain(self, node: Any, within: tuple[str, ...] = ()) -> Any:
        """A node with what it refers to, OpenAPI's `nullable` as JSON schema says it; what holds itself is anything."""
        if isinstance(node, list):
            return [self._plain(each, within) for each in node]
        if not isinstance(node, dict):
            return node
        if isinstance(name := node.get("$ref"), str):
            return {} if name in within else self._plain(self._resolved(node), (*within, name))
        plain = {key: self._plain(value, within) for key, value in node.items() if key not in SAID_ONLY}
        return {"anyOf": [plain, {"type": "null"}]} if node.get("nullable") is True else plain


@cache
def described(name: str, base: str = "") -> Described:
    """A description of the folder beside the project."""
    return Described(yaml.load((OPENAPI / name).read_text("utf-8"), yaml.CSafeLoader), base)
