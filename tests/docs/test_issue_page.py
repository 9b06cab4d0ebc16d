"""docs/issues.md lists every issue code with the words that people see."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_of_issue_codes_is_what_the_messages_say() -> None:
    written = runpy.run_path(str(ROOT / "tools" / "write_issue_docs.py"))
    assert (ROOT / "docs" / "issues.md").read_text("utf-8") == written["page"](), (
        "run: python tools/write_issue_docs.py"
    )
