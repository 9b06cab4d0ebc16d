"""`deskmerit award`: what the grades of a period earn."""

import typer

from deskmerit.cli.console import end, language, say, wrong_use
from deskmerit.cli.emit import emit
from deskmerit.cli.engines import EngineOption, MemoryOption, measuring, where_of
from deskmerit.cli.figures import scored, told
from deskmerit.cli.inputs import Asked, phase_of, plan_files, question_of, settings_of, show_scored, warn_of
from deskmerit.cli.options import (
    AnewOption,
    AsOf,
    Data,
    Format,
    FormatOption,
    LangOption,
    Out,
    PeriodOption,
    Phase,
    PlanOption,
)


def award(
    context: typer.Context,
    data: Data,
    plan: PlanOption = None,
    period: PeriodOption = "",
    phase: Phase = "",
    as_of: AsOf = "",
    only: str = typer.Option("", "--award", help="Only this award of the plan, by its id."),
    seed: str = typer.Option("", "--seed", help="Seed of the draw among equals for wishes; default: the period."),
    anew: AnewOption = False,
    engine: EngineOption = "duckdb",
    memory: MemoryOption = "",
    form: FormatOption = Format.TABLE,
    out: Out = None,
    lang: LangOption = None,
) -> None:
    """Reckon pay, pools and wishes of a graded period, a line per person; every sum adds up to the cent.

    Example: deskmerit award our-team --plan plan.yaml --period 2026-Q3 --format csv --out awards.csv
    """
    from deskmerit.chain.award import award_period
    from deskmerit.report.money import award_table, totals

    chosen = language(lang)
    where = where_of(engine, memory, "", chosen)
    plans = plan_files(plan, chosen)
    warn_of(plans, chosen)
    phase_of(plans, phase)
    there = list(dict.fromkeys(award.id for plan in plans for award in plan.awards))
    if only and only not in there:
        wrong_use(
            f"--award {only}: no plan here has it. There are: {', '.join(there) or 'none'}",
            f"--award {only}：这里的方案没有这项激励。可选：{'、'.join(there) or '无'}",
        )
    question = question_of(plans, Asked(plan, period, phase, as_of), settings_of(data))
    measuring(context, where, chosen)
    found, records, read, figures = scored(data, question, where, chosen, anew=anew)
    if found.cards and all(card.grade_reason == "tracking" for card in found.cards):
        wrong_use(
            f"--period {period}: by this plan a {question.period.kind} only tracks, without grades there are no "
            "awards. Take a graded period, or name it in the plan's scoring: {graded: [month, quarter, year, range]}",
            f"--period {period}：按此方案该周期只跟踪，不评级也就没有激励。"
            "请选评级的周期，或在方案的 scoring 中写明：{graded: [month, quarter, year, range]}",
        )
    lines, issues = award_period(records, found, only, seed or question.period.label, figures)
    known, notes = told(figures)
    show_scored(found, chosen, [*issues, *notes], default=not plan)
    emit(award_table(lines, chosen), form.value, out)
    for name, people, total, currency in totals(lines):
        if chosen == "zh":
            say(f"{name}：{people} 人，合计 {total:,} {currency}")
        else:
            say(f"{name}: {total:,} {currency} to {people} people")
    end([*read, *known, *found.issues, *issues])
