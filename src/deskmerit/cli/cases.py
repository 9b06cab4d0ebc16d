"""`deskmerit cases`: the records behind a measure, counted and left out."""

from typing import Annotated

import typer

from deskmerit.cli.console import end, language, progress, show_issues, wrong_use
from deskmerit.cli.emit import emit
from deskmerit.cli.engines import EngineOption, MemoryOption, measuring, where_of
from deskmerit.cli.inputs import instant, plan_files, settings_of, workspace
from deskmerit.cli.inputs import period as parsed
from deskmerit.cli.options import AsOf, Clock, Data, Format, FormatOption, LangOption, Out, PlanOption


def cases(
    context: typer.Context,
    data: Data,
    metric: Annotated[
        str, typer.Option("--metric", help="A metric of `deskmerit metrics`, or an indicator with --plan.")
    ] = "",
    clock: Annotated[
        Clock | None, typer.Option("--clock", help="Default: business where the metric has a clock.")
    ] = None,
    params: Annotated[
        list[str] | None, typer.Option("--param", help="A parameter, e.g. --param days=3; repeatable.")
    ] = None,
    where: Annotated[
        list[str] | None, typer.Option("--where", help="A filter, e.g. --where channel=chat,email.")
    ] = None,
    plan: PlanOption = None,
    period: Annotated[str, typer.Option("--period", help="Only cases of this period.")] = "",
    agent: Annotated[str, typer.Option("--agent", help="Only cases credited to this person.")] = "",
    as_of: AsOf = "",
    engine: EngineOption = "duckdb",
    memory: MemoryOption = "",
    form: FormatOption = Format.TABLE,
    out: Out = None,
    lang: LangOption = None,
) -> None:
    """List the records behind a measure, credited and left out, each with its reason.

    Example: deskmerit cases our-team --metric first_response_time --clock business --format csv
    """
    from deskmerit.chain.measure import CaseQuestion, case_rows
    from deskmerit.metrics.ask import AskError
    from deskmerit.report.messages import render
    from deskmerit.report.records import case_table

    chosen = language(lang)
    if not metric:
        wrong_use(
            "Which metric? deskmerit cases DATA --metric first_response_time (see `deskmerit metrics`)",
            "哪个指标？deskmerit cases DATA --metric first_response_time（见 `deskmerit metrics`）",
        )
    on = where_of(engine, memory, "", chosen)
    settings = settings_of(data)
    plans = plan_files(plan, chosen) if plan else []
    span = parsed(period, settings.month_starts_on) if period else None
    ask = CaseQuestion(
        metric, clock.value if clock else "", _pairs(params), _lists(where), span, instant(as_of, settings.zone), agent
    )
    measuring(context, on, chosen)
    loaded = workspace(data, chosen)
    with progress() as told:
        told("cases", 0, 1)
        try:
            rows, issues = case_rows(loaded.records, plans, ask)
        except AskError as problem:
            wrong_use(*("; ".join(render(problem.issue, lang)) for lang in ("en", "zh")))
    show_issues(issues, chosen, most=20)
    emit(case_table(rows, chosen), form.value, out)
    end([*loaded.issues, *issues])


def _pairs(given: list[str] | None) -> dict[str, str]:
    found = {}
    for text in given or []:
        name, sign, value = text.partition("=")
        if not sign:
            wrong_use(
                f"--param {text}: write name=value, e.g. --param days=3",
                f"--param {text}：请写 名称=值，例如 --param days=3",
            )
        found[name.strip()] = value.strip()
    return found


def _lists(given: list[str] | None) -> dict[str, list[str]]:
    return {name: [part.strip() for part in value.split(",")] for name, value in _pairs(given).items()}
