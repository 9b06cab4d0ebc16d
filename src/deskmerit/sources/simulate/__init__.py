"""A simulated contact centre: a source like any other, with true skills stored beside it (模拟客服中心).

`simulate(seed)` returns rows by canonical table; `write(folder)` lays them down as a workspace of CSV files.
"""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

from deskmerit.sources.calendars.official import chinese
from deskmerit.sources.simulate import office, quality, tickets
from deskmerit.sources.simulate.people import make_people
from deskmerit.sources.simulate.world import Row, World

SEED = 20261001
FIRST, END = date(2025, 10, 1), date(2026, 10, 22)
TICKETS_A_DAY = 170

type Progress = Callable[[str, int, int], None]

SETTINGS = """\
# The simulated contact centre of `deskmerit demo`. Change anything and run a command again.
organisation: 模拟客服中心
zone: Asia/Shanghai
month_starts_on: 1
calendar: centre            # the business clock of tickets that name no calendar
workdays: office            # tells working days: active days, deadlines
bots: [BOT, SYSTEM]
protected_leave: [产假, 病假]
show_rank: true
calendars:
  centre:
    zone: Asia/Shanghai
    weekly:
      mon-sun: ["09:00-21:00"]
  office:
    zone: Asia/Shanghai
    weekly:
      mon-fri: ["09:00-18:00"]
    holidays: cn
"""


def simulate(
    seed: int = SEED,
    *,
    people: int = 60,
    first: date = FIRST,
    end: date = END,
    tickets_a_day: int = TICKETS_A_DAY,
    days_off: frozenset[date] | None = None,
    progress: Progress | None = None,
) -> World:
    """Simulates `[first, end)` day by day; the same arguments give the same rows.

    On `days_off` (default: the official Chinese ones) a third of the crew serves a quarter of the tickets.

    >>> world = simulate(1, first=date(2026, 9, 1), end=date(2026, 9, 3), tickets_a_day=5)
    >>> len(world.rows["tickets"]), world.rows["tickets"][0]["ticket_id"]
    (10, 'T000001')
    """
    rng = Random(seed)
    days_off = frozenset(chinese().off) if days_off is None else days_off
    world = World(rng, make_people(rng, first, end, people), first, end, {}, days_off)
    office.make_people_tables(world)
    number, total = 1, (end - first).days
    for done, day in enumerate(world.days(), start=1):
        volume = tickets_a_day // 4 if day in days_off else tickets_a_day + rng.randrange(-9, 10) * (tickets_a_day > 20)
        number = tickets.make_day(world, day, number, volume)
        if progress:
            progress("simulate", done, total)
    quality.make_surveys(world)
    quality.make_calls(world)
    quality.make_checks(world)
    quality.make_feedback(world)
    office.make_attendance(world)
    office.make_development(world)
    office.make_rewards(world)
    office.make_adjustments(world)
    return world


def write(folder: Path, world: World) -> list[Path]:
    """Writes a simulated centre as a workspace: deskmerit.yaml, a CSV per table, `truth/skills.csv`.

    Events after the simulated range are cut off, as an export made on its last day would. Returns the files.
    """
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    settings = folder / "deskmerit.yaml"
    settings.write_text(SETTINGS, encoding="utf-8", newline="\n")
    written = [settings]
    for table, rows in sorted(world.rows.items()):
        written.append(_csv(folder / f"{table}.csv", rows))
    skills = [
        {"agent_id": member.agent_id, "speed": f"{member.speed:.4f}", "care": f"{member.care:.4f}"}
        | {"growth": f"{member.growth:.4f}"}
        for member in world.people
    ]
    return [*written, _csv(folder / "truth" / "skills.csv", skills)]


def _csv(path: Path, rows: list[Row] | list[dict[str, str]]) -> Path:
    columns: dict[str, None] = {}
    for row in rows:
        columns.update(dict.fromkeys(row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


__all__ = ["END", "FIRST", "SEED", "simulate", "write"]
