"""What the usual channels of a ticket are called (渠道): a word for each value that helpdesks write."""

from collections.abc import Mapping

CHANNELS: Mapping[str, Mapping[str, str]] = {
    "chat": {"zh": "在线会话", "en": "chat"},
    "email": {"zh": "邮件", "en": "e-mail"},
    "phone": {"zh": "电话", "en": "phone"},
    "voice": {"zh": "语音", "en": "voice"},
    "web": {"zh": "网页", "en": "web"},
    "form": {"zh": "网页表单", "en": "web form"},
    "app": {"zh": "应用内", "en": "app"},
    "sms": {"zh": "短信", "en": "text message"},
    "social": {"zh": "社交媒体", "en": "social media"},
    "wechat": {"zh": "微信", "en": "WeChat"},
    "store": {"zh": "门店", "en": "store"},
}


def channel(value: str, lang: str) -> str:
    """The word for a channel in `zh` or `en`; one that isn't known stays as it was written.

    >>> channel("email", "zh"), channel("淘宝旺旺", "en")
    ('邮件', '淘宝旺旺')
    """
    return CHANNELS.get(value.strip().lower(), {}).get(lang, value)
