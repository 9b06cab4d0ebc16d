"""`deskmerit plans`: the shipped plans; one of them as a file to edit."""

from typing import Annotated

import typer

from deskmerit.cli.console import language, wrong_use
from deskmerit.cli.emit import emit, emit_text
from deskmerit.cli.options import Format, FormatOption, LangOption, Out


def plans(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Print this shipped plan's file.")] = "",
    form: FormatOption = Format.TABLE,
    out: Out = None,
    lang: LangOption = None,
) -> None:
    """List the shipped plans, or print one as a file to edit.

    Example: deskmerit plans template --out my-plan.yaml
    """
    from deskmerit.metrics import CATALOGUE
    from deskmerit.planfile import SHIPPED, read_plan
    from deskmerit.report.catalogue import plan_table

    chosen = language(lang)
    if not name:
        read = [read_plan(each, CATALOGUE)[0] for each in SHIPPED]
        emit(plan_table([plan for plan in read if plan is not None], chosen), form.value, out)
    elif name in SHIPPED:
        if out is not None and out.exists():
            wrong_use(
                f"{out} is there already; name another file. Nothing was changed.",
                f"{out} 已存在，请指定别的文件。未做任何改动。",
            )
        emit_text(SHIPPED[name].read_text("utf-8"), out)
    else:
        wrong_use(
            f"No shipped plan {name!r}. There are: {', '.join(SHIPPED)}",
            f"没有随附方案 {name}。可选：{'、'.join(SHIPPED)}",
        )
