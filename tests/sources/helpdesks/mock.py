"""A helpdesk on this machine that pages, refuses and cuts connections, and is held to its own OpenAPI description."""

import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
import yaml

OPENAPI = Path(__file__).parents[4] / "shared" / "openapi"

type Query = Mapping[str, str]
type Route = Callable[..., Any]

REFUSALS = ("429", "500", "cut", "short", "409")
"""Ways not to answer: too many, broken, no answer at all, half an answer, in conflict."""


@dataclass(slots=True)
class Mock:
    """Answers by path (a regular expression, its groups handed on with the question). `moods` says how a request of
    that number is refused, "" for answered; `before` runs before each; a 429 asks for `pause` seconds; `asked` are the
    paths with their questions."""

    routes: Mapping[str, Route]
    moods: Callable[[int], str] = lambda number: ""
    before: Callable[[int], None] = lambda number: None
    described: "Described | None" = None
    pause: str = "0"
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    url: str = ""

    def answer(self, path: str, query: Query) -> Any:
        """What the path answers; None where there is none."""
        for pattern, route in self.routes.items():
            if found := re.fullmatch(pattern, path):
                said = route(query, *found.groups())
                if self.described:
                    self.wrong += self.described.wrong(path, said)
                return said
        return None


def held_to(name: str) -> pytest.MarkDecorator:
    """The test runs as it is, and once more with every answer held to a vendor's description, where that is here."""
    marks = [pytest.mark.real, pytest.mark.skipif(not OPENAPI.is_dir(), reason="the vendors' descriptions are absent")]
    return pytest.mark.parametrize("spec", ["", pytest.param(name, marks=marks)])


def each_third(number: int) -> str:
    """Every third request is refused, each time in another way."""
    return REFUSALS[number // 3 % len(REFUSALS)] if number % 3 == 2 else ""


@contextmanager
def serving(mock: Mock) -> Iterator[Mock]:
    """The mock on a port of its own, while the block lasts."""
    server = _Quiet(("127.0.0.1", 0), _handler(mock))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    mock.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield mock
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Quiet(ThreadingHTTPServer):
    """A client that hangs up is nobody's business."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing."""


def _handler(mock: Mock) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            number = len(mock.asked)
            mock.asked.append(self.path)
            mock.headers.append(dict(self.headers))
            mood = mock.moods(number)
            if mood == "cut":
                self.close_connection = True
                return
            if mood.isdigit():
                self._say(int(mood), {"error": "not now"}, {"Retry-After": mock.pause} if mood == "429" else {})
                return
            mock.before(number)
            parts = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            said = mock.answer(parts.path, query)
            body, more = said if isinstance(said, tuple) else (said, {})
            self._say(404 if body is None else 200, body, more, short=mood == "short")

        def _say(self, status: int, body: Any, more: Mapping[str, str], *, short: bool = False) -> None:
            text = json.dumps(body).encode()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", "Content-Length": str(len(text)), **more}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text[: len(text) // 2] if short else text)
            self.close_connection = short

        def log_message(self, format: str, *said: object) -> None:
            """Says nothing."""

    return Handler


@dataclass(frozen=True, slots=True)
class Described:
    """An OpenAPI description: what it says an answer looks like."""

    document: Mapping[str, Any]
    base: str = ""

    def wrong(self, path: str, body: Any) -> list[str]:
        """Where an answer isn't what the description says; a path that it doesn't have is wrong too."""
        said = body[0] if isinstance(body, tuple) else body
        if said is None:
            return []
        operation = self._operation(path.removeprefix(self.base))
        if operation is None:
            return [f"{path}: not described"]
        content = self._resolved(operation["responses"].get("200") or {}).get("content") or {}
        schema = (content.get("application/json") or {}).get("schema")
        if schema is None:
            return []
        checker = jsonschema.Draft202012Validator({**_plain(schema), "components": _components(self)})
        return [
            f"{path}: {'/'.join(map(str, each.absolute_path))} {each.message[:200]}"
            for each in checker.iter_errors(said)
        ]

    def _operation(self, path: str) -> Any:
        for pattern, operations in self.document["paths"].items():
            if "get" in operations and re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", pattern), path):
                return operations["get"]
        return None

    def _resolved(self, node: Any) -> Any:
        while "$ref" in node:
            found: Any = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            node = found
        return node


@cache
def described(name: str, base: str = "") -> Described:
    """A description of the shared folder."""
    return Described(_Hashed(yaml.load((OPENAPI / name).read_text("utf-8"), yaml.CSafeLoader)), base)


class _Hashed(dict[str, Any]):
    """A document that is told apart by being itself."""

    def __hash__(self) -> int:  # type: ignore[override]  # never changed once it is read
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


@cache
def _components(described: Described) -> Any:
    return _plain(described.document["components"])


def _plain(node: Any) -> Any:
    """OpenAPI's `nullable` as JSON schema says it."""
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    plain = {key: _plain(value) for key, value in node.items() if key not in ("nullable", "example", "examples")}
    if node.get("nullable"):
        return {"anyOf": [plain, {"type": "null"}]}
    return plain
