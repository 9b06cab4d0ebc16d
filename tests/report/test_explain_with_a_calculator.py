"""A person with a calculator arrives at the printed figure: every printed calculation is done again from its words."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest

from deskmerit.core.facts import Fact, Place
from deskmerit.core.metric import Kind, MeasureSpec
from deskmerit.core.people import Person, Stint
from deskmerit.core.period import parse_period
from deskmerit.core.plan import Plan
from deskmerit.core.score import specs_of, trace
from deskmerit.core.score_sums import Sums, displayed
from deskmerit.core.scorecard import Scorecard, Status
from deskmerit.core.trace import Step, recorder
from deskmerit.metrics import CATALOGUE
from deskmerit.report.explain import of_indicator, of_person, sentences
from deskmerit.report.rows import lines
from report.staff import Somebody, Staff, Stay, around_target, plan_of, scored_lines, shipped

NUMBER = r"[+−-]?\d[\d,]*(?:\.\d+)?…?"
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
    found = [figure for sentence in told for figure in re.findall(r"−?\d+(?:\.\d+)?", sentence)[-1:]]
    assert Decimal(found[-1].replace("−", "-")) == score, told


def test_the_total_of_somebody_who_moved_comes_out_of_the_postings() -> None:
    staff = _staff(plan_of("template"), 9)
    card, steps = _told(staff, "moved")
    mixed = next(text for text in sentences(of_person(steps, card), "en") if "weighted by active days" in text)
    terms, total = re.fullmatch(r".*days: (.*), rounded half up: (.*)", mixed).groups()  # type: ignore[union-attr]  # fails the test
    assert _half_up(_value(terms), 2) == Decimal(total) == card.total


def _person(staff: Staff, agent: str, lang: str = "en") -> list[str]:
    card, steps = _told(staff, agent)
    return sentences(of_person(steps, card), lang)


def test_each_posting_of_somebody_who_moved_is_told_with_its_sum() -> None:
    told = _person(_staff(plan_of("template"), 9), "moved")
    heads = [text.partition(":")[0].partition(" ")[0] for text in told]
    assert heads == ["Posting", "Counts", "Sum", "Posting", "Counts", "Sum", "Postings", "Total", "Grade"]


def test_the_covered_weight_of_somebody_who_moved_is_told_as_a_sum() -> None:
    plan, blue = plan_of("template"), Place("blue", "agent")
    stays = [
        Stay(around_target(plan, Random(1), frozenset({"fcr"})), days=37),
        Stay(around_target(plan, Random(1)), blue, 28),
    ]
    told = _person(Staff([Somebody("moved", stays)], {"": plan}), "moved")
    covered = next(text for text in told if text.startswith("Covered weight"))
    assert covered == "Covered weight alike: (75 × 37 + 100 × 28) ÷ 65, rounded half up: 85.77"  # 5575 ÷ 65


def test_who_is_not_rated_is_told_what_was_lacking() -> None:
    plan = plan_of("template")
    short = Staff([Somebody("a", [Stay(around_target(plan, Random(1)), days=8)])], {"": plan})
    assert _person(short, "a")[-2] == "8 active days; a grade needs 15"
    assert _person(short, "a")[-1].endswith("final grade not rated (too few active days)")
    assert _person(short, "a", "zh")[-1].endswith("最终等级 暂不评级（在岗工作日不足）")
    gaps = frozenset({"fcr", "satisfaction"})
    thin = Staff([Somebody("a", [Stay(around_target(plan, Random(1), gaps))])], {"": plan})
    assert _person(thin, "a")[-2] == "Covered weight 45; a grade needs 70"


def test_a_month_that_only_tracks_is_told_no_sum_and_no_grade() -> None:
    staff = replace(_staff(plan_of("template"), 9), period=parse_period("2026-08"))
    assert _person(staff, "p0")[-1] == "Tracked only: no total, no grade"
    assert not any(text.startswith(("Sum", "Total", "Grade")) for text in _person(staff, "moved"))


@pytest.mark.parametrize(
    ("effect", "told"),
    [
        ({"sets": "total", "points": Decimal(3)}, "Veto red-line applies: the total is 3"),
        (
            {"sets": "dimension:{d}", "points": Decimal(3)},
            "Veto red-line applies: dimension {d} counts 3, the total is",
        ),
        ({"sets": "indicator:{i}", "points": Decimal(3)}, "Veto red-line applies: {i} counts 3"),
        ({"grade_at_most": "B"}, "Veto red-line applies: the grade is at most B"),
    ],
)
def test_a_veto_is_told_with_what_it_does_and_the_sum_before_it_comes_out(effect: dict[str, object], told: str) -> None:
    plan = plan_of("complaints")
    names = {"d": plan.dimensions[0].id, "i": plan.indicators()[0].id}
    filled = {name: value.format(**names) if isinstance(value, str) else value for name, value in effect.items()}
    veto = replace(plan.vetoes[0], id="red-line", **{"sets": "", "grade_at_most": "", **filled})
    staff = Staff(
        [Somebody("a", [Stay(around_target(plan, Random(1)), vetoed=True)])], {"": replace(plan, vetoes=(veto,))}
    )
    for lang in ("en", "zh"):
        assert sum(checked(sentence) for sentence in _person(staff, "a", lang)) >= 2
    assert any(text.startswith(told.format(**names)) for text in _person(staff, "a"))


def _on_leave(active: int) -> list[str]:
    """Somebody posted on 18 of 66 working days, on protected leave on all but `active` of them."""
    plan, people = plan_of("template"), [Person("a", "a", "", (Stint(Place(), 18, active),), 66, 18, active)]
    card, steps = trace("a", plan, [], specs_of(plan), people, parse_period("2026-Q3"))
    assert card is not None
    return sentences(of_person(steps, card), "en")[1:]


def test_days_on_protected_leave_are_told_as_a_sum() -> None:
    assert _on_leave(3)[:2] == [
        "Active days: 18 working days posted − 15 on protected leave = 3",
        "Counts are for months × active days ÷ working days: 3 × 3 ÷ 66 = 0.136364…",
    ]


def test_nothing_scored_is_told_without_an_empty_sum() -> None:
    assert _on_leave(0)[2:] == [
        "Nothing was scored: no total",
        "0 active days; a grade needs 15",
        "Grade by score –, final grade not rated (too few active days)",
    ]


def test_too_few_cases_are_told_without_points_that_do_not_count() -> None:
    staff = _staff(plan_of("template"), 3)
    card, steps = _told(staff, "few")
    line = next(line for line in card.indicators() if line.status is Status.REWEIGHTED)
    told = sentences(of_indicator(steps, line.id, "red", "agent"), "en")
    assert [text.partition(" ")[0] for text in told] == ["Actual", "1", "Missing:"]


def test_the_grade_told_is_the_one_after_shares() -> None:
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
