"""`deskmerit serve` and `deskmerit work`: the web application on a workspace, and what works behind it."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from deskmerit.cli.console import language, say, wrong_use
from deskmerit.cli.options import Data, LangOption

HostOption = Annotated[str, typer.Option("--host", help="The address to answer on; 0.0.0.0 for every one.")]
PortOption = Annotated[int, typer.Option("--port", help="The port to answer on.")]


def serve(
    data: Data,
    host: HostOption = "127.0.0.1",
    port: PortOption = 8000,
    with_worker: Annotated[bool, typer.Option("--with-worker", help="Run the working process beside it.")] = False,
    threads: Annotated[int, typer.Option("--threads", help="Requests answered at once.")] = 8,
    lang: LangOption = None,
) -> None:
    """Serve the web application on a workspace. One process serves, one works: `deskmerit work`.

    Example: deskmerit serve our-team --with-worker
    """
    chosen = language(lang)
    folder(data)
    run_server(data, host, port, threads, with_worker, chosen)


def folder(data: Path) -> None:
    """Ends with a sentence where the workspace is no folder."""
    if not data.is_dir():
        wrong_use(
            f"{data} is no folder; make a workspace first: deskmerit init {data}",
            f"{data} 不是文件夹，请先新建工作区：deskmerit init {data}",
        )


def run_server(data: Path, host: str, port: int, threads: int, with_worker: bool, lang: str) -> None:
    """Prepares, tells where, and serves until stopped; the working process ends with it."""
    from deskmerit.web import server

    zh = lang == "zh"
    server.start(data)
    say("正在准备数据库和页面文件 …" if zh else "Preparing the database and the page files …")
    server.prepare()
    first = server.first_code()
    worker = subprocess.Popen([sys.executable, "-m", "deskmerit", "work", str(data)]) if with_worker else None
    where = f"http://{host}:{port}"
    if first:
        say(f"首次登录页面要求输入的启动码：{first}" if zh else f"The first page asks for this start code: {first}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # told to stop, it takes the worker with it
    say(f"{'已启动' if zh else 'Serving'} {where} （Ctrl+C 停止）" if zh else f"Serving {where} (Ctrl+C stops it)")
    try:
        server.serve(host, port, threads)
    finally:
        if worker is not None:
            worker.terminate()
            worker.wait(timeout=20)


def work(
    data: Data,
    once: Annotated[bool, typer.Option("--once", help="Do what waits, then end.")] = False,
    lang: LangOption = None,
) -> None:
    """Do the application's background work: runs, deadlines, messages. Several may run at once.

    Example: deskmerit work our-team
    """
    language(lang)
    folder(data)
    from deskmerit.web import server

    server.start(data)
    from deskmerit.web.worker import work as working

    working(once=once)
