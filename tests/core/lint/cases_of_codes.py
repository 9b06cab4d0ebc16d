"""Each code of the linter: what it means, a plan that has the defect, and a near neighbour that has not."""

from core.lint.case_of_code import Case
from core.lint.cases_of_lines import LINES
from core.lint.cases_of_results import RESULTS

CASES: dict[str, Case] = LINES | RESULTS
