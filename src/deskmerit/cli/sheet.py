"""`deskmerit sheet`: the indicator sheet and the scorecard as workbooks, blank or filled."""

from pathlib import Path
from typing import Annotated

import typer

from deskmerit.cli.console import end, language, say, wrong_use
from deskmerit.cli.emit import parent_made
from deskmerit.cli.engines import EngineOption, MemoryOption, measuring, where_of
from deskmerit.cli.figures import scored, told
from deskmerit.cli.inputs import Asked, phase_of, plan_files, question_of, settings_of, show_scored
from deskmerit.cli.inputs import period as parsed
from deskmerit.cli.options import AgentOption, AnewOption, AsOf, LangOption, Out, Phase, PlanOption


def sheet(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="plan (Template 1) or scorecard (Template 2).")],
    data: Annotated[Path | None, typer.Argument(metavar="[DATA]", help="Fill scorecards from this workspace.")] = None,
    plan: PlanOption = None,
    period: Annotated[str, typer.Option("--period", help="The period printed and scored.")] = "",
    agent: AgentOption = "",
    phase: Phase = "",
    as_of: AsOf = "",
    anew: AnewOption = False,
    engine: EngineOption = "duckdb",
    memory: MemoryOption = "",
    out: Out = None,
    lang: LangOption = None,
) -> None:
    """Write the plan as an indicator sheet, or scorecards: blank to fill in, or filled from a workspace.

    Example: deskmerit sheet plan --plan template --out plan.xlsx

    Example: deskmerit sheet scorecard our-team --period 2026-Q3 --out scorecards.xlsx
    """
    chosen = language(lang)
    if out is None:
        wrong_use("sheet writes a workbook: add --out FILE.xlsx", "sheet 会写入工作簿：请加 --out 文件.xlsx")
    where = where_of(engine, memory, "", chosen)
    plans = plan_files(plan, chosen)
    phase_of(plans, phase)
    if len(plans) > 1 and data is None:
        wrong_use("One plan makes one blank sheet: name a single --plan", "一张空白表对应一个方案：请只写一个 --plan")
    if kind == "plan":
        from deskmerit.planfile import write_workbook

        write_workbook(plans[0], parent_made(out), chosen)
    elif kind == "scorecard" and data is None:
        from deskmerit.chain.blank import write_blank

        if period:
            parsed(period, 1)
        write_blank(plans[0], period, phase, parent_made(out), chosen)
    elif kind == "scorecard" and data is not None:
        from deskmerit.chain.present import context_of
        from deskmerit.report.workbook.scorecards import write_scorecards

        question = question_of(plans, Asked(plan, period, phase, as_of), settings_of(data))
        measuring(context, where, chosen)
        found, records, _, figures = scored(data, question, where, chosen, anew=anew)
        cards = [card for card in found.cards if not agent or card.agent_id == agent]
        show_scored(found, chosen, told(figures)[1], default=not plan)
        write_scorecards(cards, context_of(found, records, chosen, cards), parent_made(out), bool(agent))
        say(str(out))
        end(found.issues)
        return
    else:
        wrong_use(f"sheet {kind}: write plan or scorecard", f"sheet {kind}：请写 plan 或 scorecard")
    say(str(out))
