"""A browser of its own, the people signed in to it, and what goes wrong on a page."""

import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from web.site import Site

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PASSWORD = "deskmerit-demo"
SIZES = {"desktop": (1280, 1000), "phone": (390, 844)}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
WATCH = """
window.dmViolations = [];
document.addEventListener("securitypolicyviolation",
  (event) => window.dmViolations.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""


def launched(playwright: Playwright) -> Browser:
    """Debian's chromium with a fresh profile; skips in a word where it isn't installed."""
    if not CHROMIUM.exists():
        if os.environ.get("DESKMERIT_NEEDS_ALL"):
            pytest.fail("chromium is not installed (apt-get install chromium)")
        pytest.skip("chromium is not installed (apt-get install chromium); the pages were not tried in a browser")
    return playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(SWITCHES))


@dataclass
class Desk:
    """A served workspace with its people, and the browser in front of it."""

    site: Site
    base: str
    browser: Browser
    people: dict[str, tuple[str, str]]
    """Role → (user name, person's name)."""
    kept: dict[str, object] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    """What pages complained about since somebody looked: console errors, requests to other hosts."""

    def at(self, text: str) -> None:
        """Moves the application's clock, also that of running processes."""
        ahead = int(datetime.fromisoformat(text).timestamp() - time.time())
        (self.site.folder / "app" / "clock.json").write_text(json.dumps({"ahead_seconds": ahead}), encoding="utf-8")

    def name(self, role: str) -> str:
        """The name of the person of a role."""
        return self.people[role][1]

    @contextmanager
    def as_(
        self, role: str, *, lang: str = "zh", size: str = "desktop", dark: bool = False, js: bool = True
    ) -> Iterator[Page]:
        """A page of somebody signed in (the first time through the form); every page is watched."""
        if role and role not in self.kept:
            self.kept[role] = self._signed_in(role)
        context = self._context(role, lang, size, dark, js)
        try:
            yield context.new_page()
        finally:
            context.close()

    def _context(self, role: str, lang: str, size: str, dark: bool, js: bool) -> BrowserContext:
        width, height = SIZES[size]
        context = self.browser.new_context(
            base_url=self.base, locale=LOCALES[lang], viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light", java_script_enabled=js, accept_downloads=True,
            reduced_motion="reduce",
            storage_state=self.kept.get(role),  # type: ignore[arg-type]  # as storage_state() gave it
        )  # fmt: skip
        context.set_default_timeout(60_000)
        context.add_init_script(WATCH)
        context.on("console", lambda said: self._note(said.type == "error", f"console: {said.text}", said.page))
        context.on("request", lambda asked: self._note(self._elsewhere(asked.url), f"asked: {asked.url}", None))
        context.on("weberror", lambda failed: self._note(True, f"script: {failed.error}", failed.page))
        return context

    def _note(self, wrong: bool, what: str, page: Page | None) -> None:
        if wrong:
            self.troubles.append(f"{page.url.removeprefix(self.base) if page else ''} {what}".strip())

    def _elsewhere(self, url: str) -> bool:
        return not url.startswith((self.base, "data:", "blob:"))

    def _signed_in(self, role: str) -> object:
        context = self._context("", "zh", "desktop", False, True)
        page = context.new_page()
        page.goto("/")
        page.fill("input[name=login]", self.people[role][0])
        page.fill("input[name=password]", PASSWORD)
        page.click("form:has(input[name=password]) button.btn-primary")
        page.wait_for_url(re.compile(rf"^{re.escape(self.base)}/(?!sign-in)"))
        state = context.storage_state()
        context.close()
        return state
