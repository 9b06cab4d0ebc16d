"""Forms about people. Dates are half-open: `until` is the first day no longer."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from deskmerit.web.org.access import there_on
from deskmerit.web.org.models import Deputy, Leading, Leave, Login, Person, Posting, Role, Team
from deskmerit.web.shared import clock
from deskmerit.web.shared.fields import offer

LABELS = {"team": _("team"), "deputy": _("deputy")}
"""What columns that lead to another row are called."""
UNTIL = _("The first day no longer; empty: open.")


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class Dated(forms.ModelForm):
    """A form whose dates are date fields and whose span is one. `teams`: those that may be named (None: all)."""

    def __init__(self, *args: Any, teams: Collection[int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                field.widget = _day()
            if name == "from_date":
                self.initial.setdefault("from_date", clock.today())
            if name == "to_date":
                field.help_text = UNTIL
            if name in LABELS:
                field.label = capfirst(LABELS[name])
        if "team" in self.fields:
            offered = Team.objects.filter(closed_on=None)
            offer(self, "team", offered if teams is None else offered.filter(pk__in=teams))
            self.fields["team"].required = self.fields["team"].required or teams is not None

    def clean(self) -> dict[str, Any]:
        """`from` before `until`."""
        told = super().clean() or {}
        begin, finish = told.get("from_date"), told.get("to_date")
        if begin and finish and finish <= begin:
            self.add_error("to_date", _("It can't end before it began. Choose a later day."))
        return told


class PersonForm(Dated):
    """What is known about somebody."""

    class Meta:
        model = Person
        fields = ("name", "employee_no", "email", "hired_on", "left_on")


class NewPerson(Dated):
    """Somebody new, with their id in the records and, unless it follows later, the first posting."""

    team = forms.ModelChoiceField(Team.objects.none(), required=False)
    position = forms.CharField(label=_("Post"), max_length=120, required=False)

    class Meta:
        model = Person
        fields = ("agent_id", "name", "employee_no", "email", "hired_on", "left_on")

    def __init__(self, *args: Any, teams: Collection[int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, teams=teams, **kwargs)
        self.fields["position"].required = teams is not None

    def clean(self) -> dict[str, Any]:
        """A posting has a team and a post."""
        told = super().clean()
        for name, other in (("position", "team"), ("team", "position")):
            if told.get(other) and not told.get(name):
                self.add_error(name, _("A posting has a team and a post: give both, or neither."))
        return told

    def parts(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What is known about the person, and the first posting ({}: none yet)."""
        told = dict(self.cleaned_data)
        team, position = told.pop("team"), told.pop("position")
        first = {"team": team, "position": position, "from_date": told["hired_on"] or clock.today()}
        return told, first if team else {}


class PostingForm(Dated):
    """Where somebody stands."""

    class Meta:
        model = Posting
        fields = ("team", "position", "site", "account", "from_date", "to_date")


class LeadingForm(Dated):
    """Which team somebody leads."""

    class Meta:
        model = Leading
        fields = ("team", "from_date", "to_date")


class LoginForm(Dated):
    """A login in a source of records."""

    class Meta:
        model = Login
        fields = ("source", "login", "from_at", "to_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("from_at", "to_at"):
            self.fields[name].widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})

    def clean(self) -> dict[str, Any]:
        """Instants as the organisation's clocks tell them."""
        told = super().clean()
        for name in ("from_at", "to_at"):
            if told.get(name):
                told[name] = told[name].replace(tzinfo=clock.midnight(told[name].date()).tzinfo)
        return told


class RoleForm(Dated):
    """What somebody may do for others, where and for how long."""

    class Meta:
        model = Role
        fields = ("kind", "function", "team", "from_date", "to_date")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.fields["team"].required:
            self.fields["team"].help_text = _("Empty: the whole organisation.")

    def clean(self) -> dict[str, Any]:
        """A panel member has a function; others have none."""
        told = super().clean()
        if told.get("kind") == Role.Kind.PANEL and not told.get("function"):
            self.add_error("function", _("Say which function this panel member stands for."))
        if told.get("kind") != Role.Kind.PANEL:
            told["function"] = ""
        return told


class DeputyForm(Dated):
    """Who decides in somebody's place."""

    class Meta:
        model = Deputy
        fields = ("deputy", "from_date", "to_date")

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Person.objects.filter(there_on(clock.today()), kind=Person.Kind.HUMAN)
        offer(self, "deputy", others.exclude(pk__in=[person.pk] if person else []))


class LeaveForm(Dated):
    """Approved leave."""

    class Meta:
        model = Leave
        fields = ("kind", "from_date", "to_date")


FORMS: dict[str, type[Dated]] = {
    "posting": PostingForm,
    "leading": LeadingForm,
    "login": LoginForm,
    "role": RoleForm,
    "deputy": DeputyForm,
    "leave": LeaveForm,
}


class End(forms.Form):
    """When something ends."""

    day = forms.DateField(label=_("until"), widget=_day(), help_text=_("The first day no longer."))


class NewTeam(forms.ModelForm):
    """A team under the name the records use."""

    class Meta:
        model = Team
        fields = ("name",)


class Files(forms.FileField):
    """One or more files."""

    widget = type("Several", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file for itself."""
        return [forms.FileField.clean(self, each, initial) for each in data or [None]]


class Upload(forms.Form):
    """Files with people, postings, logins."""

    sheets = Files(
        label=_("workbook or CSV files"),
        help_text=_("Sheets or files named agents, postings, identities (or 人员, 任职, 账号), with these columns."),
    )
    missing_leave_on = forms.DateField(
        label=_("people not in the file leave on"),
        required=False,
        widget=_day(),
        help_text=_("Empty: people the files don't name stay as they are."),
    )
