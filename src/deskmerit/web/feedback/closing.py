"""Closing a round: ratings are taken apart from their raters for good, and only counts and means remain."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.feedback import access
from deskmerit.web.feedback.models import NAMED, Ask, Comment, Rating, Relation, Round
from deskmerit.web.notices.notify import notify
from deskmerit.web.shared import clock
from deskmerit.web.shared import models as shared
from deskmerit.web.shared.refusal import Refused
from deskmerit.web.shared.state import move

ENOUGH = 3
"""Raters that a relation of peers or partners needs before anything of it is shown."""


def pseudonym(agent_id: str) -> str:
    """A rater's name in the records: the same in every round, so that raters are counted right over a year; made with
    the application's secret, which is not in the database.
    """
    return salted_hmac("deskmerit.feedback.rater", agent_id, algorithm="sha256").hexdigest()[:16]


def close_due() -> int:
    """Closes every round whose last day is over; how many were. Safe to run twice."""
    closed = 0
    for pk in Round.objects.filter(state=Round.State.OPEN, closes_on__lt=clock.today()).values_list("pk", flat=True):
        with transaction.atomic():
            round_ = Round.objects.select_for_update().get(pk=pk)
            if round_.state == Round.State.OPEN:
                close(None, round_)
                closed += 1
    return closed


def close(by: User | None, round_: Round) -> None:
    """Closes a round, by HR before its last day or by the clock after it. What nobody gave expires."""
    if by is not None and not access.manages(by):
        raise Refused(_("Rounds of 360° feedback are for HR of the whole organisation."))
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    move(round_, was=Round.State.OPEN, to=Round.State.CLOSED, closed_at=clock.now())
    Ask.objects.filter(round=round_, state=Ask.State.ASKED).update(state=Ask.State.EXPIRED)
    asks = list(round_.asks.select_related("rater"))
    given = [each for each in asks if each.state == Ask.State.GIVEN]
    Rating.objects.bulk_create(sorted(_ratings(given), key=lambda each: each.id))
    Comment.objects.bulk_create(sorted(_comments(given), key=lambda each: each.id))
    _unlink(round_, [each.pk for each in asks])
    counts = Counter(f"{each.relation}.{each.state}" for each in asks)
    record(by, "feedback.closed", round_, counts=dict(sorted(counts.items())))
    for subject in round_.subjects.select_related("person__user"):
        url = reverse("feedback_outcome", args=[subject.pk])
        notify(subject.person, "feedback-closed", f"feedback:{round_.pk}:closed", url, round=round_.title)


def _ratings(given: Iterable[Ask]) -> Iterable[Rating]:
    for each in given:
        assert each.rater is not None
        name = pseudonym(each.rater.agent_id)
        for item, score in each.scores.items():
            yield Rating(
                round=each.round, person_id=each.person_id, relation=each.relation, rater=name, item=item, score=score
            )


def _comments(given: Iterable[Ask]) -> Iterable[Comment]:
    """Comments of peers and partners stay only where enough rated; the others are lost on purpose."""
    raters: dict[tuple[int, str], int] = defaultdict(int)
    for each in given:
        raters[each.person_id, each.relation] += 1
    for each in given:
        if each.comment and (each.relation in NAMED or raters[each.person_id, each.relation] >= ENOUGH):
            yield Comment(round=each.round, person_id=each.person_id, relation=each.relation, text=each.comment)


def _unlink(round_: Round, keys: list[int]) -> None:
    """From here on no row leads from a rater to a peer or partner: raters, what they gave, and clocks go."""
    round_.asks.filter(relation__in=(Relation.PEER, Relation.PARTNER)).update(rater=None)
    round_.asks.update(scores={}, comment="")
    shared.Clock.objects.filter(flow="feedback", row__in=keys).delete()


def given_at(round_: Round) -> datetime:
    """The time that every record of a round bears: the first instant of its closing day, within the cycle's period."""
    assert round_.closed_at is not None
    return clock.midnight(min(clock.local_date(round_.closed_at), round_.cycle.end - timedelta(days=1)))
