"""Everything that can be chosen by name is documented, and the pages lead to each other."""

import re
from pathlib import Path

import pytest

from deskmerit.core.rules import RULES
from deskmerit.metrics import METRICS
from deskmerit.planfile import SHIPPED as PLANS
from deskmerit.report.messages import MESSAGES, lint
from deskmerit.sources.maps.read import SHIPPED as MAPS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("metrics.md", METRICS),
        ("plans.md", RULES),
        ("plans.md", PLANS),
        ("import-maps.md", MAPS),
        ("issues.md", MESSAGES),
        ("lint.md", lint.MESSAGES),
    ],
    ids=["metrics", "rules", "plans", "maps", "issue codes", "codes of the linter"],
)
def test_every_name_of_a_registry_is_documented(page: str, names: dict[str, object]) -> None:
    text = (DOCS / page).read_text("utf-8")
    assert {name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)} == set()


def test_the_index_names_every_page() -> None:
    index = (DOCS / "README.md").read_text("utf-8")
    assert {
        path.name for path in DOCS.glob("*.md") if path.name != "README.md" and f"({path.name})" not in index
    } == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert {link for link in links if not (page.parent / link).exists()} == set()
