"""Notices as JSON; how one is told outside; for administrators the messages that did not leave, without their words."""

from datetime import date, datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.notices import actions, queries, said
from deskmerit.web.notices.groups import GROUPS
from deskmerit.web.notices.models import Delivery, Notice
from deskmerit.web.org.access import require_everywhere
from deskmerit.web.shared.act import user_of

router = Router(tags=["notices"])


class NoticeOut(Schema):
    """A notice in the language asked for."""

    id: int
    code: str
    subject: str
    sentence: str
    url: str
    due: date | None
    made_at: datetime
    read_at: datetime | None


class ChannelOut(Schema):
    """A messenger of mine; until it is confirmed nothing goes there."""

    id: int
    service: str
    address: str
    confirmed_at: datetime | None


class ToldOut(Schema):
    """How I am told outside: which groups of notices, at once or once a day, by mail and by which messengers."""

    groups: list[str]
    daily: bool
    email: str
    channels: list[ChannelOut]


class DeliveryOut(Schema):
    """A message that did not leave: to whom, by which way, after how many tries, why, and when it was last planned."""

    id: int
    receiver: str
    way: str
    tries: int
    failure: str
    next_at: datetime


class OutboxOut(Schema):
    """Messages given up, and those that are tried again."""

    failed: list[DeliveryOut]
    again: list[DeliveryOut]


@router.get("/notices", response=list[NoticeOut], summary="My notices, newest first")
def notices(request: HttpRequest, unread: bool = False) -> list[NoticeOut]:
    """One's own inbox."""
    return [_out(each) for each in queries.inbox(user_of(request), "unread" if unread else "")]


@router.post("/notices/{pk}/read", response=NoticeOut, summary="Mark a notice of mine as read")
def read(request: HttpRequest, pk: int) -> NoticeOut:
    """Read."""
    user = user_of(request)
    notice = get_object_or_404(Notice, pk=pk, user=user)
    actions.read(user, notice)
    notice.refresh_from_db()
    return _out(notice)


@router.get("/settings", response=ToldOut, summary="How I am told outside")
def settings(request: HttpRequest) -> ToldOut:
    """One's own choice and messengers."""
    user = user_of(request)
    choice = queries.choice_of(user)
    channels = [
        ChannelOut(id=each.pk, service=each.service, address=each.address, confirmed_at=each.confirmed_at)
        for each in user.channels.all()
    ]
    groups = [group for group in GROUPS if group not in choice.silent]
    return ToldOut(groups=groups, daily=choice.daily, email=user.email, channels=channels)


@router.get("/outbox", response=OutboxOut, summary="Messages that did not leave, for administrators")
def outbox(request: HttpRequest) -> OutboxOut:
    """Whom and why; what they say is for the receiver alone."""
    require_everywhere(user_of(request), "admin")
    return OutboxOut(
        failed=[_delivery(each) for each in queries.failed()[: queries.MOST]],
        again=[_delivery(each) for each in queries.waiting()[: queries.MOST]],
    )


def _delivery(row: Delivery) -> DeliveryOut:
    return DeliveryOut(
        id=row.pk, receiver=str(row.notice.user), way=row.channel.service if row.channel else "e-mail",
        tries=row.tries, failure=row.failure, next_at=row.next_at,
    )  # fmt: skip


def _out(notice: Notice) -> NoticeOut:
    return NoticeOut(
        id=notice.pk, code=notice.code, subject=said.subject(notice), sentence=said.sentence(notice), url=notice.url,
        due=notice.due, made_at=notice.made_at, read_at=notice.read_at,
    )  # fmt: skip
