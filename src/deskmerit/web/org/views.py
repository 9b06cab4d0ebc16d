"""The pages about people: list, and one person."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from deskmerit.web.accounts import actions as accounts
from deskmerit.web.accounts import retention
from deskmerit.web.accounts.models import User
from deskmerit.web.org import actions, forms, queries
from deskmerit.web.org.access import KEEPERS, require, rights
from deskmerit.web.org.models import Person, Role
from deskmerit.web.shared import clock, tables, wording
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.refusal import Refused

LOOKERS = (*KEEPERS, Role.Kind.AUDITOR)


def person_list(request: HttpRequest) -> HttpResponse:
    """Everybody one may look up."""
    user = user_of(request)
    held = rights(user)
    if not held.has(*LOOKERS) and not held.leads:
        raise Http404
    lines = queries.lines(user)
    table = tables.build(request, lines, _columns(user), name="people")
    if table.exports(request):
        return table.csv("people")
    bare = queries.without_deputy() if held.has(*LOOKERS) else []
    here = sum(1 for line in lines if not _gone(line))
    about = {"table": table, "here": here, "changes": queries.changes(user), "bare": bare,
             "looks": held.has(*LOOKERS), "keeps_all": queries.keeps_all(user),
             "runs": held.everywhere(Role.Kind.ADMIN)}  # fmt: skip
    return render(request, "org/list.html", about)


def _columns(user: User) -> list[tables.Column]:
    shown = [
        tables.Column("name", _("Name"), show=lambda line: line.person.name, sort=lambda line: line.person.name,
                      link=lambda line: reverse("person_page", args=[line.person.pk])),
        tables.Column("number", _("Number"), show=lambda line: line.person.employee_no or line.person.agent_id,
                      sort=lambda line: line.person.employee_no or line.person.agent_id),
        *(_joined(key, title) for key, title in (("teams", _("Team")), ("posts", _("Post")), ("sites", _("Site")))),
    ]  # fmt: skip
    shown.append(tables.Column("left", _("Left on"), show=_gone, sort=_gone))
    if rights(user).has(*LOOKERS):
        shown += [
            _joined("roles", _("Roles")),
            tables.Column("account", _("Account"), show=lambda line: _account(line.account),
                          sort=lambda line: _account(line.account)),
        ]  # fmt: skip
    return shown


def _joined(key: str, title: str) -> tables.Column:
    def text(line: queries.Line) -> str:
        return " · ".join(dict.fromkeys(getattr(line, key)))

    return tables.Column(key, title, show=text, sort=text)


def _account(active: bool | None) -> str:
    return _("no account") if active is None else _("in use") if active else _("locked")


def _gone(line: queries.Line) -> str:
    left = line.person.left_on
    return left.isoformat() if left and left <= clock.today() else ""


def person_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: where they stand, what they may do, who stands in for them."""
    user = user_of(request)
    person = get_object_or_404(queries.seen(user), pk=pk)
    held, today = rights(user), clock.today()
    groups = [
        (kind, title, [(row, queries.ended(row, today)) for row in rows])
        for (kind, rows), title in zip(queries.holdings(person).items(), _titles(), strict=True)
        if kind in ("posting", "leading") or held.has(*LOOKERS) or held.person == person
    ]
    account = User.objects.filter(person=person).first()
    about = {
        "person": person, "groups": groups, "account": account, "changes": queries.kept(user).filter(pk=pk).exists(),
        "bare": person in queries.without_deputy(), "looks": held.has(*LOOKERS), "today": today,
        "gone": person.left_on is not None and person.left_on <= today, "link": request.session.pop("invitation", ""),
        "hr": held.has(Role.Kind.HR),
        "known": [
            (_("Id in the records"), person.agent_id),
            (_("E-mail"), person.email or wording.NONE),
            (_("Hired on"), wording.day(person.hired_on) if person.hired_on else wording.NONE),
            (_("Left on"), wording.day(person.left_on) if person.left_on else wording.NONE),
        ],
    }  # fmt: skip
    return render(request, "org/person.html", about)


def _titles() -> list[str]:
    return [_("Postings"), _("Leads"), _("Roles"), _("Deputies"), _("Leave"), _("Logins")]


def _person(request: HttpRequest, pk: int) -> tuple[User, Person]:
    """The person a keeper of the organisation may change; 404 for anybody else."""
    user = user_of(request)
    require(user, *KEEPERS)
    return user, get_object_or_404(queries.kept(user), pk=pk)


def person_new(request: HttpRequest) -> HttpResponse:
    """Somebody new."""
    user = user_of(request)
    require(user, *KEEPERS)
    form, made = forms.NewPerson(request.POST or None, teams=_teams(user)), list[Person]()
    if request.method == "POST" and form.is_valid():
        told, first = form.parts()
        if attempt(request, lambda: made.append(_joined_by(user, told, first)), _("Added.")):
            return redirect("person_page", pk=made[0].pk)
    return _form(request, form, _("Somebody new"), pgettext("pages", "People"), _("Add"), reverse("person_list"))


def _joined_by(user: User, told: dict[str, Any], first: dict[str, Any]) -> Person:
    """Somebody new, with the first posting where one is given."""
    person = actions.new_person(user, first.get("team"), **told)
    if first:
        actions.add(user, person, "posting", first)
    return person


def _teams(user: User) -> set[int] | None:
    """The teams that a keeper's role is limited to; None: all."""
    return None if queries.keeps_all(user) else rights(user).teams(*KEEPERS)


def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrects what is known about somebody."""
    user, person = _person(request, pk)
    form = forms.PersonForm(request.POST or None, instance=Person.objects.get(pk=person.pk))
    back = reverse("person_page", args=[pk])
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in form.cleaned_data}
        if attempt(request, lambda: actions.change_person(user, person, told), _("Kept.")):
            return redirect(back)
    return _form(request, form, person.name, _("Person"), _("Keep"), back)


def holding_add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Gives somebody a posting, a team to lead, a login, a role, a deputy or leave."""
    user, person = _person(request, pk)
    if kind not in forms.FORMS:
        raise Http404
    more: dict[str, Any] = {"teams": _teams(user)} | ({"person": person} if kind == "deputy" else {})
    form = forms.FORMS[kind](request.POST or None, **more)
    back = reverse("person_page", args=[pk])
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if attempt(request, lambda: actions.add(user, person, kind, told), _("Added.")):
            return redirect(back)
    title = dict(zip(actions.KINDS, (_("A posting"), _("A team to lead"), _("A login"), _("A role"), _("A deputy"),
                                     _("Approved leave")), strict=True))[kind]  # fmt: skip
    return _form(request, form, title, person.name, _("Add"), back)


def holding_end(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ends one of those; nothing is deleted."""
    user = user_of(request)
    require(user, *KEEPERS)
    if kind not in actions.KINDS:
        raise Http404
    rows = actions.KINDS[kind]._default_manager.filter(person__in=queries.kept(user))
    row: Any = get_object_or_404(rows, pk=pk)
    form = forms.End(request.POST or None, initial={"day": clock.today()})
    back = reverse("person_page", args=[row.person_id])
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["day"]
        until = clock.midnight(day) if kind == "login" else day
        if attempt(request, lambda: actions.end(user, row, until), _("Ended.")):
            return redirect(back)
    return _form(request, form, _("Until when?"), row.person.name, _("End it"), back)


def _form(request: HttpRequest, form: Any, heading: str, over: str, action: str, back: str) -> HttpResponse:
    about = {"form": form, "heading": heading, "over": over, "action": action, "cancel_url": back}
    return render(request, "shared/confirm.html", about)


@require_POST
def account_act(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Makes, invites, closes or opens somebody's account."""
    user, person = _person(request, pk)
    account = User.objects.filter(person=person).first()
    links = list[str]()

    def act() -> None:
        made = account or (accounts.make_account(user, person) if step == "make" else None)
        if made is None:
            raise Refused(_("There is no account yet."))
        if step in ("make", "invite"):
            links.append(accounts.invite(user, made))
        elif step == "close":
            accounts.close(user, made)
        elif step == "open":
            accounts.reopen(user, made)
        else:
            raise Http404

    if attempt(request, act, _("Done.")) and links:
        _hand_over(request, User.objects.get(person=person), links[0])
    return redirect("person_page", pk=pk)


def _hand_over(request: HttpRequest, account: User, link: str) -> None:
    """The link of an account in use goes to its owner alone: whoever makes it could sign in with it."""
    used = account.has_usable_password()
    if (used or request.POST.get("send")) and accounts.send_invitation(account, link):
        messages.success(request, _("The link is on its way to %(to)s.") % {"to": account.email})
    elif used and not rights(user_of(request)).has(Role.Kind.HR):
        messages.error(request, _("No e-mail address is known. HR hands the link over."))
    if not used or (not account.email and rights(user_of(request)).has(Role.Kind.HR)):
        request.session["invitation"] = link


def pseudonymise(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the name of somebody who left out of everything; the consequence first."""
    user = user_of(request)
    require(user, Role.Kind.HR)
    person = get_object_or_404(queries.kept(user), pk=pk)
    back = reverse("person_page", args=[pk])
    if request.method == "POST":
        if attempt(request, lambda: retention.pseudonymise(user, person), _("Pseudonymised.")):
            return redirect(back)
        return redirect(back)
    done = list[retention.Done]()
    if not attempt(request, lambda: done.append(retention.preview(person))):
        return redirect(back)
    rows = [{"label": _("Name"), "before": person.name, "after": done[0].pseudonym},
            {"label": _("Employee number"), "before": person.employee_no, "after": "–"},
            {"label": _("E-mail"), "before": person.email, "after": "–"}]  # fmt: skip
    rows += [{"label": name, "before": str(count), "after": _("blanked")} for name, count in done[0].blanked.items()]
    notes = [_("There is no way back. Scores, sums and the audit trail stay under the pseudonym.")]
    if done[0].guarded:
        notes.append(_("Guarded texts stay: %(names)s") % {"names": ", ".join(done[0].guarded)})
    return render(request, "shared/confirm.html", {
        "heading": _("Pseudonymise?"), "over": person.name, "subject": person.name, "consequence": rows,
        "notes": notes, "action": _("Pseudonymise for good"), "cancel_url": back,
    })  # fmt: skip
