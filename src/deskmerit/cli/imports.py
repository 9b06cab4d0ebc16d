"""`deskmerit import`: any export, by a map, to the canonical tables of a workspace."""

from pathlib import Path
from typing import Annotated

import typer

from deskmerit.cli.console import end, language, progress, say, show_issues, wrong_use
from deskmerit.cli.options import LangOption


def import_(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help="Exports: csv, xlsx, xls, zip, gz …")
    ] = None,
    map_: Annotated[str, typer.Option("--map", help="A shipped map's name or a map file (YAML).")] = "",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The workspace folder to write into.")] = None,
    zone: Annotated[str, typer.Option("--zone", help="Zone of naive times, instead of the map's: Asia/Shanghai")] = "",
    zone_is: Annotated[
        str, typer.Option("--zone-is", help="Zone times really are in, whatever their stamp says.")
    ] = "",
    people: Annotated[Path | None, typer.Option("--people", help="A table of logins and people.")] = None,
    form: Annotated[str, typer.Option("--format", help="csv or parquet.")] = "csv",
    replace: Annotated[bool, typer.Option("--replace", help="Allow losing records of an earlier import.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the shipped maps.")] = False,
    lang: LangOption = None,
) -> None:
    """Turn exports into the records of a workspace. Importing twice gives the same files.

    Example: deskmerit import incident_event_log.zip --map servicenow-incident-log --out it-desk

    Example: deskmerit import 评价.xlsx --map survey-csv --out our-team
    """
    from deskmerit.sources.maps import SHIPPED, Choices, run_import

    chosen = language(lang)
    if list_:
        for name in SHIPPED:
            typer.echo(name)
        return
    if not files or not map_ or out is None:
        wrong_use(
            "deskmerit import FILE… --map MAP --out DIR. The shipped maps: " + ", ".join(SHIPPED),
            "deskmerit import 文件… --map 映射 --out 文件夹。随附映射：" + "、".join(SHIPPED),
        )
    with progress() as told:
        result = run_import(files, map_, out, Choices(zone, zone_is, people, form, replace), told)
    show_issues(result.issues, chosen, most=20)
    left = len(result.left_out) + result.rows_unread
    if result.files:
        made = ", ".join(f"{table} {count:,}" for table, count in result.tables.items())
        if chosen == "zh":
            say(f"读入 {result.rows_in:,} 行：采用 {result.rows_used:,}，未采用 {left:,}。写入 {out}：{made}")
            say(f"下一步：deskmerit validate {out}")
        else:
            say(f"{result.rows_in:,} rows in: {result.rows_used:,} used, {left:,} left out. Written to {out}: {made}")
            say(f"Next: deskmerit validate {out}")
    end(result.issues)
