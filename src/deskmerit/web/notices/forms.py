"""Forms of notices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deskmerit.web.notices import services
from deskmerit.web.notices.groups import GROUPS
from deskmerit.web.shared.fields import offer


class ChoiceForm(forms.Form):
    """What comes by mail, and when."""

    told = forms.MultipleChoiceField(
        label=_("Send me messages about"),
        choices=[(name, title) for name, (title, _words) in GROUPS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Everything stands in the inbox anyway. What has a deadline is always sent."),
    )
    daily = forms.ChoiceField(
        label=_("When"),
        choices=[("", _("at once")), ("1", _("once a day, in the morning"))],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("What has a deadline comes at once."),
    )


class ChannelForm(forms.Form):
    """A personal address at a messenger."""

    service = forms.ChoiceField(label=_("Service"))
    address = forms.CharField(label=_("Your id there"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = services.offered()
        offer(self, "service", [(name, each.title) for name, each in offered.items()])
        hints = [f"{each.title}: {each.hint}" for each in offered.values()]
        self.fields["address"].help_text = " ".join(hints)

    def clean(self) -> dict[str, Any]:
        """Refuses what several people read."""
        found = super().clean() or {}
        if found.get("service") and found.get("address"):
            wrong = services.check(found["service"], found["address"].strip())
            if wrong:
                self.add_error("address", wrong)
        return found


class CodeForm(forms.Form):
    """The code that came through the messenger."""

    code = forms.RegexField(
        r"^\s*\d{6}\s*$",
        label=_("Six-digit code"),
        error_messages={"invalid": _("Six digits.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
