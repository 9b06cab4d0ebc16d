"""Summaries: figures by person and period, as platforms tot them up."""

from decimal import Decimal

import pytest

from sources.maps_helpers import Bench, codes, the

HEADER = "旺旺,日期,接待人数,平均首次响应时长(秒),平均响应时长,满意度,评价数,询单人数,付款人数,询单转化率\n"


@pytest.fixture
def bench(tmp_path) -> Bench:
    return Bench(tmp_path)


def figures(bench: Bench) -> dict[tuple[str, str], dict[str, str]]:
    return {(row["agent_id"], row["metric"]): row for row in bench.rows("figures")}


def test_a_platforms_daily_report_becomes_figures_with_their_cases(bench):
    content = HEADER + "店铺:小美,2026-09-01,120,28秒,1分05秒,97.5%,40,80,20,25%\n"
    bench.run("platform-daily-summary", bench.file("客服日报.csv", content, "gb18030"))
    found = figures(bench)
    first = found["店铺:小美", "first_response_time"]
    assert (first["value"], first["cases"], first["from_date"], first["to_date"]) == (
        "28",
        "120",
        "2026-09-01",
        "2026-09-02",
    )
    response = found["店铺:小美", "response_time"]
    assert (response["value"], response["cases"]) == ("65", "")
    rate = found["店铺:小美", "satisfaction_rate"]
    assert (rate["value"], rate["cases"]) == ("97.5", "40")
    assert found["店铺:小美", "tickets_handled"]["value"] == "120"
    assert {row["source"] for row in found.values()} == {"platform"}
    assert first["source_file"] == "客服日报.csv"


def test_exact_sums_go_before_a_printed_share(bench):
    content = HEADER + "小美,2026-09-01,120,28,65,97.5%,40,81,20,24.69%\n"
    bench.run("platform-daily-summary", bench.file("r.csv", content))
    row = figures(bench)["小美", "enquiry_conversion"]
    assert (row["numerator"], row["denominator"], row["value"], row["cases"]) == ("20", "81", "", "81")


@pytest.mark.parametrize(
    ("column", "expected"),
    [(["97%", "95.5%"], ["97", "95.5"]), (["0.97", "1"], ["97", "100"]), (["0.8", "97"], ["0.8", "97"])],
)
def test_the_whole_column_tells_whether_a_share_is_a_fraction(bench, column, expected):
    rows = "".join(f"{who},2026-09-01,1,1,1,{said},1,,,\n" for who, said in zip("ab", column, strict=True))
    bench.run("platform-daily-summary", bench.file("r.csv", HEADER + rows))
    found = [row["value"] for row in bench.rows("figures") if row["metric"] == "satisfaction_rate"]
    assert [Decimal(value) for value in found] == [Decimal(value) for value in expected]


def test_a_share_that_looks_like_a_rating_is_doubted(bench):
    done = bench.run("platform-daily-summary", bench.file("r.csv", HEADER + "a,2026-09-01,1,1,1,4.8,1,,,\n"))
    assert the(done, "import-rating-as-share").where.column == "满意度"


def test_lines_of_totals_are_nobody(bench):
    content = HEADER + "a,2026-09-01,1,1,1,99%,1,,,\n汇总,2026-09-01,1,1,1,99%,1,,,\n均值,2026-09-01,1,1,1,99%,1,,,\n"
    done = bench.run("platform-daily-summary", bench.file("r.csv", content))
    assert [row["agent_id"] for row in bench.rows("agents")] == ["a"]
    assert the(done, "import-skipped-rows").params["count"] == 2
    assert (done.rows_in, done.rows_used) == (3, 1)


def test_an_empty_figure_is_missing_not_zero(bench):
    bench.run("platform-daily-summary", bench.file("r.csv", HEADER + "a,2026-09-01,5,-,,无,,,,\n"))
    assert [row["metric"] for row in bench.rows("figures")] == ["tickets_handled"]


def test_one_bad_figure_leaves_out_the_row_with_its_column(bench):
    content = HEADER + "a,2026-09-01,5,soon,,,,,,\nb,2026-09-01,5,9,,,,,,\n"
    done = bench.run("platform-daily-summary", bench.file("r.csv", content))
    assert str(the(done, "import-bad-cell").where) == "r.csv row 2 column 平均首次响应时长(秒)"
    assert {row["agent_id"] for row in bench.rows("figures")} == {"b"}


MAP = """\
map: mine
shape: summary
source: mine
{dates}summary:
  agent: who
  {period}
  figures:
    - {{metric: talk_time, value: mean, cases: n, unit: seconds}}
"""


@pytest.mark.parametrize(
    ("period", "header", "cells", "expected"),
    [
        ("day: d", "d", "2026/9/1", ("2026-09-01", "2026-09-02")),
        ("week: d", "d", "2026-W36", ("2026-08-31", "2026-09-07")),
        ("week: d", "d", "2026年第36周", ("2026-08-31", "2026-09-07")),
        ("week: d", "d", "2026-09-02", ("2026-09-02", "2026-09-09")),
        ("month: d", "d", "2026年9月", ("2026-09-01", "2026-10-01")),
        ("month: d", "d", "2026-12", ("2026-12-01", "2027-01-01")),
        ("range: d", "d", "2026-09-01~2026-09-30", ("2026-09-01", "2026-10-01")),
        ("range: d", "d", "2026/9/1 至 2026/9/7", ("2026-09-01", "2026-09-08")),
        ("range: d", "d", "2026-09-01", ("2026-09-01", "2026-09-02")),
        ("start: f\n  end: t", "f,t", "2026-09-01,2026-09-30", ("2026-09-01", "2026-10-01")),
        ("start: f\n  end: t\n  end_included: false", "f,t", "2026-09-01,2026-10-01", ("2026-09-01", "2026-10-01")),
    ],
)
def test_every_way_to_say_a_period_ends_half_open(bench, period, header, cells, expected):
    imap = bench.file("m.yaml", MAP.format(period=period, dates=""))
    bench.run(str(imap), bench.file("x.csv", f"who,{header},mean,n\nann,{cells},90,3\n"))
    (row,) = bench.rows("figures")
    assert (row["from_date"], row["to_date"]) == expected


def test_a_period_that_ends_before_it_begins_is_refused(bench):
    imap = bench.file("m.yaml", MAP.format(period="range: d", dates=""))
    done = bench.run(str(imap), bench.file("x.csv", "who,d,mean,n\nann,2026-09-30~2026-09-01,90,3\n"))
    assert the(done, "import-bad-cell").params["reason"] == "not-a-period"


def test_the_order_of_dates_holds_for_periods_too(bench):
    imap = bench.file("m.yaml", MAP.format(period="day: d", dates="dates: d/m/y\n"))
    bench.run(str(imap), bench.file("x.csv", "who,d,mean,n\nann,1/9/2026,90,3\n"))
    assert bench.rows("figures")[0]["from_date"] == "2026-09-01"


def test_a_header_that_says_minutes_is_believed(bench):
    imap = bench.file("m.yaml", MAP.format(period="day: d", dates="").replace("value: mean", "value: 均值(分钟)"))
    bench.run(str(imap), bench.file("x.csv", "who,d,均值(分钟),n\nann,2026-09-01,1.5,3\n"))
    assert Decimal(bench.rows("figures")[0]["value"]) == 90


def test_the_report_of_a_second_month_lies_beside_that_of_the_first(bench):
    bench.run("platform-daily-summary", bench.file("八月.csv", HEADER + "a,2026-08-01,5,9,,,,,,\n"))
    done = bench.run(
        "platform-daily-summary", bench.file("九月.csv", HEADER + "a,2026-09-01,5,9,,,,,,\nb,2026-09-01,5,9,,,,,,\n")
    )
    assert [path.name for path in done.files] == ["figures-九月.csv", "agents.csv"]
    assert len(bench.rows("figures")) == 2
    assert len(bench.rows("figures-九月")) == 4
    assert [row["agent_id"] for row in bench.rows("agents")] == ["a", "b"]
    assert codes(done, "error") == []
