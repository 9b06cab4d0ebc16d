"""The first run: once, by whoever reads the terminal; the account becomes administrator and HR."""

from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from deskmerit.web.accounts import start
from deskmerit.web.accounts.models import User
from deskmerit.web.org.access import rights
from deskmerit.web.shared.models import Preference, preference
from deskmerit.web.shared.refusal import Overtaken

pytestmark = pytest.mark.django_db
TOLD = {
    "name": "Zhao Min", "employee_no": "E1", "email": "zhao@example.com", "new_password": "blue-lantern-42",
    "again": "blue-lantern-42", "language": "zh-hans", "mail-host": "mx.example.com", "mail-port": "465",
    "mail-security": "ssl", "mail-user": "u", "mail-password": "p", "mail-sender": "desk@example.com",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setenv(start.CODE, "K7-9Q")
    monkeypatch.setattr(start, "adopt", lambda folder: 0)


def post(**more: Any) -> Any:
    return Client().post(reverse("start"), {**TOLD, "code": "K7-9Q", **more})


def test_while_nobody_is_there_every_page_leads_to_the_first_run() -> None:
    assert Client().get("/").url == reverse("start")
    assert Client().get(reverse("start")).status_code == 200


def test_the_first_account_is_administrator_and_hr_and_the_page_is_gone() -> None:
    assert post().url == "/"
    user = User.objects.get()
    assert {kind for kind, _ in rights(user).roles} == {"admin", "hr"}
    assert user.check_password("blue-lantern-42")
    assert preference("mail")["host"] == "mx.example.com"
    assert preference("mail")["from"] == "desk@example.com"
    assert preference("language") == "zh-hans"
    assert Client().get(reverse("start")).status_code == 404
    assert post().status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"code": "guess"}, {"again": "else"}, {"new_password": "123", "again": "123"}, {"email": "no address"}]
)
def test_a_wrong_code_or_a_weak_password_makes_nobody(wrong: dict[str, str]) -> None:
    assert post(**wrong).status_code == 200
    assert not User.objects.exists()


def test_guessing_the_code_is_slowed_down() -> None:
    assert [post(code=str(n)).status_code for n in range(12)][-1] == 429


def test_of_two_who_begin_at_once_one_is_told() -> None:
    Preference.objects.create(key="begun", value="before")
    told = {"name": "A", "employee_no": "E1", "email": "a@example.com", "new_password": "x", "language": "en"}
    with pytest.raises(Overtaken):
        start.begin(told, {"host": ""})
    assert not User.objects.exists()


def test_a_test_message_makes_nobody() -> None:
    page = post(**{"test": "1", "mail-host": ""})
    assert page.status_code == 200
    assert not User.objects.exists()
    assert page.context["mail"].told
    assert mail.outbox == []
