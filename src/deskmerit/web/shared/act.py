"""What a view does with an action: its success as a message, its refusal as sentences; nothing half done."""

import logging
from collections.abc import Callable

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest

from deskmerit.web.accounts.models import User
from deskmerit.web.org.models import Person
from deskmerit.web.shared.refusal import NotYours, Refused
from deskmerit.web.shared.state import overtaken

log = logging.getLogger(__name__)


def attempt(request: HttpRequest, act: Callable[[], object], done: str = "") -> bool:
    """Runs an action in one transaction; tells `done`, or each sentence of why not. Whether it was done.

    404 for whoever has no part in the thing at all, such as an auditor, who reads everything and changes nothing.
    """
    try:
        with transaction.atomic():
            act()
    except NotYours as refused:
        raise Http404 from refused
    except Refused as refused:
        for sentence in refused.sentences:
            messages.error(request, str(sentence))
        return False
    except IntegrityError:  # both looked before either wrote: the database lets a thing be there once
        log.warning("refused by the database", exc_info=True)
        messages.error(request, overtaken())
        return False
    if done:
        messages.success(request, done)
    return True


def user_of(request: HttpRequest) -> User:
    """The signed-in user (the middleware lets nobody else through)."""
    assert isinstance(request.user, User)
    return request.user


def person_of(request: HttpRequest) -> Person | None:
    """The signed-in user's person; None for an account outside the organisation."""
    return user_of(request).person
