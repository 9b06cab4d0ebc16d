"""`deskmerit demo`: a simulated centre, run through the whole chain for its last quarter."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deskmerit.cli.console import language, progress, say, show_issues, wrong_use
from deskmerit.cli.options import LangOption
from deskmerit.cli.serve import PortOption, run_server

if TYPE_CHECKING:
    from deskmerit.chain.score import Scored
    from deskmerit.records.store import Records
    from deskmerit.sources.load import Loaded

PERIOD = "2026-Q3"
PLANS = ("template", "complaints", "team-lead")
OURS = ("deskmerit.yaml", "truth")


def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")] = Path("demo"),
    force: Annotated[bool, typer.Option("--force", help="Make it anew where an earlier demo is.")] = False,
    seed: Annotated[int, typer.Option("--seed", help="Another seed, another centre.")] = 20261001,
    serve: Annotated[bool, typer.Option("--serve", help="Then serve its web application.")] = False,
    port: PortOption = 8000,
    lang: LangOption = None,
) -> None:
    """Simulate a contact centre of 60 people over a year and score its last whole quarter.

    Example: deskmerit demo try

    Example: deskmerit demo try --serve
    """
    from deskmerit.chain.score import Question, score_period
    from deskmerit.cli.inputs import plan_files
    from deskmerit.core.period import parse_period
    from deskmerit.sources.load import load
    from deskmerit.sources.simulate import simulate, write

    chosen = language(lang)
    _make_room(folder, force)
    with progress() as told:
        write(folder, simulate(seed, progress=told))
        loaded = load(folder, told)
        plans = plan_files(PLANS, chosen)
        scored = score_period(loaded.records, Question(tuple(plans), parse_period(PERIOD)), told)
        workbook, page = _results(folder, scored, loaded.records, chosen)
    show_issues([issue for issue in scored.issues if issue.level.value != "note"], chosen, most=3)
    _tell(folder, scored, loaded, workbook, page, chosen)
    if serve:
        _serve(folder, port, chosen)


def _serve(folder: Path, port: int, lang: str) -> None:
    """Plays the application's year over the records, prints a sign-in for each role, and serves it."""
    from deskmerit.web import server

    server.start(folder)
    with progress("web") as told:
        server.prepare()
        from deskmerit.web.demo.play import NOW, PASSWORD, play

        cast = play(told)
    zh = lang == "zh"
    say(
        "\n网页应用的登录（密码均为 " + PASSWORD + "）："
        if zh
        else f"\nSign in to the web application (password {PASSWORD}):"
    )
    for (en, chinese), name in cast.sign_ins():
        say(f"  {name:<8} {chinese if zh else en}")
    say(f"演示的当前时间为 {NOW}" if zh else f"The demonstration's clock stands at {NOW}")
    run_server(folder, "127.0.0.1", port, 8, with_worker=True, lang=lang)


def _make_room(folder: Path, force: bool) -> None:
    """An empty folder; with `force` an earlier demo is removed, and nothing that isn't one."""
    if not folder.exists():
        return
    if not folder.is_dir():
        wrong_use(f"{folder} is a file; name a folder.", f"{folder} 是文件，请指定文件夹。")
    if not any(folder.iterdir()):
        return
    if not all((folder / name).exists() for name in OURS):
        wrong_use(
            f"{folder} holds something that is no demo; name another folder. Nothing was changed.",
            f"{folder} 里不是演示数据，请指定别的文件夹。未做任何改动。",
        )
    if not force:
        wrong_use(
            f"{folder} holds an earlier demo; add --force to make it anew, or name another folder.",
            f"{folder} 里已有演示数据：加 --force 重新生成，或指定别的文件夹。",
        )
    shutil.rmtree(folder)


def _results(folder: Path, scored: "Scored", records: "Records", lang: str) -> tuple[Path, Path]:
    from deskmerit.chain.present import context_of
    from deskmerit.report.page import render_page
    from deskmerit.report.workbook.scorecards import write_scorecards

    results = folder / "results"
    results.mkdir()
    context = context_of(scored, records, lang, scored.cards, explained=True)
    workbook = write_scorecards(scored.cards, context, results / "scorecards.xlsx")
    page = results / "scorecards.html"
    page.write_text(render_page(scored.cards, context), encoding="utf-8", newline="\n")
    return workbook, page


def _tell(folder: Path, scored: "Scored", loaded: "Loaded", workbook: Path, page: Path, lang: str) -> None:
    """The ranking, where the files are, and what to try next."""
    from deskmerit.report.rows import person_table, ranked
    from deskmerit.report.write import to_screen

    ordered = ranked(scored.cards)
    typer.echo(to_screen(person_table(ordered, lang, rank=True, in_words=True)), nl=False)
    who = ordered[len(ordered) // 3].agent_id
    counts = ", ".join(f"{table} {count.rows_out:,}" for table, count in loaded.counts.items())
    zh = lang == "zh"
    say(("记录：" if zh else "Records: ") + counts)
    say(f"{'工作簿' if zh else 'Workbook'}: {workbook}\n{'网页' if zh else 'Page'}: {page}")
    say("\n下一步可以试：" if zh else "\nTry next:")
    plans = " ".join(f"--plan {plan}" for plan in PLANS)
    for line in (
        f"deskmerit explain {folder} --period {PERIOD} --agent {who} --indicator first_response --records",
        f"deskmerit score {folder} {plans} --period {PERIOD} --by team",
        f"deskmerit award {folder} {plans} --period {PERIOD}",
        f"deskmerit lint template --data {folder} --period {PERIOD}",
        f"deskmerit plans template --out {folder / 'my-plan.yaml'}",
    ):
        say(f"  {line}")
