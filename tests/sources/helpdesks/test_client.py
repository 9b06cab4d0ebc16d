"""Asking a helpdesk: tries anew where that helps, stops where it doesn't, and never tells a credential."""

import logging
import traceback

import pytest

from deskmerit.sources.helpdesks import secrets
from deskmerit.sources.helpdesks.client import Client, Patience, Stopped
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
