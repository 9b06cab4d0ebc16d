"""Reading a plan from YAML: the issue's example, every kind of mistake with its line, all at once."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from deskmerit.core.issue import Issue
from deskmerit.core.plan import Missing, Plan, ShareMode, Target
from deskmerit.core.rules import NO_CAP, NO_FLOOR, Bands, Deduct, PassFail, Ratio, Step
from deskmerit.planfile import list_plans, plan_from_text, read_plan
from deskmerit.report.messages import render
from planfile.stub_catalogue import CATALOGUE

EXAMPLE = """\
plan: template
title: {zh: 客服团队绩效评估方案, en: Customer-service evaluation plan}
applies_to: {positions: [客服专员]}
effective: {from: 2026-01-01}
currency: CNY
scoring: {rounding: half_up, places: 2, min_coverage: 70, min_active_days: 15}
dimensions:
  - id: process
    title: {zh: 服务过程, en: Service process}
    indicators:
      - id: first_response
        title: {zh: 平均首次响应时长, en: First response time}
        metric: first_response_time
        params: {from: assigned}
        where: {channel: [chat]}
        clock: business
        target: {at_most: 30}
        weight: 15
        rule: {deduct: {points: 2, per: 5, step: completed}}
        missing: reweight
        min_cases: 20
phases:
  efficiency: {first_response: 20}
grades:
  - {id: S, title: {zh: 卓越, en: Outstanding}, from: 90, share: 10}
  - {id: A, title: {zh: 优秀, en: Excellent}, from: 80, share: 20}
  - {id: B, title: {zh: 良好, en: Good}, from: 70}
  - {id: C, title: {zh: 待改进, en: To improve}, watch: 5}
distribution: {mode: cap, cumulative: false, min_cohort: 20}
vetoes:
  - {when: {metric: qa_accuracy, params: {error: compliance}, below: 100}, then: {grade_at_most: B}}
annual: {quarters: 100, indicators: []}
awards:
  - {id: bonus, kind: pay, coefficients: {S: 1.5, A: 1.2, B: 1.0, C: 0.6, not_rated: 1.0}, attendance: true, budget: 200000, over_budget: scale}
  - {id: quarter-pool, kind: pool, amount: 50000, coefficients: {S: 1.5, A: 1.2, B: 1.0, C: 0.6, not_rated: 1.0}}
  - {id: training-seat, kind: wish, title: {zh: 培训名额, en: Training seat}, seats: 3, grades: [S, A, B]}
workflow: {interview: 3, appeal: 2, decision: 3, appeal_from: later_of_receipt_and_interview, independent_review: true}
cases:
  - {name: exactly on target, period: month, given: {first_response: 30}, expect: {total: 100, grade: S}}
"""  # noqa: E501  # the example stands here as people were given it


def plan(text: str = EXAMPLE) -> Plan:
    found, issues = plan_from_text(text, "plan.yaml", CATALOGUE)
    assert found is not None, [str(issue.where) + issue.code for issue in issues]
    return found


def issues(old: str, new: str) -> list[Issue]:
    """What is said after one change of the example."""
    assert old in EXAMPLE
    found, said = plan_from_text(EXAMPLE.replace(old, new, 1), "plan.yaml", CATALOGUE)
    assert found is None
    return said


def test_the_example_of_the_issue_is_read_key_by_key() -> None:
    found = plan()
    (indicator,) = found.indicators()
    assert indicator.rule == Deduct(Decimal(2), Decimal(5), Step.COMPLETED)
    assert indicator.target == Target(at_most=Decimal(30))
    assert (indicator.weight, indicator.min_cases, indicator.missing) == (Decimal(15), 20, Missing.REWEIGHT)
    assert (indicator.spec.params, indicator.spec.where) == ('{"from":"assigned"}', '{"channel":["chat"]}')
    assert indicator.spec.clock == "business"
    assert found.phases["efficiency"].weights == {"first_response": Decimal(20)}
    assert [grade.from_ for grade in found.grades] == [Decimal(90), Decimal(80), Decimal(70), None]
    assert found.distribution.mode is ShareMode.CAP
    assert found.distribution.cumulative is False
    assert found.vetoes[0].below == Decimal(100)
    assert found.vetoes[0].grade_at_most == "B"
    assert found.awards[0].coefficients["C"] == Decimal("0.6")
    assert found.cases[0].total == Decimal(100)
    assert found.cases[0].where.line == 39


def test_numbers_are_the_decimals_that_were_written() -> None:
    found = plan(EXAMPLE.replace("S: 1.5", "S: 1.10"))
    assert str(found.awards[0].coefficients["S"]) == "1.10"


def test_an_indicator_knows_its_line() -> None:
    assert str(plan().indicators()[0].where) == "plan.yaml:11 dimensions.process.indicators.first_response"


def test_a_clocked_metric_without_a_clock_runs_on_business_hours() -> None:
    assert plan(EXAMPLE.replace("        clock: business\n", "")).indicators()[0].spec.clock == "business"


def test_a_share_within_a_target_runs_on_the_clock_of_what_it_looks_at() -> None:
    calls = EXAMPLE.replace("        clock: business\n", "").replace("at_most: 30", "at_least: 90")
    calls = calls.replace("metric: first_response_time", "metric: within_target")
    talk = plan(calls.replace("{from: assigned}", "{metric: handle_time, seconds: 300}"))
    reply = plan(calls.replace("{from: assigned}", "{metric: first_response_time, seconds: 30}"))
    assert talk.indicators()[0].spec.clock == ""
    assert reply.indicators()[0].spec.clock == "business"
    assert '"from":"creation"' in reply.indicators()[0].spec.params


def test_filter_values_are_a_set() -> None:
    one = plan(EXAMPLE.replace("[chat]", "[mail, chat, mail]")).indicators()[0].spec
    other = plan(EXAMPLE.replace("{channel: [chat]}", "{channel: [chat, mail]}")).indicators()[0].spec
    assert one == other


def test_a_bare_word_stands_for_a_list_of_one() -> None:
    assert plan(EXAMPLE.replace("[chat]", "chat")) == plan()


def test_a_plain_title_stands_for_both_languages() -> None:
    found = plan(EXAMPLE.replace("title: {zh: 服务过程, en: Service process}", "title: Service"))
    assert found.dimensions[0].title == {"zh": "Service", "en": "Service"}


def test_a_guard_needs_neither_rule_nor_target() -> None:
    text = EXAMPLE.replace("phases:", "      - {id: reopened, metric: reopen_rate, weight: 0}\nphases:")
    assert plan(text).indicators()[1].rule == PassFail()


def test_bounds_may_be_none_at_all() -> None:
    rule = "{ratio: {inverse: as_printed, cap: none, floor: none}}"
    found = plan(EXAMPLE.replace("{deduct: {points: 2, per: 5, step: completed}}", rule)).indicators()[0].rule
    assert isinstance(found, Ratio)
    assert (found.cap, found.floor) == (NO_CAP, NO_FLOOR)


@pytest.mark.parametrize("rule", ["bands: [{at_most: 30, points: 15}]", "bands: {bands: [{at_most: 30, points: 15}]}"])
def test_bands_may_be_listed_directly(rule: str) -> None:
    found = plan(EXAMPLE.replace("deduct: {points: 2, per: 5, step: completed}", rule)).indicators()[0].rule
    assert isinstance(found, Bands)
    assert found.bands[0].points_ == 15


def test_fatal_errors_that_count_zero_are_part_of_the_question() -> None:
    quality = EXAMPLE.replace("metric: first_response_time", "metric: qa_score").replace("at_most: 30", "at_least: 90")
    quality = quality.replace("        clock: business\n", "").replace("        params: {from: assigned}\n", "")
    flagged = plan(quality.replace("missing:", "fatal_is_zero: true\n        missing:")).indicators()[0]
    as_param = plan(quality.replace("missing:", "params: {fatal_is_zero: true}\n        missing:")).indicators()[0]
    assert flagged == as_param
    assert flagged.fatal_is_zero
    assert flagged.spec.params == '{"fatal_is_zero":true}'
    assert plan(quality).indicators()[0].spec.params == "{}"


MISTAKES = [
    ("weight: 15", "wieght: 15", "plan-unknown-key", 18, "weight"),
    ("weight: 15", "weight: heavy", "plan-not-a-number", 18, "heavy"),
    ("weight: 15", "weight: -1", "plan-too-low", 18, "-1"),
    ("weight: 15", "# none", "plan-missing-key", 11, "weight: 15"),
    ("weight: 15", "weight: 15\n        weight: 16", "yaml-duplicate-key", 19, "weight"),
    ("share: 20", "share: 20%", "plan-not-a-number", 26, "20%"),
    ("share: 20", "share: 120", "plan-too-high", 26, "100"),
    ("min_cases: 20", "min_cases: 2.5", "plan-not-whole", 21, "2.5"),
    ("2026-01-01", "2026-02-30", "plan-not-a-date", 4, "2026-02-30"),
    ("attendance: true", "attendance: maybe", "plan-not-a-flag", 34, "maybe"),
    ("missing: reweight", "missing: reweigh", "plan-not-one-of", 20, "reweight"),
    ("metric: first_response_time", "metric: first_respons_time", "plan-unknown-metric", 13, "first_response_time"),
    ("{from: assigned}", "{form: assigned}", "plan-unknown-param", 14, "from"),
    ("{from: assigned}", "{from: assignd}", "plan-not-one-of", 14, "assigned"),
    ("rule: {deduct", "rule: {deduce", "plan-unknown-rule", 19, "deduct"),
    ("per: 5", "per: 0", "plan-rule-per", 19, "0"),
    ("points: 2, ", "", "plan-missing-key", 19, "points: 2"),
    ("{at_most: 30}", "{at_most: 30, at_least: 3}", "plan-target-shape", 17, "between"),
    ("{at_most: 30}", "{between: [9, 3]}", "plan-target-range", 17, "between"),
    ("        target: {at_most: 30}\n", "", "plan-target-missing", 11, "deduct"),
    ("{first_response: 20}", "{first_respones: 20}", "plan-unknown-indicator", 23, "first_response"),
    ("grade_at_most: B", "grade_at_most: D", "plan-unknown-grade", 31, "S, A, B, C"),
    ("below: 100}", "below: 100, above: 3}", "plan-veto-bound", 31, "below"),
    ("grade_at_most: B", "set: total, grade_at_most: B", "plan-veto-effect", 31, "grade_at_most"),
    ("{grade_at_most: B}", "{set: 'indicator:first_respons'}", "plan-veto-sets", 31, "indicator:first_response"),
    ("grades: [S, A, B]", "grades: [S, Z]", "plan-unknown-grade", 36, "Z"),
    (
        "{S: 1.5, A: 1.2, B: 1.0, C: 0.6, not_rated: 1.0}",
        "{S: 1.5, notrated: 1}",
        "plan-unknown-grade",
        34,
        "not_rated",
    ),
    ("id: A,", "id: S,", "plan-duplicate-id", 26, "S"),
    ("currency: CNY", "currency: C N Y", "plan-not-an-id", 5, "C N Y"),
    ("{zh: 服务过程, en: Service process}", "{fr: Service}", "plan-unknown-language", 9, "fr"),
    ("given: {first_response: 30}", "given: {first: 30}", "plan-unknown-indicator", 39, "first_response"),
    ("amount: 50000, ", "", "plan-missing-key", 35, "amount: 50000"),
    ("positions: [客服专员]", "positions: {a: b}", "plan-not-a-list", 3, "positions"),
    ("indicators: []", "indicators: {}", "plan-not-a-list", 32, "indicators"),
    ("phases:\n", "phases: 3\nbonus:\n", "plan-not-a-map", 22, "phases"),
]


@pytest.mark.parametrize(("old", "new", "code", "line", "says"), MISTAKES)
def test_a_mistake_names_its_line_and_how_to_mend_it(old: str, new: str, code: str, line: int, says: str) -> None:
    found = next(issue for issue in issues(old, new) if issue.code == code)
    assert (found.where.file, found.where.line) == ("plan.yaml", line)
    for language in ("en", "zh"):
        sentence, mend = render(found, language)
        assert sentence != code
        assert mend
        assert "…" not in sentence
    assert says in " ".join(render(found, "en"))


def test_all_mistakes_are_told_at_once_and_in_order() -> None:
    text = EXAMPLE.replace("weight: 15", "wieght: 15").replace("metric: first_response_time", "metric: nonsense")
    text = text.replace("share: 20", "share: x").replace("below: 100", "below: y").replace("total: 100", "total: z")
    found, said = plan_from_text(text, "plan.yaml", CATALOGUE)
    assert found is None
    assert [issue.where.line for issue in said] == [13, 18, 26, 31, 39]


def test_a_misspelt_key_is_not_also_called_missing() -> None:
    assert [issue.code for issue in issues("weight: 15", "wieght: 15")] == ["plan-unknown-key"]


def test_a_wrong_parameter_is_told_beside_a_wrong_weight() -> None:
    text = EXAMPLE.replace("weight: 15", "weight: x").replace("{from: assigned}", "{form: assigned}")
    assert {issue.code for issue in plan_from_text(text, "p", CATALOGUE)[1]} == {
        "plan-not-a-number",
        "plan-unknown-param",
    }


def test_a_clock_on_what_has_none_is_refused() -> None:
    text = EXAMPLE.replace("metric: first_response_time", "metric: reopen_rate").replace(
        "{from: assigned}", "{days: 7}"
    )
    assert [issue.code for issue in plan_from_text(text, "p", CATALOGUE)[1]] == ["plan-no-clock"]


def test_a_percentile_needs_a_time() -> None:
    text = EXAMPLE.replace("metric: first_response_time", "metric: reopen_rate").replace(
        "{from: assigned}", "{days: 7}"
    )
    text = text.replace("clock: business", "percentile: 90")
    assert [issue.code for issue in plan_from_text(text, "p", CATALOGUE)[1]] == ["plan-no-percentile"]


OWN = """\
metrics:
  visits:
    {title: 上门次数, unit: percent, direction: higher, table: visits, agent: agent_id, time: at,
     numerator: case when on_time then 1 else 0 end, denominator: "1"}
dimensions:"""


def test_a_metric_of_the_plans_own_can_be_scored() -> None:
    text = EXAMPLE.replace("dimensions:", OWN).replace("metric: first_response_time", "metric: visits")
    text = text.replace("        params: {from: assigned}\n", "").replace("        clock: business\n", "")
    found = plan(text)
    assert found.indicators()[0].metric is found.custom["visits"].metric
    assert found.custom["visits"].metric.value(9, 10) == Decimal("90.00")


@pytest.mark.parametrize("bad", ["__import__('os')", "(select 1 from x)", "1 / 2", "case when"])
def test_an_expression_that_is_not_allowed_is_refused_with_its_line(bad: str) -> None:
    text = EXAMPLE.replace("dimensions:", OWN.replace("case when on_time then 1 else 0 end", f'"{bad}"'))
    found, said = plan_from_text(text, "plan.yaml", CATALOGUE)
    assert found is None
    assert said[0].code.startswith("expression-")
    assert said[0].where.line == 9
    assert "…" not in "".join(render(said[0], "zh"))


def test_an_entered_metric_needs_no_table() -> None:
    own = "metrics: {growth: {title: 成长, unit: rating, direction: higher, source: entry}}\ndimensions:"
    assert plan(EXAMPLE.replace("dimensions:", own)).custom["growth"].metric.entry_only


def test_a_metric_of_the_plans_own_takes_no_name_of_the_catalogue() -> None:
    text = EXAMPLE.replace("dimensions:", OWN.replace("visits:", "satisfaction:"))
    assert [issue.code for issue in plan_from_text(text, "p", CATALOGUE)[1]] == ["plan-metric-taken"]


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "just words", "plan: {a: [", "a: &x [*x, *x]\nb: *x"])
def test_what_is_no_plan_is_an_issue_and_no_crash(text: str) -> None:
    found, said = plan_from_text(text, "plan.yaml", CATALOGUE)
    assert found is None
    assert said


def test_an_unknown_name_suggests_a_shipped_plan(tmp_path: Path) -> None:
    found, said = read_plan(tmp_path / "templat", CATALOGUE)
    assert found is None
    assert said[0].params["best"] == "template"


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(b"x")
    assert read_plan(tmp_path / "plan.docx", CATALOGUE)[1][0].code == "plan-file-kind"


def test_the_list_of_plans_counts_what_earns_points() -> None:
    lines, said = list_plans(CATALOGUE)
    assert not said
    assert [(line.name, line.indicators) for line in lines][:2] == [("template", 6), ("as-printed", 6)]


def test_where_a_plan_was_read_makes_no_difference() -> None:
    one, other = plan(), plan("# a comment\n\n" + EXAMPLE)
    assert one == other
    assert one.where != other.where
    assert replace(one, fingerprint="") != replace(one, fingerprint="x")
