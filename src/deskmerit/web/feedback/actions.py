"""What is done with rounds of 360° feedback. Each function belongs into one transaction (`shared.act.attempt`)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from deskmerit.core.workflow import FLOWS, due_of
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.feedback import access, items
from deskmerit.web.feedback.asking import picks
from deskmerit.web.feedback.models import Ask, Pick, Relation, Round, Subject, fresh
from deskmerit.web.feedback.weights import weights_of
from deskmerit.web.notices.notify import notify
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock
from deskmerit.web.shared import models as shared
from deskmerit.web.shared.flow import take
from deskmerit.web.shared.organisation import work_calendar
from deskmerit.web.shared.refusal import Refused
from deskmerit.web.shared.state import move


def prepare(by: User, round_: Round) -> Round:
    """A round as a draft: the lead, peers by lot and oneself are picked for everybody of the cycle."""
    _must_manage(by)
    wrong = []
    if round_.cycle.small:
        wrong.append(_("A cycle in small mode has no 360° feedback."))
    if round_.cycle.state not in ("open", "measured"):
        wrong.append(_("The cycle must be open."))
    if round_.closes_on < clock.today():
        wrong.append(_("Choose a last day that is not over."))
    if Round.objects.filter(cycle=round_.cycle, state__in=(Round.State.DRAFT, Round.State.OPEN)).exists():
        wrong.append(_("This cycle has a round already: close or cancel it first."))
    if wrong:
        raise Refused(*wrong)
    round_.made_by, round_.seed = by.person, round_.seed or get_random_string(12)
    round_.items = round_.items or items.SHIPPED
    round_.weights = weights_of(round_.cycle)
    round_.save()
    Pick.objects.bulk_create(picks(round_))
    record(by, "feedback.prepared", round_, peers=round_.peers)
    return round_


def _must_manage(by: User) -> None:
    if not access.manages(by):
        raise Refused(_("Rounds of 360° feedback are for HR of the whole organisation."))


def _draft(by: User, round_: Round) -> None:
    _must_manage(by)
    if round_.state != Round.State.DRAFT:
        raise Refused(_("The round was opened: who is asked can't be changed any more."))


def change_items(by: User, round_: Round, found: Sequence[items.Item]) -> None:
    """What is rated, while the round is prepared."""
    _draft(by, round_)
    wrong = items.problems(found)
    if wrong:
        raise Refused(*wrong)
    Round.objects.filter(pk=round_.pk).update(items=list(found))
    record(by, "feedback.items", round_, items=len(found))


def choose(by: User, round_: Round, person: Person, relation: str, raters: Iterable[Person]) -> None:
    """Who is asked about a person as peers or partners, by hand: replaces those of that relation."""
    _draft(by, round_)
    wanted = {each.pk: each for each in raters}
    if relation not in (Relation.PEER, Relation.PARTNER):
        raise Refused(_("Lead and self-rating follow from the team; choose peers and partners."))
    others = round_.picks.filter(person=person).exclude(relation=relation)
    if person.pk in wanted or others.filter(rater__in=wanted).exists():
        raise Refused(_("Nobody rates a person twice, and nobody rates themselves as peer or partner."))
    if not all(each.is_there(clock.today()) for each in wanted.values()):
        raise Refused(_("Somebody chosen has left: choose others."))
    round_.picks.filter(person=person, relation=relation).delete()
    Pick.objects.bulk_create(
        Pick(round=round_, person=person, rater=each, relation=relation) for each in wanted.values()
    )
    record(by, "feedback.chosen", round_, relation=relation)


def partners(by: User, round_: Round, people: Sequence[Person], raters: Sequence[Person]) -> None:
    """Partners of other departments for several people at once, beside those named already."""
    _draft(by, round_)
    there = set(round_.picks.values_list("person", "rater"))
    rated = set(round_.picks.values_list("person", flat=True))
    Pick.objects.bulk_create(
        Pick(round=round_, person=person, rater=rater, relation=Relation.PARTNER)
        for person in people
        for rater in raters
        if person.pk in rated and person.pk != rater.pk and (person.pk, rater.pk) not in there
    )
    record(by, "feedback.chosen", round_, relation=Relation.PARTNER)


def open_round(by: User, round_: Round) -> None:
    """Asks everybody. From here on no page shows who was asked about whom but to the one asked."""
    _draft(by, round_)
    if round_.closes_on < clock.today():
        raise Refused(_("Choose a last day that is not over."))
    chosen = list(round_.picks.select_related("rater__user"))
    if not chosen:
        raise Refused(_("Nobody is asked: pick raters first."))
    chosen.sort(key=lambda each: fresh())  # the order of the rows tells nothing
    move(round_, was=Round.State.DRAFT, to=Round.State.OPEN, opened_at=clock.now(), seed="")
    Subject.objects.bulk_create(
        Subject(round=round_, person_id=pk) for pk in sorted({each.person_id for each in chosen})
    )
    asks = Ask.objects.bulk_create(
        Ask(round=round_, person_id=each.person_id, rater_id=each.rater_id, relation=each.relation) for each in chosen
    )
    _start_clocks(round_, asks)
    round_.picks.all().delete()
    record(by, "feedback.opened", round_, asked=len(asks), closes_on=round_.closes_on.isoformat())
    for rater in {each.rater_id: each.rater for each in chosen}.values():
        key = f"feedback:{round_.pk}:opened"
        notify(rater, "feedback-asked", key, reverse("feedback_list"), due=round_.closes_on)


def _start_clocks(round_: Round, asks: Sequence[Ask]) -> None:
    """The clocks that `begin` would start, at once for all: they are due on the same days."""
    for rule in FLOWS["feedback"].clocks:
        event: date = round_.closes_on if rule.since == "round_end" else clock.today()
        due = due_of(rule, event, work_calendar(), None, set(), None)
        shared.Clock.objects.bulk_create(
            shared.Clock(
                flow="feedback", code=rule.name, row=each.pk, since=event, due=due.day, provisional=due.provisional,
                person_id=each.rater_id, url=reverse("feedback_list"),
            )
            for each in asks
        )  # fmt: skip


def give(by: User, ask: Ask, scores: Mapping[str, int], comment: str) -> None:
    """Rates every item from 1 to 5; may be mended until the round closes. No event and no time of it is kept."""
    _lock(ask)
    wrong = [each for each in ask.round.items if scores.get(each["id"]) not in range(items.LOW, items.HIGH + 1)]
    if wrong or set(scores) - {each["id"] for each in ask.round.items}:
        raise Refused(_("Rate every item from 1 to 5, or say that you had not enough contact."))
    take("feedback", ask, "give", by, scores=dict(scores), comment=comment.strip())


def decline(by: User, ask: Ask) -> None:
    """Not enough contact to say; what was given before goes."""
    _lock(ask)
    take("feedback", ask, "decline", by, scores={}, comment="")


def _lock(ask: Ask) -> None:
    """The round can't close while somebody gives."""
    ask.round = Round.objects.select_for_update().get(pk=ask.round_id)


def cancel(by: User, round_: Round, reason: str) -> None:
    """A round that was prepared or opened by mistake: everything that was asked and given goes."""
    _must_manage(by)
    if not reason.strip():
        raise Refused(_("Give the reason: it stays with the decision."))
    move(round_, was=(Round.State.DRAFT, Round.State.OPEN), to=Round.State.CANCELLED, seed="")
    keys = list(round_.asks.values_list("pk", flat=True))
    shared.Clock.objects.filter(flow="feedback", row__in=keys).delete()
    round_.asks.all().delete()
    round_.picks.all().delete()
    round_.subjects.all().delete()
    record(by, "feedback.cancelled", round_, reason=reason)
