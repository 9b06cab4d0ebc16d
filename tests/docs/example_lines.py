"""The command lines that the documentation shows, and small made-up files for the names they use."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]
PRINTED = [
    ("维度", "指标", "目标值", "实际值", "权重", "得分"),
    ("服务结果", "客户满意度", "≥4.5", "4.7", 30, 32),
    ("服务结果", "一次性解决率", "≥90%", "92%", 25, 20),
]
"""Two rows of the printed example: 32 of 30, and 20 where 92 % beats 90 %."""


def lines() -> list[tuple[str, ...]]:
    """Every distinct `deskmerit …` line of a code block, as words without the `deskmerit` and the comment."""
    return list(dict.fromkeys(words for page in PAGES for words in _lines(page.read_text("utf-8"))))


def _lines(text: str) -> Iterator[tuple[str, ...]]:
    for block in re.findall(r"```(?:sh|console)?\n(.*?)```", text, re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            if line.startswith("deskmerit "):
                yield tuple(shlex.split(line, comments=True)[1:])


def set_out(folder: Path, desk: bool) -> None:
    """Writes what the lines name: plans, exports, a map, a list of people, a filled scorecard."""
    shipped = ROOT / "src" / "deskmerit" / "planfile" / "shipped" / "template.yaml"
    for name in ("plan.yaml", "my-plan.yaml"):
        shutil.copy(ROOT / "docs" / "examples" / "it-desk.yaml" if desk else shipped, folder / name)
    ratings = [("评价编号", "客服工号", "评价时间", "评分"), ("s1", "A001", "2026-09-01 10:00", "5")]
    (folder / "评价明细.csv").write_text("\n".join(",".join(row) for row in ratings) + "\n", "gb18030")
    _workbook(folder / "评价.xlsx", ratings)
    head = ("工单号", "创建时间", "解决时间", "处理人")
    _workbook(folder / "june.xlsx", [head, ("T1", "2026-06-30 23:00", "2026-07-01 09:00", "wang")])
    _workbook(folder / "july.xlsx", [head, ("T2", "2026-07-02 10:00", "", "li")])
    (folder / "exports").mkdir(exist_ok=True)
    (folder / "exports" / "tickets.csv").write_text("ticket_id,created_at\nT-9,2026-09-01T01:00:00Z\n", "utf-8")
    (folder / "people.csv").write_text("login,agent_id\nwang,A001\nli,A002\n", "utf-8")
    shown = re.search(
        r"```yaml\n(map: our-desk.*?)```", (ROOT / "docs" / "import-maps.md").read_text("utf-8"), re.DOTALL
    )
    assert shown is not None
    (folder / "our-system.yaml").write_text(shown[1], "utf-8")
    for name in ("old-scorecard.xlsx", "考核表.xlsx"):
        _workbook(folder / name, PRINTED)


def _workbook(path: Path, rows: list[tuple[object, ...]] | list[tuple[str, ...]]) -> None:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
