"""The first run: the page that makes the first administrator, while nobody can sign in yet."""

import os
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import login
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from deskmerit.web import workspace
from deskmerit.web.accounts.forms import First, Mail
from deskmerit.web.accounts.models import User
from deskmerit.web.audit.trail import record
from deskmerit.web.notices.mail import Backend
from deskmerit.web.org.adopt import adopt
from deskmerit.web.org.models import Person, Role
from deskmerit.web.shared import clock
from deskmerit.web.shared.models import Preference
from deskmerit.web.shared.refusal import Overtaken

CODE = "DESKMERIT_START_CODE"
"""Names the one-time code that `deskmerit serve` prints; unset (demo, tests) none is asked."""


def start(request: HttpRequest) -> HttpResponse:
    """Makes the first administrator; 404 as soon as there is an account."""
    if User.objects.exists():
        raise Http404
    code = os.environ.get(CODE, "")
    first = First(request.POST or None, code=code, initial={"language": request.LANGUAGE_CODE})
    mail = Mail(request.POST or None, prefix="mail")
    if request.method == "POST" and all([first.is_valid(), mail.is_valid()]):
        limited = ratelimit.consume_or_429(request, action="start")
        if limited:
            return limited
        if code and not constant_time_compare(first.cleaned_data["code"].strip(), code):
            first.add_error("code", _("That is not the code in the terminal."))
        elif "test" in request.POST:
            _tell_test(mail, first.cleaned_data["email"])
        else:
            return _begun(request, first.cleaned_data, mail.values({}))
    return render(request, "accounts/start.html", {"first": first, "mail": mail})


def _begun(request: HttpRequest, told: dict[str, Any], mail: dict[str, Any]) -> HttpResponse:
    user = begin(told, mail)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    response = redirect("home")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, told["language"], samesite="Lax", secure=settings.SECURE)
    return response


@transaction.atomic
def begin(told: dict[str, Any], mail: dict[str, Any]) -> User:
    """Takes the workspace's people over and makes the first administrator among them. Raises Overtaken.

    `told`: name, employee_no, email, new_password, language.
    """
    try:
        with transaction.atomic():
            Preference.objects.create(key="begun", value=str(clock.now()))
    except IntegrityError:
        raise Overtaken(_("Somebody else made the first account a moment ago.")) from None
    adopt(workspace.folder())
    number = told["employee_no"]
    person = Person.objects.filter(employee_no=number).first() or Person.objects.filter(agent_id=number).first()
    if person is None:
        person = Person.objects.create(agent_id=number, name=told["name"], employee_no=number, email=told["email"])
    today: date = clock.today()
    for kind in (Role.Kind.ADMIN, Role.Kind.HR):
        Role.objects.create(person=person, kind=kind, from_date=today)
    user = User(username=number, email=told["email"], person=person, language=told["language"])
    user.set_password(told["new_password"])
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    Preference.objects.update_or_create(key="language", defaults={"value": told["language"]})
    Preference.objects.update_or_create(key="mail", defaults={"value": mail})
    record(user, "accounts.begun", user, person=person, roles=["admin", "hr"], mail_host=mail["host"])
    return user


def send_test(kept: dict[str, Any], to: str) -> str:
    """Sends a message by settings not yet kept; "" where it went out, else what the server said."""
    sender = kept["from"] or settings.DEFAULT_FROM_EMAIL
    message = EmailMessage(_("Test message"), _("Deskmerit can send messages."), sender, [to])
    try:
        Backend(kept=kept).send_messages([message])
    except OSError as failure:  # smtplib's errors are kinds of it
        return str(failure)
    return ""


def _tell_test(mail: Mail, to: str) -> None:
    said = send_test(mail.values({}), to)
    if not mail.cleaned_data["host"]:
        mail.told = _("Without a mail server the message was written to the log.")
    elif said:
        mail.add_error("host", _("The message could not be sent: %(said)s") % {"said": said})
    else:
        mail.told = _("The test message is on its way to %(to)s.") % {"to": to}
