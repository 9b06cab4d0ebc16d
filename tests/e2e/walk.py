"""Walking from home along the links of the pages, and what a page must be."""

import re
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
MOST_BYTES = 400_000
OF_TABLES = re.compile(r"\.(sort|page|q)$|^(open|next|version|period|lang)$")
"""Names of parameters that show another part of the same page."""
FILES = re.compile(r"\.(pdf|xlsx|csv|yaml|json|zip|png|svg)$|/export/$|export=|^/files/|/rejected/$")

LINKS = "() => [...document.querySelectorAll('main a[href], header a[href]')].map((a) => a.href)"
SIZES = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .map((each) => [each.name, each.encodedBodySize])"""
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
SAID = """() => { const copy = document.body.cloneNode(true);
  for (const each of copy.querySelectorAll('code, pre, script, textarea, option, select, [lang=en]')) each.remove();
  document.body.append(copy); const said = copy.innerText; copy.remove(); return said; }"""
AXE_RUN = """async (only) => (await axe.run(document, only ? {runOnly: only} : {})).violations.map((each) =>
  `${each.id}: ${each.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')} (${each.nodes.length})`)"""
FADED = """() => Promise.all(document.getAnimations().filter((each) => each.effect.getTiming().iterations !== Infinity)
  .map((each) => each.finished.catch(() => null)))"""
WORDS = re.compile(r"(?:\b[A-Za-z][a-z]{1,}\b[ ,]+){2,}[A-Za-z][a-z]+\b")
FOREIGN = {"no such mailbox"}
"""What others said, shown as they said it: a mail server."""


def pattern(url: str) -> str:
    """An address without its numbers: what makes two pages the same kind.

    >>> pattern("http://x/cycles/12/?t.page=2")
    '/cycles/N/'
    """
    parts = urlsplit(url)
    names = ",".join(sorted({name for name, _ in parse_qsl(parts.query) if not OF_TABLES.search(name)}))
    path = re.sub(r"/\d+(?=[/.])", "/N", parts.path)
    path = re.sub(r"^/plans/(?!new/|versions/|acknowledgements/|$)[^/]+/", "/plans/SLUG/", path)
    return f"{path}?{names}" if names else path


@dataclass
class Walk:
    """Breadth first from home within the site, at most `each` pages of a kind, at most `most` in all."""

    base: str
    each: int = 1
    most: int = 60

    def __post_init__(self) -> None:
        self.waiting = deque(["/"])
        self.known = {"/"}
        self.kinds: dict[str, int] = {}
        self.files: dict[str, str] = {}
        self.visited = list[str]()

    def next(self) -> str | None:
        """The next address to open."""
        while self.waiting and len(self.visited) < self.most:
            path = self.waiting.popleft()
            kind = pattern(path)
            if self.kinds.get(kind, 0) < self.each:
                self.kinds[kind] = self.kinds.get(kind, 0) + 1
                self.visited.append(path)
                return path
        return None

    def found(self, links: list[str]) -> None:
        """Takes the links of a page."""
        for link in links:
            url = urljoin(self.base, link).split("#")[0]
            path = url.removeprefix(self.base)
            if not url.startswith(self.base) or path in self.known or path.startswith("/sign-in/logout"):
                continue
            self.known.add(path)
            if FILES.search(path):
                self.files.setdefault(pattern(path), path)
            else:
                self.waiting.append(path)


def ways_it_is_wrong(page: Page, lang: str) -> list[str]:
    """What any page must be in any language: sentences on what it isn't."""
    found = list[str]()
    if page.evaluate("document.documentElement.lang") != {"zh": "zh-Hans", "en": "en"}[lang]:
        found.append("the page says another language than it speaks")
    found += [f"policy: {each}" for each in page.evaluate("window.dmViolations")]
    sizes: list[tuple[str, int]] = page.evaluate(SIZES)
    if (total := sum(size for _, size in sizes)) > MOST_BYTES:
        found.append(f"{total:,} bytes")
    drawn = page.evaluate("document.querySelector('[data-chart]') !== null")
    if drawn != any("vega" in name for name, _ in sizes):
        found.append("vega without a chart" if not drawn else "a chart without vega")
    if page.evaluate(WIDER):
        found.append("wider than the window")
    if lang == "zh":
        runs = set(WORDS.findall(page.evaluate(SAID))) - FOREIGN
        found += [f"English: {run}" for run in sorted(runs)[:5]]
    return found


def still(page: Page) -> None:
    """Waits until nothing moves or fades any more."""
    page.wait_for_load_state("networkidle")
    page.evaluate(FADED)


def inaccessible(page: Page, only: list[str] | None = None) -> list[Any]:
    """What axe-core finds on a page."""
    still(page)
    return list(page.evaluate(AXE_RUN, only))


PAPER = 703
"""The width of A4 between its margins, in CSS pixels."""
PRINTED = """
() => {
  const shown = (each) => each && each.getClientRects().length > 0;
  const light = (colour) => (colour.match(/[\\d.]+/g) ?? [255]).slice(0, 3).every((part) => Number(part) > 200);
  const found = [];
  for (const name of [".dm-header", ".dm-actions", ".dm-table-tools", ".dm-buttons", ".dm-more-button"])
    if ([...document.querySelectorAll(name)].some(shown)) found.push(`prints ${name}`);
  if (light(getComputedStyle(document.body).color)) found.push("prints light text");
  for (const each of document.querySelectorAll(".dm-page table, .dm-page svg"))
    if (shown(each) && each.getBoundingClientRect().right > innerWidth + 1) found.push("is cut off on paper");
  return [...new Set(found)];
}
"""


def badly_printed(page: Page) -> list[str]:
    """What is wrong with a page on paper: what leads on is printed, text for the dark, what is cut off."""
    page.emulate_media(media="print")
    size = page.viewport_size
    page.set_viewport_size({"width": PAPER, "height": 1000})
    found: list[str] = page.evaluate(PRINTED)
    page.emulate_media(media="screen")
    if size is not None:
        page.set_viewport_size(size)
    return found
