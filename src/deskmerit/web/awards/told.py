"""How award lines read: the derivation as a sum, notes in words, shifts with their reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from deskmerit.core.award import AwardLine
from deskmerit.core.issue import Issue
from deskmerit.core.number import ONE, plain, round_half_up
from deskmerit.report.messages import render
from deskmerit.report.money import award_note
from deskmerit.web.awards.models import AwardRun, LedgerLine, RunLine
from deskmerit.web.awards.queries import award_line
from deskmerit.web.bridge import codec
from deskmerit.web.cycles.models import Shift
from deskmerit.web.shared import wording


@dataclass(frozen=True, slots=True)
class Told:
    """A line as pages show it: what, how much, how it came about; `change` against the cycle before (None: new)."""

    line: RunLine
    title: str
    sum: str
    notes: list[str]
    shift: str
    factors: list[tuple[str, str]] = field(default_factory=list)
    before: Decimal | None = None

    @property
    def change(self) -> Decimal | None:
        """The amount less that of the cycle before."""
        return None if self.before is None or self.line.amount is None else self.line.amount - self.before


def told(line: RunLine, reasons: Mapping[tuple[int, int], str] | None = None, before: Decimal | None = None) -> Told:
    """A line in words. `reasons`: the panel's by cycle and person."""
    made = award_line(line)
    title = wording.lang_text(line.title) or line.award
    shift = _shift(line, reasons or {})
    if made is None:
        return Told(line, title, _correction(line), [], shift, [], None)
    notes = [
        award_note(code, values, made.currency, wording.lang()) for code, values in made.notes if code != "pool-share"
    ]
    if line.kind == LedgerLine.Kind.CORRECTION:
        owed = _("%(sum)s, less what was owed before") % {"sum": _sum(made)}
        return Told(line, title, _correction(line), [owed, *notes], shift, [], None)
    return Told(line, title, _sum(made), notes, shift, _factors(made, line), before)


def _correction(line: RunLine) -> str:
    return {
        LedgerLine.Cause.APPEAL: _("Correction: an appeal was upheld"),
        LedgerLine.Cause.RESTATEMENT: _("Correction: the result was restated"),
    }.get(LedgerLine.Cause(line.cause), _("Correction: bases or records came later"))


def _sum(made: AwardLine) -> str:
    """`¥ 3,000.00 × 1.2 × 0.9836`: factors of 1 are left out, the first two never. Of a pool: the share."""
    share = next((values for code, values in made.notes if code == "pool-share"), None)
    if share is not None:
        return award_note("pool-share", share, made.currency, wording.lang())
    if made.base is None or made.coefficient is None:
        return wording.NONE
    parts = [wording.money(made.base, made.currency), plain(made.coefficient)]
    parts += [_factor(each) for each in (made.attendance, made.team_factor) if each != ONE]
    if made.presence != 1:
        parts.append(f"{made.presence.numerator}/{made.presence.denominator}")
    return " × ".join(parts)


def _factor(value: Decimal) -> str:
    return plain(round_half_up(value, 4))


def _factors(made: AwardLine, line: RunLine) -> list[tuple[str, str]]:
    presence = made.presence
    share = "1" if presence == 1 else f"{presence.numerator}/{presence.denominator}"
    return [
        (pgettext("award", "Base"), _base(made)),
        (_("Coefficient"), f"{plain(made.coefficient) if made.coefficient is not None else wording.NONE}"),
        (_("Grade"), wording.grade_title(line.grade)),
        (_("Attendance"), _factor(made.attendance)),
        (_("Team factor"), plain(made.team_factor)),
        (_("Working days with a posting"), share),
    ]


def _base(made: AwardLine) -> str:
    pooled = any(code == "pool-share" for code, _values in made.notes)
    return _("1 for everybody") if pooled and made.base == ONE else wording.money(made.base, made.currency)


def _shift(line: RunLine, reasons: Mapping[tuple[int, int], str]) -> str:
    code = line.shift
    if not code:
        return ""
    if code == "panel":
        reason = reasons.get((line.cycle_id, line.person_id), "")
        return (
            _("Grade shifted by the panel: %(reason)s") % {"reason": reason}
            if reason
            else _("Grade shifted by the panel")
        )
    if code.startswith("veto"):
        return _("Grade capped by a veto")
    named = {
        "share": _("Grade below the band: the share's seats were taken"),
        "share_gained": _("Grade above the band by rank"),
    }
    return named.get(code, "")


def reasons_of(lines: list[RunLine]) -> dict[tuple[int, int], str]:
    """The panel's reasons for the shifts that lines show, by cycle and person."""
    wanted = {line.person_id for line in lines if line.shift == "panel"}
    held = Shift.objects.filter(state="in_force", person__in=wanted, cycle__in={line.cycle_id for line in lines})
    return {(each.cycle_id, each.person_id): each.reason for each in held}


def issues_of(run: AwardRun) -> list[dict[str, Any]]:
    """What the calculation tells, in words: minimum wages, budgets, missing bases; people by name."""
    names = {line.person.agent_id: line.name for line in run.lines.select_related("person")}
    found = []
    for issue in codec.from_json(tuple[Issue, ...], run.issues):
        agent = str(issue.params.get("agent", ""))
        shown = replace(issue, params={**issue.params, "agent": names.get(agent, agent)})
        said, mend = render(shown, wording.lang())
        found.append({"code": issue.code, "level": issue.level.value, "said": said, "mend": mend})
    return found
