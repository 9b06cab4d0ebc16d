"""`python -m bench.spark`: the ticket measures on a real standalone Spark of two workers on this machine, beside DuckDB
on the same records; the facts are held against each other."""

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pyarrow as pa
from tools.spark_cluster import cluster

from bench.__main__ import BOTH, TICKET_METRICS
from bench.generate import Size, ensure
from bench.scale import DATA
from bench.work import Timed, apart, timed
from deskmerit.engines import ENGINES
from deskmerit.engines.base import Engine
from deskmerit.metrics import CATALOGUE
from deskmerit.metrics.ask import spec
from deskmerit.metrics.measure import measure
from deskmerit.records.store import Records
from deskmerit.sources.load import load

WORKERS, MEMORY = 2, "4g"
SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.executor.memory": "3g",
    "spark.sql.shuffle.partitions": "8",
    "spark.ui.enabled": "false",
}


def on_spark(folder: Path) -> Timed:
    """The facts as measured on the cluster; starting it is not timed."""
    records = load(folder).records
    with cluster(WORKERS, MEMORY) as master, tempfile.TemporaryDirectory() as place:
        engine = ENGINES["spark"](f"{master}?{urlencode({**SETTINGS, 'spark.sql.warehouse.dir': place})}")
        try:
            return timed(lambda: _facts(records, engine))
        finally:
            engine.close()


def on_duckdb(folder: Path) -> Timed:
    """The facts as measured inside the process, with nothing laid beside the records."""
    records = replace(load(folder).records, cache=None)
    return timed(lambda: _facts(records, None))


def _facts(records: Records, engine: Engine | None) -> pa.Table:
    specs = [spec(name, clock=at) for name in TICKET_METRICS for at in (BOTH if CATALOGUE[name].clocked else ("",))]
    return measure(records, specs, engine=engine).facts


def main() -> int:
    """Prints a row for each size; ends with an error where the facts differ."""
    parser = argparse.ArgumentParser(prog="bench.spark", description=__doc__)
    parser.add_argument("--millions", default="1,5", help="sizes in million tickets")
    chosen = parser.parse_args()
    print("| million tickets | facts | Spark: seconds | DuckDB: seconds |\n|---:|---:|---:|---:|", flush=True)
    for million in chosen.millions.split(","):
        size = Size(round(float(million) * 1_000_000))
        folder = ensure(DATA / f"{size.tickets}", size)
        there, spark = apart(on_spark, folder)
        here, duckdb = apart(on_duckdb, folder)
        assert there == here, "the facts differ"
        assert isinstance(here, pa.Table)
        print(f"| {million} | {len(here):,} | {spark.wall:.0f} | {duckdb.wall:.0f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
