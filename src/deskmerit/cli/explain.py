"""`deskmerit explain`: how a score came about, so that a calculator gives the same figure."""

from typing import Annotated

import typer

from deskmerit.cli.console import end, language, show_issues, wrong_use
from deskmerit.cli.emit import emit_text
from deskmerit.cli.engines import EngineOption, MemoryOption, measuring, where_of
from deskmerit.cli.figures import scored, told
from deskmerit.cli.inputs import Asked, phase_of, plan_files, question_of, settings_of
from deskmerit.cli.options import AgentOption, AnewOption, AsOf, Data, LangOption, Out, PeriodOption, Phase, PlanOption


def explain(
    context: typer.Context,
    data: Data,
    plan: PlanOption = None,
    period: PeriodOption = "",
    agent: AgentOption = "",
    indicator: Annotated[str, typer.Option("--indicator", help="Only this indicator; default: all.")] = "",
    records: Annotated[bool, typer.Option("--records", help="List the records behind each figure.")] = False,
    phase: Phase = "",
    as_of: AsOf = "",
    anew: AnewOption = False,
    engine: EngineOption = "duckdb",
    memory: MemoryOption = "",
    out: Out = None,
    lang: LangOption = None,
) -> None:
    """Explain one person's scores step by step, down to the records, in words and figures.

    Example: deskmerit explain our-team --plan template --period 2026-Q3 --agent A007 --indicator satisfaction --records
    """
    from deskmerit.chain.explain import explain_person
    from deskmerit.chain.left_out import unserved

    chosen = language(lang)
    if not agent:
        wrong_use(
            "Whose score? Add --agent with an agent_id, e.g. --agent A007",
            "解释谁的得分？请用 --agent 写明人员编号，例如 --agent A007",
        )
    where = where_of(engine, memory, "", chosen)
    plans = plan_files(plan, chosen)
    phase_of(plans, phase)
    question = question_of(plans, Asked(plan, period, phase, as_of), settings_of(data))
    if indicator and all(
        line.id != indicator for plan in plans for line in [*plan.indicators(), *plan.bonus, *plan.annual.indicators]
    ):
        there = ", ".join(line.id for plan in plans for line in plan.indicators())
        wrong_use(
            f"--indicator {indicator}: no plan here has it. There are: {there}",
            f"--indicator {indicator}：这里的方案没有这个指标。可选：{there}",
        )
    measuring(context, where, chosen)
    found, loaded, read, figures = scored(data, question, where, chosen, anew=anew)
    known, notes = told(figures)
    if all(card.agent_id != agent for card in found.cards):
        own = [person for person in found.people if person.agent_id == agent]
        show_issues(unserved(own, found.by_position, default=not plan), chosen)
        wrong_use(
            f"--agent {agent}: nobody of that id was scored in {question.period.label}",
            f"--agent {agent}：{question.period.label} 没有此编号人员的得分",
        )
    emit_text(explain_person(loaded, found, agent, indicator, records, chosen), out)
    show_issues([*(issue for issue in found.issues if issue.params.get("agent") == agent), *notes], chosen)
    end([*read, *known])
