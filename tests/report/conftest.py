"""A small simulated quarter, scored once for all tests of the report room."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pytest

from deskmerit.chain.present import context_of
from deskmerit.chain.score import Question, Scored, score_period
from deskmerit.core.period import parse_period
from deskmerit.core.scorecard import Scorecard
from deskmerit.records.store import Records
from deskmerit.report.page import render_page
from deskmerit.sources.load import load
from deskmerit.sources.simulate import simulate, write
from report.staff import plan_of


@dataclass(frozen=True)
class Quarter:
    """A workspace with its records and the scorecards of its third quarter; `moved`: a ticket and from whom it went."""

    folder: Path
    records: Records
    scored: Scored
    moved: tuple[str, str]

    @cached_property
    def own(self) -> tuple[Scorecard, str]:
        """The scorecard of the person from whom the ticket went, and the page about nobody else."""
        card = next(card for card in self.scored.cards if card.agent_id == self.moved[1])
        context = context_of(self.scored, self.records, "en", [card], explained=True, with_records=True)
        return card, render_page([card], context, personal=True)


@pytest.fixture(scope="session")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Quarter:
    """Three months, with a ticket re-attributed and a survey excluded by corrections."""
    folder = tmp_path_factory.mktemp("quarter")
    write(folder, simulate(11, first=date(2026, 7, 1), end=date(2026, 10, 1), tickets_a_day=90))
    moved = _correct(folder)
    records = load(folder).records
    plans = (plan_of("template"), plan_of("complaints"), plan_of("team-lead"))
    scored = score_period(records, Question(plans, parse_period("2026-Q3")))
    return Quarter(folder, records, scored, moved)


def _correct(folder: Path) -> tuple[str, str]:
    """Writes the corrections: the first chat that somebody answered goes to another person."""
    tickets = {row["ticket_id"] for row in _rows(folder / "tickets.csv") if row["channel"] == "chat"}
    first = _first_answer(_rows(folder / "events.csv"), tickets)
    to = "A025" if first["actor_id"] != "A025" else "A027"
    survey = next(row["survey_id"] for row in _rows(folder / "surveys.csv") if row["score"])
    names = ["adjustment_id", "kind", "table", "record_id", "new", "reason", "decided_by", "decided_at"]
    with (folder / "adjustments.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(names)
        when = "2026-10-08T01:00:00Z"
        out.writerow(["K-1", "reattribute", "tickets", first["ticket_id"], to, "wrong login", "HR01", when])
        out.writerow(["K-2", "exclude", "surveys", survey, "", "malicious rating", "HR01", when])
    return first["ticket_id"], first["actor_id"]


def _first_answer(events: list[dict[str, str]], tickets: set[str]) -> dict[str, str]:
    """The first reply to a chat by the person whom it had been assigned to."""
    assigned: dict[str, str] = {}
    for row in sorted(events, key=lambda row: (row["occurred_at"], row["seq"])):
        if row["kind"] == "assigned":
            assigned[row["ticket_id"]] = row["value"]
        answered = row["kind"] == "public_reply" and row["ticket_id"] in tickets and row["actor_role"] == "agent"
        if answered and assigned.get(row["ticket_id"]) == row["actor_id"] and row["occurred_at"] > "2026-07-10":
            return row
    raise AssertionError("nobody answered a chat")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
