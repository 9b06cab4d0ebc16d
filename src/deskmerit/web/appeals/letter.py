"""The appeal as a form and the letter of decision (复核结果通知书), as PDF in a person's language."""

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.translation import gettext as _

from deskmerit.web.appeals import drafts, queries
from deskmerit.web.appeals.dates import dates
from deskmerit.web.appeals.models import Appeal
from deskmerit.web.bridge.adjust import table_titles
from deskmerit.web.shared import clock, pdf, wording

UPHELD = ("upheld", "partly")


def letter_file(appeal: Appeal) -> SimpleUploadedFile:
    """The letter as a file to keep with the appeal."""
    with translation.override(appeal.letter_language):
        return SimpleUploadedFile(f"{appeal.code}.pdf", letter(appeal), content_type="application/pdf")


def letter(appeal: Appeal) -> bytes:
    """The letter of decision in the present language."""
    sections: list[dict[str, Any]] = [
        {"pairs": _head(appeal), "columns": 2},
        *_decision(appeal),
    ]
    rows = queries.outcome_rows(appeal)
    if rows:
        heads = [_("What changes"), _("before"), _("after")]
        table = {"heads": heads, "rows": [[str(each[k]) for k in ("label", "before", "after")] for each in rows],
                 "align": ["l", "r", "r"], "widths": [3, 2, 2]}  # fmt: skip
        sections.append({"title": _("What the decision changes"), "table": table})
    sections.append(_days(appeal))
    sections.append({"title": _("What you can do next"), "text": [appeal.remedy or wording.NONE]})
    return _rendered(_("Letter of decision"), appeal, sections, [
        _sign(_("Reviewer"), appeal.decided_by, appeal.letter_at),
        _sign(_("Received (not a sign of agreement)"), appeal.person, appeal.acknowledged_at),
    ])  # fmt: skip


def form(appeal: Appeal) -> bytes:
    """The appeal as it was filed, with lines to sign, in the present language."""
    sections: list[dict[str, Any]] = [
        {"pairs": [*_head(appeal), *_received(appeal)], "columns": 2},
        {"title": _("Grounds"), "text": [appeal.get_ground_display(), appeal.text]},
        {"title": _("Evidence"), "text": _evidence(appeal)},
        {"title": _("Wished outcome"), "text": [appeal.wish]},
    ]
    if appeal.decided_at:
        sections += _decision(appeal)
    else:
        sections.append({"title": _("Decision and reason"), "rules": 4})
    sections.append(_days(appeal))
    return _rendered(_("Appeal form"), appeal, sections, [
        _sign(_("Employee"), appeal.person, appeal.filed_at),
        _sign(_("Reviewer"), appeal.decided_by or appeal.reviewer, appeal.decided_at),
    ])  # fmt: skip


def decided(appeal: Appeal) -> str:
    """The decision in words."""
    words = {
        "upheld": _("The appeal is upheld."), "partly": _("The appeal is partly upheld."),
        "rejected": _("The appeal is rejected."), "refused": _("The appeal is not accepted."),
    }  # fmt: skip
    return words.get(appeal.decision, wording.NONE)


def _rendered(title: str, appeal: Appeal, sections: list[dict[str, Any]], signatures: list[dict[str, str]]) -> bytes:
    return pdf.render("form.typ", {
        "title": title, "over": f"{appeal.person.name} · {appeal.cycle}", "number": appeal.code,
        "sections": sections, "signatures": signatures, "notes": [_("Receipt is no agreement.")],
    }, wording.lang())  # fmt: skip


def _head(appeal: Appeal) -> list[list[str]]:
    team = appeal.result.card.team
    return [
        [_("Name"), appeal.person.name],
        [_("Employee number"), appeal.person.employee_no or wording.NONE],
        [_("Team"), str(team or wording.NONE)],
        [_("Period"), wording.period(appeal.cycle.period)],
        [_("Evaluator"), str(appeal.result.lead or wording.NONE)],
        [_("Contested"), queries.contested(appeal)],
        [_("Reviewer"), str(appeal.decided_by or appeal.reviewer or wording.NONE)],
        [_("Filed on"), _day(appeal.filed_at)],
    ]


def _decision(appeal: Appeal) -> list[dict[str, Any]]:
    why = [str(appeal.get_inadmissible_display())] if appeal.inadmissible else []
    what = drafts.words(appeal, drafts.shown(appeal, appeal.person.agent_id, everything=False))
    corrected = [{"title": _("What is corrected"), "text": what}] if what and appeal.decision in UPHELD else []
    return [
        {"title": _("Decision"), "text": [" · ".join([decided(appeal), *why]), appeal.answer]},
        *corrected,
        {"title": _("Facts"), "text": [appeal.facts or wording.NONE]},
        {"title": _("Both sides"), "pairs": _sides(appeal), "columns": 1},
    ]


def _days(appeal: Appeal) -> dict[str, Any]:
    """Each step against its deadline."""
    rows = [[each.step, _day(each.due), _day(each.done) + (f" · {_('late')}" if each.late else "")]
            for each in dates(appeal)]  # fmt: skip
    table = {"heads": [_("Step"), _("Due"), _("Done")], "rows": rows, "widths": [4, 3, 3]}
    return {"title": _("Dates against deadlines"), "table": table}


def _received(appeal: Appeal) -> list[list[str]]:
    return [
        [_("Result received on"), _day(appeal.received_on)],
        [_("Formal interview held"), _("yes") if appeal.interviewed else _("no")],
    ]


def _sides(appeal: Appeal) -> list[list[str]]:
    return [
        [_("The person"), appeal.person_statement or wording.NONE],
        [_("The lead"), appeal.lead_statement or wording.NONE],
    ]


def _evidence(appeal: Appeal) -> list[str]:
    from deskmerit.web.shared.attach import attachments

    titles = table_titles()
    found = [f"{wording.lang_text(titles.get(table, table))} {record}" for table, record in appeal.records]
    return [*found, *(each.name for each in attachments("appeal", appeal) if each.purpose == "evidence")] or ["–"]


def _sign(role: str, person: Any, at: datetime | None) -> dict[str, str]:
    return pdf.signature(role, person.name if person else "", at)


def _day(at: datetime | date | None) -> str:
    if at is None:
        return wording.NONE
    return wording.day(clock.local_date(at) if isinstance(at, datetime) else at)
