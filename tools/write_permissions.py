"""Writes docs/permissions.md from the declared matrix: which page and action answers whom.

Run after tests/web/permissions/matrix.py or its rows_*.py changed:  python tools/write_permissions.py
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
(of a lead: of those led in the period) 本团队 · **other** of another team 其他团队 · **all** all three 全部 ·
**–** 404. Office staff have no team of their own. (In brackets): whoever has a part in the thing, yet this step isn't
theirs, and is told so 括号内：与该事项有关，但无权做此步，页面会说明. What stands without brackets is done; the
workflow still decides whether it is possible now ([workflows](workflows.md)). Nobody scores, reviews, approves or pays
themselves; an auditor reads all and acts on nothing but their own; an administrator sees no scores of others.
本人不能决定自己的事；审计只读；管理员看不到他人分数。

The roles here are those of the whole organisation. One that is limited to a team reaches what concerns the people of
that team, and nothing that concerns everybody ([decision 164](decisions/164-roles-of-a-team.md)).
此处为全组织范围的角色；仅限某一团队的角色只及于该团队人员的事项，不及于全组织事项。

This page is written from `tests/web/permissions/` (`matrix.py`, `rows_*.py`): `python tools/write_permissions.py`.
"""
ZH = {"employee": "员工", "lead": "组长", "panel": "评估小组", "hr": "人力资源", "quality": "质检员",
      "admin": "管理员", "auditor": "审计"}  # fmt: skip


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_group(title, rows) for title, rows in MATRIX["PAGES"].items()) + _own()


def _group(title: str, rows: Any) -> str:
    heads = ["page 页面", "", *(f"{ZH[role]} {role}" for role in ROLES)]
    told = [f"\n## {title}\n\n", _line(heads), _line(["---"] * len(heads))]
    for row in rows:
        name = f"{row.zh} {row.what}<br>`{' '.join(filter(None, (row.name, row.step)))}`"
        if row.get is not None and row.get == row.post and row.done in (None, row.post):
            told.append(_line([name, "查看、操作 read, act", *(_cell(row.get.get(role, "")) for role in ROLES)]))
            continue
        if row.get is not None:
            told.append(_line([name, "查看 read", *(_cell(row.get.get(role, "")) for role in ROLES)]))
        if row.post is not None:
            done = row.post if row.done is None else row.done
            cells = (_cell(row.post.get(role, ""), done.get(role, "")) for role in ROLES)
            told.append(_line(["" if row.get else name, "操作 act", *cells]))
    return "".join(told)


def _cell(answers: str, done: str | None = None) -> str:
    """Whom a page answers; in brackets those of them who are told that the step isn't theirs."""
    if answers == "yes":
        return "✓" if done in (None, "yes") else "(✓)"
    able = answers if done is None else " ".join(each for each in answers.split() if each in done.split())
    told = [each for each in answers.split() if each not in able.split()]
    parts = [_named(able), f"({_named(' '.join(told))})" if told else ""]
    return " ".join(filter(None, parts)) or "–"


def _named(relations: str) -> str:
    return "all" if relations == "self own other" else ", ".join(relations.split())


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _own() -> str:
    told = "".join(f"- `/{prefix}…`: {why}\n" for prefix, why in MATRIX["OWN_ONLY"].items())
    return f"\n## Without a row · 不在表中\n\n{told}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"{PAGE.name}: {len(MATRIX['declared']())} pages")
