"""The page that says how long things are kept, and changes it by two people, with what would follow in sight."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deskmerit.web.accounts import keeping, retention
from deskmerit.web.shared.act import attempt, user_of


class MonthsForm(forms.Form):
    """Months by rule, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rule, months in retention.table():
            if rule.key in keeping.LEAST:
                self.fields[rule.key] = forms.IntegerField(
                    label=str(rule.title), min_value=keeping.LEAST[rule.key], max_value=keeping.MOST, initial=months,
                    help_text=_("months after %(since)s") % {"since": rule.since},
                )  # fmt: skip
        self.fields["reason"] = forms.CharField(label=gettext_lazy("Reason"), max_length=400, required=False)


def retention_page(request: HttpRequest) -> HttpResponse:
    """Reading, looking ahead, proposing, deciding."""
    user = user_of(request)
    if not keeping.may_set(user):
        raise Http404
    form, waits = MonthsForm(request.POST if "look" in request.POST or "ask" in request.POST else None), keeping.asked()
    if "accept" in request.POST or "refuse" in request.POST:
        done = _("In force from now on.") if "accept" in request.POST else _("Not changed.")
        attempt(request, lambda: keeping.decide(user, "accept" in request.POST), done)
        return redirect("retention_page")
    if "ask" in request.POST and form.is_valid():
        said = dict(form.cleaned_data)
        reason = said.pop("reason")
        if attempt(request, lambda: keeping.ask(user, said, reason), _("Proposed. A second person decides.")):
            return redirect("retention_page")
    months: Any = form.cleaned_data if form.is_bound and form.is_valid() else waits.get("months")
    months = months or keeping.present()
    ahead = keeping.effect(months)
    deleted = [(rule.title, ahead.deleted[rule.key]) for rule in retention.RULES if rule.key in ahead.deleted]
    asked = [(rule, now, waits["months"].get(rule.key)) for rule, now in retention.table()] if waits else []
    return render(request, "accounts/retention.html", {
        "kept": retention.table(), "form": form, "waits": waits, "ahead": ahead, "deleted": deleted,
        "asked": [each for each in asked if each[2] is not None and each[1] != each[2]],
        "own": bool(waits) and user.person is not None and waits["by"] == user.person.pk,
    })  # fmt: skip
