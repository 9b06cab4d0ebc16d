"""The mail server as the first-run page or the environment set it."""

import os
from typing import Any

from django.conf import settings
from django.core.mail.backends import console, smtp

from deskmerit.web.shared.models import preference


class Backend(smtp.EmailBackend):
    """SMTP by the kept settings; without a server messages are written to the log of the process."""

    def __init__(self, *, kept: dict[str, Any] | None = None, alias: str = "default", **kwargs: Any) -> None:
        kept = kept if kept is not None else preference("mail", {}) or {}
        host = os.environ.get("DESKMERIT_MAIL_HOST", kept.get("host", ""))
        self.nowhere, self.named = not host, alias
        self.sender = os.environ.get("DESKMERIT_MAIL_FROM", kept.get("from", ""))
        super().__init__(
            host=host or "localhost",
            port=int(os.environ.get("DESKMERIT_MAIL_PORT", kept.get("port", 587))),
            username=os.environ.get("DESKMERIT_MAIL_USER", kept.get("user", "")),
            password=os.environ.get("DESKMERIT_MAIL_PASSWORD", kept.get("password", "")),
            use_tls=kept.get("security", "starttls") == "starttls",
            use_ssl=kept.get("security") == "ssl",
            timeout=20,
            alias=alias,
            **{key: value for key, value in kwargs.items() if key == "fail_silently"},
        )

    def send_messages(self, email_messages: Any) -> int:
        """Sends, or writes to the log where there is no server; messages without their own sender get the kept one."""
        for message in email_messages:
            if self.sender and message.from_email == settings.DEFAULT_FROM_EMAIL:
                message.from_email = self.sender
        if self.nowhere:
            return console.EmailBackend(alias=self.named).send_messages(email_messages) or 0
        return super().send_messages(email_messages) or 0
