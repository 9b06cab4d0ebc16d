"""Signing in through an organisation's own directory: OpenID Connect, DingTalk, Feishu, as the environment names them.

docs/serve.md tells the variables. A way without its variables has no button.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

DIRECTORIES = {
    # environment prefix: provider, where its sign-in page stands
    "DESKMERIT_DINGTALK": ("dingtalk", "https://login.dingtalk.com"),
    "DESKMERIT_FEISHU": ("feishu", "https://open.feishu.cn"),
}


def configured(environ: Mapping[str, str]) -> dict[str, Any]:
    """allauth's SOCIALACCOUNT_PROVIDERS for what the environment names.

    >>> configured({"DESKMERIT_FEISHU_ID": "cli_a", "DESKMERIT_FEISHU_SECRET": "s"})["feishu"]["APPS"][0]["client_id"]
    'cli_a'
    """
    found: dict[str, Any] = {}
    for prefix, (provider, _) in DIRECTORIES.items():
        if _named(environ, prefix):
            found[provider] = {"APPS": [_app(environ, prefix)]}
    if _oidc(environ):
        app = _app(environ, "DESKMERIT_OIDC") | {
            "provider_id": environ.get("DESKMERIT_OIDC_KEY", "oidc"),
            "name": environ.get("DESKMERIT_OIDC_NAME", "OpenID Connect"),
            "settings": {"server_url": environ["DESKMERIT_OIDC_URL"]},
        }
        found["openid_connect"] = {"APPS": [app], "OAUTH_PKCE_ENABLED": True}
    return found


def form_origins(environ: Mapping[str, str]) -> list[str]:
    """The origins a sign-in form leads to: browsers hold `form-action` against redirects too."""
    found = [origin for prefix, (_, origin) in DIRECTORIES.items() if _named(environ, prefix)]
    if _oidc(environ):
        urls = [environ["DESKMERIT_OIDC_URL"], *environ.get("DESKMERIT_OIDC_ORIGINS", "").split()]
        found += [f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, urls)]
    return sorted(set(found))


def _named(environ: Mapping[str, str], prefix: str) -> bool:
    return bool(environ.get(f"{prefix}_ID") and environ.get(f"{prefix}_SECRET"))


def _oidc(environ: Mapping[str, str]) -> bool:
    return _named(environ, "DESKMERIT_OIDC") and bool(environ.get("DESKMERIT_OIDC_URL"))


def _app(environ: Mapping[str, str], prefix: str) -> dict[str, Any]:
    return {"client_id": environ[f"{prefix}_ID"], "secret": environ[f"{prefix}_SECRET"]}
