"""What every command says and how it ends: issues, progress, exit codes (0 fine, 1 findings, 2 wrong use)."""

import locale
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from deskmerit.cli.options import Lang
    from deskmerit.core.issue import Issue

FINDINGS, WRONG_USE = 1, 2
type Progress = Callable[[str, int, int], None]


_SPOKEN = ["en"]
"""The language of this run, for sentences of the command line that come before or beside any result."""


def language(chosen: "Lang | None") -> str:
    """The language asked for, else DESKMERIT_LANG, else this computer's: zh for Chinese, en for all others."""
    told = os.environ.get("DESKMERIT_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    here = "zh" if (told or (locale.getlocale()[0] or "")).lower().startswith(("zh", "chinese")) else "en"
    _SPOKEN[0] = here if chosen is None else chosen.value
    return _SPOKEN[0]


def wrong_use(en: str, zh: str) -> NoReturn:
    """Ends with exit code 2 and a sentence that says how to call it, in the language of the run."""
    typer.echo(zh if _SPOKEN[0] == "zh" else en, err=True)
    raise typer.Exit(WRONG_USE)


def say(text: str) -> None:
    """A line for the person at the screen, on stderr, so that piped output stays clean."""
    typer.echo(text, err=True)


def show_issues(issues: Iterable["Issue"], lang: str, most: int = 200) -> None:
    """Prints issues to stderr: place, sentence, mend; beyond `most` of one code, how many more there are."""
    from deskmerit.report.heads import level_said, place_said
    from deskmerit.report.messages import render

    shown: dict[str, int] = {}
    for issue in issues:
        shown[issue.code] = shown.get(issue.code, 0) + 1
        if shown[issue.code] > most:
            continue
        message, fix = render(issue, lang)
        place, level = place_said(issue.where, lang), level_said(issue.level, lang)
        colon = "：" if lang == "zh" else ": "
        say(f"{level}{colon}{place}{' ' if place else ''}{_joined(message, fix, lang)} [{issue.code}]")
    for code, count in shown.items():
        if count > most:
            more = f"… 另有 {count - most} 条 [{code}]" if lang == "zh" else f"… and {count - most} more of [{code}]"
            say(more)


def _joined(message: str, fix: str, lang: str) -> str:
    """The sentence and its mend as two sentences, each with its stop."""
    if not fix:
        return message
    stop, gap = ("。", "") if lang == "zh" else (".", " ")
    return f"{message}{'' if message.endswith(('.', '。', '?', '？', '!')) else stop}{gap}{fix}"


def end(issues: Sequence["Issue"]) -> None:
    """Ends with exit code 1 if any issue is an error."""
    from deskmerit.core.issue import errors

    if errors(issues):
        raise typer.Exit(FINDINGS)


@contextmanager
def progress(what: str = "") -> Iterator[Progress]:
    """A progress line on the screen; nothing at all when output is piped."""
    if not sys.stderr.isatty():
        yield lambda step, done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, int] = {}

        def report(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(f"{what} {step}".strip(), total=total)
            bar.update(tasks[step], completed=done, total=total)  # type: ignore[arg-type]  # rich's TaskID is an int

        yield report
