"""The commands of `deskmerit`, in the order a newcomer meets them. Nothing heavy is imported before a command runs."""

import typer

from deskmerit.cli import (
    audit,
    award,
    backups,
    cases,
    check,
    demo,
    explain,
    imports,
    init,
    lake,
    lint,
    measure,
    metrics,
    plans,
    reconcile,
    score,
    serve,
    sheet,
    sync,
    validate,
)

app = typer.Typer(
    name="deskmerit",
    help="From helpdesk tickets to fair scores, grades and awards; every number can be checked down to the ticket. "
    "从工单到得分、等级与激励，每个数字都可逐条核对。",
    epilog="Start with `deskmerit demo try`, then `deskmerit score try --plan template --period 2026-Q3`.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from deskmerit import __version__

        typer.echo(f"deskmerit {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    """Options of every command."""


for name, function in (
    ("init", init.init),
    ("demo", demo.demo),
    ("import", imports.import_),
    ("lake", lake.lake),
    ("sync", sync.sync),
    ("reconcile", reconcile.reconcile),
    ("validate", validate.validate),
    ("metrics", metrics.metrics),
    ("plans", plans.plans),
    ("lint", lint.lint),
    ("measure", measure.measure),
    ("cases", cases.cases),
    ("score", score.score),
    ("award", award.award),
    ("explain", explain.explain),
    ("check", check.check),
    ("sheet", sheet.sheet),
    ("serve", serve.serve),
    ("work", serve.work),
    ("backup", backups.backup),
    ("restore", backups.restore),
    ("audit", audit.audit),
):
    app.command(name)(function)
