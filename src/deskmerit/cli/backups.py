"""`deskmerit backup` and `deskmerit restore`: everything of a workspace in one file, and back."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from deskmerit.cli.console import WRONG_USE, language, progress, say, wrong_use
from deskmerit.cli.options import Data, LangOption
from deskmerit.cli.serve import folder

if TYPE_CHECKING:
    from deskmerit.web.backup import Kept, Unfit

UNFIT = {
    "exists": ("{file} exists already; name another file.", "{file} 已存在，请指定另一个文件。"),
    "not-empty": (
        "{folder} is not empty; restore into a new folder. Nothing was changed.",
        "{folder} 不是空文件夹，请恢复到新文件夹。未做任何改动。",
    ),
    "needs-postgres": (
        "This backup is of a PostgreSQL database: set DATABASE_URL to an empty one, then restore again.",
        "此备份来自 PostgreSQL：请把 DATABASE_URL 设为一个空数据库后重试。",
    ),
    "no-program": (
        "{program} is needed and not on the PATH: install PostgreSQL's client programs.",
        "需要 {program}，但 PATH 中没有：请安装 PostgreSQL 客户端程序。",
    ),
    "program-failed": ("{program} failed: {said}", "{program} 运行失败：{said}"),
    "not-a-backup": ("{file} is no whole backup: {why}", "{file} 不是完整的备份：{why}"),
    "damaged": (
        "{file} is damaged at {name}; nothing was put in place. Take an older backup.",
        "{file} 中的 {name} 已损坏，未恢复任何内容。请使用更早的备份。",
    ),
}


def backup(
    data: Data,
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, such as deskmerit.tar.gz.")],
    lang: LangOption = None,
) -> None:
    """Save records, database and uploads of a workspace in one file; safe while the application runs.

    Example: deskmerit backup our-team deskmerit-2026-09-24.tar.gz
    """
    zh = language(lang) == "zh"
    folder(data)
    from datetime import UTC, datetime

    from deskmerit.web import server

    server.start(data, collected=False)
    from deskmerit.web.backup import Unfit
    from deskmerit.web.backup import backup as made

    try:
        with progress() as told:
            kept = made(data, out, datetime.now(UTC).isoformat(timespec="seconds"), told)
    except Unfit as unfit:
        _refuse(unfit, zh)
    size = f"{kept.size / 2**20:,.1f} MB"
    say(f"已备份 {kept.files} 个文件（{size}）：{out}" if zh else f"{kept.files} files saved ({size}): {out}")
    if kept.lake:
        say(
            f"数据湖位于 {kept.lake}，不在此备份中：请在该处自行备份（例如开启对象存储的版本管理）。"
            if zh
            else f"The lake is at {kept.lake} and not in this file: save it there (by versions of the bucket, say)."
        )


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `deskmerit backup` wrote.")],
    data: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder to restore into.")],
    lang: LangOption = None,
) -> None:
    """Put a backup into a new folder: every file is checked before the first is put in place.

    Example: deskmerit restore deskmerit-2026-09-24.tar.gz our-team-again
    """
    zh = language(lang) == "zh"
    from deskmerit.web.backup import Unfit
    from deskmerit.web.backup import restore as put_back

    if not file.is_file():
        wrong_use(f"{file}: no such file", f"{file}：没有此文件")
    try:
        with progress() as told:
            kept = put_back(file, data, os.environ.get("DATABASE_URL", ""), told)
    except Unfit as unfit:
        _refuse(unfit, zh)
    say(
        f"已恢复 {kept.files} 个文件到 {data}（备份于 {kept.made_at}）。启动：deskmerit serve {data}"
        if zh
        else f"{kept.files} files restored to {data} (saved {kept.made_at}). Serve it: deskmerit serve {data}"
    )
    if kept.lake:
        say(_elsewhere(kept, data, zh=zh))


def _elsewhere(kept: "Kept", data: Path, *, zh: bool) -> str:
    """What a backup holds and what must be there, where the lake lies outside the workspace."""
    if zh:
        state = f"，且不早于备份时的清单 {kept.manifest}" if kept.manifest else ""
        return (
            f"已恢复的是数据库、设置、上传文件和工作区中的记录文件。数据湖不在此备份中，须位于 {kept.lake}{state}"
            f"（若已丢失，请先在该处恢复）。检查：deskmerit lake check {data}"
        )
    state = f", with manifest {kept.manifest} of then or a later one" if kept.manifest else ""
    return (
        f"Restored are database, settings, uploads and the workspace's own record files. The lake was not in this file:"
        f" it must be at {kept.lake}{state} (if it is lost, restore it there first). Look: deskmerit lake check {data}"
    )


def _refuse(unfit: "Unfit", zh: bool) -> NoReturn:
    say(UNFIT[unfit.code][1 if zh else 0].format(**unfit.values))
    raise typer.Exit(WRONG_USE)
