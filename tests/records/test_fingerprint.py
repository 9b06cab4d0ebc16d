"""One data version has one name, however its rows stand and however many cores add them up."""

from random import Random

import pyarrow as pa

from deskmerit.records.fingerprint import fingerprint


def test_the_order_of_many_rows_changes_nothing() -> None:
    ids = [f"T{number:06}" for number in range(200_000)]
    names = set()
    for seed in range(4):
        Random(seed).shuffle(ids)
        names.add(fingerprint({"tickets": pa.table({"ticket_id": ids})}))
    assert len(names) == 1


def test_one_cell_of_many_rows_changes_the_name() -> None:
    ids = [f"T{number:06}" for number in range(200_000)]
    other = [*ids[:-1], "T200000"]
    assert fingerprint({"tickets": pa.table({"ticket_id": ids})}) != fingerprint(
        {"tickets": pa.table({"ticket_id": other})}
    )
