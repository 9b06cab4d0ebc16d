"""Writes docs/lint.md from the table of codes, so that every example on the page is what the linter says.

Run `PYTHONPATH=tests python -m core.lint.lint_page` from the project's folder after a code or a sentence changed.
"""

from pathlib import Path

from core.lint.case_of_code import Case
from core.lint.cases_of_codes import CASES
from deskmerit.core.lint.cliffs import DEAR
from deskmerit.core.lint.shares import MIN_COHORT
from deskmerit.report.messages import render

PAGE = Path(__file__).parents[3] / "docs" / "lint.md"

HEAD = f"""# What the linter finds

`deskmerit lint PLAN` reads a plan the way a compiler reads a program: it proves what it can, and says everything it
finds at once. An **error** contradicts itself or the plan's own examples; a **warning** is a rule that treats people
unfairly or is open to luck or gaming; a **note** is worth knowing. `--data DIR` adds what the scores of real people
tell. `--format json` gives `[{{level, code, where, message, fix}}]`; codes are stable. 方案检查：错误、警告、提示。

How it proves: every rule is piecewise linear in the displayed value (a lower-is-better ratio is a hyperbola, and
monotone), so its extremes, its falls and its dearest unit lie at a breakpoint or at the displayed value beside one.
Those are tried exactly, for the base weights and for every weight set. Totals are counted in hundredths, one by one.

- A **cliff** is one second, one percentage point, a tenth of a rating or one piece that costs more than {DEAR} of the
  100 points in some weight set. A **money cliff** is 0.01 points that move more than 40 % of the base.
- The **floor** must be earned by the worst value; a lower-is-better ratio comes as near to 0 as it can and is spared.
- Cases needed for a step: (1.96 × spread ÷ step)². The spread is 1.0 for ratings, √(p(1−p)) at the target of a share
  (one step short of it at 100 %), and the target itself for times.
- Shares are doubted below {MIN_COHORT} people; seats are floor(share × people).

What can't be read at all (an unknown key, metric, indicator or grade) is reported by the reader of the plan file.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_entry(code, case) for code, case in CASES.items())


def _entry(code: str, case: Case) -> str:
    issue = next(issue for issue in case.found if issue.code == code)
    lines = [f"\n## {code}\n", f"\n**{case.level}** · {case.means}\n\n"]
    for lang in ("en", "zh"):
        said, mend = render(issue, lang)
        lines.append(f"> {said}" + (f"  \n> → {mend}" if mend else "") + "\n" + (">\n" if lang == "en" else ""))
    return "".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
