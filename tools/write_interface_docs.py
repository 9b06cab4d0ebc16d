"""Writes docs/interface.md: each operation of the JSON interface with the pages that show the same.

Run after an operation or tests/web/api/pages.py changed:  python tools/write_interface_docs.py
"""

import os
import runpy
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "interface.md"
PAGES: Mapping[str, tuple[str, ...] | str] = runpy.run_path(str(ROOT / "tests" / "web" / "api" / "pages.py"))["PAGES"]

HEAD = """# JSON interface · JSON 接口

What a page shows can be read by a program too, under the same rights: what one may not see is 404. A test asks every
operation as each role and compares with the page ([permissions](permissions.md)); a page that names no operation fails
it. Decimals (scores, weights, amounts) are texts; instants are UTC; titles and sentences come in the language of the
account, or of `Accept-Language`.
页面能看到的内容，程序也能读取，权限相同；无权查看的一律 404。分数、权重、金额均为文本，时间为 UTC。

**Sign in** by a personal token (*My account → Personal tokens*), sent as `Authorization: Bearer …`; it has its owner's
rights as of now, expires, and can be revoked. Pages may use their session. The description for programs (OpenAPI 3.1)
is at `/api/openapi.json`.

**Answers.** 200 · 401 not signed in · 404 not there, or not yours to see · 409 somebody else was faster · 422 refused,
with each sentence of why. Every address below begins with `/api/`; what stands behind `?` may be left out.

Nothing here says a password, a token, who rated whom, or a score that the page would not show.

This page is written from the code: `python tools/write_interface_docs.py`.
"""


def page(told: Mapping[str, Any]) -> str:
    """The whole page, from the interface's description."""
    shown = defaultdict(list)
    for name, operations in PAGES.items():
        for each in operations if isinstance(operations, tuple) else ():
            shown[each].append(name)
    groups: dict[str, list[str]] = {}
    for path, methods in told["paths"].items():
        address = path.removeprefix("/api/")
        for method, operation in methods.items():
            names = " · ".join(f"`{name}`" for name in shown[address]) if method == "get" else ""
            row = [f"`{method.upper()} {address}{_asked(operation)}`", _said(operation), names]
            groups.setdefault(address.partition("/")[0], []).append(_line(row))
    heads = _line(["operation 操作", "what it says 内容", "the same on 同页面"]) + _line(["---"] * 3)
    return HEAD + "".join(f"\n## {name}\n\n{heads}{''.join(rows)}" for name, rows in groups.items()) + _left_out()


def _said(operation: Mapping[str, Any]) -> str:
    """The summary, and what the operation's own words add to it."""
    summary, more = operation["summary"].rstrip("."), " ".join(operation.get("description", "").split())
    return f"{summary}. {more}" if more else summary


def _asked(operation: Mapping[str, Any]) -> str:
    names = [each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"]
    return f"?{'&'.join(names)}" if names else ""


def _left_out() -> str:
    """The pages that need no operation, by the reason why."""
    reasons = defaultdict(list)
    for name, why in PAGES.items():
        if isinstance(why, str):
            reasons[why].append(f"`{name}`")
    rows = "".join(f"- {why}: {', '.join(names)}\n" for why, names in reasons.items())
    return f"\n## Pages without an operation · 无对应接口的页面\n\n{rows}"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def told() -> Mapping[str, Any]:
    """The interface's description, of an application set up for this."""
    import django

    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DESKMERIT_WORKSPACE", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deskmerit.web.settings")
        django.setup()
        from deskmerit.web.api.mount import API

        found: Mapping[str, Any] = API.get_openapi_schema()
    return found


if __name__ == "__main__":
    PAGE.write_text(page(told()), encoding="utf-8", newline="\n")
    print(f"{PAGE.name}: {len(PAGES)} pages")
