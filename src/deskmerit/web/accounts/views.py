"""One's own account: language and theme, ways to sign in, tokens, and everything kept about oneself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from deskmerit.web.accounts import mine, notice, queries, retention, tokens
from deskmerit.web.accounts.forms import Mail, NewToken, Settings
from deskmerit.web.accounts.start import send_test
from deskmerit.web.audit.trail import record
from deskmerit.web.org.access import require_everywhere
from deskmerit.web.shared import clock
from deskmerit.web.shared.act import attempt, user_of
from deskmerit.web.shared.models import Preference, preference


def account_page(request: HttpRequest) -> HttpResponse:
    """Who I am here, language and theme, how I sign in."""
    user = user_of(request)
    initial = {"language": user.language or request.LANGUAGE_CODE}
    form = Settings(request.POST or None, instance=user, initial=initial)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("account_page")
    about = {"form": form, **queries.account(user)}
    return render(request, "accounts/account.html", about)


def token_list(request: HttpRequest) -> HttpResponse:
    """My tokens; a new one is shown this once."""
    user = user_of(request)
    form, shown = NewToken(request.POST or None), list[str]()
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if attempt(request, lambda: shown.append(tokens.make(user, told["name"], told["days"])[1])):
            form = NewToken()
    about = {"form": form, "shown": "".join(shown), "tokens": user.tokens.all(), "today": clock.today()}
    response = render(request, "accounts/tokens.html", about)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revokes a token of mine."""
    user = user_of(request)
    token = get_object_or_404(user.tokens, pk=pk)
    attempt(request, lambda: tokens.revoke(user, token), _("The token is revoked."))
    return redirect("tokens")


def my_data(request: HttpRequest) -> HttpResponse:
    """What is recorded about me, why, who sees it, how long; and all of it as a file."""
    user = user_of(request)
    about = {"notices": notice.notices(user.person), "kept": retention.table(), "person": user.person}
    return render(request, "accounts/my_data.html", about)


@require_POST
def my_data_export(request: HttpRequest) -> HttpResponse:
    """Everything about me, and nobody else, as a ZIP."""
    user, made = user_of(request), list[bytes]()

    def act() -> None:
        made.append(mine.export(user))
        record(user, "accounts.exported", user, person=user.person, size=len(made[0]))

    if not attempt(request, act):
        return redirect("my_data")
    name = f"deskmerit-{clock.today().isoformat()}.zip"
    return HttpResponse(made[0], "application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def mail_settings(request: HttpRequest) -> HttpResponse:
    """How messages go out, for administrators; with a test message to oneself."""
    user = user_of(request)
    require_everywhere(user, "admin")
    kept = preference("mail", {}) or {}
    form = Mail(request.POST or None, initial={**kept, "password": "", "sender": kept.get("from", "")})
    if request.method == "POST" and form.is_valid():
        told = form.values(kept)
        if "test" in request.POST:
            said = send_test(told, user.email)
            (messages.error if said else messages.success)(
                request, said or _("The test message is on its way to %(to)s.") % {"to": user.email}
            )
        else:

            def act() -> None:
                row, _new = Preference.objects.update_or_create(key="mail", defaults={"value": told})
                record(user, "accounts.mail_set", row, host=told["host"], sender=told["from"])

            attempt(request, act, _("Kept."))
            return redirect("mail_settings")
    return render(request, "accounts/mail.html", {"form": form, "account": reverse("account_page")})
