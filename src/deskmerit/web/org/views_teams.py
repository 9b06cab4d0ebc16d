"""The pages about the whole organisation: teams, and who decides with whom standing in."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from deskmerit.web.org import actions, forms, queries
from deskmerit.web.org.access import KEEPERS, require, require_everywhere
from deskmerit.web.org.models import Role, Team
from deskmerit.web.org.views import LOOKERS
from deskmerit.web.shared import clock, tables, wording
from deskmerit.web.shared.act import attempt, user_of


def teams(request: HttpRequest) -> HttpResponse:
    """Every team, its size and its leads today."""
    user = user_of(request)
    require(user, *LOOKERS)
    form = forms.NewTeam(request.POST or None)
    if request.method == "POST":
        require_everywhere(user, *KEEPERS)
        if form.is_valid() and attempt(request, lambda: actions.new_team(user, form.cleaned_data["name"]), _("Added.")):
            return redirect("teams")
    changes = queries.keeps_all(user)
    table = tables.build(request, queries.team_lines(), _team_columns(changes), name="teams")
    if table.exports(request):
        return table.csv("teams")
    return render(request, "org/teams.html", {"table": table, "form": form, "changes": changes})


def _team_columns(changes: bool) -> list[tables.Column]:
    def closes(line: queries.TeamLine) -> tuple[str, str] | None:
        idle = changes and not line.people and not line.team.closed_on
        return (reverse("team_close", args=[line.team.pk]), _("Close")) if idle else None

    return [
        tables.Column("team", _("Team"), show=_team, sort=_team),
        tables.Column("people", _("People"), "number"),
        tables.Column("leads", _("Led by"), show=_leads, sort=_leads, tone=_led_by_nobody),
        tables.Column("state", _("State"), show=_in_use, sort=_in_use, post=closes,
                      tone=lambda line: "quiet" if line.team.closed_on else "done"),
    ]  # fmt: skip


def _team(line: queries.TeamLine) -> str:
    return line.team.name


def _leads(line: queries.TeamLine) -> str:
    return " · ".join(line.leads) or (_("nobody") if line.people else "")


def _led_by_nobody(line: queries.TeamLine) -> str:
    return "notice" if line.people and not line.leads else ""


def _in_use(line: queries.TeamLine) -> str:
    return _("no longer used") if line.team.closed_on else _("in use")


@require_POST
def team_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes a team from today on."""
    user = user_of(request)
    require_everywhere(user, *KEEPERS)
    team = get_object_or_404(Team, pk=pk)
    attempt(request, lambda: actions.close_team(user, team, clock.today()), _("Closed."))
    return redirect("teams")


def roles(request: HttpRequest) -> HttpResponse:
    """Who may do what, and who stands in for those who decide."""
    user = user_of(request)
    require(user, *LOOKERS)
    today, deciders = clock.today(), queries.deciders()
    held = list(Role.objects.select_related("person", "team"))
    standing = tables.build(request, deciders, _decider_columns(queries.keeps_all(user)), name="deciders")
    every = tables.build(request, held, _role_columns(today), name="roles")
    for table, name in ((standing, "deputies"), (every, "roles")):
        if table.exports(request):
            return table.csv(name)
    about = {"bare": [each for each in deciders if not each.deputies], "standing": standing, "every": every}
    return render(request, "org/roles.html", about)


def _to_person(row: Any) -> str:
    return reverse("person_page", args=[row.person.pk])


def _name(row: Any) -> str:
    return str(row.person)


def _decider_columns(changes: bool) -> list[tables.Column]:
    def names(line: queries.Decider) -> str:
        return reverse("holding_add", args=[line.person.pk, "deputy"]) if changes and not line.deputies else ""

    return [
        tables.Column("person", _("Name"), show=_name, sort=_name, link=_to_person),
        tables.Column("tasks", _("Decides as"), show=lambda line: " · ".join(line.tasks)),
        tables.Column("deputies", _("Deputies"), show=lambda line: _deputies(line, changes), link=names,
                      sort=lambda line: " · ".join(line.deputies),
                      tone=lambda line: "" if line.deputies or changes else "notice"),
    ]  # fmt: skip


def _deputies(line: queries.Decider, changes: bool) -> str:
    return " · ".join(line.deputies) or (_("Name one") if changes else _("nobody"))


def _role_columns(today: date) -> list[tables.Column]:
    return [
        tables.Column("kind", _("Role"), show=_role, sort=_role),
        tables.Column("person", _("Name"), show=_name, sort=_name, link=_to_person, head=True),
        tables.Column("scope", _("Scope"), show=_scope, sort=_scope),
        tables.Column("from_date", _("Since"), show=_day("from_date"), sort=_iso("from_date")),
        tables.Column("to_date", _("Until"), show=_day("to_date"), sort=_iso("to_date"),
                      note=lambda row: _("has ended") if queries.ended(row, today) else ""),
    ]  # fmt: skip


def _role(row: Role) -> str:
    return " · ".join(dict.fromkeys(filter(None, (str(row.get_kind_display()), str(row.get_function_display())))))


def _scope(row: Role) -> str:
    return str(row.team) if row.team else _("everywhere")


def _day(name: str) -> Callable[[Role], str]:
    return lambda row: wording.day(getattr(row, name)) if getattr(row, name) else ""


def _iso(name: str) -> Callable[[Role], str]:
    return lambda row: getattr(row, name).isoformat() if getattr(row, name) else ""
