"""Writes docs/permissions.md from the declared matrix: which page and action answers whom.

Run after tests/web/permissions/matrix.py changed:  python tools/write_permissions.py
"""

import runpy
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
PAGE = ROOT / "docs" / "permissions.md"
MATRIX = runpy.run_path(str(ROOT / "tests" / "web" / "permissions" / "matrix.py"))
ROLES = runpy.run_path(str(ROOT / "tests" / "web" / "permissions" / "page.py"))["ROLES"]

HEAD = """# Permissions · 权限

Who may read which page and take which action. A test walks every address of the application as each role, with a
thing of one's own, of one's own team and of another team, and compares with this table; a page that is missing here
fails it. Everything not named is 404: what one may not see does not exist.
每个页面和操作对谁可用。未列出的一律返回 404；自动测试逐一核对全部页面。

**✓** the page has no person as its subject · **self** things of one's own 本人 · **own** of somebody in one's team
(of a lead: of those led in the period) 本团队 · **other** of another team 其他团队 · **–** 404. Office staff have no
team of their own. Where a row says an action is possible, the workflow still decides whether it is now and for this
person ([workflows](workflows.md)): nobody scores, reviews, approves or pays themselves, and is told so.

This page is written from `tests/web/permissions/matrix.py`: `python tools/write_permissions.py`.
"""
ZH = {"employee": "员工", "lead": "组长", "panel": "评估小组", "hr": "人力资源", "quality": "质检员",
      "admin": "管理员", "auditor": "审计"}  # fmt: skip


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_group(title, rows) for title, rows in MATRIX["PAGES"].items()) + _own()


def _group(title: str, rows: Any) -> str:
    heads = ["page 页面", "", *(f"{role} {ZH[role]}" for role in ROLES)]
    told = [f"\n## {title}\n\n", _line(heads), _line(["---"] * len(heads))]
    for row in rows:
        name = f"{row.zh} {row.what}<br>`{row.name}`"
        for method, cells in (("read 查看", row.get), ("act 操作", row.post)):
            if cells is not None:
                told.append(_line([name, method, *(_cell(cells.get(role, "")) for role in ROLES)]))
    return "".join(told)


def _cell(relations: str) -> str:
    return "✓" if relations == "yes" else ", ".join(relations.split()) or "–"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _own() -> str:
    told = "".join(f"- `/{prefix}…`: {why}\n" for prefix, why in MATRIX["OWN_ONLY"].items())
    return f"\n## Without a row · 不在表中\n\n{told}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"{PAGE.name}: {len(MATRIX['declared']())} pages")
