"""The quality check as a form (质检表) to print, with lines to sign."""

from typing import Any

from django.utils.translation import gettext as _

from deskmerit.report.flow_words import state_word
from deskmerit.web.quality import queries
from deskmerit.web.quality.models import Check
from deskmerit.web.shared import pdf, wording
from deskmerit.web.shared.organisation import settings_of


def form(check: Check) -> bytes:
    """The check in the present language."""
    return pdf.render(
        "form.typ",
        {
            "title": _("Quality check form"),
            "over": f"{check.person.name} · {wording.lang_text(check.version.sheet.title)} v{check.version.number}",
            "number": check.code,
            "sections": [*_sections(check)],
            "notes": [_("To confirm that one read it is not to agree with it.")],
            "signatures": [
                pdf.signature(_("Quality reviewer"), check.reviewer.name, check.submitted_at),
                pdf.signature(_("Person reviewed"), check.person.name, check.acknowledged_at),
            ],
        },
        wording.lang(),
    )


def _sections(check: Check) -> Any:
    yield {"pairs": _head(check), "columns": 2}
    rows: list[str | list[str]] = []
    for part in queries.parts(check):
        title = wording.lang_text(part.section.title)
        rows.append(f"{title} · {wording.score(part.got)} / {part.section.weight.normalize():f}")
        rows += [
            [wording.lang_text(line.item.title), _given(line), line.mark.comment, line.mark.place]
            for line in part.lines
        ]
    heads = [_("Item"), _("Points"), _("Comment"), _("Place")]
    table = {"heads": heads, "rows": rows, "align": ["l", "r", "l", "l"], "widths": [4, 2, 4, 1]}
    yield {"title": _("Items"), "table": table}
    found = [
        f"{queries.class_word(each.kind)} · {wording.lang_text(each.title)}: {said}"
        for each, said in queries.fatals(check)
    ]
    yield {"title": _("Fatal errors"), "text": found or [_("none")]}
    if check.confirm_reason and check.confirmed_by:
        word = _("confirmed") if check.confirmed else _("not confirmed")
        yield {"title": _("Second reviewer"), "text": [f"{check.confirmed_by.name}: {word}. {check.confirm_reason}"]}
    said = [[_("What was good"), check.good or wording.NONE], [_("Coaching note"), check.coaching or wording.NONE]]
    yield {"title": _("Remarks"), "pairs": said, "columns": 1}
    if check.dispute:
        yield {"title": _("Dispute"), "text": [*_disputed(check), check.dispute_reason]}
        yield {"title": _("Decision on the dispute"), "text": [check.resolution or wording.NONE]}


def _head(check: Check) -> list[list[str]]:
    zone = settings_of().zone
    return [
        [_("Person"), f"{check.person.name} {check.person.employee_no}"],
        [_("Team"), check.team.name if check.team else wording.NONE],
        [_("Contact"), check.contact],
        [_("When"), wording.moment(check.contact_at, zone)],
        [_("Channel"), wording.channel(check.channel)],
        [_("Category"), check.category or wording.NONE],
        [_("Score"), f"{wording.score(check.score)} / 100"],
        [_("State"), state_word("quality", check.state, wording.lang())],
    ]


def _given(line: queries.Line) -> str:
    if line.mark.not_applicable:
        return _("n.a.")
    return f"{_plain(line.mark.points)} / {_plain(line.item.points)}"


def _disputed(check: Check) -> list[str]:
    titles = {each.id: wording.lang_text(each.title) for each in check.version.read().items()}
    return [
        _("There was no fatal error") if name == "fatal" else f"{titles[name]}: {said['proposed']}"
        for name, said in check.dispute.items()
    ]


def _plain(number: Any) -> str:
    return wording.NONE if number is None else f"{number.normalize():f}"
