"""How a request for feedback flows. Nothing of it may lead from a rater to whom she rated: no event, no clock's url."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from deskmerit.web.feedback import access
from deskmerit.web.feedback.models import Ask, Relation, Round
from deskmerit.web.notices.notify import notify
from deskmerit.web.shared import clock, models
from deskmerit.web.shared.flow import Hooks


def _open(ask: Ask) -> str:
    here = ask.round.state == Round.State.OPEN and ask.round.closes_on >= clock.today()
    return "" if here else _("The round has closed.")


def _own_is_self(ask: Ask) -> str:
    """Of oneself a self-rating only, and a self-rating by oneself only."""
    if (ask.person_id == ask.rater_id) == (ask.relation == Relation.SELF):
        return ""
    return _("Of oneself one gives a self-rating only.")


def _since(ask: Ask, event: str) -> date | None:
    return ask.round.closes_on if event == "round_end" else None


def _overdue(ask: Ask, ran: models.Clock) -> None:
    from deskmerit.web.feedback.closing import close_due

    if ran.code == "feedback_round":
        close_due()
    elif ask.rater is not None:
        remind(ask)


def remind(ask: Ask) -> None:
    """One reminder a day and rater, whatever the number of requests; it names nobody."""
    if ask.rater is not None:
        key = f"feedback:{ask.round_id}:{clock.today()}"
        notify(ask.rater, "feedback-asked", key, reverse("feedback_list"), due=ask.round.closes_on)


FEEDBACK = Hooks(
    model=Ask,
    relations=access.relations,
    url=lambda ask: reverse("feedback_list"),
    guards={"round_open": _open, "own_is_self": _own_is_self},
    waits_for=lambda ask, code: (ask.rater, ""),
    since=_since,
    overdue=_overdue,
    audits=lambda ask: None,
    visible=access.duties,
)
