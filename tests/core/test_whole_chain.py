"""The whole chain, from sums to grade: what must hold for any figures."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from core.example_plans import FCR, RESPONSE, SATISFACTION, D, template
from core.story import PLACE, QUARTER, Story, card_of, cards_of
from deskmerit.core.facts import Fact
from deskmerit.core.metric import MeasureSpec, Metric
from deskmerit.core.number import divide_half_up
from deskmerit.core.people import Person, Stint
from deskmerit.core.plan import Missing, Plan
from deskmerit.core.score import PLAIN, Inputs, score, specs_of
from deskmerit.core.score_items import Item
from deskmerit.core.score_lines import Terms, draw
from deskmerit.core.score_sums import Sums, by_agent, displayed

cases = st.integers(1, 300)
PLAN = template()
NAMES = [indicator.id for indicator in PLAN.indicators()]


@st.composite
def stories(draw: st.DrawFn, agent_id: str = "a") -> Story:
    """A person with any figures, some indicators without a case."""
    n = draw(cases)
    sums = {
        "first_response": (n, draw(st.integers(0, 90)) * n + draw(st.integers(0, n)), n),
        "timeliness": (n, draw(st.integers(0, n)), n),
        "satisfaction": (n, draw(st.integers(1_000_000, 5_000_000)) * n, n),
        "fcr": (n, draw(st.integers(0, n)), n),
        "knowledge": (0, draw(st.integers(0, 15)), 0),
        "training": (n, draw(st.integers(0, n)), n),
    }
    gone = draw(st.sets(st.sampled_from(NAMES), max_size=4))
    days = draw(st.integers(0, 65))
    return replace(Story(agent_id, sums).without(*gone), active_days=days, posted_days=draw(st.integers(days, 65)))


def improved(story: Story, id: str) -> Story:
    """The same with one more good case, or a second less, in one indicator."""
    n, numerator, denominator = story.values[id]
    lower = id == "first_response"
    new = max(0, numerator - n) if lower else numerator + 1 if id == "knowledge" else min(numerator + max(1, n // 9), n)
    if id == "satisfaction":
        new = min(numerator + 200_000 * n, 5_000_000 * n)
    return replace(story, values={**story.values, id: (n, new, denominator)})


@given(stories(), st.sampled_from(NAMES))
def test_a_better_measure_never_lowers_the_total(story: Story, id: str) -> None:
    if id not in story.values:
        return
    before, after = card_of(PLAN, story), card_of(PLAN, improved(story, id))
    assert before.total is None or (after.total is not None and after.total >= before.total)


@given(stories())
def test_every_score_lies_between_0_and_its_weight_and_the_total_is_their_sum(story: Story) -> None:
    card = card_of(PLAN, story)
    scored = [line for line in card.indicators() if line.score is not None]
    assert all(0 <= (line.score or 0) <= line.weight + D("0.01") for line in scored)
    assert card.total == (sum((line.score or D(0) for line in scored), D(0)) if scored else None)


@given(stories())
def test_effective_weights_sum_to_100(story: Story) -> None:
    card = card_of(PLAN, story)
    assert abs(sum(line.weight for line in card.indicators()) - 100) < D("0.00001")


def with_policy(policy: Missing) -> Plan:
    """The template with one policy for all."""
    return replace(
        PLAN,
        dimensions=tuple(
            replace(each, indicators=tuple(replace(one, missing=policy) for one in each.indicators))
            for each in PLAN.dimensions
        ),
    )


@given(stories())
def test_a_missing_measure_never_earns_less_than_zero_would(story: Story) -> None:
    spread, zero = card_of(PLAN, story), card_of(with_policy(Missing.ZERO), story)
    assert spread.total is None or zero.total is None or spread.total >= zero.total - D("0.05")


@settings(max_examples=25)
@given(st.lists(stories(), min_size=2, max_size=25), st.randoms(use_true_random=False))
def test_the_order_of_people_is_irrelevant(people: list[Story], random: object) -> None:
    named = [replace(story, agent_id=f"a{n:02}") for n, story in enumerate(people)]
    mixed = list(named)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # a random.Random
    assert repr(cards_of(with_policy(Missing.NEUTRAL), named)) == repr(cards_of(with_policy(Missing.NEUTRAL), mixed))


@given(st.sampled_from([RESPONSE, SATISFACTION, FCR]), st.integers(-(10**12), 10**12), st.integers(0, 10**6))
def test_the_quick_value_is_the_metrics_value(metric: Metric, numerator: int, denominator: int) -> None:
    indicator = next(each for each in PLAN.indicators() if each.metric is metric)
    sums = Sums()
    sums.n, sums.numerator, sums.denominator = 1, numerator, denominator
    item = Item(indicator, "x", indicator.weight, Fraction(indicator.weight), 0, False)
    quick = draw(item, sums, Terms.of(Fraction(3), 2))
    assert quick.actual == metric.value(numerator, denominator) == displayed(metric, indicator.spec, sums)


def test_who_left_before_the_period_has_no_card_and_who_was_on_leave_has() -> None:
    gone, leave = replace(Story("gone"), posted_days=0, active_days=0), replace(Story("leave"), active_days=0)
    cards = cards_of(PLAN, [replace(gone, values={}), replace(leave, values={})])
    assert [(card.agent_id, card.grade_reason) for card in cards] == [("leave", "not_rated:active_days")]


def test_a_tie_of_rounding_is_decided_once_on_the_exact_figure() -> None:
    exact = Fraction(25) * Fraction("86.66") / 90
    assert divide_half_up(exact.numerator, exact.denominator, 2) == D("24.07")


def test_attendance_over_all_places_is_one_displayed_rate() -> None:
    facts = [
        Fact("a", PLACE, 0, "2026-07", 1, 470, 480),
        Fact("a", replace(PLACE, team="blue"), 0, "2026-08", 1, 0, 10),
    ]
    assert by_agent(replace(FCR, id="attendance_rate"), 0, facts, QUARTER) == {"a": D("95.92")}


def test_one_run_scores_people_with_and_without_trouble_alike() -> None:
    plain, troubled = Story("a"), Story("b").without("fcr")
    both = cards_of(PLAN, [plain, troubled])
    assert both == [card_of(PLAN, plain), card_of(PLAN, troubled)]
    assert Inputs() == PLAIN
    person = Person("a", "a", "", (Stint(PLACE, 65, 65),), 65, 65, 65)
    asked = [*specs_of(PLAN), MeasureSpec("other")]
    assert score(PLAN, plain.facts(PLAN), asked, [person], QUARTER)[0] == [both[0]]
