"""`--engine`, `--memory` and `--to`: where measuring is done, and where results are put besides."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from deskmerit.cli.console import WRONG_USE, say, show_issues, wrong_use

if TYPE_CHECKING:
    from deskmerit.engines.base import Engine
    from deskmerit.engines.problems import EngineError
    from deskmerit.report.table import Table

EngineOption = Annotated[
    str,
    typer.Option(
        "--engine", help="Measure on duckdb, postgresql://USER@HOST/DATABASE, spark://HOST:PORT, spark or clickhouse."
    ),
]
MemoryOption = Annotated[
    str, typer.Option("--memory", help="What DuckDB may hold in memory, such as 2GB; beyond it writes to disk.")
]
ToOption = Annotated[
    str,
    typer.Option(
        "--to", help="Also put the results into tables at postgresql://USER@HOST/DATABASE, duckdb://FILE or spark."
    ),
]


@dataclass(frozen=True, slots=True)
class Where:
    """Where to measure, in how much memory, and where to put results besides."""

    engine: str = "duckdb"
    memory: str = ""
    to: str = ""


def where_of(engine: str, memory: str, to: str, lang: str) -> Where:
    """The three as asked; ends with a sentence where one can't be, before any record is read."""
    from deskmerit.engines.address import name_of
    from deskmerit.engines.problems import EngineError
    from deskmerit.engines.warehouse import scheme_of

    if memory and not re.fullmatch(r"\d+(\.\d+)? ?[KMGT]i?B", memory):
        wrong_use(f"--memory {memory}: write a size like 2GB or 512MB", f"--memory {memory}：请写大小，如 2GB 或 512MB")
    try:
        name_of(engine)
        _ = scheme_of(to) if to else ""
    except EngineError as error:
        _ended(error, lang)
    return Where(engine, memory, to)


def _ended(error: "EngineError", lang: str) -> NoReturn:
    show_issues([error.issue], lang)
    raise typer.Exit(WRONG_USE) from error


@contextmanager
def engine_for(where: Where, lang: str) -> Iterator["Engine"]:
    """The engine asked for, closed at the end; ends with a sentence where it can't be used."""
    from deskmerit.engines.address import engine_at
    from deskmerit.engines.problems import EngineError

    try:
        engine = engine_at(where.engine, where.memory)
    except EngineError as error:
        _ended(error, lang)
    try:
        yield engine
    finally:
        engine.close()


def put(address: str, run: str, tables: Mapping[str, "Table"], lang: str) -> None:
    """Puts tables where `--to` says, in place of an earlier run's of the same name; nothing without it."""
    from deskmerit.engines.problems import EngineError
    from deskmerit.engines.warehouse import publish
    from deskmerit.report.typed import typed

    if not address:
        return
    try:
        publish(address, run, {name: typed(table) for name, table in tables.items()})
    except EngineError as error:
        _ended(error, lang)
    told = ", ".join(f"deskmerit_{name}" for name in tables)
    say(f"已写入 {told}（run = {run}）" if lang == "zh" else f"Written to {told} (run = {run})")
