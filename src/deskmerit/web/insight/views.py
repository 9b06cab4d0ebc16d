"""Home by role, my page, the team page, search."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from deskmerit.web.accounts.models import User
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.insight import figures, queries, team, todo
from deskmerit.web.insight import mine as my
from deskmerit.web.insight.search import search as find
from deskmerit.web.insight.teams import rows, whole
from deskmerit.web.notices import queries as outbox
from deskmerit.web.org.access import rights
from deskmerit.web.org.models import Team
from deskmerit.web.shared import charts, tables, wording
from deskmerit.web.shared.act import user_of
from deskmerit.web.shared.organisation import settings_of


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, by deadline."""
    user = user_of(request)
    tasks = todo.tasks(user)
    found, _cycles = my.mine(user) if not rights(user).has("hr", "auditor", "admin") else (None, [])
    context = {
        "groups": todo.grouped(tasks),
        "todo_count": todo.must(tasks),
        "mine": found,
        "begun": Cycle.objects.exclude(state=Cycle.State.DRAFT).exists(),
        "grade": found.grade() if found and found.graded else "",
        "cycles": queries.present_cycles(user),
        "pulse": queries.pulse(user),
        "failed": outbox.failed().count() if rights(user).everywhere("admin") else 0,
        "news": list(user.notices.filter(read_at=None)[:4]),
        "decides": rights(user).has("hr", "panel", "auditor") or bool(rights(user).leads),
    }
    return render(request, "insight/home.html", context)


@require_GET
def my_page(request: HttpRequest) -> HttpResponse:
    """How I stand, and what would move it."""
    user = user_of(request)
    found, cycles = my.mine(user, request.GET.get("period", ""))
    tasks = todo.tasks(user)
    context: dict[str, Any] = {
        "mine": found, "cycles": cycles, "tasks": tasks[:8], "todo_count": todo.must(tasks), "links": _links(user),
    }  # fmt: skip
    if found is not None:
        choice = my.trends(found)
        context |= {
            "groups": figures.groups(found.content, found.plans),
            "grade": found.grade() if found.graded else "",
            "bands": figures.bands(found.plan),
            "next": figures.next_grade(found.content, found.plan) if found.running and found.graded else None,
            "steps": my.steps(found) if found.running else [],
            "choice": choice,
            "trend": my.trend(found, request.GET.get("trend", ""), choice),
            "rank": found.content.rank if settings_of().show_rank and not found.running else None,
        }
    return render(request, "insight/my.html", context)


def _links(user: User) -> list[tuple[str, tuple[str, str, int]]]:
    """My matters: address, icon, words, how many are under way."""
    if user.person is None:
        return []
    count = queries.under_way(user.person)
    pages = [
        ("flag_list", ("flag", _("My flags"), count.get("flag", 0))),
        ("interview_list", ("message-circle", _("My interviews"), count.get("interview", 0))),
        ("improvement_list", ("list-check", _("My improvement plans"), count.get("improvement", 0))),
        ("appeal_list", ("scale", _("My appeals"), count.get("appeal", 0))),
        ("award_list", ("award", _("My awards"), 0)),
        ("wish_page", ("sparkles", _("My wishes"), 0)),
        ("plan_list", ("file-text", _("The plan I am measured by"), count.get("acknowledgement", 0))),
        ("my_data", ("database", _("My data"), 0)),
    ]
    return [(reverse(name), shown) for name, shown in pages]


@require_GET
def team_list(request: HttpRequest) -> HttpResponse:
    """The teams I may see, in a period."""
    user = user_of(request)
    cycles = _team_cycles(user)
    cycle = team.choose(cycles, request.GET.get("period", ""))
    if cycle is None:
        return render(request, "insight/team_list.html", {"cycles": [], "cycle": None})
    teams = list(team.teams_of(user, cycle))
    if len(teams) == 1:
        return redirect(f"{reverse('team_page', args=[teams[0].pk])}?period={cycle.pk}")
    table = tables.build(request, rows(teams, cycle), _team_columns(cycle), name="t")
    if table.exports(request):
        return table.csv(f"teams-{cycle.period}")
    return render(request, "insight/team_list.html", {"cycles": cycles, "cycle": cycle, "table": table})


def _team_columns(cycle: Cycle) -> list[tables.Column]:
    return [
        tables.Column(
            "name", _("Team"), link=lambda row: f"{reverse('team_page', args=[row['pk']])}?period={cycle.pk}"
        ),
        tables.Column("people", _("People"), "number"),
        tables.Column("total", _("Team total"), "number", show=lambda row: wording.score(row["total"])),
        tables.Column("strengths", _("Strengths")),
        tables.Column("gaps", _("Gaps")),
    ]


def _team_cycles(user: User) -> list[Cycle]:
    """The cycles in which a user may see some team; nobody else gets the page."""
    held = rights(user)
    cycles = team.cycles_of(user)
    if not held.has("hr", "auditor"):
        shown = team.seen(user, cycles)
        cycles = [each for each in cycles if shown[each.pk]]
        if not cycles and not held.leads:
            raise Http404
    return cycles


@require_GET
def team_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One team in a period: goals, figures, people."""
    user = user_of(request)
    cycles = team.cycles_with(user, pk)
    cycle = team.choose(cycles, request.GET.get("period", ""))
    if cycle is None:
        raise Http404
    unit = get_object_or_404(Team, pk=pk)
    people = team.people_of(user, unit, cycle)
    table = tables.build(request, people, _columns(people, cycle), name="p")
    if table.exports(request):
        return table.csv(f"team-{unit.pk}-{cycle.period}")
    found = whole(unit, cycle, cycles)
    plan = found.plan
    totals = [each.total for each in people if each.total is not None and plan and each.content.plan == plan.id]
    tiles = [tile for goal in found.goals for tile in goal.tiles]
    context = {
        "team": unit, "cycle": cycle, "cycles": cycles, "people": people, "table": table, "group": found.group,
        "goals": found.goals, "strengths": [tile for tile in tiles if tile.side == "strength" and tile.scored],
        "gaps": [tile for tile in tiles if tile.side == "gap" and tile.scored],
        "before": found.before,
        "chart": charts.distribution(_("People by total"), totals, figures.bands(plan)) if totals else None,
        "uncovered": [each for each in people if each.gaps], "interviews": team.interviews(user, unit, cycles),
        "interview_url": reverse("interview_list"), "coaching": team.coaching(user, unit, cycle, people),
        "graded": team.graded(user, cycle), "running": not cycle.is_published,
    }  # fmt: skip
    return render(request, "insight/team.html", context)


def _columns(people: Sequence[team.Member], cycle: Cycle) -> list[tables.Column]:
    linked = all(each.url for each in people)
    grade = _("Grade") if cycle.is_published else _("Grade so far")
    columns = [
        tables.Column("name", _("Name"), link=(lambda row: row.url) if linked else None),
        tables.Column("position", _("Post")),
        tables.Column("total", _("Total"), "number", show=lambda row: wording.score(row.total)),
        tables.Column("grade", grade, "wide"),
        tables.Column("cases", _("Cases"), "number", show=lambda row: wording.count(row.cases)),
        tables.Column(
            "covered", _("Covered weight"), "number", show=lambda row: wording.figure(row.covered, "percent")
        ),
    ]
    if settings_of().show_rank:
        columns.insert(4, tables.Column("rank", _("Rank"), "number"))
    return columns


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """People, cycles, plans, matters by number, records of mine."""
    asked = request.GET.get("q", "")
    return render(request, "insight/search.html", {"q": asked, "found": find(user_of(request), asked)})
