"""What an engine can't do, and why: each test that asks for it is marked, none is skipped in silence."""

import pytest

CANNOT: dict[tuple[str, str], str] = {
    ("postgres", "texts with a zero byte"): "PostgreSQL has no such text",
    ("postgres", "names longer than 63 bytes"): "PostgreSQL cuts them; such a column is left out",
    ("spark", "names longer than 63 bytes"): "left out as for PostgreSQL, so that all measure the same columns",
    ("clickhouse", "names longer than 63 bytes"): "left out as for PostgreSQL, so that all measure the same columns",
}
ENGINES = ("duckdb", "postgres", "clickhouse", "spark")


def able(ability: str = "", *, quick: bool = True) -> pytest.MarkDecorator:
    """The test on each engine: those other than DuckDB under the mark `engines`, one that can't as a failure expected
    for its reason. What is not `quick` bears the mark on DuckDB too: there other tests say the same in more words."""
    return pytest.mark.parametrize("engine", [_marked(name, ability, quick) for name in ENGINES], indirect=True)


def _marked(name: str, ability: str, quick: bool) -> object:
    marks = [] if quick and name == "duckdb" else [pytest.mark.engines]
    if why := CANNOT.get((name, ability)):
        marks.append(pytest.mark.xfail(reason=f"never: {why}", strict=True))
    return pytest.param(name, marks=marks)
