"""A restatement as a form to print (追溯更正): before, after, cause, money, who decided, who was told when."""

from typing import Any

from django.utils.translation import gettext as _

from deskmerit.report.flow_words import state_word
from deskmerit.web.scorecards.replaced import Replaced
from deskmerit.web.shared import clock, pdf, wording
from deskmerit.web.shared.organisation import settings_of


def form(told: Replaced) -> bytes:
    """The restatement in the present language."""
    row, person = told.row, told.row.result.person
    return pdf.render(
        "form.typ",
        {
            "title": _("Restatement"),
            "over": f"{person.name} · {wording.period(row.result.cycle.period)}",
            "number": told.code,
            "footer": _("Confidential: for the person, the lead of the period, the panel and HR."),
            "sections": [*_sections(told)],
            "notes": [
                _("The figure first published is kept beside this one; nothing is erased."),
                _("Money is corrected by new lines of a later run; nothing is taken back."),
                _("Receipt is no agreement."),
            ],
            "signatures": _signatures(told),
        },
        wording.lang(),
    )


def _sections(told: Replaced) -> Any:
    row = told.row
    yield {"pairs": _head(told), "columns": 2}
    rows = [
        [_("Total"), wording.score(row.before.total), wording.score(row.after.total)],
        [_("Grade"), told.grade_was, told.grade_now],
    ]
    yield {
        "title": _("Published and new figure"),
        "table": _table([_("Result"), _("as published"), _("as restated")], rows),
    }
    if told.lines:
        heads = [_("Indicator"), _("as published"), _("as restated"), _("points published"), _("points restated")]
        lines = [[each.title, each.was, each.now, each.points_was, each.points_now] for each in told.lines]
        yield {"title": _("What came out differently"), "table": _table(heads, lines)}
    yield {"title": _("Cause"), "text": [row.causes, *row.explanation.splitlines()]}
    if told.money:
        heads = [_("Award"), _("before"), _("after"), _("difference")]
        rows = [[each.title, each.before_text, each.after_text, each.difference_text] for each in told.money]
        yield {
            "title": _("Money"),
            "table": _table(heads, rows),
            "text": [each.note for each in told.money if each.note],
        }
    elif told.money is not None:
        yield {"title": _("Money"), "text": [_("No award changes.")]}
    yield {"title": _("Remarks of the person"), "rules": 2}


def _table(heads: list[str], rows: list[list[str]]) -> dict[str, Any]:
    """Texts at the left, figures at the right."""
    return {
        "heads": heads,
        "rows": rows,
        "align": ["l", *["r"] * (len(heads) - 1)],
        "widths": [3, *[2] * (len(heads) - 1)],
    }


def _head(told: Replaced) -> list[list[str]]:
    row, zone = told.row, settings_of().zone
    result, decided = row.result, row.approved_by
    received = result.received_at if told.holds else None
    return [
        [_("Person"), result.person.name],
        [_("Employee number"), result.person.employee_no or wording.NONE],
        [_("Team"), row.before.team.name if row.before.team else wording.NONE],
        [_("Period"), wording.period(result.cycle.period)],
        [_("First published"), wording.day(clock.local_date(result.published_at))],
        [_("State"), state_word("restatement", row.state, wording.lang())],
        [_("Proposed by"), row.made_by.name if row.made_by else _("the application")],
        [_("Decided by"), decided.name if decided else wording.NONE],
        [_("Told"), f"{result.person.name}, {wording.moment(row.told_at, zone)}" if row.told_at else wording.NONE],
        [_("Received"), wording.moment(received, zone) if received else wording.NONE],
    ]


def _signatures(told: Replaced) -> list[dict[str, str]]:
    row, result = told.row, told.row.result
    received = result.received_at if told.holds else None
    found = [pdf.signature(_("Received (not agreement)"), result.person.name, received)]
    if row.made_by:
        found.append(pdf.signature(_("Proposed by"), row.made_by.name, row.made_at))
    decided = row.approved_by
    return [*found, pdf.signature(_("Decided by"), decided.name if decided else "", row.told_at if decided else None)]
