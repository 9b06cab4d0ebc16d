"""A scorecard as a form to print and as a workbook, from what is stored."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from deskmerit.report import values
from deskmerit.report.words import words
from deskmerit.report.workbook.scorecards import write_scorecards
from deskmerit.web.scorecards.queries import About
from deskmerit.web.scorecards.sheet import Block, Group, Sheet
from deskmerit.web.shared import clock, pdf, wording


def as_pdf(sheet: Sheet, about: About) -> bytes:
    """Template 2 on A4 with signature lines, in the language of the page."""
    w, result = words(sheet.context.lang), about.result
    sections = [{"pairs": _head(sheet, about), "columns": 2}]
    sections += [section for block in sheet.blocks for section in _block(block, sheet)]
    sections += [
        {"title": w["total"], "pairs": _total(sheet), "columns": 2},
        {"title": w["remarks_evaluator"], "text": result.lead_remark, "rules": 0 if result.lead_remark else 3},
        {"title": w["remarks_person"], "text": result.remark, "rules": 0 if result.remark else 3},
    ]
    data = {
        "title": w["scorecard"],
        "over": sheet.content.period,
        "organisation": sheet.context.organisation,
        "sections": sections,
        "notes": [each for each in (_("Receipt is no agreement."), sheet.made_from(), about.head) if each],
        "signatures": _signatures(about, w),
    }
    return pdf.render("form.typ", data, sheet.context.lang)


def as_workbook(sheet: Sheet) -> bytes:
    """One person's own workbook: Template 2 with live formulas, the indicator table, the figures."""
    with TemporaryDirectory() as folder:
        path = write_scorecards([sheet.content], sheet.context, Path(folder) / "card.xlsx", personal=True)
        return path.read_bytes()


def _head(sheet: Sheet, about: About) -> list[list[str]]:
    w, card, lead = words(sheet.context.lang), sheet.content, about.result.lead
    panel = "、" if sheet.context.lang == "zh" else ", "
    return [
        [w["name"], card.name],
        [w["employee_no"], card.employee_no],
        [w["team"], card.place.team],
        [w["position"], card.place.position],
        [w["period"], card.period],
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


def _block(block: Block, sheet: Sheet) -> list[dict[str, object]]:
    several = len(sheet.blocks) > 1
    return [_group(group, block.title if several else "", sheet.context.lang) for group in block.groups]


def _group(group: Group, place: str, lang: str) -> dict[str, object]:
    w = words(lang)
    title = group.title
    if group.weight is not None:
        title += f" · {wording.score(group.score)} {w['of']} {values.weight(group.weight)}"
    heads = [w[name] for name in ("indicator", "target", "actual", "sample", "weight", "score")]
    rows = [
        [line.title + (f" · {line.note}" if line.note else ""), line.target, line.actual, line.cases,
         values.weight(line.weight), wording.score(line.score)]
        for line in group.lines
    ]  # fmt: skip
    table = {"heads": heads, "rows": rows, "align": ["l", "r", "r", "r", "r", "r"], "widths": [5, 2, 2, 1, 1, 1]}
    return {"title": f"{place} · {title}" if place else title, "table": table}


def _signatures(about: About, w: Mapping[str, str]) -> list[dict[str, str]]:
    result = about.result
    own = {"role": w["received"], "name": "", "date": ""}
    if result.received_at:
        own |= {"name": result.person.name, "date": clock.local_date(result.received_at).isoformat()}
    panel = [
        {
            "role": str(seat.get_function_display()),
            "name": seat.person.name if seat.signed_at else "",
            "date": clock.local_date(seat.signed_at).isoformat() if seat.signed_at else "",
        }
        for seat in about.panel
    ]
    return [own, {"role": w["evaluator"]}, *panel]
