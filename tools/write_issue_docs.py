"""Writes docs/issues.md from the messages: every issue code by room, with its sentence and mend in both languages.

Run after a code or a sentence changed:  python tools/write_issue_docs.py
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from deskmerit.report.messages import (
    MESSAGES,
    chain,
    engines,
    files,
    helpdesks,
    lake,
    lint,
    maps,
    metrics,
    planfile,
    records,
    score,
    settings,
    yamltree,
)
from deskmerit.report.messages.base import Message
from deskmerit.report.messages.by_case import ByCase

PAGE = Path(__file__).parent.parent / "docs" / "issues.md"

ROOMS: Mapping[str, Mapping[str, Message]] = {
    "Reading files of records · 读取记录文件": files.MESSAGES,
    "Checking records · 检查记录": records.MESSAGES,
    "YAML files · YAML 文件": yamltree.MESSAGES,
    "Settings and calendars · 设置与日历": settings.MESSAGES,
    "Helpdesks · 客服系统": helpdesks.MESSAGES,
    "Importing · 导入": maps.MESSAGES,
    "The lake · 数据湖": lake.MESSAGES,
    "Plan files · 方案文件": planfile.MESSAGES,
    "Measuring · 取数": metrics.MESSAGES,
    "Scores, grades, awards and filled scorecards · 计分、定级、激励与已填评估表": score.MESSAGES,
    "Records and plans together · 记录与方案对照": chain.MESSAGES,
    "Engines and warehouses · 引擎与数据仓库": engines.MESSAGES,
    "The linter · 方案检查": lint.MESSAGES,
}

HEAD = """# Issue codes

Every problem has a stable code, a level (error, warning, note), a place (file, sheet, row, column, or the path inside a
plan), a sentence and a mend. All problems are told at once. An **error** stops the result, a **warning** doubts it, a
**note** informs. With `--format json`, `validate`, `lint` and `check` give level, code, where, message and fix.

Words in braces, `{value}`, are filled in. Where the words depend on the case, each case is shown.
The linter's codes with worked examples: [lint.md](lint.md).
每个问题都有固定代码、级别、位置、说明和改法；花括号内为填入的内容。

This page is written from the code: `python tools/write_issue_docs.py`.
"""


def page() -> str:
    """The whole page."""
    assert {code for room in ROOMS.values() for code in room} == set(MESSAGES), "a room is missing in ROOMS"
    return HEAD + "".join(
        f"\n## {title}\n" + "".join(_entry(code, room[code]) for code in sorted(room)) for title, room in ROOMS.items()
    )


def _entry(code: str, message: Message) -> str:
    quotes = "\n".join(_quote(*each) for each in _versions(message))
    return f"\n### {code}\n\n{quotes}"


def _versions(message: Message) -> Iterator[tuple[str, Message]]:
    if not isinstance(message, ByCase):
        yield "", message
        return
    yield "otherwise", message
    yield from message.cases.items()


def _quote(case: str, message: Message) -> str:
    said = [f"*{case}*\n\n"] if case else []
    for lang, text, mend in (("en", message.en, message.fix_en), ("zh", message.zh, message.fix_zh)):
        said.append(f"> {_plain(text)}" + (f"  \n> → {_plain(mend)}" if mend else "") + "\n")
        said.append(">\n" if lang == "en" else "")
    return "".join(said)


def _plain(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}").replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"{PAGE.name}: {len(MESSAGES)} codes")
