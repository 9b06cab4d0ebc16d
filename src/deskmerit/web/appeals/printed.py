"""A flag as a form to print (标记): the record, the reason, the decision of a second person."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from deskmerit.report.flow_words import state_word
from deskmerit.web.appeals.models import Flag
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock, pdf, wording
from deskmerit.web.shared.attach import attachments
from deskmerit.web.shared.organisation import settings_of


def form(flag: Flag, record: str, indicator: str) -> bytes:
    """The flag in the present language. `record` and `indicator`: as the reader may see them."""
    evidence = [each.name for each in attachments("flag", flag)]
    decision: dict[str, Any] = {"title": _("Decision and reason"), "rules": 3}
    if flag.decided_at:
        said = f"{state_word('flag', flag.state, wording.lang())}{f' · {flag.correction}' if flag.correction else ''}"
        decision = {"title": _("Decision and reason"), "text": [said, flag.answer]}
    return pdf.render(
        "form.typ",
        {
            "title": _("Flag on a record"),
            "over": str(flag.cycle),
            "number": str(flag),
            "organisation": settings_of().organisation,
            "sections": [
                {"pairs": _head(flag, record, indicator), "columns": 2},
                {"title": _("What is wrong with it"), "text": [str(flag.get_reason_display()), flag.text]},
                {"title": _("Evidence"), "text": evidence or [wording.NONE]},
                decision,
            ],
            "signatures": [
                _signed(_("Employee"), flag.person, flag.filed_at),
                _signed(_("Decided by"), flag.decided_by, flag.decided_at),
            ],
        },
        wording.lang(),
    )


def _head(flag: Flag, record: str, indicator: str) -> list[list[str]]:
    return [
        [_("Name"), flag.person.name],
        [_("Employee number"), flag.person.employee_no or wording.NONE],
        [_("Period"), flag.cycle.period],
        [_("Indicator"), indicator],
        [_("Record"), record],
        [_("Filed on"), wording.day(clock.local_date(flag.filed_at))],
    ]


def _signed(role: str, person: Person | None, at: datetime | None) -> dict[str, str]:
    return {"role": role, **({"name": person.name, "date": clock.local_date(at).isoformat()} if person and at else {})}
