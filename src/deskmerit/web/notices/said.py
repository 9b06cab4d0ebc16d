"""A notice in words, in the language of whoever reads it."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.utils import translation

from deskmerit.report.flow_words import clock_word
from deskmerit.web.accounts.models import User
from deskmerit.web.notices.models import Notice
from deskmerit.web.notices.words import OTHERWISE, WORDS
from deskmerit.web.shared import wording

FORBIDDEN = frozenset({"score", "scores", "total", "grade", "rank", "points", "amount", "award_amount", "money"})
"""Parameters that a notice never has: figures and money stay behind the sign-in."""


class _Known(dict[str, str]):
    """Parameters; one that a cause forgot reads as a dash instead of breaking the inbox."""

    def __missing__(self, key: str) -> str:
        return wording.NONE


def subject(notice: Notice) -> str:
    """One line, in the language that is active."""
    return _said(notice.code, notice.params, 0)


def sentence(notice: Notice) -> str:
    """What is to be known or done, in the language that is active."""
    return _said(notice.code, notice.params, 1)


def due(day: date | None) -> str:
    """A due day as a notice says it."""
    return "" if day is None else f"{wording.day(day)} 24:00"


def language_of(user: User) -> str:
    """The language in which somebody is written to."""
    return user.language or settings.LANGUAGE_CODE


def _said(code: str, params: Mapping[str, str], part: int) -> str:
    known = _Known({name: " ".join(str(value).split()) for name, value in params.items()})
    if "clock" in known:
        known["what"] = _first_up(clock_word(known["clock"], translation.get_language() or "zh"))
    return str(WORDS.get(code, OTHERWISE)[part]) % known


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
