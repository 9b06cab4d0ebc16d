"""Credentials: from the environment, else from the computer's keyring; never from a file, never into one."""

import os
import re

SERVICE = "deskmerit"


def variable(name: str) -> str:
    """The variable of the environment that holds a source's credential.

    >>> variable("main-desk")
    'DESKMERIT_MAIN_DESK_TOKEN'
    """
    return f"DESKMERIT_{re.sub(r'[^0-9A-Za-z]+', '_', name).upper()}_TOKEN"


def credential(name: str) -> str:
    """The credential of a source; "" where there is none. The keyring is asked only where the package is installed."""
    return os.environ.get(variable(name), "").strip() or _kept(name)


def _kept(name: str) -> str:
    try:
        import keyring
    except ImportError:
        return ""
    try:
        return keyring.get_password(SERVICE, name) or ""
    except keyring.errors.KeyringError:  # a computer without a keyring that answers
        return ""
