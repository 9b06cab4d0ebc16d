"""`make scale`: the whole of `measure` on centres of 1 to 50 million tickets, each in a process of its own, and the
chart of docs/scale.md (its table holds the figures: a size measured replaces its own row)."""

import argparse
import re
import resource
import shutil
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from bench.generate import Size, ensure
from bench.work import apart
from deskmerit.sources.discover import CACHE

DATA = Path(__file__).parent / "data" / "scale"
DOCS = Path(__file__).parent.parent / "docs"
BEGIN, END = "<!-- scale: begin -->\n", "<!-- scale: end -->"
COLUMNS = (
    *("million tickets", "million events", "`--memory`", "open: seconds", "open: processor", "measure: seconds"),
    *(
        "measure: processor",
        "again: seconds",
        "again: processor",
        "facts",
        "peak of the process, GB",
        "most on disk, GB",
    ),
)
RULER = "|" + "---:|" * len(COLUMNS)


@dataclass(frozen=True, slots=True)
class Spent:
    """What one size took: seconds by the clock and of processors, facts made, bytes written beside memory at most."""

    opened: tuple[float, float]
    measured: tuple[float, float]
    again: tuple[float, float]
    facts: int
    disk: int


def whole(folder: Path, memory: str, spill: Path) -> Spent:
    """Opens the records, validated, and measures all ticket metrics on both clocks: with nothing laid beside the
    records, and then again."""
    from bench.__main__ import TICKET_METRICS
    from deskmerit.core.memory import limited
    from deskmerit.metrics import CATALOGUE
    from deskmerit.metrics.ask import spec
    from deskmerit.metrics.measure import measure
    from deskmerit.sources.load import load

    clocks = ("business", "calendar")
    specs = [spec(name, clock=at) for name in TICKET_METRICS for at in (clocks if CATALOGUE[name].clocked else ("",))]
    tempfile.tempdir = str(spill)
    shutil.rmtree(folder / CACHE, ignore_errors=True)
    with limited(memory), _watched(spill, folder / CACHE) as most:
        begin = _now()
        records = load(folder).records
        opened = _now()
        facts = measure(records, specs, progress=_told).facts.num_rows
        done = _now()
        measure(records, specs, progress=_told)
        again = _now()
    shutil.rmtree(folder / CACHE, ignore_errors=True)
    return Spent(_between(begin, opened), _between(opened, done), _between(done, again), facts, most[0])


def _told(what: str, done: int, of: int) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
    print(f"  {what} {done:,} of {of:,}, peak {peak:.2f} GB", flush=True)


def _now() -> tuple[float, float]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return time.perf_counter(), used.ru_utime + used.ru_stime


def _between(begin: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    return end[0] - begin[0], end[1] - begin[1]


class _watched:  # noqa: N801  # reads as a word of the sentence it stands in
    """The most bytes that files under some folders took while the block ran."""

    def __init__(self, *folders: Path) -> None:
        self.folders, self.most, self.over = folders, [0], threading.Event()
        self.watch = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> list[int]:
        self.watch.start()
        return self.most

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.watch.join()

    def _look(self) -> None:
        while not self.over.wait(0.25):
            files = (path for folder in self.folders for path in folder.rglob("*"))
            self.most[0] = max(self.most[0], sum(map(_size, files)))


def _size(path: Path) -> int:
    try:
        return path.stat().st_blocks * 512
    except OSError:  # gone since it was listed
        return 0


def measured_row(folder: Path, size: Size, memory: str) -> list[str]:
    """Measures one size; its row of the table."""
    events = sum(pq.read_metadata(path).num_rows for path in (folder / "events").glob("*.parquet"))
    with tempfile.TemporaryDirectory(dir=folder.parent) as spill:
        spent, process = apart(whole, folder, memory, Path(spill))
    assert isinstance(spent, Spent)
    seconds = [f"{number:.0f}" for pair in (spent.opened, spent.measured, spent.again) for number in pair]
    sizes = [f"{size.tickets / 1e6:g}", f"{events / 1e6:.0f}", memory]
    return [*sizes, *seconds, f"{spent.facts:,}", f"{process.peak * 1.024:.2f}", f"{spent.disk / 1e9:.1f}"]


def table_of(text: str) -> list[list[str]]:
    """The rows of the table in docs/scale.md."""
    part = text.partition(BEGIN)[2].partition(END)[0]
    lines = [line for line in part.splitlines() if re.match(r"\| *\d", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def written(text: str, rows: list[list[str]]) -> str:
    """The page with these rows in its table, in the order of size."""
    lines = ["| " + " | ".join(COLUMNS) + " |", RULER]
    lines += ["| " + " | ".join(row) + " |" for row in sorted(rows, key=lambda row: float(row[0]))]
    head, _, rest = text.partition(BEGIN)
    return head + BEGIN + "\n".join(lines) + "\n" + END + rest.partition(END)[2]


def chart(rows: list[list[str]]) -> str:
    """Processor seconds by million events as SVG, opening and measuring apart."""
    import altair as alt
    import vl_convert

    points = [
        {"events": float(row[1]), "seconds": float(row[place].replace(",", "")), "part": part}
        for row in rows
        for place, part in ((4, "open and validate"), (6, "measure"), (8, "measure again"))
    ]
    line = alt.Chart(alt.Data(values=points), width=560, height=300).encode(
        x=alt.X("events:Q", title="million events"),
        y=alt.Y("seconds:Q", title="processor seconds"),
        color=alt.Color("part:N", title=None, scale=alt.Scale(range=["#0054a6", "#f76707", "#2fb344"])),
    )
    spec = (line.mark_line() + line.mark_point(filled=True, size=60)).to_dict()
    return str(vl_convert.vegalite_to_svg(spec))


def main() -> int:
    """Measures the sizes asked for, and draws the chart anew."""
    parser = argparse.ArgumentParser(prog="bench.scale", description=__doc__)
    parser.add_argument("--millions", default="1,5,25,50", help="sizes in million tickets; none: only the chart")
    parser.add_argument("--memory", default="2GB")
    parser.add_argument("--data", type=Path, default=DATA, help="where records are made and DuckDB writes")
    chosen = parser.parse_args()
    page = DOCS / "scale.md"
    for million in filter(None, chosen.millions.split(",")):
        size = Size(round(float(million) * 1_000_000))
        row = measured_row(ensure(chosen.data / f"{size.tickets}", size), size, chosen.memory)
        print("| " + " | ".join(row) + " |", flush=True)
        text = page.read_text("utf-8")
        others = [old for old in table_of(text) if old[0] != row[0] or old[2] != row[2]]
        page.write_text(written(text, [*others, row]), encoding="utf-8")
    (DOCS / "scale.svg").write_text(chart(table_of(page.read_text("utf-8"))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
