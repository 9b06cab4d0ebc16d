"""The forms of an interview: date and place, the record, tips."""

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from deskmerit.web.interviews.access import hr_people
from deskmerit.web.interviews.models import Interview, Tip
from deskmerit.web.interviews.record import AGREED, TITLES, Goal, Record, read
from deskmerit.web.shared.organisation import settings_of

LONG = forms.Textarea(attrs={"rows": 3})
GOALS = 3
"""Empty rows for goals beside those there are."""


class MomentField(forms.DateTimeField):
    """A moment on the clock of the organisation's zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        """What was typed, as an instant of that zone."""
        found = super().to_python(value)
        return found.replace(tzinfo=ZoneInfo(settings_of().zone)) if found else None

    def prepare_value(self, value: Any) -> Any:
        """An instant as the zone's clock shows it."""
        return value.astimezone(ZoneInfo(settings_of().zone)) if isinstance(value, datetime) else value


class DateField(forms.DateField):
    """A day."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ManyFiles(forms.ClearableFileInput):
    """Takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, a list when cleaned."""

    widget = ManyFiles(attrs={"multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file by itself."""
        listed = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in listed if each] or (
            [] if not self.required else [super().clean(None, initial)]
        )


class ArrangeForm(forms.Form):
    """Place, time and who attends."""

    place = forms.CharField(label=TITLES["place"], max_length=120, help_text=_("In private: a room with a door."))
    starts_at = MomentField(label=TITLES["starts_at"])
    ends_at = MomentField(label=TITLES["ends_at"], help_text=_("60 to 90 minutes are usual."))
    attendee: forms.Field = forms.ModelChoiceField(
        None, label=_("Second attendee"), required=False, help_text=_("HR attends for the lowest grade.")
    )

    def __init__(self, interview: Interview, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {name: getattr(interview, name) or None for name in ("place", "starts_at", "ends_at", "attendee")},
        )
        super().__init__(*args, **kwargs)
        _attendees(self, interview)


def _attendees(form: forms.Form, interview: Interview) -> None:
    """HR people to choose from, apart from those who sit in it anyway."""
    choice = form.fields["attendee"]
    assert isinstance(choice, forms.ModelChoiceField)
    choice.queryset = hr_people(interview.person, interview.interviewer)


class MoveForm(ArrangeForm):
    """Another date, with its reason."""

    reason = forms.CharField(label=_("Reason"), max_length=400)


class ReasonForm(forms.Form):
    """A reason that stays with the decision."""

    reason = forms.CharField(label=_("Reason"), widget=LONG)

    def __init__(self, interview: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class WaiveForm(ReasonForm):
    """Why there will be no interview, with the written word where somebody declined on paper."""

    scans = FilesField(label=_("Written word of the person"), required=False)


class DeclineForm(forms.Form):
    """Why the person doesn't want the interview."""

    words = forms.CharField(label=_("Why you decline"), widget=LONG)

    def __init__(self, interview: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class RecordForm(forms.Form):
    """Everything an interview record holds; goals stand in rows of three fields."""

    place = forms.CharField(label=TITLES["place"], max_length=120)
    starts_at = MomentField(label=TITLES["starts_at"])
    ends_at = MomentField(label=TITLES["ends_at"])
    attendee: forms.Field = forms.ModelChoiceField(None, label=_("Second attendee"), required=False)
    achievements = forms.CharField(
        label=TITLES["achievements"], widget=LONG, help_text=_("What was done well, and when.")
    )
    gaps = forms.CharField(label=TITLES["gaps"], widget=LONG, help_text=_("What fell short, with its figure."))
    causes_within = forms.CharField(label=TITLES["causes_within"], widget=LONG, required=False)
    causes_outside = forms.CharField(label=TITLES["causes_outside"], widget=LONG, required=False)
    support = forms.CharField(label=TITLES["support"], widget=LONG, required=False)
    training = forms.CharField(label=TITLES["training"], widget=LONG, required=False)
    wish = forms.CharField(label=TITLES["wish"], widget=LONG, required=False)
    view = forms.CharField(
        label=TITLES["view"], widget=LONG, help_text=_("As the person says it. Colleagues are never compared.")
    )
    agreed = forms.ChoiceField(label=TITLES["agreed"], choices=list(AGREED.items()), widget=forms.RadioSelect)

    def __init__(self, interview: Interview, *args: Any, **kwargs: Any) -> None:
        record = read(interview.record)
        kept = {name: getattr(record, name) for name in self.base_fields if name != "attendee"}
        arranged = {"place": interview.place, "starts_at": interview.starts_at, "ends_at": interview.ends_at}
        initial = {**kept, **{name: value for name, value in arranged.items() if not kept[name]}}
        super().__init__(*args, **{**kwargs, "initial": {**initial, "attendee": interview.attendee}})
        _attendees(self, interview)
        self.goals = goal_rows(record.goals, self.data if self.is_bound else None)
        if interview.version:
            self.fields["reason"] = forms.CharField(label=_("Why the record changes"), max_length=400)

    def is_valid(self) -> bool:
        """The record and each row of goals."""
        return all([super().is_valid(), *(row.is_valid() for row in self.goals)])

    def record(self) -> Record:
        """What was typed, as a record."""
        found = {name: self.cleaned_data[name] for name in Record.__dataclass_fields__ if name != "goals"}
        rows = (row.cleaned_data for row in self.goals)
        return Record(
            **found, goals=tuple(Goal(row["goal"], row["measure"], row["due"]) for row in rows if row["goal"])
        )


class GoalForm(forms.Form):
    """One goal for the next period."""

    goal = forms.CharField(label=_("What to reach"), max_length=200, required=False)
    measure = forms.CharField(label=_("Measure"), max_length=200, required=False)
    due = DateField(label=_("Due"), required=False)

    def clean(self) -> dict[str, Any]:
        """A goal has a measure and a day."""
        found = super().clean() or {}
        if found.get("goal") and not (found.get("measure") and found.get("due")):
            raise forms.ValidationError(_("A goal has a measure and a day."))
        return found


def goal_rows(goals: tuple[Goal, ...], data: Any) -> list[GoalForm]:
    """The rows there are, and empty ones."""
    empty = Goal("", "", None)
    listed = [*goals, *[empty] * GOALS][: max(GOALS, len(goals) + 1)]
    return [
        GoalForm(data, prefix=f"goal{n}", initial={"goal": each.goal, "measure": each.measure, "due": each.due})
        for n, each in enumerate(listed)
    ]


class SignForm(forms.Form):
    """The person's own words beside the signature."""

    agreed = forms.ChoiceField(
        label=_("The result"),
        choices=[(key, AGREED[key]) for key in ("agreed", "not_agreed", "unsaid")],
        widget=forms.RadioSelect,
        initial="unsaid",
    )
    words = forms.CharField(label=_("In your own words"), widget=LONG, required=False)


class ScansForm(forms.Form):
    """Signed scans."""

    scans = FilesField(label=_("Signed scan"))


class TipForm(forms.ModelForm):
    """A tip of the catalogue."""

    class Meta:
        model = Tip
        fields: ClassVar = ("metric", "text_zh", "text_en", "shown")
        widgets: ClassVar = {"text_zh": forms.Textarea(attrs={"rows": 2}), "text_en": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from deskmerit.web.bridge.plans import catalogue
        from deskmerit.web.shared.wording import lang_text

        super().__init__(*args, **kwargs)
        named = sorted(((name, f"{lang_text(each.title)} · {name}") for name, each in catalogue().items()))
        self.fields["metric"] = forms.ChoiceField(label=_("Measure"), choices=named)
