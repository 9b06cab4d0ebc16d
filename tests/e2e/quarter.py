"""What people do on the pages during a quarter: open, press, fill in, wait for the worker. One function a matter."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from playwright.sync_api import Locator, Page

from e2e.browser import Desk
from web.site import waited


@dataclass
class Quarter:
    """The quarter as it is played: where its things are."""

    desk: Desk
    at: dict[str, str] = field(default_factory=dict)
    """What → its address: cycle, flag, scorecard, appeal …"""

    def path(self, page: Page) -> str:
        """The address of a page without host and place on it."""
        return page.url.removeprefix(self.desk.base).split("#")[0].split("?")[0]

    def status(self, role: str, path: str) -> int:
        """How an address answers somebody."""
        with self.desk.as_(role) as page:
            answer = page.goto(path)
            assert answer is not None
            return answer.status


def press(page: Page, where: str = "main form .btn-primary") -> None:
    """Presses a button that sends a form."""
    with page.expect_navigation():
        page.locator(where).first.click()


def follow(link: Locator) -> None:
    """Follows a link, or presses a button, to the page it leads to."""
    with link.page.expect_navigation():
        link.first.click()


def act(page: Page, action: str, values: dict[str, str] | None = None, button: str = "button") -> None:
    """Fills in the form with this end of an address and sends it."""
    form = page.locator(f'form[action$="{action}"]').first
    for name, value in (values or {}).items():
        form.locator(f'[name="{name}"]').first.fill(value)
    with page.expect_navigation():
        form.locator(button).first.click()


def said(page: Page) -> str:
    """What the page says in its main part."""
    return page.locator("main").inner_text()


def problems(page: Page) -> str:
    """What a form or a refused action complains about."""
    return " ".join(page.locator(".dm-message-error, .dm-problems, .dm-error").all_inner_texts())


def done(page: Page) -> None:
    """Fails with the page's own words where an action was refused."""
    assert not (wrong := problems(page)), wrong


def until(page: Page, holds: Callable[[], bool], what: str, seconds: int = 300) -> None:
    """Reads a page again until it says what the worker has done."""

    def now() -> bool:
        page.reload()
        return holds()

    waited(now, f"{what}: {said(page)[:600]}", seconds)


def payroll(text: str) -> tuple[list[Decimal], Decimal]:
    """The amounts of a payroll file, and the control total in its last row."""
    rows = list(csv.reader(io.StringIO(text)))[1:]
    return [Decimal(row[4]) for row in rows if row[0]], next(Decimal(row[4]) for row in rows if not row[0])
