"""The geometry of bars, bands and trends."""

from decimal import Decimal

from deskmerit.web.shared import pictures

D = Decimal

BANDS = [("S", "Outstanding", D(90)), ("A", "Excellent", D(80)), ("B", "Good", D(70)), ("C", "To improve", None)]


def test_a_bar_is_the_share_of_full_marks_and_never_longer() -> None:
    assert pictures.bar(D(13), D(15)) == {"width": "86.7"}
    assert pictures.bar(D(32), D(30)) == {"width": "100.0"}
    assert pictures.bar(D(-3), D(30)) == {"width": "0.0"}
    assert pictures.bar(D(0), D(0)) == {"width": "0.0"}


def test_bands_stand_side_by_side_from_the_lowest_without_gap_or_overlap() -> None:
    picture = pictures.strip(BANDS, D(88))
    bands = picture["bands"]
    assert [band.label for band in bands] == ["C To improve", "70 B", "80 A", "90 S"]
    assert [band.tone for band in bands] == [0, 1, 2, 3]
    ends = [D(band.x) + D(band.width) for band in bands]
    assert [D(band.x) for band in bands] == [D(0), *ends[:-1]]
    assert ends[-1] == 100
    assert D(bands[2].x) < D(str(picture["marker"])) < D(bands[3].x)


def test_a_total_outside_the_strip_stands_at_its_edge() -> None:
    assert pictures.strip(BANDS, D(12))["marker"] == "0.0"
    assert pictures.strip(BANDS, D(100))["marker"] == "100.0"
    assert pictures.strip(BANDS, D(108))["marker"] == "100.0"
    assert pictures.strip(BANDS, None)["marker"] is None


def test_a_month_without_a_value_is_a_gap_and_not_a_zero() -> None:
    points = [{"label": str(at), "value": value} for at, value in enumerate([D(4), D("4.2"), None, D(3), D("3.5")])]
    picture = pictures.trend(points, D("4.5"))
    assert len(picture["lines"]) == 2
    assert len(picture["dots"]) == 4
    assert picture["last"]["label"] == "4"
    assert picture["range"] == ""


def test_a_better_value_stands_higher_and_the_target_inside_the_picture() -> None:
    picture = pictures.trend([{"label": "1", "value": D(3)}, {"label": "2", "value": D(4)}], D(5))
    first, last = picture["dots"]
    assert D(last["y"]) < D(first["y"])
    assert pictures.TOP <= D(picture["target_y"]) <= pictures.HEIGHT - pictures.BOTTOM


def test_a_trend_of_nothing_draws_nothing_and_does_not_fail() -> None:
    assert pictures.trend([], None)["last"] is None
    assert pictures.trend([{"label": "1", "value": None}], None)["lines"] == []
