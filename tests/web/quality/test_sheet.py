"""The score of a quality check to the cent, and a draw that anybody can repeat."""

from collections import Counter
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskmerit.web.bridge.contacts import Contact
from deskmerit.web.quality import editor, sheet
from deskmerit.web.quality.draw import draw
from deskmerit.web.quality.shipped import SHEETS

AT = datetime(2026, 9, 1, tzinfo=UTC)


def independent(content, marks) -> Decimal | None:
    """The formula said another way: over the common denominator of all sections, from the stored JSON."""
    top, weights = Fraction(0), Fraction(0)
    for section in content["sections"]:
        given = [(marks[i["id"]], i["points"]) for i in section["items"] if marks[i["id"]] is not None]
        if given:
            share = sum(Fraction(str(points)) for points, _ in given) / sum(Fraction(most) for _, most in given)
            top, weights = top + Fraction(section["weight"]) * share, weights + Fraction(section["weight"])
    if not weights:
        return None
    exact = 100 * top / weights
    cents = Decimal(exact.numerator * 100) / Decimal(exact.denominator)
    return cents.quantize(Decimal(1), ROUND_HALF_UP) / 100


@pytest.mark.parametrize("name", sorted(SHEETS))
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_score_is_the_formula_to_the_cent(name: str, data) -> None:
    content = SHEETS[name][2]
    marks = {
        item["id"]: data.draw(st.none() | st.integers(0, int(item["points"]) * 2).map(lambda n: Decimal(n) / 2))
        for section in content["sections"]
        for item in section["items"]
    }
    stored = {key: sheet.Mark(value, value is None) for key, value in marks.items()}
    assert sheet.score(sheet.read(content), stored) == independent(content, marks)


def test_what_does_not_apply_costs_nothing() -> None:
    content = sheet.read(SHEETS["chat"][2])
    full = {each.id: sheet.Mark(each.points) for each in content.items()}
    section = content.sections[0]
    without = full | {each.id: sheet.Mark(not_applicable=True) for each in section.items}
    assert sheet.score(content, full) == sheet.score(content, without) == Decimal("100.00")
    assert sheet.reached(section, without) is None


def test_a_score_of_nothing_is_missing_and_not_zero() -> None:
    content = sheet.read(SHEETS["chat"][2])
    assert sheet.score(content, {each.id: sheet.Mark(not_applicable=True) for each in content.items()}) is None


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_the_shipped_sheets_are_sound_and_survive_the_editor(name: str) -> None:
    content = sheet.read(SHEETS[name][2])
    assert sheet.problems(content) == []
    posted = {}
    for row in editor.rows(content):
        posted |= {f"{row['at']}-{key}": row[key] for key in ("id", "zh", "en", "weight")}
        for item in row["items"]:
            keys = ("id", "zh", "en", "guide_zh", "guide_en", "points")
            posted |= {f"{item['at']}-{key}": item[key] for key in keys}
            posted |= {f"{item['at']}-optional": "1"} if item["optional"] else {}
    for row in editor.fatal_rows(content):
        posted |= {f"{row['at']}-{key}": row[key] for key in ("id", "zh", "en", "kind")}
    assert editor.typed(posted) == content
    assert sheet.read(sheet.written(content)) == content


def test_every_problem_of_a_sheet_is_told_at_once() -> None:
    item = sheet.Item("a", {"zh": "甲"}, Decimal(0), {})
    wrong = sheet.Sheet((sheet.Section("s", {"zh": "一", "en": "one"}, Decimal(30), (item, item)),), ())
    assert len(sheet.problems(wrong)) == 4  # sum, points, the same name twice, no English


def _contacts() -> list[Contact]:
    return [
        Contact("ticket", f"T{agent}{channel}{number}", agent, AT, channel, "c")
        for agent in ("amy", "bo")
        for channel, size in (("chat", 60), ("email", 30), ("phone", 10))
        for number in range(size)
    ]


def test_the_same_seed_draws_the_same_contacts_in_whatever_order() -> None:
    rows = _contacts()
    assert draw(rows, 10, "x") == draw(rows[::-1], 10, "x")
    assert draw(rows, 10, "x") != draw(rows, 10, "y")


def test_a_sample_is_spread_as_the_contacts_of_each_agent_are() -> None:
    drawn = draw(_contacts(), 10, "x")
    assert Counter((each.agent_id, each.channel) for each in drawn) == {
        (agent, channel): n for agent in ("amy", "bo") for channel, n in (("chat", 6), ("email", 3), ("phone", 1))
    }


def test_who_has_few_contacts_gives_all_of_them() -> None:
    rows = _contacts()[:3]
    assert sorted(each.contact_id for each in draw(rows, 10, "x")) == sorted(each.contact_id for each in rows)
