"""A person with a calculator arrives at the printed figure: every printed calculation is done again from its words."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest

from deskmerit.core.facts import Fact, Place
from deskmerit.core.metric import Kind, MeasureSpec
from deskmerit.core.plan import Plan
from deskmerit.core.score import trace
from deskmerit.core.score_sums import Sums, displayed
from deskmerit.core.scorecard import Scorecard
from deskmerit.core.trace import Step, recorder
from deskmerit.metrics import CATALOGUE
from deskmerit.report.explain import of_indicator, of_person, sentences
from deskmerit.report.rows import lines
from report.staff import Somebody, Staff, Stay, around_target, plan_of, scored_lines, shipped

NUMBER = r"[+-]?\d[\d,]*(?:\.\d+)?…?"
SUM = re.compile(rf"(?:{NUMBER}|[-+×÷−()（） ])+")
ROUNDED = re.compile(r"(?:rounded half up to|四舍五入保留) (\d) (?:decimals|位小数)[:：] ?(-?[\d.]+)")


def _value(text: str) -> Fraction:
    """What a calculator shows for a printed sum; a figure printed with … is taken as printed."""
    plain = text.replace(",", "").replace("…", "").replace("−", "-").replace("（", "(").replace("）", ")")
    plain = re.sub(r"\d+(?:\.\d+)?", lambda found: f"F('{found[0]}')", plain)
    return Fraction(eval(plain.replace("×", "*").replace("÷", "/"), {"__builtins__": {}, "F": Fraction}))


def _half_up(value: Fraction, places: int) -> Decimal:
    return (Decimal(value.numerator) / value.denominator).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _equations(sentence: str) -> Iterator[tuple[str, str]]:
    """Every `sum = figure` of a sentence."""
    sides = sentence.split(" = ")
    for left, right in pairwise(sides):
        sums = [found[0].strip() for found in SUM.finditer(left) if found.end() == len(left) and found[0].strip()]
        figure = re.match(NUMBER, right)
        if sums and figure and re.search(r"\d", sums[0]):
            yield sums[0], figure[0]


def checked(sentence: str) -> int:
    """How many calculations a sentence holds; each must come out."""
    done = 0
    for left, right in _equations(sentence):
        got, told = _value(left), _value(right)
        loose = Fraction(1, 10**4) if "…" in left + right else Fraction(0)
        assert abs(got - told) <= loose, sentence
        done += 1
    if found := ROUNDED.search(sentence):
        before = sentence[: found.start()].rstrip(" ,，").split(" = ")[-1].split("mean ")[-1].split("加权平均 ")[-1]
        assert _half_up(_value(before), int(found[1])) == Decimal(found[2]), sentence
        done += 1
    return done


def _told(staff: Staff, agent: str) -> tuple[Scorecard, list[Step]]:
    facts, specs, people = staff._asked()
    return trace(agent, staff.plans, facts, specs, people, staff.period, staff.inputs)


def _staff(plan: Plan, seed: int) -> Staff:
    random = Random(seed)
    rates = [each.id for each in scored_lines(plan) if each.weight and each.metric.kind is not Kind.COUNT]
    gaps = frozenset(random.sample(rates, min(2, len(rates) - 1)))
    blue = Place("blue", "agent")
    people = [Somebody(f"p{n}", [Stay(around_target(plan, random))]) for n in range(6)]
    people += [Somebody("gaps", [Stay(around_target(plan, random, gaps))])]
    people += [Somebody("veto", [Stay(around_target(plan, random), vetoed=True)])]
    people += [Somebody("few", [Stay(around_target(plan, random), few=frozenset(rates[:1]))])]
    people += [Somebody("part", [Stay(around_target(plan, random), days=41)])]
    moved = [Stay(around_target(plan, random), days=37), Stay(around_target(plan, random), blue, 28)]
    return Staff([*people, Somebody("moved", moved)], {"": plan})


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("plan", shipped(), ids=lambda plan: plan.id)
def test_every_printed_calculation_comes_out(plan: Plan, lang: str) -> None:
    staff, done = _staff(plan, 3), 0
    for one in staff.people:
        card, steps = _told(staff, one.agent_id)
        for place, line in lines(card):
            told = sentences(of_indicator(steps, line.id, place.team, place.position), lang, line.unit)
            done += sum(checked(sentence) for sentence in told)
            if line.score is not None and not line.note.startswith("veto"):
                _ends_in_the_score(told, line.score)
            elif line.note.startswith("veto"):
                assert line.note.partition(":")[2] in " ".join(sentences(of_person(steps, card), lang))
        done += sum(checked(sentence) for sentence in sentences(of_person(steps, card), lang))
    assert done > 100


def _ends_in_the_score(told: list[str], score: Decimal) -> None:
    """The last sentence gives the score of the scorecard, and starts from what the one before it arrived at."""
    found = [figure for sentence in told for figure in re.findall(r"-?\d+(?:\.\d+)?", sentence)[-1:]]
    assert Decimal(found[-1]) == score, told


def test_the_total_of_somebody_who_moved_comes_out_of_the_postings() -> None:
    staff = _staff(plan_of("template"), 9)
    card, steps = _told(staff, "moved")
    mixed = next(text for text in sentences(of_person(steps, card), "en") if "weighted by active days" in text)
    terms, total = re.fullmatch(r".*days: (.*), rounded half up: (.*)", mixed).groups()  # type: ignore[union-attr]  # fails the test
    assert _half_up(_value(terms), 2) == Decimal(total) == card.total


def test_the_grade_told_is_the_one_after_shares() -> None:
    from dataclasses import replace

    staff = _staff(plan_of("template"), 9)
    card, steps = _told(staff, "p0")
    final = replace(card, score_grade="S", grade="A", grade_reason="share")
    assert sentences(of_person(steps, final), "en")[-1] == (
        "Grade by score S, final grade A (the share of the better grade was full)"
    )


def _of(spec: MeasureSpec, facts: list[Fact], lang: str = "en") -> list[str]:
    """What is told of one measure of one person."""
    metric, (steps, note) = CATALOGUE[spec.metric], recorder()
    sums = Sums()
    for fact in facts:
        sums.add(fact)
    displayed(metric, spec, sums, note)
    return sentences(steps, lang, metric.unit)


def test_a_360_rating_tells_its_weighted_mean_as_a_sum() -> None:
    spec = MeasureSpec("peer_rating", '{"relations":{"manager":40,"partner":30,"peer":30}}')
    rated = [("manager", 1, 4), ("partner", 4, 15), ("peer", 4, 16)]
    facts = [Fact("a", Place(), 0, "q", n, total * 10**6, n, part=part, raters=n) for part, n, total in rated]
    told = _of(spec, facts)[-1]
    assert told == ("Weighted mean = (4 × 40 + 3.75 × 30 + 4 × 30) ÷ 100 = 3.925, rounded half up to 2 decimals: 3.93")
    assert checked(told) == checked(_of(spec, facts, "zh")[-1]) == 2


def test_millionths_are_told_in_the_metrics_unit() -> None:
    facts = [Fact("a", Place(), 0, "q", 3, 14_166_667, 3)]
    assert _of(MeasureSpec("satisfaction"), facts, "zh") == [
        "实际值 = 14.166667 ÷ 3 = 4.722222…，四舍五入保留 2 位小数：4.72 分"
    ]


def test_a_percentile_tells_its_place_in_order_of_size_and_no_division() -> None:
    facts = [Fact("a", Place(), 0, "q", 185, 95, 1)]
    assert _of(MeasureSpec("first_response_time", percentile=90), facts) == [
        "Actual = 95 s, number 167 of the 185 cases in order of size (percentile 90, nearest rank)"
    ]


def test_a_wrong_sum_is_noticed() -> None:
    with pytest.raises(AssertionError):
        checked("15 − 2 × 2 = 12")
    with pytest.raises(AssertionError):
        checked("Score = 14.455, rounded half up to 2 decimals: 14.45")
