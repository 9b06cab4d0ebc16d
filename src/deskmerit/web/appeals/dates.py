"""The days of an appeal against their deadlines, as its page, form and letter show them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from deskmerit.web.appeals import window
from deskmerit.web.appeals.models import Appeal
from deskmerit.web.shared import clock, models


@dataclass(frozen=True, slots=True)
class Day:
    """A step of an appeal: until when it was due (as it was first told), and when it was done."""

    code: str
    step: str
    due: date | None
    done: date | None

    @property
    def late(self) -> bool:
        """Whether it was done after its day."""
        return self.due is not None and self.done is not None and self.done > self.due


def dates(appeal: Appeal) -> list[Day]:
    """Receipt, interview, filing, acceptance, decision, correction, letter: one query.

    A decision that was passed on to a deputy is held against the day that the person was told first.
    """
    result, told = appeal.result, dict[str, date]()
    ran = models.Clock.objects.filter(flow="appeal", row=appeal.pk).order_by("-pk").values_list("code", "due")
    told.update(ran)  # the earliest of a code comes last, and stays
    found = [
        Day("received", _("Result received"), None, appeal.received_on),
        Day("interviewed", _("Interview held"), result.interview_due, result.interviewed_on),
        Day("filed", _("Appeal filed"), window.due(appeal), _day(appeal.filed_at)),
        Day("accepted", _("Accepted for review"), None, _day(appeal.lead_asked_at)),
        Day("decided", _("Decided"), told.get("decision"), _day(appeal.decided_at)),
    ]
    if appeal.decision in ("upheld", "partly"):
        found.append(Day("applied", _("Recomputed and corrected"), told.get("applying"), _day(appeal.applied_at)))
    return [*found, Day("letter", _("Letter of decision"), told.get("letter"), _day(appeal.letter_at))]


def _day(at: datetime | None) -> date | None:
    return clock.local_date(at) if at else None
