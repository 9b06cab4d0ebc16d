"""What leaves the house: a mail in plain text and simple HTML, a short text for messengers. A link, never a figure."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deskmerit.web.notices import said
from deskmerit.web.notices.models import Delivery, Notice
from deskmerit.web.notices.notify import host


def mail(rows: Sequence[Delivery]) -> EmailMultiAlternatives:
    """The mail of one notice, or the daily one of several, in the receiver's language; its Message-ID never changes."""
    user = rows[0].notice.user
    with translation.override(said.language_of(user)):
        context = {"name": str(user), "items": [_item(row.notice) for row in rows], "settings_url": _settings()}
        message = EmailMultiAlternatives(
            _title(rows),
            render_to_string("notices/mail.txt", context),
            to=[user.email],
            headers={"Message-ID": message_id(rows), "Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string("notices/mail.html", context), "text/html")
    return message


def short(rows: Sequence[Delivery]) -> tuple[str, str]:
    """Title and text for a messenger, in the receiver's language."""
    with translation.override(said.language_of(rows[0].notice.user)):
        items = [_item(row.notice) for row in rows]
        if len(items) == 1:
            return items[0]["subject"], f"{items[0]['sentence']}\n{items[0]['url']}"
        return _title(rows), "\n".join(f"· {item['subject']}\n  {item['url']}" for item in items)


def message_id(rows: Sequence[Delivery]) -> str:
    """The id of a message: a notice's own, or that of the day's message to this person on this way."""
    first = rows[0]
    if first.digest_on is None:
        return first.message_id
    return f"<daily.{first.notice.user_id}.{first.channel_id or 'mail'}.{first.digest_on:%Y%m%d}@{host()}>"


def _title(rows: Sequence[Delivery]) -> str:
    if len(rows) == 1:
        return said.subject(rows[0].notice)
    return ngettext("%(n)s thing is new for you", "%(n)s things are new for you", len(rows)) % {"n": len(rows)}


def _item(notice: Notice) -> dict[str, str]:
    return {
        "subject": said.subject(notice),
        "sentence": said.sentence(notice),
        "due": _("Due by %(day)s.") % {"day": said.due(notice.due)} if notice.due else "",
        "url": settings.SITE_URL + reverse("notice_open", args=[notice.pk]),
    }


def _settings() -> str:
    return str(settings.SITE_URL) + reverse("notice_settings")
