"""Personal tokens for the JSON interface: shown once when made, kept as a hash."""

from datetime import timedelta
from hashlib import sha256

from django.utils.crypto import get_random_string

from deskmerit.web.accounts.models import Token, User
from deskmerit.web.audit.trail import record
from deskmerit.web.shared import clock

MARK = "dm_"


def make(user: User, name: str, days: int) -> tuple[Token, str]:
    """A new token and its text, which nobody can read again. Expects a transaction."""
    text = MARK + get_random_string(40)
    now = clock.now()
    token = Token.objects.create(
        user=user,
        name=name,
        prefix=text[:8],
        digest=digest(text),
        made_at=now,
        expires_on=clock.today() + timedelta(days),
    )
    record(user, "accounts.token_made", token, person=user.person, expires_on=token.expires_on)
    return token, text


def revoke(user: User, token: Token) -> None:
    """Makes a token useless from now on."""
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now()):
        record(user, "accounts.token_revoked", token, person=token.user.person)


def user_of_token(text: str) -> User | None:
    """Whose token a text is; None for one that is unknown, revoked or expired, or whose account is closed."""
    found = (
        Token.objects.select_related("user__person")
        .filter(digest=digest(text), revoked_at=None, expires_on__gte=clock.today(), user__is_active=True)
        .first()
    )
    if found is None or not text.startswith(MARK):
        return None
    now = clock.now()
    if found.used_at is None or now - found.used_at > timedelta(minutes=1):
        Token.objects.filter(pk=found.pk).update(used_at=now)
    return found.user


def digest(text: str) -> str:
    """What is kept of a token."""
    return sha256(text.encode("utf-8")).hexdigest()
