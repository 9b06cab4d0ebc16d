"""`deskmerit metrics`: the catalogue, or one metric with a worked example."""

from typing import Annotated

import typer

from deskmerit.cli.console import language, wrong_use
from deskmerit.cli.emit import emit, emit_text
from deskmerit.cli.options import Format, FormatOption, LangOption, Out


def metrics(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Show one metric with a worked example.")] = "",
    form: FormatOption = Format.TABLE,
    out: Out = None,
    lang: LangOption = None,
) -> None:
    """List the metrics: definition, unit, direction, credited person; or show one with a worked example.

    Example: deskmerit metrics first_contact_resolution
    """
    from deskmerit.metrics import CATALOGUE
    from deskmerit.report.catalogue import metric_table, metric_text

    chosen = language(lang)
    if not name:
        emit(metric_table(CATALOGUE, chosen), form.value, out)
    elif name in CATALOGUE:
        from deskmerit.metrics import METRICS

        emit_text(metric_text(CATALOGUE[name], METRICS[name].example.says, chosen), out)
    else:
        from difflib import get_close_matches

        near = get_close_matches(name, CATALOGUE, 1)
        wrong_use(
            f"No metric {name!r}." + (f" Did you mean {near[0]}?" if near else " See `deskmerit metrics`."),
            f"没有指标 {name}。" + (f"是不是 {near[0]}？" if near else "请看 `deskmerit metrics`。"),
        )
