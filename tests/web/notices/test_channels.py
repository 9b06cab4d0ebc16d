"""Messengers reach one person: groups and robots are refused, and nothing is sent before a code came back."""

import re

import pytest
from django.db import transaction

from deskmerit.web.notices import actions, personal, services
from deskmerit.web.notices.notify import notify
from deskmerit.web.shared.refusal import Refused


@pytest.fixture
def apps(monkeypatch) -> list[tuple]:
    """Apps of all services, and what would have been sent."""
    for name, keys in (
        ("WECOM", "c|1|s"),
        ("DINGTALK", "1|k|s"),
        ("FEISHU", "a|s"),
        ("SLACK", "xoxb-1-2-abc"),
        ("TEAMS", "https://flow.example.com/x"),
    ):
        monkeypatch.setenv(f"DESKMERIT_{name}", keys)
    sent: list[tuple] = []
    monkeypatch.setattr(services, "send", lambda *told: sent.append(told))
    return sent


@pytest.mark.parametrize(
    ("service", "address"),
    [
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc"), ("wecom", "@all"), ("wecom", "a|b"),
        ("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=x"), ("dingtalk", "a,b"),
        ("feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/x"), ("feishu", "oc_0123456789abcdef"),
        ("slack", "#general"), ("slack", "C0123456789"), ("slack", "G0123456789"), ("slack", "@here"),
        ("slack", "https://hooks.slack.com/services/T/B/x"),
        ("teams", "https://prod.example.com/workflows/abc/triggers/manual/paths/invoke?sig=x"),
        ("teams", "19:abc@thread.tacv2"), ("teams", "team@example.com;lin@example.com"),
    ],
)  # fmt: skip
def test_a_group_or_a_robot_is_no_person(world, apps, service: str, address: str) -> None:
    assert services.check(service, address)
    with pytest.raises(Refused), transaction.atomic():
        actions.add_channel(world.agent, service, address)
    assert apps == []


@pytest.mark.parametrize(
    ("service", "address"),
    [("wecom", "LinXiaoyu"), ("dingtalk", "manager4220"), ("feishu", "ou_0123456789abcdef"), ("slack", "U012AB3CD"),
     ("slack", "lin@example.com"), ("teams", "lin@example.com")],
)  # fmt: skip
def test_a_persons_own_id_is_taken(service: str, address: str) -> None:
    assert services.check(service, address) == ""


def test_nothing_goes_to_an_address_before_its_code_came_back(world, apps) -> None:
    with transaction.atomic():
        channel = actions.add_channel(world.agent, "wecom", "LinXiaoyu")
        notify(world.agent.person, "result-published", "before", "/", period="Q")
    code = re.search(r"\d{6}", apps[0][3]).group()
    assert not channel.delivery_set.exists()
    channel.refresh_from_db()
    with transaction.atomic():
        assert not actions.confirm_channel(world.agent, channel, "000000" if code != "000000" else "000001")
        channel.refresh_from_db()
        assert actions.confirm_channel(world.agent, channel, code)
        notify(world.agent.person, "result-published", "after", "/", period="Q")
    assert channel.delivery_set.count() == 1
    assert code not in str(channel.code)


def test_a_code_guessed_too_often_is_void(world, apps) -> None:
    with transaction.atomic():
        channel = actions.add_channel(world.agent, "wecom", "LinXiaoyu")
    type(channel).objects.update(tries=actions.MOST_TRIES)
    channel.refresh_from_db()
    with pytest.raises(Refused, match=r"no longer valid|已失效"):
        actions.confirm_channel(world.agent, channel, "123456")


def test_an_address_belongs_to_one_person(world, apps) -> None:
    with transaction.atomic():
        channel = actions.add_channel(world.agent, "wecom", "LinXiaoyu")
    type(channel).objects.update(confirmed_at=channel.made_at)
    with pytest.raises(Refused), transaction.atomic():
        actions.add_channel(world.outsider, "wecom", "linxiaoyu")


def test_an_outsider_reaches_no_channel_of_somebody_else(world, apps) -> None:
    with transaction.atomic():
        channel = actions.add_channel(world.agent, "wecom", "LinXiaoyu")
    client = world.client(world.outsider)
    assert client.post(f"/inbox/settings/channels/{channel.pk}/confirm/", {"code": "123456"}).status_code == 404
    assert client.post(f"/inbox/settings/channels/{channel.pk}/remove/").status_code == 404
    assert world.client(world.agent).get("/inbox/settings/").status_code == 200


class _Answer:
    """A service that takes everything."""

    status_code = 202

    def json(self) -> dict:
        return {"access_token": "t", "tenant_access_token": "t", "errcode": 0, "code": 0, "ok": True}

    def raise_for_status(self) -> None:
        """Fine."""


@pytest.mark.parametrize(
    ("way", "keys", "told"),
    [
        (personal.WeComPerson, ("c", "1", "s", "Lin"), {"touser": "Lin"}),
        (personal.DingTalkPerson, ("1", "k", "s", "lin"), {"userid_list": "lin", "to_all_user": False}),
        (personal.FeishuPerson, ("a", "s", "ou_1234567890"), {"receive_id": "ou_1234567890"}),
        (personal.TeamsPerson, ("https://flow.example.com/s", "lin@example.com"), {"to": "lin@example.com"}),
    ],
)
def test_a_message_names_one_member_alone(monkeypatch, way, keys, told) -> None:
    posted = []
    monkeypatch.setattr(personal.requests, "get", lambda *a, **k: _Answer())
    monkeypatch.setattr(personal.requests, "post", lambda *a, **k: (posted.append(k["json"]), _Answer())[1])
    assert way(*keys).send("text")
    assert told.items() <= posted[-1].items()
    assert "s" not in way(*keys).url().split("://")[1]


def test_slack_opens_a_direct_message_with_the_member() -> None:
    assert personal.slack_person("xoxb-1234-1234-abcd", "U012AB3CD").channels == ["+U012AB3CD"]
