"""An award run as a form to print (激励发放单): every line, who proposed and who approved, the control total."""

from typing import Any

from django.utils.translation import gettext as _

from deskmerit.report.flow_words import state_word
from deskmerit.web.awards.models import AwardRun
from deskmerit.web.awards.queries import plans_of
from deskmerit.web.awards.told import reasons_of, told
from deskmerit.web.awards.views_wishes import short
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock, pdf, wording
from deskmerit.web.shared.organisation import settings_of


def form(run: AwardRun) -> bytes:
    """The run in the present language."""
    return pdf.render(
        "form.typ",
        {
            "title": _("Award run"),
            "over": str(run.cycle),
            "number": str(run),
            "organisation": settings_of().organisation,
            "footer": _("Confidential: for HR and whoever approves or pays."),
            "sections": [{"pairs": _head(run), "columns": 2}, _lines(run)],
            "notes": [_("A line is never changed afterwards; corrections are lines of a later run.")],
            "signatures": [
                _signed(_("Proposed by"), run.made_by, run.made_at),
                _signed(_("Approved by"), run.approved_by, run.approved_at),
                _signed(_("Paid by"), run.paid_by, run.paid_at),
            ],
        },
        wording.lang(),
    )


def _head(run: AwardRun) -> list[list[str]]:
    control = [wording.money(total, currency) for currency, total in run.control().items()]
    plans = [f"{wording.lang_text(plan.title)} v{plan.version}" for plan in plans_of(run.cycle)]
    budget = wording.money(run.budget) if run.budget is not None else wording.NONE
    return [
        [_("Period earned"), run.cycle.period],
        [_("Pay month"), run.pay_month],
        [_("Kind"), str(run.get_kind_display())],
        [_("State"), state_word("award_run", run.state, wording.lang())],
        [_("Plans"), ", ".join(plans)],
        [_("Budget"), budget],
        [_("Control total"), ", ".join(control) or wording.NONE],
        [_("Note"), run.note or wording.NONE],
    ]


def _lines(run: AwardRun) -> dict[str, Any]:
    lines = list(run.lines.select_related("cycle"))
    reasons = reasons_of(lines)
    rows = []
    for each in (told(line, reasons, None) for line in lines):
        earned = each.line.cycle.period if each.line.kind == "correction" else ""
        how = " · ".join(filter(None, (earned, each.sum, each.shift, *each.notes)))
        rows.append([
            each.line.name, each.line.employee_no, each.title, short(each.line.grade), how,
            wording.money(each.line.amount, each.line.currency),
        ])  # fmt: skip
    heads = [_("Name"), _("Employee number"), _("Award"), _("Grade"), _("How it came about"), _("Gross amount")]
    table = {"heads": heads, "rows": rows, "align": ["l", "l", "l", "l", "l", "r"], "widths": [2, 2, 2, 1, 6, 2]}
    return {"title": _("Lines"), "table": table}


def _signed(role: str, person: Person | None, at: Any) -> dict[str, str]:
    return {"role": role, **({"name": person.name, "date": clock.local_date(at).isoformat()} if person and at else {})}
