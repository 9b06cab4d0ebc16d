"""The inboxes of the demonstration: older notices are read, their mails have left, one could not be delivered."""

from datetime import timedelta

from django.db.models import F

from deskmerit.web.cycles.models import Cycle
from deskmerit.web.demo.base import Cast, Part
from deskmerit.web.notices.models import Delivery, Notice
from deskmerit.web.shared import clock


def timeline(cast: Cast, cycles: dict[str, Cycle]) -> list[Part]:
    """What became of the notices by this morning."""
    return [_delivered(cast)]


def _delivered(cast: Cast) -> Part:
    """Mails of the past are marked as sent (there is no server), notices older than two weeks as read."""
    yield "2026-10-22T08:30:00+08:00"
    old = clock.now() - timedelta(days=14)
    Notice.objects.filter(made_at__lt=old, read_at=None).update(read_at=F("made_at") + timedelta(hours=5))
    for made in Delivery.objects.filter(state=Delivery.State.WAITING).select_related("notice").iterator():
        Delivery.objects.filter(pk=made.pk).update(state=Delivery.State.SENT, tries=1, sent_at=made.notice.made_at)
    last = Delivery.objects.exclude(notice__user=cast.agent).order_by("-pk").first()
    if last is not None:
        failure = "SMTPRecipientsRefused: 550 no such mailbox"
        Delivery.objects.filter(pk=last.pk).update(state=Delivery.State.FAILED, tries=7, sent_at=None, failure=failure)
