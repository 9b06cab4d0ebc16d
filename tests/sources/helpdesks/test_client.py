"""Asking a helpdesk: tries anew where that helps, stops where it doesn't, and never tells a credential."""

import logging
import sys
import traceback
from collections.abc import Iterator

import keyring
import pytest
from keyring import backend, errors

from deskmerit.sources.helpdesks import secrets
from deskmerit.sources.helpdesks.client import Client, Patience, Stopped
from deskmerit.sources.helpdesks.pace import Pace
from sources.helpdesks.mock import REFUSALS, Mock, serving

QUICK = Patience(times=3, factor=0, timeout=5)


@pytest.mark.parametrize("mood", REFUSALS)
def test_a_request_that_is_refused_for_now_is_tried_anew(mood: str) -> None:
    with serving(Mock({"/x": lambda query: {"fine": 1}}, lambda number: mood if number < 2 else "")) as mock:
        assert Client(mock.url, {}, QUICK).get("x") == {"fine": 1}
        assert len(mock.asked) == 3


@pytest.mark.parametrize(
    ("mood", "reason"), [("429", "429"), ("500", "500"), ("cut", "unreachable"), ("short", "unreachable")]
)
def test_a_helpdesk_that_goes_on_refusing_stops_the_sync(mood: str, reason: str) -> None:
    with (
        serving(Mock({"/x": lambda query: {"fine": 1}}, lambda number: mood)) as mock,
        pytest.raises(Stopped) as stopped,
    ):
        Client(mock.url, {}, QUICK).get("x", secret="hush-hush")
    assert (stopped.value.reason, stopped.value.path) == (reason, "x")


def test_what_is_not_there_is_missing_or_stops() -> None:
    with serving(Mock({})) as mock:
        client = Client(mock.url, {}, QUICK)
        assert client.get("x", None) is None
        with pytest.raises(Stopped, match="404"):
            client.get("x")


@pytest.mark.parametrize("mood", ["", "429", "cut"])
def test_no_credential_in_what_is_said_or_logged(mood: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(Mock({}, lambda number: mood)) as mock:
        client = Client(mock.url, {"Authorization": "token hush-hush"}, QUICK)
        for ask in (lambda: client.get("x", page=1), lambda: list(client.pages("x", "items", None))):
            try:
                ask()
            except Stopped as stopped:
                said = "".join(traceback.format_exception(stopped))
            assert "hush-hush" not in said
        assert all(headers["Authorization"] == "token hush-hush" for headers in mock.headers)
    assert "hush-hush" not in caplog.text


def test_a_credential_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert secrets.credential("main desk") == ""
    monkeypatch.setenv("DESKMERIT_MAIN_DESK_TOKEN", " hush \n")
    assert secrets.credential("main desk") == "hush"


def test_a_published_limit_is_kept_and_the_waiting_told() -> None:
    now, told = [0.0], list[tuple[int, int]]()

    def sleep(seconds: float) -> None:
        now[0] += seconds

    pace = Pace({"export/": (3, 60)}, lambda waited, total: told.append((waited, total)), lambda: now[0], sleep)
    asked = []
    for number in range(8):
        now[0] += 0.5
        pace.keep("export/tickets" if number % 2 else "export/events")
        pace.keep("tickets/1")
        asked.append(now[0])
    for earlier, later in zip(asked, asked[3:], strict=False):
        assert 60 <= later - earlier < 61
    assert told[0] == (0, 58)
    assert told[58] == (58, 58)


def test_a_pause_that_the_helpdesk_asks_for_is_told() -> None:
    told, slept = list[tuple[int, int]](), list[float]()
    with serving(Mock({"/x": lambda query: {"a": 1}}, lambda number: "" if number else "429", pause="30")) as mock:
        client = Client(mock.url, {}, Patience(2), Pace(told=lambda waited, total: told.append((waited, total))))
        client.declared()["session"].send.retry.sleep = slept.append
        assert client.get("x") == {"a": 1}
    assert (told, slept) == ([(0, 30)], [30])


class Ring(backend.KeyringBackend):
    """A keyring in memory, or one that doesn't answer."""

    priority = 1  # type: ignore[assignment]  # a property of the class there

    def __init__(self, *, locked: bool = False) -> None:
        super().__init__()
        self.kept, self.locked = dict[tuple[str, str], str](), locked

    def get_password(self, service: str, username: str) -> str | None:
        """The credential, unless it is locked."""
        if self.locked:
            raise errors.KeyringLocked
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps a credential."""
        self.kept[service, username] = password


@pytest.fixture
def _own_keyring() -> Iterator[None]:
    """The keyring of this computer is left alone."""
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.mark.usefixtures("_own_keyring")
def test_a_credential_comes_from_the_keyring_and_the_environment_goes_before(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring.set_keyring(Ring())
    keyring.set_password("deskmerit", "main desk", "ring")
    assert secrets.credential("main desk") == "ring"
    assert secrets.credential("other desk") == ""
    monkeypatch.setenv("DESKMERIT_MAIN_DESK_TOKEN", "hush")
    assert secrets.credential("main desk") == "hush"


@pytest.mark.usefixtures("_own_keyring")
def test_a_keyring_that_is_locked_or_absent_is_no_credential(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring.set_keyring(Ring(locked=True))
    assert secrets.credential("main desk") == ""
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert secrets.credential("main desk") == "", "the package isn't installed"
