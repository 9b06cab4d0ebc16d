"""Forms of award runs, bases, wishes and certificates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deskmerit.web.awards.bases import Entry
from deskmerit.web.awards.models import AwardRun
from deskmerit.web.awards.queries import awards_of, plans_of
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.org.models import Person, Posting
from deskmerit.web.shared import wording
from deskmerit.web.shared.fields import offer


class RunForm(forms.Form):
    """A new run."""

    cycle = forms.ModelChoiceField(Cycle.objects.filter(state__in=("published", "settled")), label=_("Cycle"))
    kind = forms.ChoiceField(label=_("Kind"), choices=AwardRun.Kind.choices, widget=forms.RadioSelect)
    pay_month = forms.RegexField(r"^20\d\d-(0[1-9]|1[0-2])$", label=_("Pay month"), help_text=_("As 2026-10."))
    budget = forms.DecimalField(
        label=_("Budget"), required=False, min_value=0, max_digits=14, decimal_places=2,
        help_text=_("The run is not approved above it. Each award's own budget stands in the plan."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), required=False, max_length=200)


class BaseForm(forms.Form):
    """One base, of a person or of a post."""

    person = forms.ModelChoiceField(Person.objects.filter(kind="human"), label=_("Person"), required=False)
    position = forms.ChoiceField(label=_("Post"), required=False, help_text=_("Either a person or a post."))
    award = forms.ChoiceField(label=_("Award"))
    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=14, decimal_places=2)
    from_date = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Holds for periods that end on or after this day, until a later one."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Posting.objects.order_by("position").values_list("position", flat=True).distinct()
        offer(self, "position", [("", "–"), *((post, post) for post in posts if post)])
        offer(self, "award", paid_awards())

    def clean(self) -> dict[str, Any]:
        """Either a person or a post."""
        said = super().clean() or {}
        if bool(said.get("person")) == bool(said.get("position")):
            self.add_error("person", _("Name either a person or a post."))
        return said

    def entry(self) -> Entry:
        """What the form says."""
        said = self.cleaned_data
        return Entry(said["person"], said["position"], said["award"], said["amount"], said["from_date"])


def paid_awards() -> list[tuple[str, str]]:
    """The awards with money of every cycle's plans, the latest cycle first."""
    found: dict[str, str] = {}
    for cycle in Cycle.objects.exclude(state="cancelled")[:8]:
        for name, award in awards_of(cycle, "pay", "pool").items():
            found.setdefault(name, wording.lang_text(award.title))
    return [(name, f"{title} ({name})") for name, title in found.items()]


class FileForm(forms.Form):
    """A file of bases."""

    file = forms.FileField(
        label=_("CSV or workbook"),
        help_text=_("Columns: agent_id or position, award, amount, from_date. Nothing is written before you confirm."),
    )


class ReasonForm(forms.Form):
    """A reason that stays with the decision."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class RoundForm(forms.Form):
    """A new round of wishes."""

    cycle = forms.ModelChoiceField(Cycle.objects.exclude(state__in=("draft", "cancelled")), label=_("Cycle"))
    seed = forms.CharField(
        label=_("Seed of the draw"), max_length=80,
        help_text=_("Told to everybody, and not changed any more. It decides among the same grade and total."),
    )  # fmt: skip


class CertificateForm(forms.Form):
    """For which grades and seats of a cycle certificates are issued."""

    grades = forms.MultipleChoiceField(label=_("Grades"), required=False, widget=forms.CheckboxSelectMultiple)
    awards = forms.MultipleChoiceField(label=_("Seats"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, cycle: Cycle, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grades = {
            grade.id: wording.grade_title(grade.id, grade.title) for plan in plans_of(cycle) for grade in plan.grades
        }
        seats = [(name, wording.lang_text(award.title)) for name, award in awards_of(cycle, "wish").items()]
        offer(self, "grades", list(grades.items()))
        offer(self, "awards", seats)
