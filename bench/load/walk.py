"""People who walk the pages of their role over HTTP, with time to think between two of them."""

import gzip
import re
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from random import Random

import brotli

HOST = "127.0.0.1"
ASSET = re.compile(rb'(?:src|href)="(/static/[^"#]+)')


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: page, milliseconds, bytes as sent, status, static files it asks for."""

    page: str
    role: str
    milliseconds: float
    size: int
    status: int
    assets: frozenset[str]


@dataclass(slots=True)
class Walker:
    """Somebody signed in, with the addresses of the pages they walk."""

    role: str
    cookie: str
    pages: Mapping[str, Sequence[str]]
    chance: Random
    answers: list[Answer] = field(default_factory=list)


def fetch(connection: HTTPConnection, address: str, cookie: str) -> tuple[int, bytes, int, float]:
    """Status, body, bytes as sent, seconds."""
    begun = time.perf_counter()
    connection.request("GET", address, headers={"Cookie": cookie, "Accept-Encoding": "gzip, br"})
    answer = connection.getresponse()
    sent = answer.read()
    spent = time.perf_counter() - begun
    body, how = sent, answer.headers.get("Content-Encoding", "")
    if how == "gzip":
        body = gzip.decompress(sent)
    elif how == "br":
        body = brotli.decompress(sent)
    return answer.status, body, len(sent), spent


def walk(walkers: Sequence[Walker], port: int, seconds: int, think: tuple[float, float] = (5, 10)) -> None:
    """Lets all of them walk for a while, side by side."""
    ends = time.monotonic() + seconds
    threads = [threading.Thread(target=_walk, args=(each, port, ends, think)) for each in walkers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _walk(walker: Walker, port: int, ends: float, think: tuple[float, float]) -> None:
    pause = walker.chance.uniform(0, think[1])  # nobody begins at the same moment
    names: list[str] = []
    while time.monotonic() + pause < ends:
        time.sleep(pause)
        if not names:  # each page once in a round, in another order each time
            names = walker.chance.sample(list(walker.pages), len(walker.pages))
        name = names.pop()
        connection = HTTPConnection(HOST, port, timeout=60)
        status, body, size, spent = fetch(connection, walker.chance.choice(walker.pages[name]), walker.cookie)
        connection.close()
        assets = frozenset(each.decode() for each in ASSET.findall(body))
        walker.answers.append(Answer(name, walker.role, spent * 1000, size, status, assets))
        pause = walker.chance.uniform(*think)
