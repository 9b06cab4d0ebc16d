"""`make load`: 1,000 people, 12 closed quarters, 50 of them at once in the application."""

import argparse
import shutil
import sys
import time
from pathlib import Path

from bench.load.seed import centre
from deskmerit.web import server

DATA = Path(__file__).parents[1] / "data" / "load"


def main() -> int:
    """Prints the figures of docs/benchmarks.md."""
    parser = argparse.ArgumentParser(prog="bench.load", description=__doc__)
    parser.add_argument("--seconds", type=int, default=120, help="how long they walk")
    parser.add_argument("--port", type=int, default=8111)
    parser.add_argument("--people", type=int, default=50, help="how many walk at once")
    parser.add_argument("--teams", type=int, default=40, help="teams of 25 people")
    parser.add_argument("--only", default="", help="build, queries or walk: one part alone")
    chosen = parser.parse_args()
    folder = DATA / f"{chosen.teams * 25}"
    fresh = not (folder / "built").exists()
    seed = DATA / "seed"
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
        seed.mkdir(parents=True, exist_ok=True)
        measured = centre(seed)
        shutil.copytree(seed / "centre", folder)
    server.start(folder)
    server.prepare()
    if fresh:
        from bench.load.build import Size, organisation  # needs Django

        begun = time.perf_counter()
        organisation(Size(teams=chosen.teams), measured, seed / "evidence.parquet")
        (folder / "built").touch()
        print(f"built {folder} in {time.perf_counter() - begun:.0f} s", flush=True)
    if chosen.only == "build":
        return 0
    from bench.load.report import load, queries

    if chosen.only != "walk":
        queries()
    return 0 if chosen.only == "queries" else load(folder, chosen.port, chosen.people, chosen.seconds)


if __name__ == "__main__":
    sys.exit(main())
