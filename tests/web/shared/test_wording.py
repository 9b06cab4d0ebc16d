"""How figures, moments and deadlines read."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.utils import translation

from deskmerit.web.shared import wording

D = Decimal

NOW = datetime(2026, 9, 24, 0, 5, tzinfo=UTC)  # 08:05 in Shanghai
SHANGHAI = "Asia/Shanghai"


def due(day: int, hour: int = 16, month: int = 9, year: int = 2026) -> wording.Deadline:
    return wording.deadline(datetime(year, month, day, hour, tzinfo=UTC), NOW, SHANGHAI)


def test_a_figure_reads_with_the_digits_and_mark_of_its_unit() -> None:
    assert wording.figure(D("37.4"), "seconds") == "37 s"
    assert wording.figure(D("96.6"), "percent") == "96.60 %"
    assert wording.figure(D(47925), "seconds") == "47,925 s"
    with translation.override("zh-hans"):
        assert wording.figure(D("96.6"), "percent") == "96.60%"


def test_what_is_missing_is_a_dash_and_never_a_zero() -> None:
    assert {wording.figure(None, "seconds"), wording.score(None), wording.money(None), wording.count(None)} == {"–"}
    assert wording.score(D(0)) == "0.00"


def test_money_shows_its_cents_and_puts_the_minus_in_front() -> None:
    assert wording.money(D("2400")) == "¥ 2,400.00"
    assert wording.money(D("-600.5")) == "−¥ 600.50"
    assert wording.money(D(1), "SGD") == "SGD 1.00"


def test_a_grade_is_named_in_the_language_of_the_page_and_by_the_plan_where_it_has_its_own_title() -> None:
    assert wording.grade_title("A") == "A Excellent"
    assert wording.grade_title("not_rated") == "Not rated"
    assert wording.grade_title("A", {"zh": "很好"}) == "A 很好"
    with translation.override("zh-hans"):
        assert wording.grade_title("A") == "A 优秀"


def test_midnight_is_the_end_of_the_day_it_closes() -> None:
    assert wording.moment(datetime(2026, 10, 20, 16, tzinfo=UTC), SHANGHAI) == "20 Oct 2026 24:00"
    with translation.override("zh-hans"):
        assert wording.moment(datetime(2026, 10, 20, 16, tzinfo=UTC), SHANGHAI) == "2026 年 10 月 20 日 24:00"


def test_a_deadline_within_a_day_is_urgent_and_a_later_one_is_not() -> None:
    assert (due(24).text, due(24).urgent, due(24).overdue) == ("today 24:00", True, False)
    assert (due(25, 0).text, due(25, 0).urgent) == ("tomorrow 08:00", True)
    assert (due(25, 16).text, due(25, 16).urgent) == ("tomorrow 24:00", False)
    assert (due(30).text, due(30).urgent) == ("30 Sep 24:00", False)


def test_a_missed_deadline_says_since_when_and_another_year_is_named() -> None:
    late = wording.deadline(NOW - timedelta(hours=1), NOW, SHANGHAI)
    assert late.overdue
    assert late.urgent
    assert late.text == "overdue since 24 Sep 07:05"
    assert due(4, month=1, year=2027).text == "4 Jan 2027 24:00"


def test_a_period_is_said_in_words_and_a_named_range_as_it_is_named() -> None:
    said = [wording.period(each) for each in ("2026-Q3", "2026-09", "2026", "双11")]
    assert said == ["2026 Q3", "Sep 2026", "2026", "双11"]
    with translation.override("zh-hans"):
        said = [wording.period(each) for each in ("2026-Q3", "2026-09", "2026", "双11")]
        assert said == ["2026 年第 3 季度", "2026 年 9 月", "2026 年", "双11"]


def test_a_known_channel_has_a_word_and_an_unknown_one_stays_as_it_was_written() -> None:
    with translation.override("zh-hans"):
        assert [wording.channel(each) for each in ("chat", "email", "旺旺", "")] == ["在线会话", "邮件", "旺旺", "–"]
