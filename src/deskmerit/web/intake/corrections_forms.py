"""The form of a correction of data."""

from datetime import UTC, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from deskmerit.web.appeals.forms import Files
from deskmerit.web.bridge.adjust import correctable
from deskmerit.web.intake.models import Correction
from deskmerit.web.org.models import Person
from deskmerit.web.shared import wording
from deskmerit.web.shared.organisation import settings_of


class LocalMoment(forms.DateTimeField):
    """An instant typed in the organisation's zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def clean(self, value: Any) -> datetime | None:
        """UTC; nothing stays nothing."""
        found = super().clean(value)
        if found is None:
            return None
        local: datetime = found.replace(tzinfo=ZoneInfo(settings_of().zone))
        return local.astimezone(UTC)


class CorrectionForm(forms.ModelForm):
    """One record, or a window with a filter; what is done with it, and why."""

    table = forms.ChoiceField(label=_("table"))
    from_at = LocalMoment(label=_("from"), required=False)
    to_at = LocalMoment(label=_("until"), required=False)
    reason = forms.CharField(label=_("reason"), widget=forms.Textarea(attrs={"rows": 3}))
    evidence = Files()

    class Meta:
        model = Correction
        fields = ("kind", "table", "record", "from_at", "to_at", "filter", "field", "old", "new", "metric", "reason")
        help_texts: ClassVar = {
            "record": _("Its id; or leave it empty and give a window."),
            "filter": _("Within the window: channel=chat;priority=high|urgent"),
            "new": _("Of a new credit: the person's id."),
            "metric": _("Empty: for every measure made of these records."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tables: Any = self.fields["table"]
        tables.choices = [(name, wording.lang_text(title)) for name, title in correctable()]

    def clean(self) -> dict[str, Any]:
        """A record or a window; the person of a new credit; the column of a new value."""
        found = super().clean() or {}
        window = found.get("from_at") and found.get("to_at")
        if not found.get("record") and not window:
            self.add_error("record", _("Name a record, or a window from and until."))
        if window and found["from_at"] >= found["to_at"]:
            self.add_error("to_at", _("The window must end after it begins."))
        if found.get("kind") == Correction.Kind.REATTRIBUTE:
            if not Person.objects.filter(agent_id=found.get("new", "")).exists():
                self.add_error("new", _("Say whose records these are, by the person's id."))
        elif found.get("kind") == Correction.Kind.CORRECT and not found.get("field"):
            self.add_error("field", _("Say which column is corrected."))
        return found
