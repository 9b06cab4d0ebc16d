"""`deskmerit score`: scorecards of a period, as table, file, workbook or page."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deskmerit.cli.console import end, language, progress, say, wrong_use
from deskmerit.cli.emit import emit, emit_text, parent_made
from deskmerit.cli.engines import EngineOption, MemoryOption, ToOption, Where, measuring, put, where_of
from deskmerit.cli.figures import opened, told
from deskmerit.cli.inputs import Asked, asked, settings_of, show_scored
from deskmerit.cli.options import (
    AgentOption,
    AnewOption,
    AsOf,
    Data,
    Format,
    FormatOption,
    Group,
    LangOption,
    Out,
    PeriodOption,
    Phase,
    PlanOption,
)

if TYPE_CHECKING:
    from deskmerit.chain.figures import Figures
    from deskmerit.chain.score import Question, Scored
    from deskmerit.core.issue import Issue
    from deskmerit.records.store import Records
    from deskmerit.sources.lake import Lake


@dataclass(frozen=True, slots=True)
class Shape:
    """How scores are made and shown: of whom, in which rows, format, file and language; measured where, and put into
    tables besides under a run's name. `anew`: everything is measured."""

    by: str
    rows: str
    agent: str
    form: Format
    out: Path | None
    lang: str
    where: Where = Where()
    run: str = ""
    anew: bool = False


def score(
    context: typer.Context,
    data: Data,
    plan: PlanOption = None,
    period: PeriodOption = "",
    phase: Phase = "",
    as_of: AsOf = "",
    by: Annotated[Group, typer.Option("--by", help="Score groups as wholes from their own sums.")] = Group.AGENT,
    run: Annotated[
        str, typer.Option("--run", help="Keep this run under a name; with the name of a kept one, make it again.")
    ] = "",
    rows: Annotated[str, typer.Option("--rows", help="indicator (a row per line) or person (a row per person).")] = "",
    agent: AgentOption = "",
    anew: AnewOption = False,
    engine: EngineOption = "duckdb",
    memory: MemoryOption = "",
    to: ToOption = "",
    form: FormatOption = Format.TABLE,
    out: Out = None,
    lang: LangOption = None,
) -> None:
    """Score a period: by person, or teams as wholes; DATA may also be a folder of filled scorecard workbooks.

    Example: deskmerit score our-team --plan template --period 2026-Q3

    Example: deskmerit score our-team --plan plan.yaml --period 2026-Q3 --format xlsx --out scorecards.xlsx

    Example: deskmerit score our-team --period 2026-Q3 --by team

    Example: deskmerit score our-team --period 2026-Q3 --run q3-2026

    Example: deskmerit score our-team --period 2026-Q3 --anew

    Example: deskmerit score our-team --period 2026-Q3 --memory 1GB --to duckdb://results.duckdb
    """
    spoken = language(lang)
    shape = Shape(by.value, rows, agent, form, out, spoken, where_of(engine, memory, to, spoken), run, anew)
    _writable(shape)
    settings = settings_of(data)
    measuring(context, shape.where, spoken)
    if run:
        from deskmerit.cli.runs import scored_again

        scored_again(data, settings, run, shape, Asked(plan, period, phase, as_of))
        return
    from deskmerit.sources.lake import lake_of

    question = asked(Asked(plan, period, phase, as_of), settings, shape.lang)
    score_question(data, lake_of(data, settings), question, shape, default=not plan)


def _writable(shape: Shape) -> None:
    """Ends with a sentence where what is asked for can't be shown so."""
    if shape.rows not in ("", "indicator", "person"):
        wrong_use(f"--rows {shape.rows}: write indicator or person", f"--rows {shape.rows}：请写 indicator 或 person")
    if shape.where.to and shape.by != Group.AGENT:
        wrong_use("--to puts people's scores: leave --by out", "--to 写出的是人员得分：请去掉 --by")
    if shape.form is Format.XLSX and shape.out is None and shape.by == Group.AGENT:
        wrong_use(
            "--format xlsx writes a file: add --out scorecards.xlsx",
            "--format xlsx 会写入文件：请加 --out scorecards.xlsx",
        )


def score_question(
    data: Path, lake: "Lake", question: "Question", shape: Shape, *, default: bool, past: bool = False
) -> None:
    """Scores and shows; `default`: no plan was named. `past`: the records are not those of today, so that nothing is
    kept of them."""
    if shape.by != Group.AGENT:
        from deskmerit.cli.groups import score_groups

        score_groups(data, question, default, shape, lake, past=past)
        return
    from deskmerit.chain.figures import WHOLE
    from deskmerit.chain.filled import is_filled_folder, score_filled
    from deskmerit.chain.score import score_period

    found, figures = list["Issue"](), WHOLE
    if is_filled_folder(data):
        scored, records = score_filled(data, question, settings_of(data))
    else:
        records, found, figures = opened(data, lake, shape.where, shape.lang, anew=shape.anew, past=past)
        with progress() as tell:
            scored = score_period(records, question, tell, figures=figures)
    known, notes = told(figures)
    show_scored(scored, shape.lang, notes, default=default)
    write_scored(scored, records, shape, figures)
    put_scored(scored, shape)
    end([*found, *known, *scored.issues])


def put_scored(scored: "Scored", shape: Shape) -> None:
    """Puts scores and grades into the tables that `--to` names."""
    from deskmerit.report.rows import person_table, score_table

    cards, run = scored.cards, shape.run or scored.question.period.label
    put(shape.where.to, run, {"scores": score_table(cards, "en"), "grades": person_table(cards, "en")}, shape.lang)


def write_scored(scored: "Scored", records: "Records", shape: Shape, figures: "Figures") -> None:
    """Writes scorecards in the format asked for; `agent` keeps one person's, without rank or colleagues."""
    from deskmerit.chain.present import context_of, json_of
    from deskmerit.report.jsontext import dumps
    from deskmerit.report.rows import person_table, ranked, score_table

    agent, form, out, lang = shape.agent, shape.form, shape.out, shape.lang
    cards = [card for card in scored.cards if not agent or card.agent_id == agent]
    if agent and not cards:
        wrong_use(
            f"--agent {agent}: nobody of that id was scored in {scored.question.period.label}",
            f"--agent {agent}：{scored.question.period.label} 没有此编号人员的得分",
        )
    if form is Format.JSON and shape.rows != "person":
        emit_text(dumps(json_of(scored, records, cards, lang)), out)
    elif form is Format.HTML:
        from deskmerit.report.page import render_page

        context = context_of(scored, records, lang, cards, True, bool(agent), figures)
        emit_text(render_page(cards, context, personal=bool(agent)), out)
    elif form is Format.XLSX:
        from deskmerit.report.workbook.scorecards import write_scorecards

        if out is None:
            wrong_use(
                "--format xlsx writes a file: add --out scorecards.xlsx",
                "--format xlsx 会写入文件：请加 --out scorecards.xlsx",
            )
        write_scorecards(cards, context_of(scored, records, lang, cards), parent_made(out), personal=bool(agent))
        say(str(out))
    elif shape.rows == "person" or (form is Format.TABLE and not agent and shape.rows != "indicator"):
        rank = form is Format.TABLE and records.settings.show_rank and not agent
        screen = form is Format.TABLE
        emit(person_table(ranked(cards) if screen else cards, lang, rank, in_words=screen), form.value, out)
    else:
        emit(score_table(cards, lang), form.value, out)
