"""Accounts: made for a person, invited by a one-time link, closed when they leave, opened again."""

from contextlib import suppress
from functools import partial

from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from deskmerit.web.accounts.models import Token, User
from deskmerit.web.audit.trail import record
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock
from deskmerit.web.shared.models import preference
from deskmerit.web.shared.refusal import Refused


def make_account(by: User | None, person: Person) -> User:
    """An account without a password: its link lets the person set one. Raises Refused."""
    if person.kind == Person.Kind.BOT:
        raise Refused(_("A bot signs in nowhere."))
    if person.left_on is not None and person.left_on <= clock.today():
        raise Refused(_("This person has left. Only people of the organisation sign in."))
    name = person.employee_no or person.agent_id
    if User.objects.filter(username__iexact=name).exists():
        raise Refused(_("There is an account with this employee number already."))
    user = User(username=name, email=person.email, person=person)
    user.set_unusable_password()
    user.save()
    _address(user)
    record(by, "accounts.made", user, person=person)
    return user


def _address(user: User) -> None:
    """HR vouches for the address: codes and resets go there."""
    if user.email and not EmailAddress.objects.filter(email__iexact=user.email).exists():
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def invite(by: User, user: User) -> str:
    """A one-time link to set a password: it ends when used, when somebody signs in, or after some days."""
    if not user.is_active:
        raise Refused(_("The account is closed. Open it first."))
    record(by, "accounts.invited", user, person=user.person)
    return one_time_link(user)


def one_time_link(user: User) -> str:
    """The address where a user sets a password once."""
    from allauth.account import app_settings

    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return settings.SITE_URL + path


def send_invitation(user: User, link: str) -> bool:
    """Sends the link by e-mail, in the person's language; False where no address is known."""
    if not user.email:
        return False
    with translation.override(user.language or preference("language", settings.LANGUAGE_CODE)):
        subject = _("Your account at Deskmerit")
        text = _("An account was made for you. Set your password here; the link works once:")
        EmailMessage(subject, f"{text}\n\n{link}\n", to=[user.email]).send()
    return True


def close(by: User | None, user: User, reason: str = "") -> None:
    """Nobody signs in with it any more: sessions end, tokens are revoked."""
    if by is not None and by.pk == user.pk:
        raise Refused(_("Nobody closes the account they are signed in with."))
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        end_sessions(user)
        Token.objects.filter(user=user, revoked_at=None).update(revoked_at=clock.now())
        record(by, "accounts.closed", user, person=user.person, reason=reason)


def reopen(by: User, user: User) -> None:
    """Lets somebody sign in again who is (again) of the organisation."""
    person = user.person
    if person and person.left_on is not None and person.left_on <= clock.today():
        raise Refused(_("This person has left. Take out the leaving date first."))
    if person and person.pseudonymised_at:
        raise Refused(_("The account of a pseudonymised person stays closed."))
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        record(by, "accounts.opened", user, person=person)


def end_sessions(user: User) -> None:
    """Signs somebody out everywhere."""
    known = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=list(known.values_list("session_key", flat=True))).delete()
    known.delete()


def close_left() -> int:
    """Closes the accounts of everybody who has left by today; how many. Run daily by the worker."""
    left = User.objects.filter(is_active=True, person__left_on__lte=clock.today())
    for user in left:
        with transaction.atomic():
            close(None, user, "left")
    return len(left)


def new_address(user: User, email: str) -> None:
    """The address codes and resets go to from now on, as HR has entered it; the old one is told."""
    if user.email and user.email.casefold() != email.casefold():
        transaction.on_commit(partial(_tell_old, user.email, user.language))
    EmailAddress.objects.filter(user=user).exclude(email__iexact=email).delete()
    user.email = email
    _address(user)


def _tell_old(email: str, language: str) -> None:
    with translation.override(language or preference("language", settings.LANGUAGE_CODE)):
        text = _("HR has entered another e-mail address for your account at Deskmerit. If that is wrong, tell HR now.")
        with suppress(OSError):  # the change holds even where the old address can't be reached
            EmailMessage(_("Another e-mail address"), text, to=[email]).send()
