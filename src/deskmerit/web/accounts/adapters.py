"""How allauth signs people in: nobody registers themselves, accounts belong to people of the organisation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from deskmerit.web.accounts.models import User


class Adapter(DefaultAccountAdapter):
    """Signing in with employee number or e-mail; people who left may not."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: HR makes accounts."""
        return False


class SocialAdapter(DefaultSocialAccountAdapter):
    """Signing in through the organisation's own directory: matched to the account with the same verified e-mail."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: an outside identity without an account stays outside."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Connects a directory identity to the account whose e-mail it proves."""
        if sociallogin.is_existing:
            return
        proven = [each.email for each in sociallogin.email_addresses if each.verified]
        found = User.objects.filter(email__in=proven, is_active=True)
        if len(found) == 1:
            sociallogin.connect(request, found[0])
