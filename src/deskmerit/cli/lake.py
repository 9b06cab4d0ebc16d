"""`deskmerit lake`: what the lake of a workspace holds, kept small, looked after, filled from files."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deskmerit.cli.console import end, language, progress, say, show_issues, wrong_use
from deskmerit.cli.emit import emit
from deskmerit.cli.inputs import settings_of
from deskmerit.cli.options import Data, LangOption

if TYPE_CHECKING:
    from deskmerit.records.lake.manifest import Manifest
    from deskmerit.records.lake.place import Place


class Action(StrEnum):
    """What is done with the lake."""

    STATUS = "status"
    LOAD = "load"
    COMPACT = "compact"
    VACUUM = "vacuum"
    CHECK = "check"
    UNPIN = "unpin"


def lake(
    action: Annotated[
        Action,
        typer.Argument(metavar="ACTION", help="What to do: status, load, compact, vacuum, check or unpin."),
    ],
    data: Data,
    given: Annotated[
        str, typer.Argument(metavar="[FOLDER|RUN]", help="load: the folder of records to take in; unpin: the run.")
    ] = "",
    deep: Annotated[bool, typer.Option("--deep", help="check: read every file again and compare its rows.")] = False,
    days: Annotated[int, typer.Option("--days", min=0, help="vacuum: keep what was current within so many days.")] = 7,
    lang: LangOption = None,
) -> None:
    """Look after the lake of a workspace: records as Delta tables, each load a manifest that runs may pin.

    vacuum removes what no manifest of the last days and no kept run names; unpin lets go of a run kept by
    `score --run`.

    Example: deskmerit lake status our-team

    Example: deskmerit lake load our-team exports

    Example: deskmerit lake check our-team --deep
    """
    from deskmerit.records.lake.manifest import Overtaken
    from deskmerit.sources.lake import place_of

    chosen = language(lang)
    if (action in (Action.LOAD, Action.UNPIN)) != bool(given):
        wrong_use(
            "deskmerit lake load DATA FOLDER · deskmerit lake unpin DATA RUN; the others take DATA alone",
            "deskmerit lake load 工作区 文件夹 · deskmerit lake unpin 工作区 名称；其他操作只需工作区",
        )
    place = place_of(data, settings_of(data))
    try:
        if action is Action.CHECK:
            _check(place, deep, chosen)
        elif action is Action.VACUUM:
            _vacuum(place, days, chosen)
        else:
            _TAKEN[action](place, given, chosen)
    except Overtaken:
        wrong_use(
            "another process is writing to this lake; try again when it has finished",
            "另一个进程正在写入此数据湖，请待其结束后重试",
        )


def _status(place: "Place", _: str, lang: str) -> None:
    from deskmerit.records.lake.manifest import current
    from deskmerit.records.lake.pins import pins
    from deskmerit.report.table import Table

    now = current(place)
    zh = lang == "zh"
    if not now.number:
        say(f"{place.address}：还没有数据。" if zh else f"{place.address}: nothing was written yet.")
        return
    heads = ("表", "行", "文件", "版本") if zh else ("table", "rows", "files", "version")
    rows = [(name, t.rows, len(t.files), t.version) for name, t in sorted(now.tables.items())]
    emit(Table(place.address, heads, rows, lang), "table", None)
    made = f"{now.made_at} · {now.cause}"
    typer.echo(f"清单 {now.number}（{made}）" if zh else f"manifest {now.number} ({made})")
    for source, state in sorted(now.sources.items()):
        typer.echo(f"{'来源' if zh else 'source'} {source}: {state}")
    for pin in pins(place):
        typer.echo(f"{'固定' if zh else 'pinned'} {pin.name} → {pin.manifest} ({pin.made_at})")


def _load(place: "Place", given: str, lang: str) -> None:
    from deskmerit.records.columns import TABLES
    from deskmerit.records.lake.fitting import NotHeld
    from deskmerit.records.lake.store import Change, write
    from deskmerit.sources.load import load

    folder = Path(given)
    settings_of(folder)
    with progress() as told:
        loaded = load(folder, told)
    show_issues(loaded.issues, lang, most=20)
    assert loaded.read is not None
    tables = dict(loaded.read.records.tables)
    own = ", ".join(sorted(tables.keys() - TABLES.keys()))
    try:
        change = Change(rows={name: table for name, table in tables.items() if name in TABLES})
        after = write(place, change, datetime.now(UTC), f"load {folder.resolve().name}")
    except NotHeld as wrong:
        show_issues(wrong.issues, lang)
        wrong_use("Nothing was loaded: mend these columns and load again", "未载入任何数据：请更正以上列后重新载入")
    if own:
        say(
            f"{own}：自有的表不进入数据湖，请以文件形式放在工作区"
            if lang == "zh"
            else f"{own}: tables of your own do not go into the lake; keep their files in the workspace"
        )
    _written(after, lang)
    end(loaded.issues)


def _compact(place: "Place", _: str, lang: str) -> None:
    from deskmerit.records.lake.tidy import compact

    _written(compact(place, datetime.now(UTC)), lang)


def _unpin(place: "Place", given: str, lang: str) -> None:
    from deskmerit.records.lake.pins import RUN, pins, unpin

    there = [pin.name for pin in pins(place)]
    name = next((each for each in (RUN + given, given) if each in there), "")
    if not name:
        known = ", ".join(each.removeprefix(RUN) for each in there) or "–"
        wrong_use(f"{given}: no such run; kept are: {known}", f"{given}：没有此名称的结果；已保存的有：{known}")
    unpin(place, name)
    say(f"已释放 {given}" if lang == "zh" else f"{given} is let go of")


def _vacuum(place: "Place", days: int, lang: str) -> None:
    from deskmerit.records.lake.tidy import vacuum

    gone = vacuum(place, datetime.now(UTC), days)
    say(
        f"已删除 {gone.files} 个数据文件、{gone.manifests} 份清单、{gone.copies} 个文件副本"
        if lang == "zh"
        else f"removed: {gone.files} data files, {gone.manifests} manifests, {gone.copies} copies of files"
    )
    if gone.fetched:
        say(
            f"另删除本机 .deskmerit/lake 中 {gone.fetched} 个已无用的副本"
            if lang == "zh"
            else f"{gone.fetched} copies fetched to this machine removed from .deskmerit/lake"
        )


def _check(place: "Place", deep: bool, lang: str) -> None:
    from deskmerit.records.lake.tidy import check

    issues = check(place, deep=deep)
    show_issues(issues, lang)
    if not issues:
        say("数据湖完好。" if lang == "zh" else "The lake is whole.")
    end(issues)


def _written(after: "Manifest", lang: str) -> None:
    rows = sum(table.rows for table in after.tables.values())
    say(
        f"清单 {after.number}：{len(after.tables)} 张表，{rows:,} 行"
        if lang == "zh"
        else f"manifest {after.number}: {len(after.tables)} tables, {rows:,} rows"
    )


_TAKEN: dict[Action, Callable[["Place", str, str], None]] = {
    Action.STATUS: _status,
    Action.LOAD: _load,
    Action.COMPACT: _compact,
    Action.UNPIN: _unpin,
}
