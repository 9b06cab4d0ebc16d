"""Django's settings for tests and type checks: a workspace of their own in a temporary folder, quick passwords."""

import atexit
import os
import shutil
import tempfile

# One for each process, whatever the environment says (workers inherit it), and once however often this is imported.
if os.environ.get("DESKMERIT_TESTS_OF") != str(os.getpid()):
    _folder = tempfile.mkdtemp(prefix="deskmerit-tests-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    os.environ |= {"DESKMERIT_WORKSPACE": _folder, "DESKMERIT_TESTS_OF": str(os.getpid())}

from deskmerit.web.settings import *  # noqa: F403 - taken over as a whole, once the workspace is named
from deskmerit.web.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("TEST", {})["NAME"] = ":memory:"
