"""What the pages of notices read."""

from django.db.models import QuerySet

from deskmerit.web.accounts.models import User
from deskmerit.web.notices.groups import group_of
from deskmerit.web.notices.models import Choice, Delivery, Notice

MOST = 2000
"""Messages that did not leave, as many as are shown."""


def inbox(user: User, show: str = "", group: str = "") -> list[Notice]:
    """One's own notices, newest first: all or the unread, of one group or all. The last thousand."""
    found = user.notices.filter(read_at=None) if show == "unread" else user.notices.all()
    return [each for each in found[:1000] if not group or group_of(each.code) == group]


def choice_of(user: User) -> Choice:
    """How somebody wants to be told; everything at once unless they chose."""
    return Choice.objects.filter(user=user).first() or Choice(user=user)


def failed() -> QuerySet[Delivery]:
    """Messages that were given up, for administrators: whom and why, not what."""
    return Delivery.objects.filter(state=Delivery.State.FAILED).select_related("notice__user__person", "channel")


def waiting() -> QuerySet[Delivery]:
    """Messages that failed at least once and are tried again."""
    again = Delivery.objects.filter(state=Delivery.State.WAITING, tries__gt=0)
    return again.select_related("notice__user__person", "channel")
