"""`deskmerit sync`: what changed in the helpdesks of a workspace, into its lake."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from deskmerit.cli.console import end, language, progress, say, show_issues, wrong_use
from deskmerit.cli.inputs import instant, settings_of
from deskmerit.cli.options import Data, LangOption

if TYPE_CHECKING:
    from datetime import datetime

    from deskmerit.core.issue import Issue
    from deskmerit.sources.helpdesks.adopt import Offered
    from deskmerit.sources.helpdesks.model import Source
    from deskmerit.sources.helpdesks.report import Report
    from deskmerit.sources.helpdesks.run import Workspace
    from deskmerit.sources.helpdesks.sync import Asked


def sync(
    data: Data,
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Sources by name; default: all of them.")
    ] = None,
    since: Annotated[str, typer.Option("--since", help="Begin a first sync at this date, e.g. 2026-01-01.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Fetch and check, but write nothing.")] = False,
    calendars: Annotated[
        bool, typer.Option("--calendars", help="Offer the helpdesks' opening hours as calendars, and do nothing else.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Fetch everything anew, not only what changed.")] = False,
    lang: LangOption = None,
) -> None:
    """Bring what changed in the helpdesks into the records; whatever stops it, the next run goes on from there.

    Sources stand in deskmerit.yaml; each credential in the environment (DESKMERIT_NAME_TOKEN) or the keyring.

    Example: deskmerit sync our-team

    Example: deskmerit sync our-team desk --since 2026-01-01

    Example: deskmerit sync our-team desk --calendars
    """
    from datetime import UTC, datetime

    from deskmerit.sources.helpdesks import KINDS
    from deskmerit.sources.helpdesks.declared import declared
    from deskmerit.sources.helpdesks.run import Workspace, run
    from deskmerit.sources.helpdesks.sync import Asked

    chosen = language(lang)
    settings = settings_of(data)
    found, issues = declared(settings, KINDS)
    named = _named(sources, found, issues, chosen)
    show_issues(issues, chosen)
    asked = Asked(datetime.now(UTC), _since(since, settings.zone), dry_run, again)
    for name in named if calendars else ():
        issues += _calendars(Workspace(data, settings), found[name], asked, chosen)
    for name in () if calendars else named:
        with progress() as told:
            report = run(Workspace(data, settings), found[name], asked, told)
        show_issues(report.issues, chosen, most=20)
        say(_summary(report, chosen, dry=dry_run))
        issues += report.issues
    end(issues)


def _calendars(workspace: "Workspace", source: "Source", asked: "Asked", lang: str) -> list["Issue"]:
    """Writes a source's opening hours as calendar files, and what to add to the settings on stdout."""
    from zoneinfo import ZoneInfo

    from deskmerit.core.issue import Issue
    from deskmerit.sources.helpdesks.adopt import changes, doubts, offered, to_settings
    from deskmerit.sources.helpdesks.run import opening_hours

    openings = opening_hours(workspace, source)
    if isinstance(openings, Issue):
        show_issues([openings], lang)
        return [openings]
    today = asked.now.astimezone(ZoneInfo(workspace.settings.zone)).date()
    show_issues([e for e in doubts(workspace.settings, source, openings, today) if e.code != "sync-hours-unused"], lang)
    files = offered(workspace.folder, source, openings, today, dry=asked.dry)
    for each in files:
        say(_written(each, lang, dry=asked.dry))
    if files:
        typer.echo(to_settings(source, openings, files))
        typer.echo(changes(workspace.settings, source, openings, today), nl=False)
    return []


def _written(file: "Offered", lang: str, *, dry: bool) -> str:
    if file.there:
        return (
            f"{file.file}：已有此文件，保持原样" if lang == "zh" else f"{file.file} is there already and stays as it is"
        )
    if dry:
        return f"{file.file}：\n{file.text}" if lang == "zh" else f"{file.file}:\n{file.text}"
    return f"已写入 {file.file}" if lang == "zh" else f"{file.file} written"


def _named(
    sources: Sequence[str] | None, found: Mapping[str, "Source"], issues: Sequence["Issue"], lang: str
) -> list[str]:
    """The sources asked for; one that isn't there ends the command, one that is wrong is told as an issue."""
    wrong = {issue.where.path.split(".")[1] for issue in issues}
    unknown = [name for name in sources or [] if name not in found and name not in wrong]
    if unknown or not (found or wrong):
        there = ", ".join(found) or "–"
        wrong_use(
            f"No source {', '.join(unknown) or 'at all'} in deskmerit.yaml; there are: {there}. A source looks like"
            " this: sources: {desk: {kind: rt, url: https://…}}",
            f"deskmerit.yaml 中没有数据源 {'、'.join(unknown)}；已有：{there}。"
            "数据源写法：sources: {desk: {kind: rt, url: https://…}}",
        )
    return [name for name in dict.fromkeys(sources or found) if name in found]


def _since(said: str, zone: str) -> "datetime | None":
    """The beginning of a date, or an instant."""
    return instant(f"{said}T00:00:00" if len(said) == 10 else said, zone, "--since") if said else None


def _summary(report: "Report", lang: str, *, dry: bool) -> str:
    """What a sync did, in one sentence."""
    if lang == "zh":
        wrote = "（试运行，未写入）" if dry else ""
        return (
            f"{report.source}{wrote}：工单新增 {report.new:,}、变化 {report.changed:,}、删除 {report.gone:,}、"
            f"未变 {report.same:,}；事件新增或更正 {report.events:,}；账号 {report.people:,}；"
            f"未采用 {report.rejected:,} 行。"
        )
    wrote = " (dry run, nothing written)" if dry else ""
    return (
        f"{report.source}{wrote}: tickets {report.new:,} new, {report.changed:,} changed, {report.gone:,} gone, "
        f"{report.same:,} as before; {report.events:,} events new or mended; {report.people:,} logins; "
        f"{report.rejected:,} rows refused."
    )
