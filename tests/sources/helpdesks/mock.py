"""A helpdesk on this machine that refuses, cuts connections and halves answers, and may be held to a description."""

import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sources.helpdesks.described import Described

type Query = Mapping[str, str]
type Route = Callable[..., Any]

REFUSALS = ("429", "500", "cut", "short", "409")
"""Ways not to answer: too many, broken, no answer at all, half an answer, in conflict."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a route says to a question it doesn't take: status and why."""

    status: int
    why: str


@dataclass(slots=True)
class Mock:
    """Answers by path (a regular expression, its groups handed on with the question). `moods` says how a request of
    that number is refused, "" for answered; `before` runs before each; a 429 asks for `pause` seconds; `asked` are the
    paths with their questions. `wrong`: questions a route didn't take, and where answers aren't as `described`;
    routes `undescribed` are held to nothing."""

    routes: Mapping[str, Route]
    moods: Callable[[int], str] = lambda number: ""
    before: Callable[[int], None] = lambda number: None
    described: Described | None = None
    undescribed: frozenset[str] = frozenset()
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
                if isinstance(said, Refusal):
                    self.wrong.append(f"{path}: {said.why}")
                elif self.described and pattern not in self.undescribed:
                    self.wrong += self.described.wrong(path, said[0] if isinstance(said, tuple) else said)
                return said
        return None


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
            if isinstance(said, Refusal):
                self._say(said.status, {"error": said.why}, {})
                return
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
