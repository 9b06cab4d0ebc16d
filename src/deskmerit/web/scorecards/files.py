"""A scorecard as a form to print and as a workbook, from what is stored."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from deskmerit.report import values
from deskmerit.report.words import words
from deskmerit.report.workbook.scorecards import write_scorecards
from deskmerit.web.cycles.models import PanelSeat
from deskmerit.web.scorecards.models import Result
from deskmerit.web.scorecards.queries import About
from deskmerit.web.scorecards.sheet import Block, Group, Line, Sheet
from deskmerit.web.shared import clock, pdf, wording


def as_pdf(sheet: Sheet, about: About) -> bytes:
    """Template 2 on A4 with signature lines, in the language of the page."""
    w, result = words(sheet.context.lang), about.result
    sections: list[dict[str, object]] = [{"pairs": _head(sheet, about), "columns": 2}]
    sections += [_block(block, sheet) for block in sheet.blocks]
    sections += [
        {"title": w["total"], "pairs": _total(sheet), "columns": 2},
        {"title": w["remarks_evaluator"], **_said(result.lead_remark)},
        {"title": w["remarks_person"], **_said(result.remark)},
        {"pairs": [[_("View of the person"), _view(result)]], "columns": 1},
    ]
    data = {
        "title": w["scorecard"],
        "over": f"{sheet.content.name} · {wording.period(sheet.content.period)}",
        "sections": sections,
        "notes": [each for each in (_("Receipt is no agreement."), sheet.made(), about.head) if each],
        "signatures": _signatures(about, w),
    }
    return pdf.render("form.typ", data, sheet.context.lang)


def as_workbook(sheet: Sheet, about: About) -> bytes:
    """One person's own workbook: Template 2 with live formulas, the indicator table, the figures."""
    with TemporaryDirectory() as folder:
        made = tuple((word, sheet.as_of() if word == "as_of" else value) for word, value in sheet.context.made_from)
        context = replace(sheet.context, made_from=made, panel=_panel(about))
        path = write_scorecards([sheet.content], context, Path(folder) / "card.xlsx", personal=True)
        return path.read_bytes()


def _panel(about: About) -> str:
    """The panel with the days of their signatures: `Zhou Hang (HR), signed 9 Jul 2026`."""
    said = []
    for seat in about.panel:
        told = {"name": seat.person.name, "function": seat.get_function_display()}
        who = _("%(name)s (%(function)s)") % told
        signed = wording.day(clock.local_date(seat.signed_at)) if seat.signed_at else ""
        said.append(_("%(who)s, signed %(day)s") % {"who": who, "day": signed} if signed else who)
    return ("；" if wording.lang() == "zh" else "; ").join(said)


def _head(sheet: Sheet, about: About) -> list[list[str]]:
    w, card, lead = words(sheet.context.lang), sheet.content, about.result.lead
    panel = "、" if sheet.context.lang == "zh" else ", "
    return [
        [w["name"], card.name],
        [w["employee_no"], card.employee_no],
        [w["team"], card.place.team],
        [w["position"], card.place.position],
        [w["period"], wording.period(card.period)],
        [w["evaluator"], lead.name if lead else wording.NONE],
        [w["panel"], panel.join(seat.person.name for seat in about.panel)],
        [_("Published"), wording.day(clock.local_date(about.result.published_at))],
    ]


def _total(sheet: Sheet) -> list[list[str]]:
    w, card = words(sheet.context.lang), sheet.content
    found = [
        [w["total"], wording.score(card.total)],
        [w["covered"], values.weight(card.covered_weight)],
        [w["score_grade"], sheet.context.grade_name(card.plan, card.score_grade)],
        [w["grade"], sheet.grade()],
    ]
    return [*found, [w["reason"], sheet.reason()]] if sheet.reason() else found


def _block(block: Block, sheet: Sheet) -> dict[str, object]:
    """The lines of a posting in one table, its dimensions as heads of their rows."""
    w = words(sheet.context.lang)
    rows: list[str | list[str]] = []
    for group in block.groups:
        rows += [_head_of(group, w["of"]), *(_row(line) for line in group.lines)]
    heads = [w[name] for name in ("indicator", "target", "actual", "sample", "weight", "score")]
    table = {"heads": heads, "rows": rows, "align": ["l", "r", "r", "r", "r", "r"], "widths": [6, 2, 2, 1.2, 1.2, 1.2]}
    return {"title": block.title if len(sheet.blocks) > 1 else _("Indicators by dimension"), "table": table}


def _head_of(group: Group, of: str) -> str:
    if group.weight is None:
        return group.title
    return f"{group.title} · {wording.score(group.score)} {of} {values.weight(group.weight)}"


def _row(line: Line) -> list[str]:
    title = line.title + (f" · {line.note}" if line.note else "")
    return [title, line.target, line.actual, line.cases, values.weight(line.weight), wording.score(line.score)]


def _said(text: str) -> dict[str, object]:
    return {"text": text} if text else {"rules": 2}


def _view(result: Result) -> str:
    """What the person says of the result; boxes to tick as long as nothing is said."""
    if result.view != Result.View.UNSAID:
        return str(result.get_view_display())
    return f"□ {Result.View.AGREED.label}　□ {Result.View.NOT_AGREED.label}"


def _function(seat: PanelSeat) -> str:
    name = str(seat.get_function_display())
    return name[:1].upper() + name[1:]


def _signatures(about: About, w: Mapping[str, str]) -> list[dict[str, str]]:
    result, lead = about.result, about.result.lead
    panel = [pdf.signature(_function(seat), seat.person.name, seat.signed_at) for seat in about.panel]
    return [
        pdf.signature(w["received"], result.person.name, result.received_at),
        pdf.signature(w["evaluator"], lead.name if lead else ""),
        *panel,
    ]
