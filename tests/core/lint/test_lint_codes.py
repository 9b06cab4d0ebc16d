"""Every code of the linter fires on the defect it names, and spares the nearest plan that has not got it."""

import pytest

from core.lint import lint_page
from core.lint.cases_of_codes import CASES, Case
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


def test_no_code_lacks_a_defect_and_a_near_neighbour() -> None:
    assert set(CASES) == set(sentences.MESSAGES)


def test_the_page_of_codes_says_what_the_linter_says() -> None:
    assert lint_page.PAGE.read_text("utf-8") == lint_page.page(), "run: PYTHONPATH=tests python -m core.lint.lint_page"
