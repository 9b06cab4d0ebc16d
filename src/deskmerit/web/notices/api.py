"""Notices as JSON."""

from datetime import date, datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from deskmerit.web.notices import actions, queries, said
from deskmerit.web.notices.models import Notice
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


def _out(notice: Notice) -> NoticeOut:
    return NoticeOut(
        id=notice.pk, code=notice.code, subject=said.subject(notice), sentence=said.sentence(notice), url=notice.url,
        due=notice.due, made_at=notice.made_at, read_at=notice.read_at,
    )  # fmt: skip
