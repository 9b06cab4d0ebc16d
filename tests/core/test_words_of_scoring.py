"""Every issue and every step that scoring can emit has its words."""

import re
from pathlib import Path

import deskmerit.core
from deskmerit.core.check import WEIGHT
from deskmerit.core.scorecard import Status
from deskmerit.report.messages import MESSAGES
from deskmerit.report.messages.score import MESSAGES as OWN
from deskmerit.report.steps import STEPS

CORE = Path(deskmerit.core.__file__).parent
SOURCES = [
    *sorted(CORE.glob("score*.py")),
    *(CORE / f"{name}.py" for name in ("grade", "award")),
    *sorted(CORE.glob("check*.py")),
]
TEXT = "\n".join(path.read_text("utf-8") for path in SOURCES)
RULES = "\n".join(path.read_text("utf-8") for path in sorted((CORE / "rules").glob("*.py")))


def test_every_issue_of_scoring_has_a_message_and_no_message_is_idle() -> None:
    emitted = set(re.findall(r'Issue\(\s*(?:Level\.\w+|level),\s*"([^"]+)"', TEXT)) | set(
        re.findall(r'_issue\(\s*"([^"]+)"', TEXT)
    )
    emitted |= {"award-no-base", "award-no-coefficient"}  # a line's notes that are issues too
    emitted |= {WEIGHT}  # told from two places
    assert {"ungraded" if code == "UNGRADED" else code for code in emitted} - set(MESSAGES) == set()
    assert set(OWN) - emitted - {"ungraded"} == set()


def test_every_step_of_a_trace_has_its_sentence() -> None:
    told = set(re.findall(r'\b(?:note|told)\(\s*"([^"]+)"', TEXT + RULES))
    told |= {"no-cases", "too-few-cases", "target-scaled-to-0", "carry", "neutral", "missing-zero", "missing-uncovered"}
    told |= {"percentile", "value", "count-value"} | {
        "ratio",
        "ratio-inverse",
        "ratio-as_printed",
        "ratio-mirrored",
        "spread-dimension",
        "spread-plan",
    }
    assert told - set(STEPS) == set()


def test_every_status_is_given_by_scoring_and_no_other_is_documented() -> None:
    assert {status.name for status in Status} == set(re.findall(r"\bStatus\.([A-Z]+)\b", TEXT))
    page = (Path(__file__).parents[2] / "docs" / "outputs.md").read_text("utf-8")
    row = next(line for line in page.splitlines() if line.startswith("| status |"))
    assert {status.value for status in Status} == set(row.split("|")[2].partition(";")[0].strip().split(", "))
