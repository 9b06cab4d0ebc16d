"""A data correction as a form to print (数据更正): what, why, by whom, figures before and after."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from deskmerit.report.flow_words import state_word
from deskmerit.web.intake.models import Correction
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock, pdf, wording
from deskmerit.web.shared.attach import attachments
from deskmerit.web.shared.organisation import settings_of


def form(row: Correction, what: str, effect: Sequence[Mapping[str, Any]] | None) -> bytes:
    """The correction in the present language. `what`: its records in words; `effect`: people with before and after."""
    evidence = [each.name for each in attachments("correction", row)]
    sections: list[dict[str, Any]] = [
        {"pairs": _head(row, what), "columns": 2},
        {"title": _("Reason"), "text": [row.reason]},
        {"title": _("Evidence"), "text": evidence or [wording.NONE]},
    ]
    if row.decided_at:
        sections.append({"title": _("Decision and reason"), "text": [row.answer or wording.NONE]})
    else:
        sections.append({"title": _("Decision and reason"), "rules": 3})
    sections += [_changed(each) for each in effect or () if each["rows"]]
    return pdf.render(
        "form.typ",
        {
            "title": _("Data correction"),
            "over": str(row.get_kind_display()),
            "number": row.code,
            "organisation": settings_of().organisation,
            "sections": sections,
            "notes": [_("The record itself is never changed: the correction stands beside it.")],
            "signatures": [
                _signed(_("Asked by"), row.asked_by, row.asked_at),
                _signed(_("Decided by"), row.decided_by, row.decided_at),
            ],
        },
        wording.lang(),
    )


def _head(row: Correction, what: str) -> list[list[str]]:
    return [
        [_("Kind"), str(row.get_kind_display())],
        [_("Records"), what],
        [_("Column"), row.field or wording.NONE],
        [_("Only for the measure"), row.metric or wording.NONE],
        [_("Old value"), row.old or wording.NONE],
        [_("New value"), row.new or wording.NONE],
        [_("Concerns"), row.concerns.name if row.concerns else wording.NONE],
        [_("State"), state_word("correction", row.state, wording.lang())],
    ]


def _changed(each: Mapping[str, Any]) -> dict[str, Any]:
    """A person's figures before and after."""
    rows = [[str(line[name]) for name in ("label", "before", "after")] for line in each["rows"]]
    heads = [_("What changes"), _("before"), _("after")]
    table = {"heads": heads, "rows": rows, "align": ["l", "r", "r"], "widths": [3, 2, 2]}
    return {"title": f"{_('Before and after')} · {each['name']}", "table": table}


def _signed(role: str, person: Person | None, at: Any) -> dict[str, str]:
    return {"role": role, **({"name": person.name, "date": clock.local_date(at).isoformat()} if person and at else {})}
