"""Signing in: number or e-mail, lock-out, closed accounts, nobody registers, sessions revocable, headers exact."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.totp.internal import auth as totp
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.core import mail
from django.core.cache import cache
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from deskmerit.web.accounts import actions, providers
from deskmerit.web.accounts.adapters import SocialAdapter
from deskmerit.web.accounts.models import User
from deskmerit.web.org.models import Person
from deskmerit.web.shared.refusal import Refused

pytestmark = pytest.mark.django_db
SECRET = "blue-lantern-42"


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Rate limits start anew."""
    cache.clear()


@pytest.fixture
def user() -> User:
    """Somebody with a password."""
    person = Person.objects.create(agent_id="a1", name="Li Wei", employee_no="E77", email="li@example.com")
    made = actions.make_account(None, person)
    made.set_password(SECRET)
    made.save()
    return made


def sign_in(login: str, password: str = SECRET) -> int:
    client = Client()
    client.post(reverse("account_login"), {"login": login, "password": password})
    return int("_auth_user_id" in client.session)


@pytest.mark.parametrize("login", ["E77", "li@example.com"])
def test_number_and_address_both_sign_in(user: User, login: str) -> None:
    assert sign_in(login)


def test_five_wrong_passwords_lock_the_account_for_the_right_one_too(user: User) -> None:
    for _ in range(5):
        assert not sign_in("E77", "wrong")
    assert not sign_in("E77")
    cache.clear()  # the minutes pass
    assert sign_in("E77")


def test_whoever_left_signs_in_nowhere_and_their_sessions_end(user: User) -> None:
    client = Client()
    client.post(reverse("account_login"), {"login": "E77", "password": SECRET})
    assert client.get(reverse("account_page")).status_code == 200
    actions.close(None, user)
    assert client.get(reverse("account_page")).status_code == 302
    assert not sign_in("E77")


def test_nobody_registers(user: User) -> None:
    told = {"username": "x", "email": "x@example.com", "password1": SECRET, "password2": SECRET}
    Client().post(reverse("account_signup"), told)
    assert User.objects.count() == 1


def test_a_code_by_mail_signs_in_once(user: User) -> None:
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": user.email})
    code = re.search(r"^([A-Z0-9-]{6,9})$", mail.outbox[0].body, re.MULTILINE)[1]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_an_invited_person_sets_a_password_by_a_link_that_works_once(user: User) -> None:
    user.set_unusable_password()
    user.save()
    path = actions.one_time_link(user).split("/", 3)[3]
    client = Client()
    page = client.get(f"/{path}", follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "green-kettle-7", "password2": "green-kettle-7"})
    assert sign_in("E77", "green-kettle-7")
    again = Client().get(f"/{path}", follow=True)
    assert "token_fail" in again.context
    assert again.context["token_fail"]


def test_a_bot_and_somebody_who_left_get_no_account() -> None:
    bot = Person.objects.create(agent_id="b", name="bot", kind="bot")
    with pytest.raises(Refused):
        actions.make_account(None, bot)


def test_signing_out_takes_a_post(user: User) -> None:
    client = Client()
    client.force_login(user)
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_other_devices_are_listed_and_signed_out(user: User) -> None:
    one, other = Client(), Client()
    for client in (one, other):
        client.post(reverse("account_login"), {"login": "E77", "password": SECRET})
        client.get(reverse("account_page"))
    page = one.get(reverse("usersessions_list"))
    assert page.context["session_count"] == 2
    one.post(reverse("usersessions_list"))
    assert other.get(reverse("account_page")).status_code == 302
    assert one.get(reverse("account_page")).status_code == 200


CSP = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
    "font-src": "'self'", "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'",
    "frame-ancestors": "'none'", "manifest-src": "'self'",
}  # fmt: skip
PAGES = ["account_login", "account_request_login_code", "account_reset_password", "account_signup"]
OWN = ["account_page", "tokens", "my_data", "mfa_index", "usersessions_list", "account_change_password",
       "socialaccount_connections", "mfa_list_webauthn", "account_email", "account_logout",
       "account_reauthenticate"]  # fmt: skip


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", PAGES + OWN)
def test_every_page_of_an_account_keeps_the_policy(user: User, name: str, language: str) -> None:
    client = Client(headers={"accept-language": language})
    if name in OWN:
        client.post(reverse("account_login"), {"login": "E77", "password": SECRET})
    page = client.get(reverse(name), follow=True)
    assert page.status_code == 200
    told = dict(part.strip().split(" ", 1) for part in page["Content-Security-Policy"].split(";"))
    assert told == CSP
    text = page.content.decode("utf-8")
    assert not re.findall(r"<style|\sstyle=|\son\w+=", text)
    assert not [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag and "json" not in tag]
    assert len(re.findall(r"<h1", text)) == 1
    assert page["X-Frame-Options"] == "DENY"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"


NAMED = {
    "DESKMERIT_OIDC_URL": "https://sso.example.com/realms/a", "DESKMERIT_OIDC_ID": "d", "DESKMERIT_OIDC_SECRET": "s",
    "DESKMERIT_OIDC_NAME": "Keycloak", "DESKMERIT_FEISHU_ID": "f", "DESKMERIT_FEISHU_SECRET": "s",
}  # fmt: skip


def test_only_directories_that_are_set_up_have_a_button(user: User) -> None:
    assert "Keycloak" not in Client().get(reverse("account_login")).content.decode("utf-8")
    with override_settings(SOCIALACCOUNT_PROVIDERS=providers.configured(NAMED)):
        text = Client().get(reverse("account_login")).content.decode("utf-8")
    assert "Keycloak" in text
    assert "/feishu/login/" in text
    assert "/dingtalk/login/" not in text
    assert providers.form_origins(NAMED) == ["https://open.feishu.cn", "https://sso.example.com"]


def test_an_authenticator_app_asks_for_its_code_after_the_password(user: User) -> None:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    client = Client()
    asked = client.post(reverse("account_login"), {"login": "E77", "password": SECRET})
    assert asked.url == reverse("mfa_authenticate")
    assert client.get(reverse("account_page")).status_code == 302
    client.post(asked.url, {"code": "000000"})
    assert client.get(reverse("account_page")).status_code == 302
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    client.post(asked.url, {"code": code})
    assert client.get(reverse("account_page")).status_code == 200


def test_a_passkey_is_asked_for_by_the_browser(user: User) -> None:
    told = Client().get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    assert told.json()["request_options"]["publicKey"]["challenge"]


def outside(email: str, verified: bool) -> SocialLogin:
    account = SocialAccount(provider="oidc", uid=email)
    return SocialLogin(
        user=User(email=email), account=account, email_addresses=[EmailAddress(email=email, verified=verified)]
    )


PROVEN = [("li@example.com", True, True), ("li@example.com", False, False), ("stranger@example.com", True, False)]


@pytest.mark.parametrize(("email", "verified", "joined"), PROVEN)
def test_a_directory_signs_in_only_who_has_an_account_with_the_address_it_proves(
    user: User, rf: RequestFactory, email: str, verified: bool, joined: bool
) -> None:
    request = rf.get("/")
    request.session = Client().session
    login = outside(email, verified)
    named = override_settings(SOCIALACCOUNT_PROVIDERS=providers.configured(NAMED))
    with named, context.request_context(request):
        SocialAdapter().pre_social_login(request, login)
    assert login.is_existing is joined
    assert SocialAdapter().is_open_for_signup(request, login) is False
    assert User.objects.count() == 1


def test_too_many_tries_are_answered_in_words(user: User) -> None:
    answers = [Client().post(reverse("account_reset_password"), {"email": "li@example.com"}) for _ in range(7)]
    assert answers[-1].status_code == 429
    assert "<h1>" in answers[-1].content.decode("utf-8")
