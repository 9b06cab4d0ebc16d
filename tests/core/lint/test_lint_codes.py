"""Every code of the linter fires on the defect it names, and spares the nearest plan that has not got it."""

import pytest

from core.lint import lint_page
from core.lint.case_of_code import SOUND, Case, cards
from core.lint.cases_of_codes import CASES
from deskmerit.core.lint import lint_data
from deskmerit.report.messages import lint as sentences
from deskmerit.report.messages import render


@pytest.mark.parametrize(("code", "case"), CASES.items(), ids=list(CASES))
def test_a_code_fires_on_its_defect_and_spares_its_near_neighbour(code: str, case: Case) -> None:
    found = [issue for issue in case.found if issue.code == code]
    assert found, "the defect went unseen"
    assert {issue.level for issue in found} == {case.level}
    assert code not in {issue.code for issue in case.spared()}, "the neighbour was blamed"


@pytest.mark.parametrize(("code", "case"), CASES.items(), ids=list(CASES))
def test_a_finding_is_said_in_both_languages_with_every_number_and_a_place(code: str, case: Case) -> None:
    for issue in (issue for issue in case.found if issue.code == code):
        for lang in ("zh", "en"):
            said, mend = render(issue, lang)
            assert said
            assert said != code
            assert "…" not in said + mend, "a number is missing"
            assert "{" not in said
        assert issue.where.path or issue.code == "smart"


@pytest.mark.parametrize(
    ("people", "ending"), [(1, "get A (a1 95)."), (7, "(a1 95, a2 95, a3 95, a4 95, a5 95 and 2 more).")]
)
def test_all_who_fall_from_a_grade_by_its_share_are_one_finding(people: int, ending: str) -> None:
    seen = cards(*("98",) * people, grade=("S", "A", "share"))
    below = cards("98", "98", grade=("A", "B", "share"))
    found = [issue for issue in lint_data(SOUND, [*seen, *below]) if issue.code == "falls-by-share"]
    assert [issue.params["n"] for issue in found] == [people, 2]
    said = render(found[0], "en")[0]
    assert said.startswith(f"The share of 10 % for S is full: {people} with a total in its band get A")
    assert said.endswith(ending)
    assert f"{people} 人" in render(found[0], "zh")[0]


def test_no_code_lacks_a_defect_and_a_near_neighbour() -> None:
    assert set(CASES) == set(sentences.MESSAGES)


def test_the_page_of_codes_says_what_the_linter_says() -> None:
    assert lint_page.PAGE.read_text("utf-8") == lint_page.page(), "run: PYTHONPATH=tests python -m core.lint.lint_page"
