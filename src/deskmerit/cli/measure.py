"""`deskmerit measure`: the figures before any scoring."""

from typing import Annotated

import typer

from deskmerit.cli.console import end, language, progress, show_issues
from deskmerit.cli.emit import emit
from deskmerit.cli.engines import EngineOption, MemoryOption, ToOption, measuring, put, where_of
from deskmerit.cli.inputs import instant, plan_files, settings_of, workspace
from deskmerit.cli.inputs import period as parsed
from deskmerit.cli.options import AsOf, Data, Format, FormatOption, LangOption, Out, PlanOption


def measure(
    context: typer.Context,
    data: Data,
    plan: PlanOption = None,
    period: Annotated[str, typer.Option("--period", help="Only this period; default: every month there is.")] = "",
    as_of: AsOf = "",
    engine: EngineOption = "duckdb",
    memory: MemoryOption = "",
    to: ToOption = "",
    form: FormatOption = Format.TABLE,
    out: Out = None,
    lang: LangOption = None,
) -> None:
    """Measure by person, posting and month: what a plan asks for, or every metric at its defaults on both clocks.

    Example: deskmerit measure our-team --format csv --out measures.csv

    Example: deskmerit measure our-team --period 2026-Q3 --to duckdb://results.duckdb
    """
    from deskmerit.chain.measure import measure_workspace
    from deskmerit.report.rows import measure_table

    chosen = language(lang)
    where = where_of(engine, memory, to, chosen)
    settings = settings_of(data)
    plans = plan_files(plan, chosen) if plan else []
    span = parsed(period, settings.month_starts_on) if period else None
    until = instant(as_of, settings.zone)
    measuring(context, where, chosen)
    loaded = workspace(data, chosen)
    with progress() as told:
        done = measure_workspace(loaded.records, plans, span, until, told)
    show_issues(done.issues, chosen, most=20)
    table = measure_table(done.facts, done.specs, done.metrics, chosen)
    emit(table, form.value, out)
    put(where.to, period or "all", {"measures": table}, chosen)
    end([*loaded.issues, *done.issues])
