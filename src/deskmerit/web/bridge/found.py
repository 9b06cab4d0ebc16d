"""Looking a record up in the evidence of a run, among those of one person."""

from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq


def lines_with(file: Path, agent: str, record: str) -> list[tuple[str, str]]:
    """The lines (record, indicator) of a person behind which a record stands; empty where the file is gone."""
    if not file.is_file():
        return []
    table = pq.read_table(file, columns=["record_id", "indicator"], filters=[("agent", "=", agent)])
    same = pc.equal(table["record_id"].cast("string"), record)
    return sorted({(row["record_id"], row["indicator"]) for row in table.filter(same).to_pylist()})
