"""Ways to one person for Apprise, whose own plugins for these services write to group robots only.

Each asks the service for the app's token, then writes to a single member. Addresses were checked before.
"""

import json
from abc import ABC, abstractmethod
from typing import Any

import apprise
import requests

TIMEOUT = 10


class _Person(apprise.NotifyBase, ABC):
    """A member of the organisation, written to by its own app. `keys` are the app's."""

    title_maxlen = 0  # the title stands before the text
    body_maxlen = 1900

    def __init__(self, *keys: str) -> None:
        super().__init__()
        *self.keys, self.member = keys

    def url(self, privacy: bool = False, *args: Any, **kwargs: Any) -> str:
        """Names the way in logs, without keys or member."""
        return f"{self.secure_protocol}://****"

    def send(self, body: str, title: str = "", *args: Any, **kwargs: Any) -> bool:
        """Whether the service took the message."""
        try:
            return self.written(body)
        except (requests.RequestException, KeyError, ValueError) as error:
            self.logger.warning("%s: %s", self.service_name, type(error).__name__)  # an address would show the token
            return False

    @abstractmethod
    def written(self, body: str) -> bool:
        """Writes the text to the member; whether the service took it."""


class WeComPerson(_Person):
    """A WeCom member: keys are corp id, agent id and secret of an app. API: message/send with one `touser`."""

    service_name, secure_protocol = "WeCom", "wecomperson"

    def written(self, body: str) -> bool:
        corp, agent, secret = self.keys
        base = "https://qyapi.weixin.qq.com/cgi-bin"
        token = _get(f"{base}/gettoken", corpid=corp, corpsecret=secret)["access_token"]
        told = {"touser": self.member, "msgtype": "text", "agentid": int(agent), "text": {"content": body}}
        answer = _post(f"{base}/message/send", told, params={"access_token": token})
        return answer["errcode"] == 0 and not answer.get("invaliduser")


class DingTalkPerson(_Person):
    """A DingTalk member: keys are agent id, app key and app secret. API: work notices with one user."""

    service_name, secure_protocol = "DingTalk", "dingtalkperson"

    def written(self, body: str) -> bool:
        agent, key, secret = self.keys
        base = "https://oapi.dingtalk.com"
        token = _get(f"{base}/gettoken", appkey=key, appsecret=secret)["access_token"]
        message = {"msgtype": "text", "text": {"content": body}}
        told = {"agent_id": int(agent), "userid_list": self.member, "to_all_user": False, "msg": message}
        address = f"{base}/topapi/message/corpconversation/asyncsend_v2"
        return bool(_post(address, told, params={"access_token": token})["errcode"] == 0)


class FeishuPerson(_Person):
    """A Feishu user: keys are app id and app secret. API: im/v1/messages to an open id or e-mail, never a chat."""

    service_name, secure_protocol = "Feishu", "feishuperson"

    def written(self, body: str) -> bool:
        app, secret = self.keys
        base = "https://open.feishu.cn/open-apis"
        asked = {"app_id": app, "app_secret": secret}
        token = _post(f"{base}/auth/v3/tenant_access_token/internal", asked)["tenant_access_token"]
        kind = "email" if "@" in self.member else "open_id"
        told = {"receive_id": self.member, "msg_type": "text", "content": json.dumps({"text": body})}
        answer = _post(
            f"{base}/im/v1/messages",
            told,
            params={"receive_id_type": kind},
            headers={"Authorization": f"Bearer {token}"},
        )
        return bool(answer["code"] == 0)


class TeamsPerson(_Person):
    """A Teams user: the key is the address of the organisation's own flow, which writes to the chat of whom `to` names.

    The address of a flow doesn't tell where it writes; so nobody enters one but the administrator, who ties it to `to`.
    """

    service_name, secure_protocol = "Teams", "teamsperson"

    def written(self, body: str) -> bool:
        (flow,) = self.keys
        text = {"type": "TextBlock", "text": body, "wrap": True}
        card = {"type": "AdaptiveCard", "version": "1.4", "body": [text]}
        told = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
        message: dict[str, Any] = {"type": "message", "to": self.member, "attachments": [told]}
        answer = requests.post(flow, json=message, timeout=TIMEOUT, allow_redirects=False)
        return answer.status_code in (requests.codes.ok, requests.codes.accepted)


def slack_person(token: str, member: str) -> apprise.NotifyBase:
    """A Slack member by id or e-mail, through Apprise's own plugin in the way of a bot: it opens a direct message."""
    target = member if "@" in member else f"+{member}"
    found = apprise.Apprise.instantiate({"schema": "slack", "access_token": token, "targets": [target],
                                         "include_image": False, "include_footer": False})  # fmt: skip
    if not isinstance(found, apprise.NotifyBase):
        raise ValueError("the Slack app's token can't be read")
    return found


def _get(address: str, **params: str) -> dict[str, Any]:
    answer = requests.get(address, params=params, timeout=TIMEOUT)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


def _post(address: str, told: dict[str, Any], **how: Any) -> dict[str, Any]:
    answer = requests.post(address, json=told, timeout=TIMEOUT, **how)
    found: dict[str, Any] = answer.json()
    return found
