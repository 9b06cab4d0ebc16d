"""docs/workflows.md shows every flow as its table has it."""

import runpy
from pathlib import Path

from deskmerit.core.workflow import FLOWS

ROOT = Path(__file__).parents[2]


def test_the_page_of_workflows_is_what_the_tables_say() -> None:
    written = runpy.run_path(str(ROOT / "tools" / "write_workflow_docs.py"))
    page = (ROOT / "docs" / "workflows.md").read_text("utf-8")
    assert page == written["page"](), "run: python tools/write_workflow_docs.py"
    assert [name for name in FLOWS if f"\n`{name}`\n" not in page] == []
