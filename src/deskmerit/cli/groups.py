"""`deskmerit score --by`: groups as wholes, with strengths and gaps."""

from pathlib import Path
from typing import TYPE_CHECKING

from deskmerit.cli.console import end, progress, show_issues, wrong_use
from deskmerit.cli.emit import emit, emit_text, parent_made
from deskmerit.cli.figures import opened, told
from deskmerit.cli.options import Format

if TYPE_CHECKING:
    from deskmerit.chain.score import Question
    from deskmerit.cli.score import Shape
    from deskmerit.sources.lake import Lake


def score_groups(data: Path, question: "Question", default: bool, shape: "Shape", lake: "Lake", *, past: bool) -> None:
    """Scores the groups and writes a row per group, dimension and indicator; `default`, `past`: `score_question`."""
    from deskmerit.chain.groups import groups_of
    from deskmerit.chain.left_out import left_out
    from deskmerit.report.groups import group_table, group_totals_table
    from deskmerit.report.words import words

    span, plans = question.period, question.plans
    by, form, out, lang = shape.by, shape.form, shape.out, shape.lang
    records, issues, figures = opened(data, lake, shape.where, lang, anew=shape.anew, past=past)
    with progress() as tell:
        found = groups_of(records, question, by, tell, figures=figures)
    known, notes = told(figures)
    issues = [*issues, *known]
    if not found:
        wrong_use(
            f"--by {by}: no postings name a {by} in {span.label}",
            f"--by {by}：{span.label} 的任职记录中没有写明{words('zh')[by]}",
        )
    show_issues([*left_out(records, question, default=default), *notes], lang)
    titles = {(plan.id, each.id): each.title for plan in plans for each in plan.dimensions}
    titles |= {(p.id, each.id): each.title for p in plans for each in [*p.indicators(), *p.annual.indicators, *p.bonus]}
    if form is Format.TABLE:
        emit(group_totals_table(found, titles, lang), "table", out)
    if form is Format.TABLE and out is not None:
        end(issues)
        return
    if form is Format.HTML:
        from deskmerit.report.write import to_html

        emit_text(to_html(group_table(found, titles, lang)), out)
    else:
        emit(group_table(found, titles, lang), form.value, parent_made(out) if out else None)
    end(issues)
