"""Which engine an address means: `duckdb`, `postgresql://…`, `spark://…`, `spark`, `clickhouse`."""

from deskmerit.engines import ENGINES
from deskmerit.engines.base import Engine
from deskmerit.engines.problems import unknown

SHAPES = ("duckdb", "postgresql://USER@HOST/DATABASE", "spark://HOST:PORT", "spark", "clickhouse")
"""How addresses look, for messages."""


def name_of(address: str) -> str:
    """The engine's name in ENGINES. Raises EngineError for an address of none.

    >>> name_of("postgres://amy@db/desk"), name_of("spark")
    ('postgres', 'spark')
    """
    scheme, there, rest = address.partition("://")
    if scheme in ("postgres", "postgresql") and there and rest:
        return "postgres"
    if (scheme == "spark" and (rest or not there)) or (not there and scheme in ("duckdb", "clickhouse")):
        return scheme
    raise unknown(address, ", ".join(SHAPES))


def engine_at(address: str, memory: str = "") -> Engine:
    """A connection to the engine of an address; with DuckDB the process takes at most `memory`. Raises EngineError with
    what to do."""
    name = name_of(address)
    if name == "duckdb":
        return ENGINES[name](memory)
    if name == "clickhouse":
        return ENGINES[name]()
    return ENGINES[name]("" if address == name else address)
