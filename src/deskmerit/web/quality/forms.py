"""The forms of quality checks: reviewing, disputing, resolving, drawing a sample."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from deskmerit.web.org.models import Person, Team
from deskmerit.web.quality import access, sheet
from deskmerit.web.quality.models import Check, Sample, SheetVersion
from deskmerit.web.shared import wording

PLACES = 2


def _points(item: sheet.Item, label: str = "", required: bool = False) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": "any", "min": 0, "max": f"{item.points:f}"})
    return forms.DecimalField(
        label=label or wording.lang_text(item.title), min_value=Decimal(0), max_value=item.points,
        decimal_places=PLACES, max_digits=7, required=required, widget=widget,
    )  # fmt: skip


def _line(label: str, length: int = 400) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False)


class ReviewForm(forms.Form):
    """A check being made: points or not applicable for each item, with comment and place; fatal errors; words."""

    good = forms.CharField(label=_l("What was good"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    coaching = forms.CharField(label=_l("Coaching note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, check: Check, **kwargs: Any) -> None:
        self.sheet = check.version.read()
        super().__init__(*args, **kwargs)
        self.initial = _initial(check)
        for item in self.sheet.items():
            named = {"item": wording.lang_text(item.title)}
            self.fields[f"p-{item.id}"] = _points(item, _("Points for “%(item)s”") % named)
            if item.optional:
                self.fields[f"na-{item.id}"] = forms.BooleanField(label=_("n.a."), required=False)
            self.fields[f"c-{item.id}"] = _line(_("Comment on “%(item)s”") % named)
            self.fields[f"pl-{item.id}"] = _line(_("Place for “%(item)s”") % named, 60)
        for fatal in self.sheet.fatals:
            self.fields[f"f-{fatal.id}"] = forms.BooleanField(label=wording.lang_text(fatal.title), required=False)
            self.fields[f"fc-{fatal.id}"] = _line(_("What happened: %(error)s") % {"error": _name(fatal)})

    def clean(self) -> dict[str, Any]:
        """A red line that was crossed is told in words."""
        found = super().clean() or {}
        for fatal in self.sheet.fatals:
            if found.get(f"f-{fatal.id}") and not found.get(f"fc-{fatal.id}"):
                self.add_error(f"fc-{fatal.id}", _("Say what happened: the second reviewer and the person read it."))
        return found

    def marks(self) -> dict[str, sheet.Mark]:
        """What was given, as far as it can be read."""
        return {
            item.id: sheet.Mark(
                None if self._na(item.id) else self.cleaned_data.get(f"p-{item.id}"),
                self._na(item.id),
                self.cleaned_data.get(f"c-{item.id}", ""),
                self.cleaned_data.get(f"pl-{item.id}", ""),
            )
            for item in self.sheet.items()
        }

    def _na(self, item: str) -> bool:
        return bool(self.cleaned_data.get(f"na-{item}"))

    def fatals(self) -> dict[str, dict[str, str]]:
        """The fatal errors that were found."""
        held = [each.id for each in self.sheet.fatals if self.cleaned_data.get(f"f-{each.id}")]
        return {name: {"comment": self.cleaned_data.get(f"fc-{name}", "")} for name in held}

    def sections(self) -> Iterator[tuple[sheet.Section, list[dict[str, Any]]]]:
        """The fields by section, for the page."""
        for section in self.sheet.sections:
            rows = [{"item": item, **self._row(item)} for item in section.items]
            yield section, rows

    def _row(self, item: sheet.Item) -> dict[str, BoundField | None]:
        na = self[f"na-{item.id}"] if item.optional else None
        return {
            "points": self[f"p-{item.id}"],
            "na": na,
            "comment": self[f"c-{item.id}"],
            "place": self[f"pl-{item.id}"],
        }

    def red_lines(self) -> Iterator[tuple[sheet.Fatal, BoundField, BoundField]]:
        """The fatal errors with their fields."""
        for each in self.sheet.fatals:
            yield each, self[f"f-{each.id}"], self[f"fc-{each.id}"]


def _name(fatal: sheet.Fatal) -> str:
    return wording.lang_text(fatal.title)


def _initial(check: Check) -> dict[str, Any]:
    found: dict[str, Any] = {"good": check.good, "coaching": check.coaching}
    for name, mark in sheet.read_marks(check.marks).items():
        points = None if mark.points is None else f"{mark.points.normalize():f}"
        found |= {f"p-{name}": points, f"na-{name}": mark.not_applicable}
        found |= {f"c-{name}": mark.comment, f"pl-{name}": mark.place}
    for name, said in check.fatals.items():
        found |= {f"f-{name}": True, f"fc-{name}": said.get("comment", "")}
    return found


class DisputeForm(forms.Form):
    """Items with the value that would be right, or the fatal error; and why."""

    reason = forms.CharField(label=_l("Why"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, check: Check, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.marks = sheet.read_marks(check.marks)
        self.items = [each for each in check.version.read().items() if not self.marks[each.id].not_applicable]
        for item in self.items:
            self.fields[f"d-{item.id}"] = _points(item)
        if check.confirmed:
            self.fields["fatal"] = forms.BooleanField(label=_("There was no fatal error"), required=False)

    def rows(self) -> Iterator[tuple[sheet.Item, sheet.Mark, BoundField]]:
        """Items, what was given, and the field of what would be right."""
        for item in self.items:
            yield item, self.marks[item.id], self[f"d-{item.id}"]

    def named(self) -> dict[str, Any]:
        """What is disputed: item → proposed value."""
        proposed = {each.id: self.cleaned_data.get(f"d-{each.id}") for each in self.items}
        found: dict[str, Any] = {
            name: {"proposed": str(value)}
            for name, value in proposed.items()
            if value is not None and value != self.marks[name].points
        }
        return found | ({"fatal": {}} if self.cleaned_data.get("fatal") else {})


class ResolveForm(forms.Form):
    """The disputed items as they stand, to be changed or kept; and why."""

    reason = forms.CharField(label=_l("Decision and reason"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, check: Check, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check, self.marks = check, sheet.read_marks(check.marks)
        self.items = [each for each in check.version.read().items() if each.id in check.dispute]
        for item in self.items:
            field = _points(item, required=True)
            field.initial = self.marks[item.id].points
            self.fields[f"r-{item.id}"] = field
        if "fatal" in check.dispute:
            self.fields["drop"] = forms.BooleanField(label=_("There was no fatal error"), required=False)

    def rows(self) -> Iterator[tuple[sheet.Item, sheet.Mark, str, BoundField]]:
        """Items, what was given, what was proposed, and the field of what shall stand."""
        for item in self.items:
            yield item, self.marks[item.id], self.check.dispute[item.id]["proposed"], self[f"r-{item.id}"]

    def points(self) -> dict[str, Decimal]:
        """What shall stand."""
        return {each.id: self.cleaned_data[f"r-{each.id}"] for each in self.items}


class TargetedForm(forms.Form):
    """A single contact to check."""

    contact = forms.CharField(label=_l("Number of the contact"), max_length=200)
    version = forms.ModelChoiceField(SheetVersion.objects.none(), label=_l("Quality sheet"), empty_label=None)
    why = forms.CharField(
        label=_l("Why this contact"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
        help_text=_l("It stands on the check, and the person reads it."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version: Any = self.fields["version"]
        version.queryset = latest_versions()
        version.label_from_instance = version_title


class SampleForm(forms.ModelForm):
    """A sample to draw."""

    teams = forms.ModelMultipleChoiceField(
        Team.objects.all(), label=_l("Teams"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_l("None ticked: every team."),
    )  # fmt: skip
    reviewers = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_l("Quality reviewers"), widget=forms.CheckboxSelectMultiple,
        help_text=_l("Nobody gets their own contacts, their lead's, or those of people they lead."),
    )  # fmt: skip

    class Meta:
        model = Sample
        fields = ("title", "start", "end", "kind", "version", "per_agent", "seed", "teams", "reviewers")
        widgets: Mapping[str, Any] = {
            "start": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "end": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts: Mapping[str, Any] = {
            "end": _l("The first day that no longer belongs to it."),
            "seed": _l("Any word. The same word draws the same contacts again, so anybody can check the draw."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reviewers: Any = self.fields["reviewers"]
        reviewers.queryset = access.reviewers_of(None)
        version: Any = self.fields["version"]
        version.queryset = latest_versions()
        version.label_from_instance = version_title
        self.fields["per_agent"].widget.attrs |= {"min": 1, "max": 50}

    def clean_per_agent(self) -> int:
        """Between 1 and 50."""
        found: int = self.cleaned_data["per_agent"]
        if not 1 <= found <= 50:
            raise forms.ValidationError(_("Between 1 and 50 contacts a person."))
        return found


def latest_versions() -> Any:
    """The newest version of each sheet in use."""
    newest = [
        pk
        for sheet_pk in SheetVersion.objects.filter(sheet__retired_at=None).values_list("sheet", flat=True).distinct()
        for pk in SheetVersion.objects.filter(sheet=sheet_pk).order_by("-number").values_list("pk", flat=True)[:1]
    ]
    return SheetVersion.objects.filter(pk__in=newest).select_related("sheet")


def version_title(version: SheetVersion) -> str:
    """A sheet's name with its version."""
    return f"{wording.lang_text(version.sheet.title)} v{version.number}"
