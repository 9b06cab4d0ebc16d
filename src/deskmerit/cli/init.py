"""`deskmerit init`: a commented workspace with record workbooks to fill in."""

from pathlib import Path
from typing import Annotated

import typer

from deskmerit.cli.console import language, say, wrong_use
from deskmerit.cli.options import LangOption


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make; it may exist if it is empty.")],
    lang: LangOption = None,
) -> None:
    """Make a workspace: a commented deskmerit.yaml, a plan to edit, and record workbooks to fill in.

    Example: deskmerit init our-team --lang zh
    """
    from deskmerit.planfile import SHIPPED
    from deskmerit.sources.settings import SETTINGS_TEMPLATE
    from deskmerit.sources.template import write_templates

    chosen = language(lang)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        wrong_use(
            f"{folder} is not an empty folder. Name a new one; nothing was changed.",
            f"{folder} 不是空文件夹。请另指定一个；未做任何改动。",
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "deskmerit.yaml").write_text(SETTINGS_TEMPLATE[chosen], encoding="utf-8", newline="\n")
    (folder / "plan.yaml").write_text(SHIPPED["template"].read_text("utf-8"), encoding="utf-8", newline="\n")
    written = [folder / "deskmerit.yaml", folder / "plan.yaml", *write_templates(folder, chosen)]
    for path in written:
        say(str(path))
    first, then = (
        f"deskmerit validate {folder}",
        f"deskmerit score {folder} --plan {folder / 'plan.yaml'} --period 2026-Q3",
    )
    begin = written[2].name
    if chosen == "zh":
        say(f"\n请先填写 {begin}（人员和任职），再填其余各表；填好后运行：{first}\n再运行：{then}")
    else:
        say(f"\nBegin with {begin}: people and postings. When all is filled in: {first}\nand: {then}")
