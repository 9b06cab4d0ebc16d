"""The canonical tables are complete, unambiguous, and documented as they are."""

from pathlib import Path

import pytest

from deskmerit.records.columns import TABLES, table_named
from deskmerit.records.document import document
from deskmerit.records.spec import TableSpec, Type, header_key

ROOT = Path(__file__).parents[2]
ALL = pytest.mark.parametrize("spec", TABLES.values(), ids=TABLES)


def test_the_page_says_what_the_columns_say() -> None:
    assert (ROOT / "docs" / "records.md").read_text("utf-8") == document()


@ALL
def test_a_header_means_one_column(spec: TableSpec) -> None:
    heads = [(header_key(h), c.name) for c in spec.columns for h in {c.name, c.meaning["zh"], *c.headers}]
    meant: dict[str, set[str]] = {}
    for head, name in heads:
        meant.setdefault(head, set()).add(name)
    assert {head: names for head, names in meant.items() if len(names) > 1} == {}


@ALL
def test_every_column_is_found_by_each_of_its_names(spec: TableSpec) -> None:
    for column in spec.columns:
        for header in (column.name, column.name.upper().replace("_", " "), column.meaning["zh"], *column.headers):
            assert spec.headed(header) is column, header


@ALL
def test_keys_times_and_intervals_are_columns(spec: TableSpec) -> None:
    for name in (*spec.key, *spec.time, *spec.interval, *(n for group in spec.one_of for n in group)):
        assert spec.column(name)
    for column in spec.columns:
        assert column.refers in ("", *TABLES)
        assert set(column.meaning) == {"zh", "en"}
        assert all(column.meaning.values())
        assert column.type in (Type.TEXT, Type.FLAG) or not column.allowed


def test_a_name_means_one_table() -> None:
    for name, spec in TABLES.items():
        for said in (name, name.upper(), f"{name}-2026-09", f"{name}_2", *spec.title.values(), *spec.names):
            assert table_named(said) == name, said
    for said in ("说明", "Sheet1", "plan", "eventsource", "ticketing", "scorecards"):
        assert table_named(said) is None, said
