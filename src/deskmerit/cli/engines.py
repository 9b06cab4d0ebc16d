"""`--engine`, `--memory` and `--to`: where measuring is done, and where results are put besides."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from deskmerit.cli.console import WRONG_USE, say, show_issues, wrong_use

if TYPE_CHECKING:
    from deskmerit.engines.problems import EngineError
    from deskmerit.report.table import Table

EngineOption = Annotated[
    str,
    typer.Option(
        "--engine", help="Measure on duckdb, postgresql://USER@HOST/DATABASE, spark://HOST:PORT, spark or clickhouse."
    ),
]
MemoryOption = Annotated[
    str,
    typer.Option(
        "--memory", help="What the program may take of memory, 2GB unless said; DuckDB writes the rest to disk."
    ),
]
ToOption = Annotated[
    str,
    typer.Option(
        "--to", help="Also put the results into tables at postgresql://USER@HOST/DATABASE, duckdb://FILE or spark."
    ),
]


@dataclass(frozen=True, slots=True)
class Where:
    """Where to measure, in how much memory of this process, and where to put results besides."""

    engine: str = "duckdb"
    memory: str = ""
    to: str = ""


def where_of(engine: str, memory: str, to: str, lang: str) -> Where:
    """The three as asked; ends with a sentence where one can't be, before any record is read."""
    from deskmerit.engines.address import name_of
    from deskmerit.engines.problems import EngineError
    from deskmerit.engines.warehouse import scheme_of

    memory_of(memory)
    try:
        name_of(engine)
        _ = scheme_of(to) if to else ""
    except EngineError as error:
        _ended(error, lang)
    return Where(engine, memory, to)


def memory_of(memory: str) -> str:
    """A size as asked; ends with a sentence where it is none, or less than the libraries need beside any record."""
    from deskmerit.core.memory import LEAST, size

    try:
        enough = not memory or size(memory) >= size(LEAST)
    except ValueError:
        wrong_use(f"--memory {memory}: write a size like 2GB", f"--memory {memory}：请写大小，如 2GB")
    if not enough:
        wrong_use(f"--memory {memory}: at least {LEAST} is needed", f"--memory {memory}：至少需要 {LEAST}")
    return memory


def _ended(error: "EngineError", lang: str) -> NoReturn:
    show_issues([error.issue], lang)
    raise typer.Exit(WRONG_USE) from error


@contextmanager
def engine_for(where: Where, lang: str) -> Iterator[None]:
    """Inside, records are read in the memory asked for, and whatever measures does so on the engine asked for, closed
    at the end; ends with a sentence where it can't be used."""
    from deskmerit.core.memory import limited
    from deskmerit.engines import measuring_on
    from deskmerit.engines.address import engine_at
    from deskmerit.engines.problems import EngineError

    try:
        engine = engine_at(where.engine, where.memory)
    except EngineError as error:
        _ended(error, lang)
    with limited(where.memory), closing(engine), measuring_on(engine):
        yield


def measuring(context: typer.Context, where: Where, lang: str) -> None:
    """From here to the end of the command, as in `engine_for`."""
    context.with_resource(engine_for(where, lang))


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
