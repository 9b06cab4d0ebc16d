"""Each page that somebody can reach, in both languages, on a desk and on a phone, in the light and in the dark."""

from itertools import cycle

import pytest
from playwright.sync_api import Page

from e2e.browser import SIZES, Desk
from e2e.walk import AXE, LINKS, WIDER, Walk, badly_printed, inaccessible, pattern, ways_it_is_wrong

ROLES = ("hr", "agent", "lead", "business", "quality", "admin", "auditor", "hr_deputy")


@pytest.fixture(scope="module")
def known() -> set[str]:
    """Kinds of pages that were looked at from all sides: another role's page of that kind gets one look."""
    return set()


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_has_nothing_to_mend(year: Desk, role: str, known: set[str]) -> None:
    walk, found, sides = Walk(year.base), list[str](), cycle(("en", "zh"))
    with year.as_(role, lang="zh") as zh, year.as_(role, lang="en") as en:
        pages = {"zh": zh, "en": en}
        for page in pages.values():
            page.context.add_init_script(path=AXE)
        while path := walk.next():
            kind = pattern(path)
            langs = (next(sides),) if kind in known else ("zh", "en")
            for lang in langs:
                found += looked_at(year, pages[lang], path, lang, thoroughly=kind not in known)
                walk.found(pages[lang].evaluate(LINKS))
            known.add(kind)
        for path in walk.files.values():
            answer = zh.context.request.get(path)
            found += [] if answer.ok else [f"{path} answers {answer.status}"]
    assert len(walk.visited) > 5
    assert not found, "\n".join(found)


def looked_at(desk: Desk, page: Page, path: str, lang: str, *, thoroughly: bool) -> list[str]:
    """Everything that is wrong with a page; thoroughly: also in the dark and on a phone."""
    desk.troubles.clear()
    answer = page.goto(path)
    found = [] if answer is not None and answer.ok else [f"answers {answer.status if answer else 'nothing'}"]
    found += inaccessible(page) + ways_it_is_wrong(page, lang)
    if thoroughly:
        page.emulate_media(color_scheme="dark")
        found += [f"in the dark: {each}" for each in inaccessible(page, ["color-contrast"])]
        found += badly_printed(page)
        page.set_viewport_size({"width": SIZES["phone"][0], "height": SIZES["phone"][1]})
        found += [f"on a phone: {each}" for each in inaccessible(page) if each not in found]
        found += ["wider than a phone"] if page.evaluate(WIDER) else []
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": SIZES["desktop"][0], "height": SIZES["desktop"][1]})
    return [f"{lang} {path} {each}" for each in dict.fromkeys(found + desk.troubles)]
