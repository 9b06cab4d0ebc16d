"""Writes docs/commands.md: what each command is for, by hand, and its arguments, options and examples, from the code.

Run after a command or an option changed:  python tools/write_command_docs.py
"""

import re
from collections.abc import Iterator
from enum import EnumType
from pathlib import Path
from typing import Any

import typer.main

from deskmerit.cli.app import app

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"

HEAD = """# Commands

In the order a newcomer meets them. `DATA` is a workspace: a folder with `deskmerit.yaml` and the records
([records.md](records.md)). Results go to the screen or, with `--out`, to a file; what a person should know meanwhile
(problems, progress, counts) goes to stderr, so that a pipe gets only the result.

- **Exit codes** of every command: `0` fine · `1` errors found in the input (a plan, records, a scorecard) · `2` wrong
  use, with a sentence that says how to call it.
- **Formats**: `table` for the screen; `csv`, `json`, `html` as text; `parquet` and `xlsx` need `--out`. Their columns
  are stable: [outputs.md](outputs.md).
- **Language**: `--lang`, else the variable `DESKMERIT_LANG`, else that of the computer.
- **Periods**: a month `2026-09`, a quarter `2026-Q3`, a year `2026`, or any days `2026-11-01..2026-11-11`.

结果输出到屏幕或 `--out` 文件；退出码：0 正常，1 输入有误，2 用法有误。

This page is written from the code: `python tools/write_command_docs.py`.
"""

INTRODUCTIONS = {
    "init": "Starts a workspace of your own. Fill in the record workbooks, or put exports in their place; the"
    " settings file explains itself. It never writes into a folder that holds something. 新建工作区。",
    "demo": "Shows the whole chain without any records of yours: simulates a centre, scores its last quarter,"
    " prints the ranking, writes a workbook and a page under `results`. The same seed gives the same "
    "centre. 模拟演示。",
    "import": "Brings exports of other systems into a workspace by a map ([import-maps.md](import-maps.md)). It"
    " tells how many rows became records and names each it left out; with errors among them the exit "
    "code is 1 and the rest stays. 导入。",
    "lake": "Records as Delta tables beside the files ([lake.md](lake.md)): what they hold, taken in, kept small, "
    "looked after. Each load is whole or not at all. 数据湖。",
    "sync": "Brings what changed in the helpdesks into the workspace's lake ([helpdesks.md](helpdesks.md)), in loads "
    "that each count whole or not at all. Running it again continues, and changes nothing where nothing changed. "
    "同步客服系统。",
    "reconcile": "Answers “the helpdesk shows another figure”: ticket by ticket, ours and theirs in seconds, and up to "
    "which record the helpdesk counts ([helpdesks.md](helpdesks.md#reconcile)). 与客服系统对照。",
    "validate": "Says what is wrong with the records before they count for anybody: file, row, column, sentence, "
    "mend ([issues.md](issues.md)). 检查记录。",
    "metrics": "What can be measured, and what each figure means ([metrics.md](metrics.md)). 查看可用的度量。",
    "plans": "The shipped plans, to take as they are or to start from ([plans.md](plans.md)). With NAME and "
    "without `--format` it prints the plan's YAML. 查看自带方案。",
    "lint": "A compiler for incentive plans ([lint.md](lint.md)). Without `--data` it proves things of the "
    "plan alone; with it, it also says which targets nobody or everybody reached and who falls by a "
    "share. Warnings and notes leave the exit code 0. 检查方案。",
    "measure": "The sums behind every value: by person, posting and month. Values of longer periods are sums of "
    "months, never means of means. 取数。",
    "cases": "The very records behind a measure: who is credited, what counts, what was left out and why. 查看明细。",
    "score": "Scores a period by a plan, or several plans for several positions. A month tracks, a quarter is "
    "graded, unless the plan says otherwise. `--format xlsx` writes one sheet per person with live "
    "formulas; `--format html` a page that prints; `--agent` keeps one person, without rank or "
    "colleagues. `--run NAME` keeps the run with its records, plan and question; asked again by that name alone it "
    "gives the same bytes ([lake.md](lake.md)). 计分定级。",
    "award": "Reckons awards of a graded period from the bases in the records; a control total goes to stderr."
    " It shows the cost before grades are announced. 计算激励。",
    "explain": "Every step of a person's score so that a calculator gives the same figure, with the records "
    "behind it. 逐步解释得分。",
    "check": "Finds what can't be right on scorecards filled by hand, ours or in the look of Template 2, "
    "Chinese or English, several on one sheet or in one file. With `--plan` also against the plan's "
    "rules. 核对已填评估表。",
    "sheet": "Writes workbooks for people: `sheet plan` the plan as an indicator table that reads back without"
    " loss, `sheet scorecard` scorecards, blank or filled from DATA. 生成工作簿。",
    "serve": "Serves the web application on a workspace ([serve.md](serve.md)). 启动网页应用。",
    "work": "The working process beside it: runs, deadlines, messages; several may run. 后台任务。",
    "backup": "Everything of a workspace in one file, while the application runs. 备份。",
    "restore": "A backup put back whole into a new folder. 恢复。",
    "audit": "Proves that the application's audit trail is whole. The head (number and hash of the last entry) goes "
    "out with each published cycle and stands on the audit page: keep it elsewhere, and nobody can change the past "
    "unseen. 校验审计记录。",
}


def commands() -> dict[str, Any]:
    """Every command by name, in the order of the help."""
    return dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # the app is a group


def page() -> str:
    """The whole page."""
    assert set(INTRODUCTIONS) == set(commands()), "a command has no introduction"
    return HEAD + "".join(_command(name, each) for name, each in commands().items())


def examples(command: Any) -> list[str]:
    """The example lines of a command's help."""
    return [
        " ".join(each.split()) for each in re.findall(r"Example: (deskmerit .*?)(?:\n\n|$)", command.help, re.DOTALL)
    ]


def _command(name: str, command: Any) -> str:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option" and each.name != "help"]
    usage = " ".join(["deskmerit", name, *(_named(each) for each in arguments), "[OPTIONS]"])
    purpose = re.split(r"\s*Example:", command.help)[0]
    parts = [f"\n## {name}\n", f"\n`{usage}`\n", f"\n{' '.join(purpose.split())}\n", f"\n{INTRODUCTIONS[name]}\n"]
    if arguments or options:
        parts.append("\n| argument or option | values | default | |\n|---|---|---|---|\n")
        parts += [_row(_named(each), each) for each in arguments]
        parts += [_row(" ".join(f"`{opt}`" for opt in _spellings(each)), each) for each in options]
    if shown := examples(command):
        parts.append("\n```sh\n" + "".join(f"{each}\n" for each in shown) + "```\n")
    return "".join(parts)


def _named(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _spellings(option: Any) -> Iterator[str]:
    yield from sorted([*option.opts, *option.secondary_opts], key=len, reverse=True)


def _row(named: str, param: Any) -> str:
    kind = param.type_descriptor.annotation
    default = getattr(param.default, "value", param.default)
    if param.is_flag if param.param_type_name == "option" else False:
        values, told = "flag", "on" if default else "off"
    else:
        values, told = _values(kind, param), "required" if param.required else f"`{default}`" if default else "–"
    return f"| {named} | {values} | {told} | {(param.help or '').replace('|', '¦')} |\n"


def _values(kind: Any, param: Any) -> str:
    if isinstance(kind, EnumType):
        return ", ".join(f"`{each.value}`" for each in kind)  # type: ignore[var-annotated]  # members of any enum
    many = ", repeatable" if param.multiple or param.nargs == -1 else ""
    words = {"Path": "path", "int": "number", "str": "text"}
    name = next((word for key, word in words.items() if key in str(kind)), "text")
    return name + many


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"{PAGE.name}: {len(commands())} commands")
