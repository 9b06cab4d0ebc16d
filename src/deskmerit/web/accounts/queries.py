"""What the page of one's own account shows."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from deskmerit.web.accounts.models import User
from deskmerit.web.shared import clock


def account(user: User) -> dict[str, Any]:
    """How somebody signs in, where messages reach them, how many tokens are in force, where they stand."""
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return {
        "app": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "sessions": UserSession.objects.filter(user=user).count(),
        "addresses": EmailAddress.objects.filter(user=user),
        "tokens": user.tokens.filter(revoked_at=None, expires_on__gte=clock.today()).count(),
        "postings": user.person.postings.select_related("team") if user.person else [],
    }
