"""Messengers that reach one person alone. The organisation's own app writes to a member by their id; no robots.

A group robot's address is no person's: WeCom, DingTalk and Feishu robots, Slack channels and Teams webhooks are refused
(docs/notices.md tells how each service is set up).
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import apprise
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deskmerit.web.notices import personal
from deskmerit.web.shared.refusal import Refused


@dataclass(frozen=True, slots=True)
class Service:
    """A messenger: its title, the environment variable with the app's keys, their number, what a person enters.

    `person` matches a member's own id and nothing that several people read.
    """

    title: str | Promise
    variable: str
    keys: int
    hint: str | Promise
    person: str
    way: Callable[..., apprise.NotifyBase]


SERVICES: Mapping[str, Service] = {
    "wecom": Service(
        gettext_lazy("WeCom"), "DESKMERIT_WECOM", 3,
        gettext_lazy("Your account in the WeCom address book, such as LinXiaoyu."),
        r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}", personal.WeComPerson,
    ),
    "dingtalk": Service(
        gettext_lazy("DingTalk"), "DESKMERIT_DINGTALK", 3,
        gettext_lazy("Your user id in the DingTalk address book, such as manager4220."),
        r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", personal.DingTalkPerson,
    ),
    "feishu": Service(
        gettext_lazy("Feishu"), "DESKMERIT_FEISHU", 2,
        gettext_lazy("Your open id (ou_…) or the e-mail address of your Feishu account."),
        r"ou_[A-Za-z0-9]{8,64}|[^@\s,;|/:]+@[^@\s,;|/:]+\.[^@\s,;|/:]+", personal.FeishuPerson,
    ),
    "teams": Service(
        gettext_lazy("Microsoft Teams"), "DESKMERIT_TEAMS", 1,
        gettext_lazy("The e-mail address with which you sign in to Teams."),
        r"[^@\s,;|/:]+@[^@\s,;|/:]+\.[^@\s,;|/:]+", personal.TeamsPerson,
    ),
    "slack": Service(
        gettext_lazy("Slack"), "DESKMERIT_SLACK", 1,
        gettext_lazy("Your member id (U…, in your profile) or the e-mail address of your Slack account."),
        r"[UW][A-Z0-9]{6,16}|[^@\s,;|/:]+@[^@\s,;|/:]+\.[^@\s,;|/:]+", personal.slack_person,
    ),
}  # fmt: skip
"""Every messenger by name."""

GROUP = re.compile(r"://|webhook|robot|/hook|access_token|^[#@+]|^oc_|^chat|[|,;]|\ball\b|everyone", re.IGNORECASE)
"""What a group's or a robot's address looks like."""


def offered() -> dict[str, Service]:
    """The messengers for which this installation has an app."""
    return {name: service for name, service in SERVICES.items() if _keys(service) is not None}


def check(service: str, address: str) -> str:
    """Why an address is none of a person; "" where it is."""
    if GROUP.search(address):
        return _("That is the address of a group or of a robot. Personal notices go to one person: enter your own id.")
    if not re.fullmatch(SERVICES[service].person, address):
        return _("This is no id of a person there. %(hint)s") % {"hint": SERVICES[service].hint}
    return ""


def send(service: str, address: str, title: str, text: str) -> None:
    """Sends to one person now. Raises Refused where the address is not a person's or the app is gone, OSError where
    the service doesn't take the message."""
    known = SERVICES.get(service)
    keys = _keys(known) if known else None
    if known is None or keys is None:
        raise Refused(_("There is no app of this service any more."))
    wrong = check(service, address)
    if wrong:
        raise Refused(wrong)
    sender = apprise.Apprise()
    sender.add(known.way(*keys, address))
    if not sender.notify(body=text, title=title, body_format=apprise.NotifyFormat.TEXT):
        raise OSError(f"{service} did not take the message")


def _keys(service: Service) -> list[str] | None:
    keys = os.environ.get(service.variable, "").split("|")
    return keys if len(keys) == service.keys and all(keys) else None
