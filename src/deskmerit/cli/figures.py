"""A workspace opened to be scored: of a lake only what changed since the last time is measured."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from deskmerit.cli.console import progress
from deskmerit.cli.engines import Where
from deskmerit.cli.inputs import settings_of, workspace

if TYPE_CHECKING:
    from deskmerit.chain.figures import Figures
    from deskmerit.chain.score import Question, Scored
    from deskmerit.core.issue import Issue
    from deskmerit.records.store import Records
    from deskmerit.sources.lake import Lake


def opened(
    data: Path, lake: "Lake", where: Where, lang: str, *, anew: bool, past: bool
) -> tuple["Records", list["Issue"], "Figures"]:
    """The records with their issues, and what measures them. `past`: they are those of a kept run or of an earlier
    manifest, so that nothing is laid or kept of them for the next time."""
    from deskmerit.chain.again import holds_tickets
    from deskmerit.chain.figures import WHOLE, kept_figures
    from deskmerit.sources.load import stands_alone

    if past:
        loaded = workspace(data, lang, lake)
        return replace(loaded.records, cache=None), loaded.issues, WHOLE
    alone = where.engine == "duckdb" and holds_tickets(lake) and stands_alone(data)
    loaded = workspace(data, lang, lake, crosswise=not alone)
    figures = kept_figures(data, lake, loaded, anew=anew, crosswise=False) if alone else None
    if alone and figures is None:
        loaded = workspace(data, lang, lake)
    return loaded.records, loaded.issues, figures or WHOLE


def scored(
    data: Path, question: "Question", where: Where, lang: str, *, anew: bool
) -> tuple["Scored", "Records", list["Issue"], "Figures"]:
    """A workspace's scores, its records as they were loaded for them with their issues, and what measured them."""
    from deskmerit.chain.score import score_period
    from deskmerit.sources.lake import lake_of

    lake = lake_of(data, settings_of(data))
    records, issues, figures = opened(data, lake, where, lang, anew=anew, past=False)
    with progress() as tell:
        return score_period(records, question, tell, figures=figures), records, issues, figures


def told(figures: "Figures") -> tuple[Sequence["Issue"], Sequence["Issue"]]:
    """What was told of records while they were measured, and the notes of what was measured."""
    from deskmerit.chain.figures import KeptFigures

    return (figures.told, figures.notes) if isinstance(figures, KeptFigures) else ((), ())
