"""What a contested award was reckoned from, for whoever decides: each factor, and how a wrong one is put right."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from deskmerit.web import workspace
from deskmerit.web.appeals import drafts, queries
from deskmerit.web.appeals.models import Appeal
from deskmerit.web.awards.amended import Amendment
from deskmerit.web.awards.models import AwardRun, LedgerLine
from deskmerit.web.awards.queries import awards_of
from deskmerit.web.awards.told import told
from deskmerit.web.bridge.adjust import short_days
from deskmerit.web.shared import wording

MOST = 12
"""Days of absence that are listed; a person has few."""


def of(appeal: Appeal) -> dict[str, Any]:
    """The lines of the person's awards in the cycle's run, bases in force, short days, and what puts what right."""
    awards = awards_of(appeal.cycle, "pay", "pool")
    wanted = [name for name in awards if appeal.award in ("", name)]
    days = short_days(workspace.folder(), appeal.person.agent_id, appeal.cycle.start, appeal.cycle.end)
    attended = any(awards[name].attendance for name in wanted)
    return {
        "lines": _lines(appeal, wanted),
        "bases": [_base(appeal, name) for name in wanted],
        "days": days[:MOST] if attended else [],
        "ways": _ways(attended, base=bool(wanted)),
    }


def _lines(appeal: Appeal, wanted: list[str]) -> list[dict[str, Any]]:
    run = appeal.cycle.award_runs.filter(kind=AwardRun.Kind.REGULAR).exclude(state="cancelled").last()
    if run is None:
        return []
    held = run.lines.filter(person=appeal.person, kind=LedgerLine.Kind.AWARD, award__in=wanted)
    found = [(line, told(line)) for line in held]
    return [
        {"title": each.title, "sum": each.sum, "notes": each.notes, "amount": wording.money(line.amount, line.currency),
         "grade": wording.grade_title(line.grade)}
        for line, each in found
    ]  # fmt: skip


def _base(appeal: Appeal, award: str) -> tuple[str, str]:
    amount = drafts.held(appeal, Amendment(award, queries.NOTHING, appeal.person.agent_id))
    title = queries.award_titles(appeal.cycle).get(award, award)
    return title, _("no base") if amount is None else wording.money(amount, drafts.currency(appeal, award))


def _ways(attended: bool, base: bool) -> list[tuple[str, str]]:
    """Each factor of an award with the draft that puts it right."""
    found = [(pgettext("award", "Base"), _("put the base right, below"))] if base else []
    found.append((_("Grade"), _("correct the records behind it, or set the panel's shift aside")))
    if attended:
        said = _("correct the day in the table of attendance: worked_minutes, leave_minutes or leave_kind")
        found.append((_("Attendance"), said))
    said = _("HR mends the posting or adds the missing rows, each with its own second look; then compute anew")
    found.append((_("Days in the post, rows that are missing"), said))
    return found
