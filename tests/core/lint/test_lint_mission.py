"""The plan as printed shows every contradiction of the source that a plan can have; the template shows none."""

import pytest

from core.lint.plans_by_hand import CATALOGUE, as_printed, template
from deskmerit.core.issue import Level
from deskmerit.core.lint import lint
from deskmerit.report.messages import render

SHOWN = {
    "1 inverse formula pays nothing for reaching the target": ("zero-at-target", "score-below-floor"),
    "2 two scoring systems for one plan": ("two-scoring-systems",),
    "3 a score above its weight": ("score-above-weight",),
    "5 holes between bands": ("grade-hole", "totals-ungraded"),
    "6 band and share clash": ("share-clashes-with-band", "share-on-lowest-grade"),
    "7 first 20 % undefined": ("share-cumulative-unstated",),
    "8 shares need more people than the stated minimum": ("share-needs-people", "min-cohort-unstated"),
    "9 no floor": ("score-below-floor", "floor-unreachable"),
    "10 no cap in the ratio rule": ("ratio-without-cap",),
    "11 partial steps undefined": ("step-unstated",),
    "13 appeal may close before the interview": ("appeal-before-interview",),
    "14 the panel judges appeals against itself": ("appeal-judged-by-scorer",),
    "15 monthly target used for a quarter": ("count-target-scales",),
    "17 focus weights break the sum": ("weights-not-100",),
    "18 cases left silent": ("rate-without-min-cases",),
    "19 nine indicators named, six scored": ("indicator-unscored",),
}
"""Defect of the source → the codes that show it."""

CANNOT_SHOW = {
    "4 beating the target loses points": "a printed score of one person; `check` reports it, and a rule that did it is"
    " `beating-loses-points`",
    "12 × weight × 100 with weights in per cent": "weights are points by definition; a set that sums to 10,000 is"
    " `weights-scaled`",
    "16 month, quarter and year have no roll-up": "periods are re-measured from raw sums, whatever a plan says",
}
"""Defect of the source → why no plan file can have it in this form."""

FOUND = lint(as_printed(), CATALOGUE)


def test_every_defect_is_shown_or_has_a_reason_why_a_plan_cannot_have_it() -> None:
    numbers = sorted(int(name.split()[0]) for name in SHOWN | CANNOT_SHOW)
    assert numbers == list(range(1, 20))


@pytest.mark.parametrize(("defect", "codes"), SHOWN.items(), ids=list(SHOWN))
def test_the_plan_as_printed_shows_the_defect(defect: str, codes: tuple[str, ...]) -> None:
    assert set(codes) <= {issue.code for issue in FOUND}, defect


def test_the_template_has_neither_error_nor_warning() -> None:
    assert [issue for issue in lint(template(), CATALOGUE) if issue.level is not Level.NOTE] == []


def _said(code: str) -> str:
    return "\n".join(render(issue)[0] for issue in FOUND if issue.code == code)


@pytest.mark.parametrize(
    ("code", "arithmetic"),
    [
        ("zero-at-target", "exactly on target (30 s) earns 0 of 15 points"),
        ("score-below-floor", "33 s earns -1.5 points"),
        ("score-below-floor", "satisfaction: 1 earns -75 points"),
        ("two-scoring-systems", "87.79 of 100 points by the rules that score and 99 by the alternative"),
        ("score-above-weight", "5 earns 33.33 of 30 points"),
        ("ratio-without-cap", "30 earns 100 of 10 points"),
        ("totals-ungraded", "198 totals of 2 decimals are in no grade"),
        ("share-clashes-with-band", "of 20 people 10 % have 2 seats in S. Number 3 with 95 points gets none"),
        ("share-cumulative-unstated", "20 % or 30 % of the people"),
        ("share-needs-people", "5 % of 10 people is 0.5 of a person"),
        ("floor-unreachable", "even the worst value (0) earns 1 of 10 points"),
        ("step-unstated", "32 s (step 5 s, target 30 s) may earn 15, 13 or 14.2"),
        ("appeal-before-interview", "closes 2 working days after receipt, the interview may come on day 3"),
        ("count-target-scales", "3 a month are 9 in a quarter and 36 in a year"),
        ("weights-not-100", "weights sum to 105, not 100. first_response went from 15 to 20"),
        ("step-finer-than-sample", "a mean is known to 0.1, 95 times in 100, from about 385 cases on"),
    ],
)
def test_a_finding_prints_the_arithmetic_of_the_source(code: str, arithmetic: str) -> None:
    assert arithmetic in _said(code)


def test_a_weight_set_that_breaks_the_sum_says_from_where_to_take() -> None:
    (issue,) = [issue for issue in FOUND if issue.code == "weights-not-100"]
    assert render(issue)[1] == "Take 5 from others, for instance satisfaction 30 → 25."
