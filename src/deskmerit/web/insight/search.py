"""Finding people, cycles, plans, matters by number, and one's own records; only what one may see."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from deskmerit.core.workflow import FLOWS
from deskmerit.report.flow_words import flow_word, state_word
from deskmerit.web.accounts.models import User
from deskmerit.web.bridge.found import lines_with
from deskmerit.web.cycles import access as cycles
from deskmerit.web.cycles.tasks import evidence_file
from deskmerit.web.insight import figures, mine
from deskmerit.web.org.access import rights, visible_people
from deskmerit.web.org.models import Person
from deskmerit.web.plans.models import PlanVersion
from deskmerit.web.shared import clock, wording
from deskmerit.web.shared.flow import hooks_of

MOST = 20
NUMBERED = ("appeal", "flag", "correction", "interview", "improvement")
"""Flows whose things have a number that people say to each other."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    title: str
    note: str
    url: str


def search(user: User, asked: str) -> list[tuple[str, list[Hit]]]:
    """What was found, by kind; kinds without anything are left out."""
    words = asked.strip()[:80]
    if not words:
        return []
    kinds: Sequence[tuple[str, Callable[[User, str], list[Hit]]]] = (
        (pgettext("found", "People"), people), (_("Cycles"), cycles_), (_("Plans"), plans), (_("By number"), numbered),
        (_("Records behind my figures"), records),
    )  # fmt: skip
    return [(title, hits) for title, find in kinds if (hits := find(user, words))]


def people(user: User, words: str) -> list[Hit]:
    """People by name or employee number, of those one may see today."""
    today = clock.today()
    kinds = ("hr", "auditor", "admin")  # administrators run accounts: they see people, not figures
    shown = visible_people(user, today, today.replace(year=today.year + 1), *kinds)
    found = shown.filter(Q(name__icontains=words) | Q(employee_no__iexact=words) | Q(agent_id__iexact=words))
    return [Hit(each.name, each.employee_no, _person_url(user, each)) for each in found[:MOST]]


def _person_url(user: User, person: Person) -> str:
    return reverse("my_page") if person == user.person else reverse("person_page", args=[person.pk])


def cycles_(user: User, words: str) -> list[Hit]:
    """Cycles by title or period."""
    found = cycles.visible_to(user).filter(Q(title__icontains=words) | Q(period__icontains=words))
    own = not rights(user).has("hr", "auditor", "panel") and not rights(user).leads
    return [
        Hit(str(each), each.get_state_display(),
            f"{reverse('my_page')}?period={each.pk}" if own else reverse("cycle_page", args=[each.pk]))
        for each in found[:MOST]
    ]  # fmt: skip


def plans(user: User, words: str) -> list[Hit]:
    """Approved plans by id or title; drafts belong to who writes them."""
    approved = PlanVersion.objects.filter(state=PlanVersion.State.APPROVED).select_related("document")
    found = [each for each in approved if words.casefold() in f"{each.document.slug} {each.document.title}".casefold()]
    return [
        Hit(wording.lang_text(each.document.title), f"v{each.number}", reverse("plan_page", args=[each.document.slug]))
        for each in found[:MOST]
    ]


def numbered(user: User, words: str) -> list[Hit]:
    """Appeals, flags, corrections, interviews and improvement plans by their number, of those one may see."""
    number = re.search(r"(\d{1,9})\s*$", words)
    if number is None:
        return []
    found = []
    for flow in NUMBERED:
        hooks = hooks_of(flow)
        shown = hooks.visible(user) if hooks.visible else hooks.model._default_manager.none()
        for row in shown.filter(pk=int(number[1]))[:1]:
            lang, state = wording.lang(), getattr(row, hooks.state)
            title = f"{flow_word(flow, lang)} {number[1]}"
            found.append(
                Hit(title, state_word(flow, state, lang) if state in FLOWS[flow].states else "", hooks.url(row))
            )
    return found


def records(user: User, words: str) -> list[Hit]:
    """Records of one's own by id: those behind a card of mine, never anybody else's."""
    found, _cycles = mine.mine(user)
    if found is None or not found.card.run.evidence or user.person is None or not found.detail_url:
        return []
    file = Path(evidence_file(found.card.run.evidence))
    titles = {row.line.id: row.title for group in figures.groups(found.content, found.plans) for row in group.rows}
    return [
        Hit(record, titles.get(line, line), f"{found.detail_url}?open={line}#line-{line}")
        for record, line in lines_with(file, user.person.agent_id, words)[:MOST]
        if line in titles
    ]
