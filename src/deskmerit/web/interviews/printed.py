"""The interview record as a printed form: what is known is filled in, the rest are lines to write on."""

from typing import Any

from django.utils.translation import gettext as _

from deskmerit.report import values
from deskmerit.web.interviews import queries, said
from deskmerit.web.interviews.models import Interview
from deskmerit.web.interviews.record import AGREED, TITLES, read
from deskmerit.web.interviews.record import said as texts
from deskmerit.web.shared import pdf, wording
from deskmerit.web.shared.organisation import settings_of

LINES = {"achievements": 3, "gaps": 3, "causes_within": 2, "causes_outside": 2, "support": 2, "training": 1, "wish": 1,
         "view": 3}  # fmt: skip


def form(interview: Interview) -> bytes:
    """The form as PDF in the language of the page."""
    period, cycle = interview.result.cycle.period, interview.result.cycle
    return pdf.render(
        "form.typ",
        {
            "title": _("Performance interview record"),
            "over": f"{interview.person.name} · {cycle}",
            "number": f"I-{period}-{interview.pk:04}",
            "footer": _("Confidential: for those who sat in the interview and for HR."),
            "sections": [*_head(interview), *_brief(interview), *_record(interview)],
            "notes": [
                _("Signing says that the record was read; it is no agreement with the result."),
                _("Colleagues are never compared in an interview."),
            ],
            "signatures": _signatures(interview),
        },
        wording.lang(),
    )


def _head(interview: Interview) -> list[dict[str, Any]]:
    person, result = interview.person, interview.result
    posting = person.postings.filter(from_date__lt=result.cycle.end).select_related("team").last()
    record = texts(read(interview.record))
    names = {each: str(TITLES[each]) for each in ("place", "starts_at", "ends_at")}
    at = {key: wording.moment(getattr(interview, key), settings_of().zone) if getattr(interview, key) else ""
          for key in ("starts_at", "ends_at")}  # fmt: skip
    return [
        {
            "pairs": [
                [_("Employee"), person.name],
                [_("Employee number"), person.employee_no],
                [_("Post"), posting.position if posting else ""],
                [_("Team"), posting.team.name if posting else ""],
                [_("Period"), wording.period(result.cycle.period)],
                [_("Interviewer"), _name(interview.held_by or interview.deputy or interview.interviewer)],
                [_("Second attendee"), _name(interview.attendee)],
                [names["place"], record[names["place"]] or interview.place],
                [names["starts_at"], record[names["starts_at"]] or at["starts_at"]],
                [names["ends_at"], record[names["ends_at"]] or at["ends_at"]],
            ],
            "columns": 2,
        }
    ]


def _name(person: Any) -> str:
    return person.name if person else ""


def _brief(interview: Interview) -> list[dict[str, Any]]:
    opening = queries.opening(interview)
    rows = [[wording.lang_text(title), wording.score(score), values.weight(weight)] for title, score, weight in
            opening.dimensions]  # fmt: skip
    total = [[_("Total"), wording.score(opening.card.total), ""]]
    grade = [[_("Grade"), wording.grade_title(opening.card.grade, opening.grade_title), ""]]
    rank = [[_("Rank"), str(opening.rank), ""]] if opening.rank else []
    found: list[dict[str, Any]] = [
        {
            "title": _("Result"),
            "table": {"heads": [_("Dimension"), _("Score"), _("Weight")], "rows": rows + total + grade + rank,
                      "align": ["l", "r", "r"], "widths": [4, 2, 1]},
        }
    ]  # fmt: skip
    for title, head, facts in (
        (_("What went well"), "", said.good(opening, interview)),
        (_("What fell short"), _("Points"), said.short(opening, interview)),
    ):
        if facts:
            lines = [[fact.text, fact.note, fact.figure] for fact in facts]
            shape = {"align": ["l", "l", "r"], "widths": [5, 5, 2]}
            found.append({"title": title, "table": {"heads": [_("Fact"), _("Evidence"), head], "rows": lines, **shape}})
    if opening.promises:
        promised = [[each.what, each.measure, wording.day(each.due) if each.due else ""] for each in opening.promises]
        heads = [_("Promise"), _("Measure or owner"), _("Due")]
        table = {"heads": heads, "rows": promised, "widths": [5, 4, 2.4]}
        found.append({"title": _("Promises of last time"), "table": table})
    return found


def _record(interview: Interview) -> list[dict[str, Any]]:
    record = read(interview.record)
    found: list[dict[str, Any]] = []
    for name, lines in LINES.items():
        text = getattr(record, name)
        found.append({"title": str(TITLES[name]), **({"text": text} if text else {"rules": lines})})
    goals = [[goal.goal, goal.measure, wording.day(goal.due) if goal.due else ""] for goal in record.goals]
    found.append(
        {
            "title": str(TITLES["goals"]),
            "table": {"heads": [_("What to reach"), _("Measure"), _("Due")], "rows": goals or [["", "", ""]] * 3,
                      "widths": [5, 4, 2.4]},
        }
    )  # fmt: skip
    said_ = interview.agreed if interview.person_signed_at else record.agreed
    boxes = "□ {}　□ {}".format(AGREED["agreed"], AGREED["not_agreed"])
    found.append({"title": str(TITLES["agreed"]), "text": str(AGREED[said_]) if said_ != "unsaid" else boxes})
    if interview.person_words:
        found[-1]["text"] += f"\n{interview.person_words}"
    return found


def _signatures(interview: Interview) -> list[dict[str, str]]:
    sides = [
        (_("Employee"), interview.person, interview.person_signed_at),
        (_("Interviewer"), interview.lead_signed_by or interview.held_by or interview.interviewer,
         interview.lead_signed_at),
    ]  # fmt: skip
    found = [pdf.signature(role, _name(who), at) for role, who, at in sides]
    if interview.attendee:
        found.append(pdf.signature(_("Second attendee"), interview.attendee.name))
    return found
