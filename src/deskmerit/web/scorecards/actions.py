"""What is done with a published result: received, remarked, agreed; restated with cause and a second person."""

from deskmerit.core.scorecard import Scorecard
from deskmerit.web.accounts.models import User
from deskmerit.web.cycles.models import Run
from deskmerit.web.notices.notify import notify
from deskmerit.web.scorecards import deadlines
from deskmerit.web.scorecards.models import Card, Restatement, Result
from deskmerit.web.scorecards.store import columns
from deskmerit.web.shared import clock
from deskmerit.web.shared.flow import begin, hooks_of, take


def receive(by: User, result: Result) -> None:
    """The person received the result; that is no agreement."""
    take("receipt", result, "receive", by, received_at=clock.now())
    deadlines.appeal_by(result)


def say(by: User, result: Result, agrees: bool, remark: str = "") -> None:
    """The person's view of the result, in their own words."""
    take("agreement", result, "agree" if agrees else "disagree", by, reason=remark, remark=remark)


def remark(by: User, result: Result, text: str) -> None:
    """The evaluator's remark, which the person sees."""
    from deskmerit.web.audit.trail import record

    Result.objects.filter(pk=result.pk).update(lead_remark=text)
    record(by, "receipt.remarked", result, person=result.person)


def propose_restatement(
    by: User | None, result: Result, run: Run, content: Scorecard, steps: object, cause: str, explanation: str
) -> Restatement:
    """Puts another frozen card beside the published one, to be approved by somebody else."""
    after = Card.objects.create(
        run=run,
        person=result.person,
        team=result.card.team,
        steps=steps,
        trend=result.card.trend,
        moves=[],
        frozen=True,
        **columns(content),
    )
    found = Restatement.objects.create(
        result=result,
        before=result.card,
        after=after,
        cause=cause,
        explanation=explanation,
        made_by=by.person if by else None,
        made_at=clock.now(),
    )
    begin("restatement", found, by, before=str(result.card.total), after=str(after.total))
    return found


def restate(by: User | None, found: Restatement) -> None:
    """An approved restatement takes effect: the result shows the new card and asks for a new receipt."""
    result = found.result
    take("restatement", found, "tell", by, told_at=clock.now())
    Result.objects.filter(pk=result.pk).update(card=found.after, received_at=None, reminders=[])
    result.refresh_from_db()
    take("receipt", result, "ask_again", None)
    if result.view != Result.View.UNSAID:
        take("agreement", result, "ask_again", None)
    url = hooks_of("receipt").url(result)
    notify(result.person, "result-restated", f"restatement:{found.pk}", url, period=result.cycle.period)
