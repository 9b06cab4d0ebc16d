"""Where a result goes: the screen, a stream, or a file in the format asked for."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from deskmerit.cli.console import say, wrong_use

if TYPE_CHECKING:
    from deskmerit.report.table import Table


def emit(table: "Table", form: str, out: Path | None) -> None:
    """Prints or writes a table; Parquet and workbooks need `--out`."""
    from deskmerit.report.write import FILES, TEXTS

    if form in FILES:
        if out is None:
            wrong_use(
                f"--format {form} writes a file: add --out FILE.{form}",
                f"--format {form} 会写入文件：请加 --out 文件.{form}",
            )
        FILES[form](table, parent_made(out))
        say(str(out))
    else:
        emit_text(TEXTS[form](table), out)


def emit_text(text: str | Iterable[str], out: Path | None) -> None:
    """Prints a text (or its pieces) or writes it as UTF-8 with plain line ends."""
    pieces = [text] if isinstance(text, str) else text
    if out is None:
        for piece in pieces:
            typer.echo(piece, nl=False)
    else:
        with parent_made(out).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
        say(str(out))


def parent_made(path: Path) -> Path:
    """The path, its folder made where it is absent; ends with a sentence where that can't be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        wrong_use(
            f"--out {path}: {problem.strerror or problem}", f"--out {path} 无法写入：{problem.strerror or problem}"
        )
    if path.is_dir():
        wrong_use(f"--out {path} is a folder; name a file in it", f"--out {path} 是文件夹，请写其中的文件名")
    return path
