"""A small centre, simulated and measured once: the real scorecards that a large organisation is varied from."""

import pickle
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from deskmerit.core.period import parse_period
from deskmerit.sources import simulate
from deskmerit.web.bridge import evidence, plans, runs

PLANS = ("template", "complaints", "team-lead")
MEASURED = "2026-Q3"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A card to be given to others: its columns and what stands behind it, as plain JSON; whose it was, where."""

    agent: str
    team: str
    leads: bool
    columns: dict[str, Any]
    behind: dict[str, Any]


def centre(folder: Path) -> runs.Run:
    """The measured centre with its evidence beside it, made once."""
    kept = folder / "run.pickle"
    if not kept.exists():
        span = {"first": date(2026, 6, 1), "end": date(2026, 10, 1)}
        simulate.write(folder / "centre", simulate.simulate(20261001, **span))
        known = plans.shipped()
        run = runs.make_run(folder / "centre", [known[name] for name in PLANS], parse_period(MEASURED))
        evidence.keep_evidence(run, folder / "evidence.parquet")
        kept.write_bytes(pickle.dumps(run))
    found: runs.Run = pickle.loads(kept.read_bytes())
    return found


def patterns(run: runs.Run) -> list[Pattern]:
    """The cards of people with one posting, as JSON."""
    from deskmerit.web.scorecards import store  # needs Django, which starts on a folder made of the centre

    return [
        Pattern(
            agent=card.agent_id,
            team=card.place.team,
            leads=card.plan == "team-lead",
            columns=store.columns(card),
            behind=store.behind(run, card),
        )
        for card in run.cards
        if not card.parts and card.total is not None
    ]
