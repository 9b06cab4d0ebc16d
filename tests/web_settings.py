"""Django's settings for tests and type checks: a workspace of their own in a temporary folder, quick passwords."""

import atexit
import os
import shutil
import tempfile

if "DESKMERIT_WORKSPACE" not in os.environ:
    _folder = tempfile.mkdtemp(prefix="deskmerit-tests-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    os.environ["DESKMERIT_WORKSPACE"] = _folder

from deskmerit.web.settings import *  # noqa: F403 - settings are taken over as a whole
from deskmerit.web.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
