"""`deskmerit reconcile`: our figures beside the helpdesk's own, with what explains the gap."""

from typing import TYPE_CHECKING, Annotated

import typer

from deskmerit.cli.console import end, language, progress, say, show_issues, wrong_use
from deskmerit.cli.emit import emit
from deskmerit.cli.engines import EngineOption, MemoryOption, measuring, where_of
from deskmerit.cli.inputs import period as parsed
from deskmerit.cli.inputs import settings_of, workspace
from deskmerit.cli.options import Data, Format, FormatOption, LangOption, Out, PeriodOption

if TYPE_CHECKING:
    from deskmerit.core.settings import Settings
    from deskmerit.sources.helpdesks.model import Source


def reconcile(
    context: typer.Context,
    data: Data,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A source of deskmerit.yaml.")],
    period: PeriodOption = "",
    most: Annotated[
        int, typer.Option("--most", min=1, help="Ask about so many tickets at most, spread evenly.")
    ] = 1000,
    all_: Annotated[bool, typer.Option("--all", help="List tickets that agree, too.")] = False,
    engine: EngineOption = "duckdb",
    memory: MemoryOption = "",
    form: FormatOption = Format.TABLE,
    out: Out = None,
    lang: LangOption = None,
) -> None:
    """Hold our figures of a period against the helpdesk's own, ticket by ticket, and say what explains the gap.

    First response and resolution, in seconds, on the clocks of which the helpdesk tells them.

    Example: deskmerit reconcile our-team desk --period 2026-09
    """
    from deskmerit.chain.reconcile import reconciled
    from deskmerit.core.issue import Issue
    from deskmerit.report.gaps import EQUAL, gap_lines, gap_table
    from deskmerit.sources.helpdesks.run import Workspace, own_figures

    chosen = language(lang)
    where = where_of(engine, memory, "", chosen)
    settings = settings_of(data)
    wanted = _source(settings, source, chosen)
    span = parsed(period, settings.month_starts_on)
    ask = own_figures(Workspace(data, settings), wanted)
    if isinstance(ask, Issue):
        show_issues([ask], chosen)
        end([ask])
        return
    measuring(context, where, chosen)
    loaded = workspace(data, chosen)
    with progress() as told:
        told(source, 0, 1)
        found = reconciled(loaded.records, wanted, ask, span, most)
    show_issues(found.issues, chosen)
    end(found.issues)
    emit(gap_table([pair for pair in found.pairs if all_ or pair.why != EQUAL], chosen), form.value, out)
    for line in gap_lines(found.pairs, chosen):
        say(line)
    if found.asked < found.tickets:
        more = {"en": f"{found.asked:,} of {found.tickets:,} tickets were asked for; --most N asks for more."}
        more["zh"] = f"查询了 {found.tickets:,} 张工单中的 {found.asked:,} 张；用 --most N 可查询更多。"
        say(more[chosen])


def _source(settings: "Settings", name: str, lang: str) -> "Source":
    from deskmerit.sources.helpdesks import KINDS
    from deskmerit.sources.helpdesks.declared import declared

    found, issues = declared(settings, KINDS)
    show_issues((issue for issue in issues if issue.where.path.startswith(f"sources.{name}")), lang)
    if name not in found:
        there = ", ".join(found) or "–"
        wrong_use(
            f"No source {name} in deskmerit.yaml; there are: {there}",
            f"deskmerit.yaml 中没有数据源 {name}；已有：{there}",
        )
    return found[name]
