"""The improvement plan as a printed form with signature lines."""

from typing import Any

from django.utils.translation import gettext as _

from deskmerit.web.improvement import queries
from deskmerit.web.improvement.content import TITLES, UNFIT, Content, Step, figure, read
from deskmerit.web.improvement.models import Improvement
from deskmerit.web.shared import pdf, wording

TEXTS = {"causes": 2, "criteria": 2, "if_met": 1, "if_partly": 1, "if_not": 1}


def form(plan: Improvement) -> bytes:
    """The form as PDF in the language of the page."""
    content, period = read(plan.content), plan.result.cycle.period
    return pdf.render(
        "form.typ",
        {
            "title": _("Improvement plan"),
            "over": f"{plan.person.name} · {plan.result.cycle}",
            "number": f"P-{period}-{plan.pk:04} · v{plan.version}",
            "footer": _("Confidential: for the person, the lead and HR."),
            "sections": [*_head(plan, content), *_body(plan, content), *_end(plan)],
            "notes": [
                _("“Received” says that the plan was read; it is no agreement."),
                _("A plan is not for a lack of tools or training, a personal conflict or serious misconduct."),
            ],
            "signatures": _signatures(plan),
        },
        wording.lang(),
    )


def _head(plan: Improvement, content: Content) -> list[dict[str, Any]]:
    def answer(value: bool | None) -> str:
        return wording.NONE if value is None else _("yes") if value else _("no")

    return [
        {
            "pairs": [
                [_("Employee"), plan.person.name],
                [_("Employee number"), plan.person.employee_no],
                [_("Lead"), plan.lead.name if plan.lead else ""],
                [_("State"), str(plan.get_state_display())],
                [str(TITLES["starts_on"]), wording.day(content.starts_on) if content.starts_on else ""],
                [str(TITLES["ends_on"]), wording.day(content.ends_on) if content.ends_on else ""],
                [str(TITLES["days"]), str(content.days)],
                *([str(TITLES[name]), answer(getattr(content, name))] for name in UNFIT),
            ],
            "columns": 2,
        },
        {"title": str(TITLES["reason"]), "text": content.reason},
    ]


def _body(plan: Improvement, content: Content) -> list[dict[str, Any]]:
    areas = [
        [
            each.name,
            figure(each.area, each.area.start) if each.area.tied else each.area.current,
            figure(each.area, each.area.target) if each.area.tied else each.area.expected,
            each.gap,
            figure(each.area, each.value) if each.value is not None else plan.final.get(str(n), ""),
            wording.day(each.area.due, year=False) if each.area.due else "",
        ]
        for n, each in enumerate(queries.filled(plan, content), 1)
    ]
    heads = [_("Area"), _("Current"), _("Expected"), _("Gap"), _("Now"), _("Due")]
    table = {"heads": heads, "rows": areas, "align": ["l", "r", "r", "r", "r", "l"], "widths": [6, 3, 3, 3, 3, 3]}
    found: list[dict[str, Any]] = [{"title": str(TITLES["areas"]), "table": table}]
    for name, lines in list(TEXTS.items())[:1]:
        found.append(_text(content, name, lines))
    for title, side in ((_("Steps of the person"), "person"), (_("Steps and support of the lead"), "lead")):
        rows = [_step(plan, step) for step in content.of(side)] or [["", "", "", ""]] * 2
        heads = [_("Step"), _("Owner"), _("Due"), _("Done")]
        found.append({"title": title, "table": {"heads": heads, "rows": rows, "widths": [6, 2, 2, 2]}})
    return found + [_text(content, name, lines) for name, lines in list(TEXTS.items())[1:]]


def _text(content: Content, name: str, lines: int) -> dict[str, Any]:
    text = getattr(content, name)
    return {"title": str(TITLES[name]), **({"text": text} if text else {"rules": lines})}


def _step(plan: Improvement, step: Step) -> list[str]:
    return [
        step.text,
        step.owner,
        wording.day(step.due, year=False) if step.due else "",
        queries.done_on(plan, step.key),
    ]


def _end(plan: Improvement) -> list[dict[str, Any]]:
    notes = [[wording.day(each.held_on), each.notes] for each in plan.check_ins.all()]
    found: list[dict[str, Any]] = []
    if notes:
        found.append({"title": _("Check-ins"), "table": {"heads": [_("Date"), _("What was said")], "rows": notes,
                                                         "widths": [2, 8]}})  # fmt: skip
    if plan.heard:
        found.append({"title": _("What the person says of the outcome"), "text": plan.heard})
    if plan.closed_at:
        found.append({"title": _("Outcome"), "text": [str(plan.get_state_display()), plan.outcome]})
    return found


def _signatures(plan: Improvement) -> list[dict[str, str]]:
    agreed = f" · {plan.get_agreed_display()}" if plan.person_signed_at else ""
    sides = [
        (_("Employee") + agreed, plan.person, plan.person_signed_at),
        (_("Lead"), plan.lead_signed_by or plan.lead, plan.lead_signed_at),
        (_("HR"), plan.hr_signed_by, plan.hr_signed_at),
    ]
    return [pdf.signature(role, who.name if who else "", at) for role, who, at in sides]
