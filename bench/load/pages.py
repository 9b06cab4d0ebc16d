"""Every page that is read, by the name of its address: which roles walk it, and of which thing.

The same table is walked under load and counted for queries; a page that stands in neither `PAGES` nor `LEFT_OUT` fails
a test (tests/web/load).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Model, QuerySet
from django.urls import reverse

from deskmerit.web.accounts.models import User
from deskmerit.web.appeals import access as appeals
from deskmerit.web.appeals.models import Flag
from deskmerit.web.awards import access as awards
from deskmerit.web.cycles import access as cycles
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.feedback import access as feedback
from deskmerit.web.feedback.models import Ask
from deskmerit.web.improvement import access as improvement
from deskmerit.web.intake.models import Correction, Entry
from deskmerit.web.interviews import access as interviews
from deskmerit.web.org.access import led_people, rights
from deskmerit.web.org.models import Leading, Person, Team
from deskmerit.web.plans.models import PlanDocument, PlanVersion
from deskmerit.web.quality import access as quality
from deskmerit.web.quality.models import Sample
from deskmerit.web.scorecards.models import Card, Result
from deskmerit.web.shared import clock

type Things = Callable[[User], Sequence[Mapping[str, Any]]]
MANY = 20
"""Of how many things of a kind somebody looks at one."""


def _keys(rows: QuerySet[Any]) -> list[Mapping[str, Any]]:
    return [{"pk": pk} for pk in rows.values_list("pk", flat=True)[:MANY]]


def _people(user: User) -> QuerySet[Person]:
    """Whom somebody looks at: those they lead, everybody of the centre for offices, else themselves."""
    held = rights(user)
    if held.has("hr", "auditor", "admin"):
        return Person.objects.filter(postings__isnull=False).order_by("-pk").distinct()
    if held.leads:
        return led_people(held.person, clock.today(), clock.today().replace(day=28)).order_by("-pk")
    return Person.objects.filter(pk=user.person_id)


def _results(user: User) -> list[Mapping[str, Any]]:
    return _keys(Result.objects.filter(person__in=_people(user)).order_by("-pk"))


def _running(user: User) -> list[Mapping[str, Any]]:
    return _keys(Card.objects.filter(person__in=_people(user), run__cycle__state="open", run=F("run__cycle__current")))


def _cycles(user: User) -> list[Mapping[str, Any]]:
    return _keys(cycles.visible_to(user)[:3])


def _asks(user: User) -> list[Mapping[str, Any]]:
    return _keys(Ask.objects.filter(rater=user.person, state="asked"))


def _published(user: User) -> list[Mapping[str, Any]]:
    return [{"cycle": pk} for pk in Cycle.objects.filter(state="published").values_list("pk", flat=True)]


def _plans(user: User) -> list[Mapping[str, Any]]:
    return [{"slug": slug} for slug in PlanDocument.objects.values_list("slug", flat=True)]


def _teams(user: User) -> list[Mapping[str, Any]]:
    led = Leading.objects.filter(person=user.person).values("team")
    return _keys(Team.objects.all() if rights(user).has("hr", "auditor") else Team.objects.filter(pk__in=led))


def _of(model: type[Model], order: str = "-pk") -> Things:
    return lambda user: _keys(model._default_manager.order_by(order))


def _nothing(user: User) -> list[Mapping[str, Any]]:
    return [{}]


@dataclass(frozen=True, slots=True)
class Page:
    """Who walks a page, of what, and with which query."""

    roles: str
    things: Things = _nothing
    query: Mapping[str, str] | None = None
    file: bool = False

    def addresses(self, name: str, user: User) -> list[str]:
        """The addresses somebody may walk to."""
        query = f"?{urlencode(self.query)}" if self.query else ""
        return [reverse(name, kwargs=dict(each)) + query for each in self.things(user)]


ALL = "agent lead hr panel quality admin auditor"
PAGES: dict[str, Page] = {
    # insight
    "home": Page(ALL),
    "my_page": Page("agent lead"),
    "team_list": Page("lead hr auditor"),
    "team_page": Page("lead hr auditor", _teams),
    "search": Page("agent lead hr", query={"q": "王"}),
    # accounts
    "account_page": Page(ALL),
    "tokens": Page(ALL),
    "my_data": Page(ALL),
    "mail_settings": Page("admin"),
    # people
    "person_list": Page("lead hr admin auditor"),
    "person_page": Page("lead hr admin auditor", lambda user: _keys(_people(user))),
    "person_edit": Page("hr", lambda user: _keys(_people(user))),
    "person_new": Page("hr"),
    "holding_add": Page("hr", lambda user: [{**each, "kind": "posting"} for each in _keys(_people(user))]),
    "teams": Page("hr auditor"),
    "roles": Page("hr admin auditor"),
    "people_upload": Page("hr"),
    # plans
    "plan_list": Page(ALL),
    "plan_page": Page(ALL, _plans),
    "plan_version": Page("agent hr auditor", _of(PlanVersion)),
    "plan_acknowledgements": Page("hr", _of(PlanVersion)),
    # cycles and scorecards
    "cycle_list": Page("agent lead hr panel auditor"),
    "cycle_page": Page("agent lead hr panel auditor", _cycles),
    "scorecard": Page("agent lead hr", _results),
    "running": Page("agent lead hr", _running),
    "scorecard_pdf": Page("agent", _results, file=True),
    "scorecard_workbook": Page("agent", _results, file=True),
    "restatement_list": Page("hr", _published),
    # flags, appeals, corrections
    "flag_list": Page("agent lead hr auditor"),
    "flag_page": Page("hr auditor", _of(Flag, "pk")),
    "appeal_list": Page("agent lead hr auditor"),
    "appeal_page": Page("hr", lambda user: _keys(appeals.visible_to(user))),
    "correction_list": Page("lead hr auditor"),
    "correction_new": Page("hr"),
    "correction_page": Page("hr auditor", _of(Correction)),
    # interviews and improvement plans
    "interview_list": Page("agent lead hr auditor"),
    "interview_page": Page("agent lead hr", lambda user: _keys(interviews.visible_to(user).order_by("-pk"))),
    "improvement_list": Page("agent lead hr auditor"),
    "improvement_page": Page("lead hr", lambda user: _keys(improvement.visible_to(user).order_by("-pk"))),
    "tip_list": Page("hr"),
    # awards
    "award_list": Page("agent lead hr auditor"),
    "award_run": Page("hr auditor", lambda user: _keys(awards.runs_for(user).order_by("-pk"))),
    "ledger_list": Page("hr auditor"),
    "base_list": Page("hr auditor"),
    "certificate_list": Page("agent hr"),
    "wish_page": Page("agent lead"),
    # quality checks and 360°
    "quality_list": Page("agent lead hr quality auditor"),
    "quality_page": Page("agent lead hr quality", lambda user: _keys(quality.visible_to(user).order_by("pk"))),
    "sheet_list": Page("hr quality"),
    "sample_list": Page("hr quality"),
    "sample_page": Page("hr quality", _of(Sample)),
    "quality_reviewers": Page("hr quality"),
    "feedback_list": Page("agent lead hr auditor"),
    "feedback_give": Page("agent", _asks),
    "round_page": Page("hr", lambda user: _keys(feedback.rounds_for(user))),
    # data
    "data_home": Page("lead hr admin auditor"),
    "import_list": Page("hr admin auditor"),
    "entry_list": Page("lead hr auditor"),
    "entry_page": Page("hr", _of(Entry)),
    # inbox, audit
    "inbox": Page(ALL),
    "notice_settings": Page(ALL),
    "retention_page": Page("hr admin"),
    "outbox": Page("admin"),
    "audit_list": Page("hr admin auditor"),
}  # fmt: skip


def walks(user: User, role: str) -> dict[str, list[str]]:
    """The addresses of a role's pages, by name."""
    found = {name: page.addresses(name, user) for name, page in PAGES.items() if role in page.roles.split()}
    return {name: addresses for name, addresses in found.items() if addresses}
