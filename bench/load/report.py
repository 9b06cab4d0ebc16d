"""Starts the application, lets people walk, prints a row per page; counts queries in this process."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from urllib.error import URLError

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.load.pages import PAGES, walks
from bench.load.walk import HOST, Answer, Walker, fetch, walk
from deskmerit.web.accounts.models import User
from deskmerit.web.intake import look
from deskmerit.web.org.models import Leading, Role
from deskmerit.web.shared.models import Preference

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MIX = {"lead": 6, "hr": 2, "auditor": 1, "quality": 1}
"""How many of fifty; the others are agents."""


def users_of(role: str, many: int) -> list[User]:
    """So many users of a role; the same ones each time."""
    if role == "agent":
        found = User.objects.filter(person__postings__isnull=False, person__leadings=None)
    elif role == "lead":
        found = User.objects.filter(person__in=Leading.objects.values("person"))
    else:
        found = User.objects.filter(person__in=Role.objects.filter(kind=role).values("person"))
    found = found.select_related("person").order_by("pk").distinct()
    step = max(1, found.count() // many)
    return [found[(at * step) % found.count()] for at in range(many)]


def session(user: User) -> str:
    """The cookie of a session made for somebody."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = BACKEND
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return f"sessionid={store.session_key}"


def queries() -> None:
    """Prints how many queries each page makes, by role, the most of three things of its kind, and processor time."""
    print("queries and milliseconds of processor time by page and role:")
    for role in ("agent", "lead", "hr", "panel", "quality", "admin", "auditor"):
        user = users_of(role, 1)[0]
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(user, backend=BACKEND)
        told = []
        for name, addresses in walks(user, role).items():
            counts = []
            for address in addresses[:3]:
                with CaptureQueriesContext(connection) as found:
                    begun = time.process_time()
                    answer = client.get(address)
                    spent = (time.process_time() - begun) * 1000
                counts.append((len(found), answer.status_code, spent))
            most = max(counts)
            mark = "" if most[1] in (200, 302) else f" status {most[1]}"
            told.append(f"{name} {most[0]} ({min(each[2] for each in counts):.0f} ms){mark}")
        print(f"  {role}: {', '.join(told)}", flush=True)


def load(folder: Path, port: int, many: int, seconds: int) -> int:
    """Serves the folder, walks, prints; 1 where a page is too slow, too heavy or fails."""
    chance = Random(3)
    roles = [*(role for role, n in MIX.items() for _ in range(n))]
    roles += ["agent"] * (many - len(roles))
    walkers = []
    for role in dict.fromkeys(roles):
        for user in users_of(role, roles.count(role)):
            walkers.append(Walker(role, session(user), walks(user, role), Random(chance.random())))
    Preference.objects.filter(key=look.KEY).delete()  # as on the first day: nobody has read the records yet
    shutil.rmtree(folder / ".deskmerit", ignore_errors=True)
    connection.close()
    command = [
        sys.executable,
        "-m",
        "deskmerit",
        "serve",
        str(folder),
        "--port",
        str(port),
        "--lang",
        "en",
        "--with-worker",
    ]
    served = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        _warm(walkers[:1] + walkers[-1:], port)
        begun = os.getloadavg()
        walk(walkers, port, seconds)
        print(f"load of the machine before {begun[0]:.1f}, after {os.getloadavg()[0]:.1f}")
        return show([each for walker in walkers for each in walker.answers], port)
    finally:
        served.terminate()
        served.wait(timeout=20)


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            asked = HTTPConnection(HOST, port, timeout=5)
            asked.request("GET", "/healthz")
            if asked.getresponse().status == 200:
                return
        except (OSError, URLError):
            time.sleep(0.1)
    raise TimeoutError("the application doesn't answer")


def _warm(walkers: Sequence[Walker], port: int) -> None:
    """Each page once, as on any morning after the first visitor: templates and plans are read."""
    for walker in walkers:
        for addresses in walker.pages.values():
            fetch(HTTPConnection(HOST, port, timeout=60), addresses[0], walker.cookie)


def show(answers: Sequence[Answer], port: int) -> int:
    """A row per page: requests, median, p95, most, bytes sent, with its static files, vega; what is out of bounds."""
    sizes = {
        asset: fetch(HTTPConnection(HOST, port, timeout=60), asset, "")[2]
        for asset in {asset for each in answers for asset in each.assets}
    }
    bad = 0
    print(f"{len(answers)} requests; milliseconds and kB as sent")
    print(f"{'page':24} {'n':>4} {'median':>7} {'p95':>6} {'max':>6} {'page kB':>8} {'whole kB':>9} vega")
    for name in [*PAGES, ""]:
        some = [each for each in answers if name in ("", each.page)]
        if not some:
            continue
        spent = sorted(each.milliseconds for each in some)
        p95 = spent[max(0, -(-len(spent) * 95 // 100) - 1)]
        size = max(each.size for each in some) / 1000
        whole = max(each.size + sum(sizes[asset] for asset in each.assets) for each in some) / 1000
        wrong = sorted({each.status for each in some} - {200, 302})
        vega = any("vega" in asset for each in some for asset in each.assets)
        out = p95 > 300 or whole > 400 or bool(wrong)
        bad += out and bool(name)
        mark = f"{'!' if out else ''}{wrong or ''}"
        print(
            f"{name or 'all':24} {len(some):4} {statistics.median(spent):7.0f} {p95:6.0f} {spent[-1]:6.0f}"
            f" {size:8.1f} {whole:9.1f} {'vega' if vega else '':4} {mark}"
        )
    return 1 if bad else 0
