"""The form of an improvement plan: its texts, rows of areas and steps; and the small forms of its steps."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deskmerit.web.improvement.content import LENGTHS, TITLES, Area, Content, Step
from deskmerit.web.improvement.queries import end_of
from deskmerit.web.interviews.brief import Line
from deskmerit.web.interviews.forms import LONG, DateField
from deskmerit.web.interviews.said import named

YES_NO = (("", _("not answered")), ("no", _("no")), ("yes", _("yes")))
ANSWERS: dict[str, bool | None] = {"": None, "no": False, "yes": True}


class AnswerField(forms.ChoiceField):
    """Yes, no, or not answered yet."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=YES_NO, required=False, **kwargs)

    def clean(self, value: Any) -> bool | None:
        """The meaning of the choice."""
        return ANSWERS[super().clean(value)]

    def prepare_value(self, value: Any) -> Any:
        """The choice of a meaning."""
        return {True: "yes", False: "no", None: ""}.get(value, value) if not isinstance(value, str) else value


class AreaForm(forms.Form):
    """An area: tied to a measure, or told in words."""

    area = forms.CharField(label=_("Area"), max_length=200, required=False)
    indicator = forms.ChoiceField(label=_("Measure that fills it"), required=False)
    start = forms.DecimalField(label=_("Start"), decimal_places=2, max_digits=12, required=False)
    target = forms.DecimalField(label=_("Target"), decimal_places=2, max_digits=12, required=False)
    current = forms.CharField(label=_("Current"), max_length=200, required=False)
    expected = forms.CharField(label=_("Expected"), max_length=200, required=False)
    gap = forms.CharField(label=_("Gap"), max_length=200, required=False)
    due = DateField(label=_("Due"), required=False)

    def __init__(self, measures: Mapping[str, Line], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [(key, named(line)) for key, line in measures.items()]
        choice = self.fields["indicator"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", _("none: told in words")), *titles]
        self.measures = measures

    def clean(self) -> dict[str, Any]:
        """A row with anything in it has a name."""
        found = super().clean() or {}
        if not found.get("area") and any(found.get(name) not in (None, "") for name in ("indicator", "current")):
            raise forms.ValidationError(_("Name the area, or leave its whole row empty."))
        return found

    def value(self) -> Area:
        """The row as an area; unit and direction are the measure's."""
        given = self.cleaned_data
        line = self.measures.get(given["indicator"])
        lower = end_of(line.target, given["start"])[1] if line else False
        return Area(
            area=given["area"],
            current=given["current"],
            expected=given["expected"],
            gap=given["gap"],
            plan=line.plan if line else "",
            indicator=line.id if line else "",
            unit=line.unit if line else "",
            lower=lower,
            start=given["start"] if line else None,
            target=given["target"] if line else None,
            due=given["due"],
        )


class StepForm(forms.Form):
    """A step: what, by whom, until when."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=_("Step"), max_length=400, required=False)
    owner = forms.CharField(label=_("Owner"), max_length=80, required=False)
    due = DateField(label=_("Due"), required=False)

    def value(self, side: str) -> Step:
        """The row as a step; a new one is named by its place, which no other step has."""
        given = self.cleaned_data
        return Step(given["key"] or f"{self.prefix}-{given['text'][:12]}", side, given["text"], given["owner"],
                    given["due"])  # fmt: skip


class PlanForm(forms.Form):
    """The whole plan."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    tools = AnswerField(label=TITLES["tools"])
    conflict = AnswerField(label=TITLES["conflict"])
    misconduct = AnswerField(label=TITLES["misconduct"], help_text=_("With a yes a plan is the wrong way."))
    reason = forms.CharField(label=TITLES["reason"], widget=LONG)
    causes = forms.CharField(label=TITLES["causes"], widget=LONG, required=False)
    criteria = forms.CharField(label=TITLES["criteria"], widget=LONG, required=False)
    if_met = forms.CharField(label=TITLES["if_met"], widget=LONG, required=False)
    if_partly = forms.CharField(label=TITLES["if_partly"], widget=LONG, required=False)
    if_not = forms.CharField(label=TITLES["if_not"], widget=LONG, required=False)
    days = forms.TypedChoiceField(
        label=TITLES["days"], coerce=int, choices=[(days, str(days)) for days in LENGTHS], widget=forms.RadioSelect
    )
    ends_on = DateField(
        label=TITLES["ends_on"], required=False, help_text=_("Empty: so many days after the plan is offered.")
    )

    def __init__(self, content: Content, edits: int, measures: Sequence[Line], data: Any = None) -> None:
        names = ("tools", "conflict", "misconduct", "reason", "causes", "criteria", "if_met", "if_partly", "if_not",
                 "ends_on")  # fmt: skip
        initial = {name: getattr(content, name) for name in names}
        days = content.days if content.days in LENGTHS else LENGTHS[-1]
        super().__init__(data, initial={**initial, "seen": edits, "days": days})
        self.content = content
        known = {_key(line.plan, line.id): line for line in measures}
        listed = [*content.areas, *[Area("")] * 2]
        self.areas = [AreaForm(known, data, prefix=f"area{n}", initial=_area(area)) for n, area in enumerate(listed)]
        self.sides = {side: _steps(content, side, data) for side in ("person", "lead")}

    def is_valid(self) -> bool:
        """The texts and every row."""
        rows = [*self.areas, *self.sides["person"], *self.sides["lead"]]
        return all([super().is_valid(), *(row.is_valid() for row in rows)])

    def value(self) -> Content:
        """What was written, as a plan's content."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "change")}
        areas = tuple(row.value() for row in self.areas if row.cleaned_data.get("area"))
        steps = tuple(row.value(side) for side, rows in self.sides.items() for row in rows if row.cleaned_data["text"])
        return Content(**given, areas=areas, steps=steps, starts_on=self.content.starts_on)


class ChangeForm(PlanForm):
    """The plan as somebody proposes to change it, with the reason."""

    change = forms.CharField(label=_("Why the plan changes"), max_length=400)


def _fields(value: Any, kind: type[forms.Form]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in kind.base_fields}


def _area(area: Area) -> dict[str, Any]:
    return _fields(area, AreaForm) | {"indicator": _key(area.plan, area.indicator) if area.tied else ""}


def _key(plan: str, indicator: str) -> str:
    """A measure as the form names it: plans of several postings may have lines of one id."""
    return f"{plan}/{indicator}"


def _steps(content: Content, side: str, data: Any) -> list[StepForm]:
    rows = [*content.of(side), *[Step("", side, "")] * 2]
    return [StepForm(data, prefix=f"{side}{n}", initial=_fields(row, StepForm)) for n, row in enumerate(rows)]


class NewForm(forms.Form):
    """Why a plan is begun."""

    reason = forms.CharField(label=TITLES["reason"], widget=LONG)


class ReasonForm(forms.Form):
    """A reason that stays with the decision."""

    reason = forms.CharField(label=_("Reason"), widget=LONG)


class WordsForm(forms.Form):
    """Somebody's own words."""

    words = forms.CharField(label=_("In the person's own words"), widget=LONG)


class CheckInForm(forms.Form):
    """What was said at a check-in."""

    held_on = DateField(label=_("Held on"))
    notes = forms.CharField(label=_("What was said"), widget=LONG)


class OutcomeForm(forms.Form):
    """The outcome: words for each area that no measure tells, and the reason."""

    reason = forms.CharField(label=_("Reason"), widget=LONG)

    def __init__(self, unmeasured: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, area in unmeasured.items():
            self.fields[f"final{number}"] = forms.CharField(
                label=_("Reached in “%(area)s”") % {"area": area}, max_length=400, required=False
            )

    def final(self) -> dict[str, str]:
        """Area number → words."""
        return {name[5:]: text for name, text in self.cleaned_data.items() if name.startswith("final")}


class ExtendForm(OutcomeForm):
    """More time, until when."""

    new_end = DateField(label=_("New end"))


def today_first(form: type[forms.Form], today: date) -> dict[str, Any]:
    """Initial values: today, where a form asks for a day that was."""
    return {"held_on": today} if "held_on" in form.base_fields else {}
