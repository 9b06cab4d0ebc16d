"""Inbox, how somebody is told outside of it, and the outbox for administrators."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from deskmerit.web.notices import actions, queries, said, services
from deskmerit.web.notices.forms import ChannelForm, ChoiceForm, CodeForm
from deskmerit.web.notices.groups import GROUPS
from deskmerit.web.notices.models import Channel, Delivery, Notice
from deskmerit.web.org.access import require_everywhere
from deskmerit.web.shared import tables, wording
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.organisation import settings_of


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What I was told, newest first."""
    user = user_of(request)
    show, group = request.GET.get("show", ""), request.GET.get("group", "")
    found = queries.inbox(user, show, group if group in GROUPS else "")
    columns = [
        tables.Column("subject", _("Subject"), show=said.subject),
        tables.Column("made_at", _("When"), show=lambda row: wording.moment(row.made_at, settings_of().zone)),
    ]
    table = tables.build(request, found, columns, name="n", size=30)
    notices = [
        {"row": line.row, "subject": said.subject(line.row), "sentence": said.sentence(line.row)}
        for line in table.lines
    ]
    groups = [(name, title) for name, (title, _words) in GROUPS.items()]
    context = {"table": table, "notices": notices, "show": show, "group": group, "groups": groups}
    return render(request, "notices/inbox.html", context)


@require_GET
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks a notice as read and goes where it leads."""
    notice = get_object_or_404(Notice, pk=pk, user=user_of(request))
    actions.read(user_of(request), notice)
    inside = url_has_allowed_host_and_scheme(notice.url, {request.get_host()})
    return redirect(notice.url if inside else "inbox")


@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Read, or unread again."""
    user = user_of(request)
    notice = get_object_or_404(Notice, pk=pk, user=user)
    act = actions.unread if request.POST.get("as") == "unread" else actions.read
    attempt(request, lambda: act(user, notice))
    return redirect("inbox")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Everything is read."""
    attempt(request, lambda: actions.read_all(user_of(request)), _("Everything is marked as read."))
    return redirect("inbox")


def settings(request: HttpRequest) -> HttpResponse:
    """How I am told outside the application."""
    user = user_of(request)
    choice = queries.choice_of(user)
    told = [group for group in GROUPS if group not in choice.silent]
    initial = {"told": told, "daily": "1" if choice.daily else ""}
    form = ChoiceForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        silent = set(GROUPS) - set(form.cleaned_data["told"])
        if attempt(request, lambda: actions.choose(user, silent, bool(form.cleaned_data["daily"])), _("Kept.")):
            return redirect("notice_settings")
    return _settings(request, form, ChannelForm())


@require_POST
def add_channel(request: HttpRequest) -> HttpResponse:
    """A messenger of mine; a code goes there first."""
    user, form = user_of(request), ChannelForm(request.POST)
    if form.is_valid():
        told = _("A code is on its way. Enter it here.")
        given = form.cleaned_data
        if attempt(request, lambda: actions.add_channel(user, given["service"], given["address"]), told):
            return redirect("notice_settings")
    choice = queries.choice_of(user)
    initial = {"told": [each for each in GROUPS if each not in choice.silent], "daily": "1" if choice.daily else ""}
    return _settings(request, ChoiceForm(initial=initial), form)


def _settings(request: HttpRequest, form: ChoiceForm, channel_form: ChannelForm) -> HttpResponse:
    user = user_of(request)
    titles = {name: each.title for name, each in services.SERVICES.items()}
    channels = [
        {"row": each, "title": titles.get(each.service, each.service), "form": CodeForm(auto_id=f"code{each.pk}_%s")}
        for each in user.channels.all()
    ]
    context = {"form": form, "channel_form": channel_form, "channels": channels, "offered": services.offered()}
    return render(request, "notices/settings.html", context)


@require_POST
def confirm_channel(request: HttpRequest, pk: int) -> HttpResponse:
    """The code that came."""
    user = user_of(request)
    channel = get_object_or_404(Channel, pk=pk, user=user)
    form, right = CodeForm(request.POST), [False]
    if not form.is_valid():
        messages.error(request, _("The code has six digits."))
        return redirect("notice_settings")

    def act() -> None:
        right[0] = actions.confirm_channel(user, channel, form.cleaned_data["code"])

    if attempt(request, act):
        if right[0]:
            messages.success(request, _("From now on notices go there too."))
        else:
            messages.error(request, _("That is not the code."))
    return redirect("notice_settings")


@require_POST
def remove_channel(request: HttpRequest, pk: int) -> HttpResponse:
    """Not there any more."""
    user = user_of(request)
    channel = get_object_or_404(Channel, pk=pk, user=user)
    attempt(request, lambda: actions.remove_channel(user, channel), _("Removed."))
    return redirect("notice_settings")


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """Messages that did not leave, for administrators."""
    require_everywhere(user_of(request), "admin")
    columns = [
        tables.Column("to", _("Receiver"), show=lambda row: str(row.notice.user)),
        tables.Column("way", _("Way"), show=lambda row: row.channel.service if row.channel else _("e-mail")),
        tables.Column("tries", _("Tries"), "number"),
        tables.Column("failure", _("Why")),
        tables.Column("next_at", _("Last planned"), show=lambda row: wording.moment(row.next_at, settings_of().zone)),
    ]
    failed = tables.build(request, list(queries.failed()[: queries.MOST]), columns, name="failed")
    again = tables.build(request, list(queries.waiting()[: queries.MOST]), columns, name="again")
    for table in (failed, again):
        if table.exports(request):
            return table.csv(f"messages-{table.name}")
    return render(request, "notices/outbox.html", {"failed": failed, "again": again})


@require_POST
def try_again(request: HttpRequest) -> HttpResponse:
    """All failed messages once more."""
    user = user_of(request)
    require_everywhere(user, "admin")
    for delivery in Delivery.objects.filter(state=Delivery.State.FAILED).select_related("notice__user__person"):
        attempt(request, partial(actions.try_again, user, delivery))
    return redirect("outbox")
