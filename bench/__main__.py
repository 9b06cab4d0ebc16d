"""`make bench`: generate once, then time measuring, the floor, pandas and scoring on the same machine and run."""

import argparse
import sys
from decimal import Decimal
from pathlib import Path

from bench.baselines import floor_seconds, pandas_seconds
from bench.generate import Size, ensure
from bench.scoring import million
from bench.work import apart, measure_seconds

DATA = Path(__file__).parent / "data"
TICKET_METRICS = (
    *("first_response_time", "response_time", "resolution_time", "ticket_timeliness", "first_contact_resolution"),
    *("reopen_rate", "transfer_rate", "escalation_rate", "tickets_handled", "tickets_solved"),
)
COMPARED = ("first_response_time", "resolution_time", "tickets_solved", "reopen_rate")


def main() -> int:
    """Prints the figures of docs/benchmarks.md."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--tickets", type=int, default=5_000_000)
    parser.add_argument("--no-pandas", action="store_true", help="leave out the slowest part")
    chosen = parser.parse_args()
    size = Size(chosen.tickets)
    folder = DATA / f"{size.tickets}"
    print(f"records: {size.tickets:,} tickets, {size.people:,} people", flush=True)
    ensure(folder, size)
    floor, _ = apart(floor_seconds, folder, "3GB")
    print(f"floor: {floor:.1f} s (one grouping by ticket, one lag window)", flush=True)
    done, peak = apart(measure_seconds, folder, TICKET_METRICS, ("business", "calendar"))
    loaded, whole, facts = done  # type: ignore[misc]  # a tuple of three
    asked = len(TICKET_METRICS) + 4
    print(f"open and validate: {loaded:.1f} s")
    print(f"measure: {asked} measures, {facts:,} facts, {peak:.2f} GB peak:")
    print(f"  {whole:.1f} s = {whole / floor:.1f} × the floor", flush=True)
    done, _ = apart(measure_seconds, folder, COMPARED, ("calendar",))
    four = done[1]  # type: ignore[index]  # as above
    print(f"measure the four metrics that pandas does: {four:.1f} s", flush=True)
    if not chosen.no_pandas:
        spent, heavy = apart(pandas_seconds, folder)
        assert isinstance(spent, dict)
        total = sum(spent.values())
        parts = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in spent.items())
        print(f"pandas: {total:.1f} s ({parts}), {heavy:.1f} GB peak")
        print(f"pandas ÷ ours, the same four metrics: {total / four:.1f}; metric for metric of the whole run: ", end="")
        print(f"{(total / len(COMPARED)) / (whole / asked):.1f}")
    (scores, seconds), _ = apart(million)  # type: ignore[misc]  # a pair
    print(f"score: {scores:,} indicator scores in {seconds:.1f} s ({Decimal(seconds) * 1000000 / scores:.1f} µs each)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
