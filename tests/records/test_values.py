"""Cells as people write them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskmerit.records import values
from deskmerit.records.values import Bad

SHANGHAI = "Asia/Shanghai"
NINE = datetime(2026, 9, 1, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234.50", Decimal("1234.50")),
        ("１２．５％", Decimal("12.5")),
        ("￥1,000元", Decimal(1000)),
        ("4.5分", Decimal("4.5")),
        ("−3", Decimal(-3)),
        (" 12", Decimal(12)),
        ("1.2E+3", Decimal("1.2E+3")),
        (7, Decimal(7)),
        (".5", Decimal(".5")),
        ("12,34", Bad("not-a-number")),
        ("1 2", Bad("not-a-number")),
        ("1e", Bad("not-a-number")),
        (True, Bad("not-a-number")),
        ("１２abc", Bad("not-a-number")),
        ("1" * 30, Bad("too-large")),
        ("1e999", Bad("too-large")),
        ("NaN", None),
        ("N/A", None),
    ],
)
def test_numbers(cell: object, value: object) -> None:
    assert values.number(cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("28秒", Decimal(28)),
        ("1分28秒", Decimal(88)),
        ("2小时", Decimal(7200)),
        ("1天2小时", Decimal(93600)),
        ("00:00:28", Decimal(28)),
        ("1:28", Decimal(88)),
        ("25:00:00", Decimal(90000)),
        ("1h 2m 3s", Decimal(3723)),
        ("28 sec", Decimal(28)),
        ("-00:00:05", Decimal(-5)),
        ("-5", Decimal(-5)),
        ("2.5s", Decimal("2.5")),
        (time(0, 1, 28), Decimal(88)),
        (timedelta(hours=30), Decimal(108000)),
        (28, Decimal(28)),
        ("", None),
        ("soon", Bad("not-a-duration")),
        (date(2026, 9, 1), Bad("not-a-duration")),
    ],
)
def test_durations(cell: object, value: object) -> None:
    assert values.seconds(cell) == value


@pytest.mark.parametrize(
    "cell",
    [
        "2026-09-01 09:05:00",
        "2026/9/1 9:05",
        "2026.09.01 09:05",
        "2026年9月1日 9时5分",
        "2026年9月1日 上午9:05",
        "2026-09-01T01:05:00Z",
        "2026-09-01T09:05:00+08:00",
        "2026-09-01 09:05 +0800",
        "2026-09-01T01:05:00.000000999Z",
        "2026-09-01 01:05:00 UTC",
        "20260901090500",
        "20260901T010500Z",
        "1788224700",
        "1788224700000",
        "２０２６－０９－０１　０９：０５",
        "2026-09-01 9:05 AM",
        datetime(2026, 9, 1, 9, 5),  # noqa: DTZ001  # as workbooks give it
        datetime(2026, 9, 1, 1, 5, tzinfo=UTC),
        1788224700,
    ],
)
def test_one_instant_in_many_writings(cell: object) -> None:
    assert values.instant(cell, SHANGHAI) == NINE


@pytest.mark.parametrize(
    "cell",
    ["2026-02-30 09:00", "2026-09-01 25:00", "1/9/2026 09:05", "昨天", "2026-13-01", True, time(9), "0000-01-01", "12"],
)
def test_what_is_no_instant(cell: object) -> None:
    assert values.instant(cell, SHANGHAI) == Bad("not-a-time")


def test_a_stated_pattern_reads_what_would_be_a_guess() -> None:
    assert values.instant("29/2/2016 01:16", "UTC", ("%d/%m/%Y %H:%M",)) == datetime(2016, 2, 29, 1, 16, tzinfo=UTC)


def test_midnight_at_the_end_of_a_day() -> None:
    assert values.instant("2026-08-31 24:00", "UTC") == datetime(2026, 9, 1, tzinfo=UTC)


def test_excel_serials_keep_the_millisecond() -> None:
    assert values.instant(Decimal("46266.378472222"), SHANGHAI) == NINE


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15))
def test_a_written_number_is_read_exactly(number: Decimal) -> None:
    assert values.number(f"{number:,f}") == number


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9))
def test_a_float_becomes_the_decimal_it_shows(number: float) -> None:
    assert Decimal(str(values.exact_float(number))) == Decimal(f"{number:.15g}")


@given(st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2037, 12, 31)))  # noqa: DTZ001  # hypothesis wants naive bounds
def test_an_instant_reads_back_from_its_iso_text(at: datetime) -> None:
    assert values.instant(at.replace(tzinfo=UTC).isoformat(), None) == at.replace(tzinfo=UTC)


@given(st.text(max_size=20))
def test_no_text_raises(text: str) -> None:
    for read in (
        values.number,
        values.integer,
        values.flag,
        values.seconds,
        values.minutes,
        values.day,
        values.month,
        values.text,
    ):
        read(text)
    values.instant(text, SHANGHAI)
