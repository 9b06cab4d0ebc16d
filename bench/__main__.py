"""`make bench`: one table of what everything takes on the same records, machine and run."""

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.baselines import floor, with_pandas
from bench.by_hand import by_hand
from bench.generate import Size, ensure
from bench.incremental import first_day, later_day
from bench.polars_year import with_polars
from bench.scoring import million
from bench.work import Spent, apart, measured, open_records

DATA = Path(__file__).parent / "data"
MEMORY = "3GB"
BOTH = ("business", "calendar")
TICKET_METRICS = (
    *("first_response_time", "response_time", "resolution_time", "ticket_timeliness", "first_contact_resolution"),
    *("reopen_rate", "transfer_rate", "escalation_rate", "tickets_handled", "tickets_solved"),
)
COMPARED = ("first_response_time", "resolution_time", "tickets_solved", "reopen_rate")

type Part = tuple[str, Callable[..., object]]


def parts(folder: Path) -> list[Part]:
    """What is timed, in the order of the table. Its first row is what the others are compared with."""
    whole = partial(measured, folder, TICKET_METRICS, BOTH)
    four = partial(measured, folder, COMPARED, ("calendar",))
    return [
        ("floor: one grouping by ticket, one lag window", partial(floor, folder, MEMORY)),
        ("open and validate all records", partial(open_records, folder)),
        ("measure, the first time: 10 metrics, both clocks", partial(whole, fresh=True)),
        ("measure, later: the same, histories laid", partial(whole, fresh=False)),
        ("measure, later: four metrics, calendar clock", partial(four, fresh=False)),
        ("a day's new records: the year's figures", partial(first_day, folder, TICKET_METRICS, BOTH)),
        ("the next day's, with SQL compiled the day before", partial(later_day, folder, TICKET_METRICS, BOTH)),
        ("SQL by hand: 10 metrics, both clocks", partial(by_hand, folder, MEMORY)),
        ("Polars: four metrics, calendar clock", partial(with_polars, folder)),
        ("pandas: four metrics, calendar clock", partial(with_pandas, folder)),
        ("score: 1,280,000 indicator scores", million),
    ]


def main() -> int:
    """Prints the table of docs/benchmarks.md."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--tickets", type=int, default=5_000_000)
    parser.add_argument("--without", nargs="*", default=(), metavar="WORD", help="leave out parts that begin so")
    chosen = parser.parse_args()
    size = Size(chosen.tickets)
    folder = DATA / f"{size.tickets}"
    print(f"records: {size.tickets:,} tickets, {size.people:,} people", flush=True)
    ensure(folder, size)
    print(f"| {'part':50} | seconds | processor | × floor | peak GB |\n|{'-' * 52}|---:|---:|---:|---:|", flush=True)
    base: Spent | None = None
    for name, work in parts(folder):
        if not name.startswith(tuple(chosen.without)):
            _, spent = apart(work)
            base = base or spent
            print(row(name, spent, base), flush=True)
    return 0


def row(name: str, spent: Spent, base: Spent) -> str:
    """A line of the table."""
    times = f"{spent.wall / base.wall:.1f}"
    return f"| {name:50} | {spent.wall:7.1f} | {spent.processor:9.1f} | {times:>7} | {spent.peak:7.2f} |"


if __name__ == "__main__":
    sys.exit(main())
