"""A file about one person says nothing about anybody else; every page stands alone."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from deskmerit.chain.present import context_of
from deskmerit.report.page import render_page
from deskmerit.report.workbook.scorecards import write_scorecards
from report.conftest import Quarter


def _strangers(quarter: Quarter, agent: str, lead: str) -> set[str]:
    """Names, ids and numbers of all others; the lead is named as the evaluator."""
    others = [card for card in quarter.scored.cards if card.agent_id != agent]
    return {text for card in others for text in (card.name, card.agent_id, card.employee_no) if text} - {lead}


@pytest.mark.slow
def test_one_persons_page_names_no_colleague_and_no_rank(quarter: Quarter) -> None:
    card, page = quarter.own
    lead = context_of(quarter.scored, quarter.records, "en", [card]).leads.get(card.place.team, "")
    own = {card.name, card.employee_no, card.agent_id}
    for text in _strangers(quarter, card.agent_id, lead) - own:
        assert not re.search(rf"(?<![0-9A-Za-z]){re.escape(text)}(?![0-9A-Za-z])", page), text
    assert "Rank" not in page
    assert "排名" not in page
    assert "Distribution" not in page


def test_one_persons_workbook_names_no_colleague_and_no_rank(quarter: Quarter, tmp_path: Path) -> None:
    for card in quarter.scored.cards[::9]:
        context = context_of(quarter.scored, quarter.records, "zh", [card])
        path = write_scorecards([card], context, tmp_path / f"{card.agent_id}.xlsx", personal=True)
        book = load_workbook(path)
        cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
        cells |= set(book.sheetnames)
        lead = context.leads.get(card.place.team, "")
        assert not cells & (_strangers(quarter, card.agent_id, lead) - {card.name})
        assert not any("排名" in text for text in cells)


def test_a_page_asks_nothing_of_the_outside(quarter: Quarter) -> None:
    context = context_of(quarter.scored, quarter.records, "zh", quarter.scored.cards[:4], explained=True)
    page = render_page(quarter.scored.cards[:4], context)
    assert "<script" not in page
    assert not re.search(r"\b(src|href)=[\"'](?!#)", page)
    assert not re.search(r"url\(|@import|<link|<iframe", page)
    addresses = set(re.findall(r"https?://[^\"'\s<>]+", page))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}, addresses
    assert page == render_page(quarter.scored.cards[:4], context)


def test_a_page_speaks_both_languages(quarter: Quarter) -> None:
    page = render_page(
        quarter.scored.cards[:2], context_of(quarter.scored, quarter.records, "en", quarter.scored.cards[:2])
    )
    assert page.index('lang="en"') < page.index('lang="zh-Hans"')
    assert "Final grade" in page
    assert "最终等级" in page


def test_markup_in_a_name_stays_text(quarter: Quarter) -> None:
    from dataclasses import replace

    card = replace(quarter.scored.cards[0], name="<b onclick=x>&\"'")
    page = render_page([card], context_of(quarter.scored, quarter.records, "en", [card]))
    assert "<b onclick" not in page
    assert "&lt;b onclick=x&gt;" in page


def test_nobody_to_show_says_so(quarter: Quarter, tmp_path: Path) -> None:
    context = context_of(quarter.scored, quarter.records, "zh", [])
    assert "没有可显示的人员" in render_page([], context)
    book = load_workbook(write_scorecards([], context, tmp_path / "empty.xlsx"))
    assert "没有可显示的人员" in str(book.worksheets[0].cell(4, 1).value)


def test_the_same_content_gives_the_same_workbook_bytes(quarter: Quarter, tmp_path: Path) -> None:
    cards = quarter.scored.cards[:3]
    context = context_of(quarter.scored, quarter.records, "zh", cards)
    files = [write_scorecards(cards, context, tmp_path / name).read_bytes() for name in ("a.xlsx", "b.xlsx")]
    assert files[0] == files[1]
