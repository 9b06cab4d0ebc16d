"""Every figure in every output is the same figure: one scored period in all of them."""

import csv
import io
import json
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from deskmerit.chain.explain import explain_person
from deskmerit.chain.present import context_of, json_of
from deskmerit.core.metric import Unit
from deskmerit.core.number import round_half_up
from deskmerit.core.scorecard import Scorecard
from deskmerit.report.jsontext import dumps
from deskmerit.report.page import render_page
from deskmerit.report.rows import lines, person_table, score_table
from deskmerit.report.workbook.scorecards import write_scorecards
from deskmerit.report.write import to_csv, to_screen
from report.conftest import Quarter

type Line = tuple[str, str, str, str, str, str]
"""Person, team, indicator, actual, weight, score as texts."""


@pytest.fixture(scope="module")
def cards(quarter: Quarter) -> list[Scorecard]:
    """Some of everybody: plain, moved, vetoed, not rated."""
    every = quarter.scored.cards
    special = [card for card in every if card.parts or card.vetoes or card.grade == "not_rated"]
    return list({card.agent_id: card for card in [*every[:8], *special[:8]]}.values())


def _csv(pieces: Iterable[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(pieces))))


def test_totals_and_grades_are_the_same_everywhere(quarter: Quarter, cards: list[Scorecard], tmp_path: Path) -> None:
    people = _csv(to_csv(person_table(cards, "en")))
    totals = [(row["agent_id"], row["total"], row["score_grade"], row["grade"]) for row in people]
    document = json.loads(dumps(json_of(quarter.scored, quarter.records, cards, "en")), parse_float=str)
    assert totals == [
        (card["agent_id"], card["total"] or "", card["score_grade"], card["grade"]) for card in document["scorecards"]
    ]
    context = context_of(quarter.scored, quarter.records, "en", cards, explained=True)
    screen, page = to_screen(person_table(cards, "en")), render_page(cards, context)
    summary = load_workbook(write_scorecards(cards, context, tmp_path / "all.xlsx"), data_only=True).worksheets[0]
    shown = {row[2].value: row[5].value for row in summary.iter_rows(min_row=4)}
    for card, (agent, total, _, grade) in zip(cards, totals, strict=True):
        assert re.search(rf"\b{agent}\b.*{total}.*{grade}", screen)
        section = page[page.index(f'id="en-{agent}"') :]
        assert f'<p class="total">{total or "–"}</p>' in section[:900]
        told = explain_person(quarter.records, quarter.scored, agent, "", False, "en")
        assert (f"Total {total}" in told) == bool(total)
        value = shown[card.employee_no]
        assert (round_half_up(Decimal(repr(value)), 2) if total else value) == (Decimal(total) if total else "–")


def test_every_line_is_the_same_everywhere(quarter: Quarter, cards: list[Scorecard], tmp_path: Path) -> None:
    rows = _csv(to_csv(score_table(cards, "en")))
    lined = [(card, place, line) for card in cards for place, line in lines(card)]
    assert len(rows) == len(lined)
    context = context_of(quarter.scored, quarter.records, "en", cards, explained=True)
    book = load_workbook(write_scorecards(cards, context, tmp_path / "all.xlsx"), data_only=True)
    page, screen = render_page(cards, context), to_screen(score_table(cards, "en"), width=400)
    flat = list(book.worksheets[-1].iter_rows(min_row=2, values_only=True))
    for row, (card, _place, line), cells in zip(rows, lined, flat, strict=True):
        assert (row["actual"], row["score"]) == (_shown(line.actual, line.unit), _shown(line.score, Unit.POINTS))
        assert [_text(cells[at]) for at in (0, 6)] == [card.agent_id, line.id]
        for column, at in (("target", 8), ("actual", 9), ("weight", 10), ("score", 11), ("cases", 12)):
            assert _same(cells[at], row[column]), (card.agent_id, line.id, column)
        section = page[page.index(f'id="en-{card.agent_id}"') :].split("</section>")[0]
        assert f"<b>{row['score'] or '–'}</b>" in section
        assert (row["actual"] or "–") in section
        assert re.search(rf"{card.agent_id} .*{line.id} .*{row['actual']}.*{row['score']}", screen)


def test_json_lines_are_the_csvs(quarter: Quarter, cards: list[Scorecard]) -> None:
    document = json.loads(dumps(json_of(quarter.scored, quarter.records, cards, "en")), parse_float=str)
    assert list(document) == ["plan", "plan_fingerprint", "data_fingerprint", "as_of", "period", "scorecards"]
    rows = {(row["agent_id"], row["team"], row["indicator"]): row for row in _csv(to_csv(score_table(cards, "en")))}
    for card in document["scorecards"]:
        for dimension in card["dimensions"]:
            for line in dimension["indicators"]:
                row = rows[card["agent_id"], card["team"], line["id"]]
                for name in ("actual", "weight", "score", "cases"):
                    assert _same(line[name], row[name]), (card["agent_id"], line["id"], name)


def test_the_documented_columns_are_the_written_ones() -> None:
    from deskmerit.report import money, records
    from deskmerit.report.measures import MEASURE
    from deskmerit.report.rows import PERSON, SCORE

    text = (Path(__file__).parents[2] / "docs" / "outputs.md").read_text("utf-8")
    sections = {part.splitlines()[0].strip(): part for part in text.split("\n## ")[1:]}
    written = {
        "measure --format csv": MEASURE,
        "cases --metric M --format csv": records.CASES,
        "score --format csv": SCORE,
        "score --rows person --format csv": PERSON,
        "award --format csv": money.AWARD,
    }
    for title, columns in written.items():
        named = re.findall(r"^\| ([a-z_, ]+) \|", sections[title], re.MULTILINE)
        assert [name for cell in named[1:] for name in cell.split(", ")] == list(columns), title


def _shown(value: Decimal | None, unit: Unit) -> str:
    digits = {Unit.SECONDS: 0, Unit.COUNT: 0}.get(unit, 2)
    return "" if value is None else f"{round_half_up(value, digits):f}"


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _same(value: object, text: str) -> bool:
    if value is None or value == "" or text == "":
        return _text(value) == text
    return ".." in text or Decimal(str(value)) == Decimal(text)
