"""Percentiles, sources' own figures, entries and custom metrics."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pytest

from deskmerit.core.facts import Fact
from deskmerit.core.metric import Direction, Kind, MeasureSpec, Metric, Unit
from deskmerit.core.period import parse_period
from deskmerit.core.plan import CustomMetric
from deskmerit.metrics.ask import AskError, spec
from deskmerit.metrics.expressions import ExpressionError, columns, parsed
from deskmerit.metrics.measure import cases, measure
from deskmerit.metrics.story import story

AMY = "agents: agent_id=amy, name=a, kind=human\n"
FIGURE = AMY + "figures: agent_id=amy, metric={}, from_date={}, to_date={}, {}, source=shop\n"


def figures(metric: str, sums: str, start: str = "2026-09-01", end: str = "2026-10-01", more: str = "") -> list[Fact]:
    found = measure(story(FIGURE.format(metric, start, end, sums) + more), [spec(metric)], parse_period("2026-Q3"))
    return found.fact_list()


def test_a_mean_with_its_cases_is_multiplied_back_into_sums() -> None:
    (fact,) = figures("first_response_time", "value=28.5, cases=40")
    assert (fact.n, fact.numerator, fact.denominator, fact.supplied, fact.known_n) == (40, 1140, 40, True, True)
    (fact,) = figures("satisfaction", "value=4.5, cases=2")
    assert (fact.numerator, fact.denominator) == (9_000_000, 2)
    (fact,) = figures("ticket_timeliness", "value=97, cases=200")
    assert (fact.numerator, fact.denominator) == (194, 200)


def test_a_figure_without_cases_says_that_its_sample_is_unknown() -> None:
    (fact,) = figures("first_response_time", "value=28.5")
    assert (fact.n, fact.known_n, Fraction(fact.numerator, fact.denominator)) == (0, False, Fraction(57, 2))


def test_a_figure_never_counts_on_top_of_measured_cases() -> None:
    story_too = "t1 09:00 created\nt1 09:01 reply amy"
    (fact,) = figures("first_response_time", "value=28.5, cases=40", more=story_too)
    assert (fact.n, fact.numerator, fact.supplied) == (1, 60, False)


def test_a_figure_that_spans_two_months_is_left_out_and_reported() -> None:
    text = FIGURE.format("satisfaction", "2026-08-15", "2026-09-15", "value=4, cases=9")
    found = measure(story(text), [spec("satisfaction")], parse_period("2026-Q3"))
    assert found.fact_list() == []
    assert [issue.code for issue in found.issues] == ["figure-astride-months"]


def test_a_percentile_is_the_nearest_rank_of_the_periods_cases() -> None:
    text = "".join(f"t{n} 09:00:00 created\nt{n} 09:00:{n:02} reply amy\n" for n in range(1, 11))
    for percent, expected in ((50, 5), (90, 9), (91, 10), (1, 1), (100, 10)):
        asked = spec("first_response_time", clock="calendar", percentile=percent)
        (fact,) = measure(story(text), [asked], parse_period("2026-Q3")).fact_list()
        assert (fact.month, fact.n, fact.numerator, fact.denominator) == ("2026-Q3", 10, expected, 1)


def custom(**parts: str) -> CustomMetric:
    metric = Metric("on_time_visits", Unit.PERCENT, Kind.SHARE, Direction.HIGHER, "visits", per_unit=Fraction(100))
    whole = {"table": "conduct", "agent": "agent_id", "time": "noted_at", "denominator": "1", "numerator": "1"} | parts
    return CustomMetric(metric, **whole)  # type: ignore[arg-type]  # the parts are its text fields


VISITS = "".join(
    f"conduct: conduct_id=v{n}, agent_id=amy, kind={kind}, noted_at=d{n} 09:00, confirmed={confirmed}\n"
    for n, (kind, confirmed) in enumerate((("visit", "true"), ("visit", "false"), ("call", "true")), 1)
)
ASKED = MeasureSpec("on_time_visits")


def test_a_custom_metric_is_an_expression_over_the_rows_that_pass_its_filter() -> None:
    metric = custom(numerator="case when confirmed then 1 else 0 end", filter="kind in ('visit')")
    (fact,) = measure(story(VISITS), [ASKED], custom={"on_time_visits": metric}).fact_list()
    assert (fact.agent_id, fact.n, fact.numerator, fact.denominator) == ("amy", 2, 1, 2)
    rows = cases(story(VISITS), ASKED, custom={"on_time_visits": metric}).to_pylist()
    assert [row["record_id"] for row in rows] == ["v1", "v2"]


def test_a_custom_metric_of_days_goes_by_the_day_it_names_not_by_another_one_of_its_table() -> None:
    text = "attendance: agent_id=amy, date=2026-08-31, due_minutes=480, worked_minutes=480, leave_minutes=0\n"
    plain = story(text)
    days = plain.tables["attendance"]
    assert isinstance(days, pa.Table)
    days = days.append_column("approved_on", pa.array([date(2026, 9, 2)]))
    records = replace(plain, tables={**plain.tables, "attendance": days})
    asked = (ASKED, MeasureSpec("attendance_rate"))
    metric = custom(table="attendance", time="approved_on")
    found = measure(records, asked, as_of=datetime(2026, 10, 1, tzinfo=UTC), custom={"on_time_visits": metric})
    assert {(fact.spec, fact.month) for fact in found.fact_list()} == {(0, "2026-09"), (1, "2026-08")}


@pytest.mark.parametrize(
    "text",
    [
        "1; drop table x",
        "a / b",
        "load_extension('x')",
        "(select 1)",
        "a::int",
        "sum(a)",
        "x.y(1)",
        "1 from agents",
        "*",
    ],
)
def test_an_expression_outside_the_whitelist_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        parsed(text)


def test_a_custom_metric_that_names_a_missing_column_says_which() -> None:
    found = measure(story(VISITS), [ASKED], custom={"on_time_visits": custom(numerator="minutes + 1")})
    assert [(issue.code, issue.params["detail"]) for issue in found.issues] == [
        ("expression-unknown-column", "minutes")
    ]
    assert columns("coalesce(a, b) + a") == ["a", "b"]


def test_entries_are_for_metrics_declared_so_and_keep_their_decimals() -> None:
    judged = Metric("potential", Unit.POINTS, Kind.MEAN, Direction.HIGHER, "entries", digits=2, entry_only=True)
    text = "entries: agent_id=amy, metric=potential, month=2026-09, numerator=4.5, denominator=1, entered_by=cy\n"
    given = {"potential": CustomMetric(judged, "entries", "agent_id", "month", "", "")}
    (fact,) = measure(story(text), [MeasureSpec("potential")], parse_period("2026-09"), custom=given).fact_list()
    assert judged.value(fact.numerator, fact.denominator) == Decimal("4.50")
    assert (fact.month, fact.n) == ("2026-09", 1)


@pytest.mark.parametrize(
    ("metric", "more", "code"),
    [
        ("nothing", {}, "unknown-metric"),
        ("satisfaction", {"clock": "business"}, "clock-not-possible"),
        ("satisfaction", {"percentile": 50}, "percentile-not-possible"),
        ("within_target", {"params": {"metric": "satisfaction", "seconds": 1}}, "not-a-time-metric"),
        ("within_target", {"params": {"metric": "response_time"}}, "parameter-missing"),
        ("conduct_count", {}, "parameter-missing"),
        ("reopen_rate", {"params": {"weeks": 1}}, "unknown-parameter"),
        ("first_response_time", {"params": {"from": "breakfast"}}, "parameter-not-allowed"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_with_its_reason(
    metric: str, more: dict[str, object], code: str
) -> None:
    with pytest.raises(AskError) as refused:
        spec(metric, **more)  # type: ignore[arg-type]  # wrong on purpose
    assert refused.value.issue.code == code


def test_a_sum_of_squares_beyond_64_bits_is_exact() -> None:
    review = "qa_reviews: review_id=q{}, agent_id=amy, reviewer_id=c, reviewed_at=09:00, score=99, "
    review += "max_score=100, fatal=none\n"
    (fact,) = measure(story("".join(review.format(n) for n in range(1000))), [spec("qa_score")]).fact_list()
    assert fact.sum_of_squares == 1000 * 99_000_000**2 > 2**63
