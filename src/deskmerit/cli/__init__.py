"""The command line: one file per command; each reads its options and calls the library."""

import sys


def main() -> None:
    """Runs `deskmerit`; a console that cannot show a character shows a stand-in instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    from typer.main import get_command

    from deskmerit.cli.app import app
    from deskmerit.cli.console import language
    from deskmerit.cli.helps import translate

    command = get_command(app)
    if language(None) == "zh":
        translate(command)
    command()
