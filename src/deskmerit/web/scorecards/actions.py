"""What is done with a published result: received, remarked, agreed; restated with cause and a second person."""

from django.utils.translation import gettext as _

from deskmerit.core.scorecard import Scorecard
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.awards.restated import owe_restated
from deskmerit.web.awards.seats import add_restated
from deskmerit.web.cycles.models import Run
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards import deadlines
from deskmerit.web.scorecards.models import Card, Restatement, Result
from deskmerit.web.scorecards.store import columns
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import begin, hooks_of, relations_of, take
from deskmerit.web.shared.refusal import NotYours, Overtaken, Refused


def receive(by: User, result: Result) -> None:
    """The person received the result; that is no agreement."""
    take("receipt", result, "receive", by, received_at=clock.now())
    deadlines.appeal_by(result)


def say(by: User, result: Result, agrees: bool, remark: str = "") -> None:
    """The person's view of the result, in their own words."""
    take("agreement", result, "agree" if agrees else "disagree", by, reason=remark, remark=remark)


def remark(by: User, result: Result, text: str) -> None:
    """The evaluator's remark, which the person sees; by the lead of the period or HR."""
    if not relations_of("receipt", result, by) & {"lead", "hr"}:
        raise NotYours(_("The evaluator's remark is written by the lead of the period or by HR."))
    Result.objects.filter(pk=result.pk).update(lead_remark=text)
    record(by, "receipt.remarked", result, person=result.person)


def propose_restatement(
    by: User | None,
    result: Result,
    run: Run,
    content: Scorecard,
    steps: object,
    cause: str,
    explanation: str,
    *,
    approved_by: Person | None = None,
    merges: bool = False,
) -> Restatement:
    """Puts another frozen card beside the published one, to be approved by somebody else.

    `run`: of kind restated; a card that it holds of the person is taken as it is, else one is made of `content` and
    `steps`. `approved_by`: the reviewer of an upheld appeal, whose decision is the approval; then `restate` may follow.
    `merges`: one that waits is taken into this one, which was measured after it and names both causes.
    """
    waiting = list(result.restatements.select_for_update().filter(state__in=("proposed", "approved")))
    if waiting and not merges:
        raise Refused(_("A restatement of this result waits already; decide on it first."))
    if not explanation.strip():
        raise Refused(_("Say what caused the change: it stands on the scorecard."))
    after = Card.objects.filter(run=run, person=result.person).first() or _card(result, run, content, steps)
    Card.objects.filter(pk=after.pk, frozen=False).update(frozen=True)
    found = Restatement.objects.create(
        result=result,
        state=Restatement.State.APPROVED if approved_by else Restatement.State.PROPOSED,
        before=result.card,
        after=after,
        cause=cause,
        explanation="\n".join(dict.fromkeys([explanation.strip(), *(each.explanation for each in waiting)])),
        made_by=by.person if by else None,
        made_at=clock.now(),
        approved_by=approved_by,
    )
    begin("restatement", found, by, cause=cause, before=str(result.card.total), after=str(after.total))
    for each in waiting:
        each.merged.update(merged_into=found)
        take("restatement", each, "merge", None, merged_into=found, detail={"into": found.pk})
    return found


def _card(result: Result, run: Run, content: Scorecard, steps: object) -> Card:
    team, trend = result.card.team, result.card.trend
    made = {"run": run, "person": result.person, "team": team, "steps": steps, "trend": trend, "moves": []}
    return Card.objects.create(frozen=True, **made, **columns(content))


def approve(by: User, found: Restatement) -> None:
    """A second person approves a restatement, and the person is told at once: a new receipt is asked for."""
    take("restatement", found, "approve", by, approved_by=by.person)
    restate(None, found)
    add_restated(found.result.cycle, found)
    owe_restated.enqueue(found.result.cycle_id)


def refuse(by: User, found: Restatement, reason: str) -> None:
    """A second person refuses it: the published figure stays."""
    take("restatement", found, "refuse", by, reason=reason)


def withdraw(by: User, found: Restatement) -> None:
    """Whoever proposed a restatement takes it back."""
    take("restatement", found, "withdraw", by)


def restate(by: User | None, found: Restatement) -> None:
    """An approved restatement takes effect: the result shows the new card and asks for a new receipt."""
    result = found.result
    changed = Result.objects.filter(pk=result.pk, card=found.before_id)
    if not changed.update(card=found.after, received_at=None, reminders=[]):
        raise Overtaken(_("This result was restated a moment ago. Read the page again, then decide."))
    take("restatement", found, "tell", by, told_at=clock.now())
    result.refresh_from_db()
    take("receipt", result, "ask_again", None)
    if result.view != Result.View.UNSAID:
        take("agreement", result, "ask_again", None)
    url = hooks_of("receipt").url(result)
    notify(result.person, "result-restated", f"restatement:{found.pk}", url, period=result.cycle.period)
