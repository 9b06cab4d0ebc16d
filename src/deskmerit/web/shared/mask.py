"""Customers' names and numbers are masked wherever no decision needs them; opening one is a logged act."""

import re
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.org.models import Person
from deskmerit.web.shared.refusal import Refused

MAIL = re.compile(r"(?<![\w.+-])([\w.+-])[\w.+-]*@([\w-]+(?:\.[\w-]+)+)")
NUMBER = re.compile(r"(?<!\w)\+?\d[\d -]{5,}[\dXx](?!\w)")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def name(text: str) -> str:
    """The first letter of a name.

    >>> name("王小明"), name("Anna Berg"), name("")
    ('王**', 'A**', '')
    """
    return f"{text.strip()[:1]}**" if text.strip() else ""


def number(text: str) -> str:
    """A telephone, order or identity number: three figures at each end at most, never more than half of it.

    >>> number("13812345678"), number("C-10237"), number("12")
    ('138*****678', 'C-***37', '**')
    """
    shown = min(3, len(text) // 3)
    return f"{text[:shown]}{'*' * (len(text) - 2 * shown)}{text[len(text) - shown :]}"


def inside(text: str) -> str:
    """A text in which e-mail addresses and long numbers are masked; dates stay.

    >>> inside("call 138 1234 5678 or li.wei@example.com on 2026-09-01")
    'call 138*******678 or l**@example.com on 2026-09-01'
    """
    hidden = MAIL.sub(lambda found: f"{found[1]}**@{found[2]}", text)
    return NUMBER.sub(lambda found: found[0] if DATE.fullmatch(found[0]) else number(found[0]), hidden)


def reveal(by: User, target: models.Model, what: str, reason: str, person: Person | None = None, **detail: Any) -> None:
    """Logs that somebody reads a customer's data unmasked for a decision; the page may then show it. Raises Refused.

    `what` names it by the record's id (`ticket T-17`), never by the customer. Expects a transaction.
    """
    if not reason.strip():
        raise Refused(_("Say which decision needs the customer's data: the reason is kept."))
    record(by, "customer.revealed", target, person=person, reason=reason, what=what, **detail)
