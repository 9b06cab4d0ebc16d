"""Months track, quarters are re-measured, the year is a declared mix; people who move (semantics §4; traps 22–25)."""

from dataclasses import replace
from fractions import Fraction

import pytest

from core.example_plans import FCR, KNOWLEDGE, MONTHLY, PERCENT, D, indicator, template
from core.story import ON_TARGET, PLACE, QUARTER, Story, card_of
from deskmerit.core.facts import Fact, Place
from deskmerit.core.metric import Direction, Kind, MeasureSpec, Metric, Unit
from deskmerit.core.people import Person, Posting, Stint, person
from deskmerit.core.period import PeriodKind, parse_period
from deskmerit.core.plan import Annual, Dimension, Plan, Target, Veto, WeightSet
from deskmerit.core.rules import Count, Deduct, Rating
from deskmerit.core.score import Inputs, score, score_given, specs_of, trace
from deskmerit.core.score_items import months_in
from deskmerit.core.scorecard import DimensionScore, IndicatorScore, Part, Scorecard, Status
from deskmerit.report.explain import of_indicator, sentences

QA = Metric("qa_accuracy", Unit.PERCENT, Kind.SHARE, Direction.HIGHER, "qa_reviews", per_unit=PERCENT)
PRAISE = Metric("conduct_count", Unit.COUNT, Kind.COUNT, Direction.HIGHER, "conduct", digits=0)


def one(plan: Plan, facts: list[Fact], period: str = "2026-Q3", **inputs: object) -> Scorecard:
    """The card of person `a`, there all the time."""
    people = [Person("a", "a", "", (Stint(PLACE, 65, 65),), 65, 65, 65)]
    cards, _ = score(plan, facts, specs_of(plan), people, parse_period(period), Inputs(**inputs))  # type: ignore[arg-type]  # by name
    return cards[0]


def test_a_quarter_is_the_sum_of_its_months_never_a_mean_of_means() -> None:
    months = [("2026-07", 1, 60), ("2026-08", 9, 180), ("2026-09", 0, 0), ("2026-10", 9, 9000)]
    facts = [Fact("a", PLACE, 0, month, n, total, n) for month, n, total in months]
    first = one(template(), facts).indicators()[0]
    assert (first.actual, first.numerator, first.denominator, first.cases) == (D(24), 240, 10, 10)


def test_a_month_tracks_without_total_or_grade() -> None:
    card = one(template(), Story().facts(template()), "2026-08")
    assert (card.total, card.grade, card.grade_reason) == (None, "", "tracking")
    assert (card.indicators()[0].score, card.indicators()[0].status) == (D("15.00"), Status.SCORED)
    assert one(template(scoring=MONTHLY), Story().facts(template()), "2026-08").grade == "S"


def test_each_kind_of_period_has_its_own_weight_set() -> None:
    sets = {"quarterly": WeightSet("quarterly", dict.fromkeys(ON_TARGET, D(0)) | {"fcr": D(60), "satisfaction": D(40)})}
    card = card_of(template(period_weights=sets), Story().facts_of("fcr", share="89.00"))
    by_id = {line.id: line for line in card.indicators()}
    assert by_id["fcr"].score == D("57.60")
    assert by_id["first_response"].status is Status.GUARD
    assert card.total == D("97.60")


def test_a_phase_multiplies_what_the_base_weight_earned_and_rounds_once() -> None:
    phase = {"efficiency": WeightSet("efficiency", {"first_response": D(20), "satisfaction": D(25), "fcr": D(25)})}
    card = score_given(template(phases=phase), {"first_response": D(35)}, PeriodKind.MONTH, "efficiency")
    assert card.indicators()[0].base_weight == 20
    assert card.indicators()[0].weight == 70
    assert card.total == D("60.67")  # 13 of 15, × 70/15


def test_2_of_3_in_a_month_and_6_of_9_in_a_quarter_earn_the_same() -> None:
    month = score_given(template(), {"knowledge": D(2)}, PeriodKind.MONTH).indicators()[4]
    quarter = score_given(template(), {"knowledge": D(6)}, PeriodKind.QUARTER).indicators()[4]
    assert (month.target, quarter.target, month.score, quarter.score) == (3, 9, D("60.00"), D("60.00"))


def test_half_a_month_asks_for_half_the_count_rounded_down_once() -> None:
    assert months_in(parse_period("2026-11-01..2026-11-15")) == Fraction(1, 2)
    assert months_in(parse_period("2026-10-17..2026-11-15")) == Fraction(15, 31) + Fraction(1, 2)


def veto(**more: object) -> Veto:
    """A veto on compliance accuracy."""
    return Veto("red-line", MeasureSpec("qa_accuracy"), QA, below=D(100), **more)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("effect", "total", "grade", "reason"),
    [
        ({"grade_at_most": "B"}, "100.00", "B", "veto:red-line"),
        ({"sets": "total"}, "0.00", "C", "veto:red-line"),
        ({"sets": "indicator:fcr", "points": D(5)}, "80.00", "A", "veto:red-line"),
        ({"sets": "dimension:result", "points": D(10)}, "55.00", "C", "veto:red-line"),
    ],
)
def test_a_veto_sets_what_it_names(effect: dict[str, object], total: str, grade: str, reason: str) -> None:
    plan = template(vetoes=(veto(**effect),))
    at = specs_of(plan).index(MeasureSpec("qa_accuracy"))
    facts = Story().facts(plan)
    hit = one(plan, [*facts, Fact("a", PLACE, at, "2026-08", 10, 9, 10)])
    assert (str(hit.total), hit.grade, hit.grade_reason, hit.vetoes) == (total, grade, reason, ("red-line",))
    clean = [one(plan, facts), one(plan, [*facts, Fact("a", PLACE, at, "2026-08", 10, 10, 10)])]
    assert [(card.total, card.grade, card.vetoes) for card in clean] == [(D("100.00"), "S", ())] * 2


def test_bonus_and_malus_stand_outside_the_100() -> None:
    bonus = replace(indicator("praise", PRAISE, Target(), 0, Count(D(1), cap=D(3))), target=None)
    plan = template(bonus=(bonus,))
    card = one(plan, [*Story().facts(plan), Fact("a", PLACE, 6, "2026-08", 5, 5, 0)])
    assert (card.total, card.covered_weight) == (D("103.00"), D(100))
    assert [line.score for line in card.bonus] == [D("3.00")]
    assert one(plan, Story().facts(plan)).total == D("100.00")


def test_a_360_rating_is_the_weighted_mean_of_relations_and_an_absent_one_is_spread() -> None:
    peer = Metric("peer_rating", Unit.RATING, Kind.MEAN, Direction.HIGHER, "feedback", per_unit=Fraction(1, 10**6))
    spec = MeasureSpec("peer_rating", '{"relations":{"manager":50,"partner":20,"peer":30}}')
    rated = indicator(
        "peer", replace(peer, whole_period=True), Target(at_least=D(4)), 100, Rating(D(1), D(5)), spec=spec
    )
    plan = replace(template(), dimensions=(Dimension("teamwork", {}, (rated,)),))

    def part(relation: str, value: int, raters: int) -> Fact:
        return Fact("a", PLACE, 0, "2026-Q3", raters, value * raters * 10**6, raters, part=relation, raters=raters)

    both = one(plan, [part("manager", 5, 1), part("peer", 3, 3), part("partner", 1, 2)])
    assert both.indicators()[0].actual == D("4.25")  # (50 × 5 + 30 × 3)/80: two partners would be known
    assert one(plan, [part("peer", 3, 2)]).total is None
    monthly = replace(part("manager", 1, 1), month="2026-08")
    assert one(plan, [part("manager", 5, 1), monthly]).indicators()[0].actual == 5


def moved(days: tuple[int, int]) -> Person:
    """A person who was an agent, then a lead."""
    stints = (Stint(PLACE, days[0], days[0]), Stint(replace(PLACE, position="lead"), days[1], days[1]))
    return Person("a", "a", "", stints, 65, sum(days), sum(days))


def mover(days: tuple[int, int]) -> Scorecard:
    """Her card: 100 as an agent, 75 as a lead."""
    lead = template(id="lead-plan")
    here = Story().facts(lead)
    there = Story().facts_of("fcr", share="0").facts(lead)
    facts = [*here, *(replace(fact, place=replace(PLACE, position="lead")) for fact in there)]
    counts = [replace(f, numerator=99, n=99) if f.spec == 4 else f for f in facts]
    plans = {"agent": template(), "lead": lead}
    return score(plans, counts, specs_of(lead), [moved(days)], QUARTER)[0][0]


def test_two_postings_are_scored_apart_and_weighted_by_active_days() -> None:
    card = mover((26, 39))
    assert [(part.plan, part.total) for part in card.parts] == [("template", D(100)), ("lead-plan", D(75))]
    assert card.total == D("85.00")
    assert (card.plan, card.grade) == ("lead-plan", "A")


def test_the_plan_with_more_active_days_gives_the_grade_and_a_tie_the_later() -> None:
    assert mover((40, 25)).plan == "template"
    assert mover((30, 30)).plan == "lead-plan"


def test_a_team_change_under_one_plan_is_scored_per_posting() -> None:
    blue = replace(PLACE, team="blue")
    facts = [*Story().facts(template()), *(replace(f, place=blue) for f in Story().without("fcr").facts(template()))]
    people = [Person("a", "a", "", (Stint(PLACE, 30, 30), Stint(blue, 35, 35)), 65, 65, 65)]
    card = score(template(), facts, specs_of(template()), people, QUARTER)[0][0]
    assert [part.place.team for part in card.parts] == ["red", "blue"]
    assert card.covered_weight == D("86.54")  # (30 × 100 + 35 × 75)/65


def test_active_days_are_working_days_with_a_posting_less_protected_leave() -> None:
    days = list(parse_period("2026-09").days())
    postings = [Posting(PLACE, days[0], days[10]), Posting(Place("blue"), days[5], days[20])]
    found = person("a", postings, days, set(days[:3]))
    assert (found.posted_days, found.active_days) == (20, 17)
    assert [(stint.posted_days, stint.active_days) for stint in found.stints] == [(10, 7), (15, 15)]


def test_a_position_without_a_plan_says_so() -> None:
    people = [Person("a", "a", "", (Stint(PLACE, 65, 65),), 65, 65, 65)]
    cards, issues = score({"lead": template()}, [], specs_of(template()), people, QUARTER)
    assert (cards, [issue.code for issue in issues]) == ([], ["no-plan-for-position"])


def test_work_where_there_was_no_posting_counts_for_nobody_and_says_so() -> None:
    elsewhere = [replace(fact, place=Place("blue")) for fact in Story().facts(template())]
    people = [Person("a", "a", "", (Stint(PLACE, 65, 65),), 65, 65, 65)]
    cards, issues = score(template(), elsewhere, specs_of(template()), people, QUARTER)
    assert cards[0].covered_weight == 10  # the count of articles, 0
    assert [issue.code for issue in issues] == ["work-without-posting"]


def quarter_card(total: str, days: int, label: str) -> Scorecard:
    """A quarter's card."""
    return Scorecard("a", "a", PLACE, "template", label, D(total), D(100), "S", "S", "", (), active_days=days)


QUARTERS = [[quarter_card("90.00", 60, "2026-Q1")], [quarter_card("80.00", 30, "2026-Q2")]]


def test_the_year_is_the_mean_of_the_quarters_by_active_days() -> None:
    card = one(template(annual=Annual(D(100))), [], "2026", quarters=QUARTERS)
    assert card.total == D("86.67")
    assert card.grade == "A"


def test_the_year_mixes_70_per_cent_quarters_and_30_per_cent_annual_indicators() -> None:
    growth = indicator("growth", FCR, Target(at_least=D(90)), 100, Deduct(D(1), D(1)))
    plan = template(annual=Annual(D(70), (growth,)))
    at = specs_of(plan).index(growth.spec)
    card = one(plan, [Fact("a", PLACE, at, "2026-03", 100, 80, 100)], "2026", quarters=QUARTERS)
    assert [(line.id, line.score) for line in card.indicators()] == [("quarters", D("60.67")), ("growth", D("27.00"))]
    assert card.total == D("87.67")


def test_without_annual_indicators_the_quarters_are_the_whole_year() -> None:
    assert one(template(), [], "2026", quarters=QUARTERS).total == D("86.67")


def test_a_missing_annual_part_leaves_its_weight_to_the_quarters() -> None:
    growth = indicator("growth", replace(FCR, id="growth"), Target(at_least=D(90)), 100, Deduct(D(1), D(1)))
    card = one(template(annual=Annual(D(70), (growth,))), [], "2026", quarters=QUARTERS)
    assert (card.total, card.covered_weight) == (D("86.67"), D(70))


def unmeasured(total: str, label: str, *more: IndicatorScore, days: int = 60) -> Scorecard:
    """A quarter that isn't rated: its total is that of a count without a case, and of what else is given."""
    count = IndicatorScore("k", "d", "knowledge_contributions", Unit.COUNT, D(9), D(0), 0, 0, 0, D(10), D(10), D(total),
                           Status.SCORED)  # fmt: skip
    lines = (count, *more)
    card = replace(quarter_card(total, days, label), covered_weight=D(10), grade="not_rated")
    return replace(card, dimensions=(DimensionScore("d", D(10), D(total), lines),))


def test_a_quarter_that_takes_no_part_for_anybody_leaves_the_mean_alone() -> None:
    card = one(template(), [], "2026", quarters=QUARTERS, idle={"2026-Q3": "not-begun", "2026-Q4": "not-begun"})
    assert card.total == D("86.67")


def test_a_quarter_of_empty_counts_that_is_not_rated_takes_no_share() -> None:
    third = [unmeasured("0.00", "2026-Q3")]
    assert one(template(), [], "2026", quarters=[*QUARTERS, third]).total == D("86.67")
    parts = tuple(Part(PLACE, "template", 30, D(0), third[0].dimensions) for _ in "ab")
    assert one(template(), [], "2026", quarters=[*QUARTERS, [replace(third[0], parts=parts)]]).total == D("86.67")


def test_an_empty_count_that_is_rated_is_a_quarter_of_zero_points() -> None:
    rated = replace(unmeasured("0.00", "2026-Q3"), grade="C")
    assert one(template(), [], "2026", quarters=[*QUARTERS, [rated]]).total == D("52.00")  # 7800 ÷ 150


@pytest.mark.parametrize(("cases", "status"), [(4, "scored"), (None, "manual"), (0, "neutral"), (0, "zero")])
def test_a_quarter_that_is_not_rated_counts_once_anything_stands_behind_it(cases: int | None, status: str) -> None:
    line = IndicatorScore("t", "d", "training_pass_rate", Unit.PERCENT, None, D(0), 0, 4, cases, D(10), D(10), D(0),
                          Status(status))  # fmt: skip
    quarters = [*QUARTERS, [unmeasured("0.00", "2026-Q3", line)]]
    assert one(template(), [], "2026", quarters=quarters).total == D("52.00")


@pytest.mark.parametrize(("cases", "total"), [(2, "52.00"), (0, "86.67")])
def test_a_breach_outside_the_hundred_is_something_measured(cases: int, total: str) -> None:
    breach = IndicatorScore("t", "", "conduct_count", Unit.COUNT, None, D(cases), cases, 0, cases, D(0), D(0), D(0),
                            Status.SCORED)  # fmt: skip
    third = replace(unmeasured("0.00", "2026-Q3"), bonus=(breach,))
    assert one(template(), [], "2026", quarters=[*QUARTERS, [third]]).total == D(total)


def test_a_year_whose_quarters_all_lie_before_the_records_is_not_rated_and_is_no_longer_quarter() -> None:
    idle = {f"2026-Q{n}": "before-records" for n in (1, 2, 3, 4)}
    people = [Person("a", "a", "", (Stint(PLACE, 250, 250),), 250, 250, 250)]
    cards, issues = score(template(), [], specs_of(template()), people, parse_period("2026"), Inputs(idle=idle))
    assert (cards[0].total, cards[0].grade, issues) == (None, "not_rated", [])


def test_the_year_tells_which_quarters_took_part_and_why_others_did_not() -> None:
    plan, people = template(), [Person("a", "a", "", (Stint(PLACE, 250, 250),), 250, 250, 250)]
    others = [quarter_card("70.00", 60, "2026-Q3")]
    elsewhere = [replace(card, agent_id="b") for card in others]
    inputs = Inputs(quarters=[QUARTERS[1], elsewhere], idle={"2026-Q1": "before-records", "2026-Q4": "not-begun"})
    _, steps = trace("a", plan, [], specs_of(plan), people, parse_period("2026"), inputs)
    assert sentences(of_indicator(steps, "quarters", "red", "agent"), "en") == [
        "2026-Q1 takes no part: it ends before the first record",
        "2026-Q2: total 80.00, 30 active days",
        "2026-Q3 takes no part: no posting in it",
        "2026-Q4 takes no part: it begins after the as-of instant",
        "Mean of the quarters' totals by active days = (80.00 × 30) ÷ 30 = 80; 80 × 100 ÷ 100 = 80",
        "Score = 80, rounded half up to 2 decimals: 80.00",
    ]


def test_a_year_without_its_quarters_warns() -> None:
    people = [Person("a", "a", "", (Stint(PLACE, 250, 250),), 250, 250, 250)]
    _, issues = score(template(), [], specs_of(template()), people, parse_period("2026"))
    assert [issue.code for issue in issues] == ["year-without-quarters"]


def test_order_of_facts_and_people_is_irrelevant_and_a_replay_gives_the_same() -> None:
    plan, stories = template(), [Story(id) for id in "abc"]
    facts = [fact for story in stories for fact in story.facts(plan)]
    people = [story.person() for story in stories]
    first = score(plan, facts, specs_of(plan), people, QUARTER)
    assert repr(first) == repr(score(plan, facts[::-1], specs_of(plan), people[::-1], QUARTER))


def test_knowledge_targets_are_whole_articles() -> None:
    assert KNOWLEDGE.kind is Kind.COUNT
    for active in range(22, 66):
        card = card_of(template(), replace(Story(), active_days=active))
        target = next(line.target for line in card.indicators() if line.id == "knowledge")
        assert target == D(9 * active // 65)
