"""The four charts: what they say, and that screen, table and print say the same."""

import json
from decimal import Decimal

from deskmerit.web.shared import charts

D = Decimal

BANDS = [("S", "Outstanding", D(90)), ("A", "Excellent", D(80)), ("B", "Good", D(70)), ("C", "To improve", None)]


def all_charts() -> list[charts.Chart]:
    return [
        charts.trend("Satisfaction", [("8", D("4.4")), ("9", None)], D("4.5"), "rating"),
        charts.distribution("Totals", [D("89.99"), D(90), D(100), D(62)], BANDS),
        charts.dimension_bars("Dimensions", [("服务过程", D(22), D(25))]),
        charts.before_after("Grades", [("S", 2, 3), ("A", 6, 5)]),
    ]


def rows(chart: charts.Chart) -> list[dict[str, object]]:
    return [row for layer in chart.spec["layer"] for row in layer.get("data", chart.spec.get("data"))["values"]]


def test_every_total_stands_in_the_band_of_its_grade_and_everybody_is_counted() -> None:
    chart = all_charts()[1]
    assert list(chart.rows) == [("S Outstanding", "2"), ("A Excellent", "1"), ("B Good", "0"), ("C To improve", "1")]
    bars = [row for row in rows(chart) if "people" in row]
    assert {(row["from"], row["grade"]) for row in bars} == {(88, "A"), (90, "S"), (98, "S"), (62, "C")}


def test_a_bound_inside_a_step_stacks_the_grades_and_loses_nobody() -> None:
    chart = charts.distribution("Totals", [D("84.5"), D("85.5")], [("A", "", D(85)), ("B", "", None)])
    bars = [row for row in rows(chart) if "people" in row]
    assert [(row["grade"], row["foot"], row["top"]) for row in bars] == [("B", 0, 1), ("A", 1, 2)]


def test_a_month_without_a_value_is_a_gap_in_the_line_and_a_dash_in_the_table() -> None:
    chart = all_charts()[0]
    assert list(chart.rows) == [("8", "4.40"), ("9", "–")]
    assert [row["value"] for row in rows(chart) if "month" in row][-1] is None


def test_colours_have_names_that_the_page_and_print_both_know() -> None:
    for chart in all_charts():
        text = json.dumps(chart.spec)
        assert "@" in text
        assert '"@' not in json.dumps(charts.coloured(chart.spec))


def test_print_draws_the_same_figures_with_chinese_text() -> None:
    picture = charts.svg(all_charts()[2])
    assert "服务过程" in picture
    assert "22.00 / 25" in picture
    assert charts.LIGHT["@accent"] in picture
    assert charts.png(all_charts()[3])[:4] == b"\x89PNG"
