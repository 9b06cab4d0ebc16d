"""Forms about data: whose a login is."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deskmerit.web.intake.corrections_forms import LocalMoment
from deskmerit.web.org.models import Person


class WhoseForm(forms.Form):
    """A login and its person, for a time. Empty ends are open."""

    login = forms.CharField(label=_("login"), max_length=200)
    source = forms.CharField(
        label=_("source"), max_length=120, required=False, help_text=_("Empty: in every source.")
    )  # fmt: skip
    person = forms.CharField(label=_("person"), help_text=_("Id, employee number or full name."))
    from_at = LocalMoment(label=_("from"), required=False)
    to_at = LocalMoment(label=_("until"), required=False)

    def clean_person(self) -> Person:
        """The one person of that id, number or name."""
        said = self.cleaned_data["person"].strip()
        found = list(Person.objects.filter(Q(agent_id=said) | Q(employee_no=said) | Q(name=said), kind="human")[:3])
        exact = [each for each in found if each.agent_id == said] or found
        if not exact:
            raise forms.ValidationError(_("Nobody is called so. Look the person up, then give the id."))
        if len(exact) > 1:
            raise forms.ValidationError(_("Several people are called so: give the id or the employee number."))
        return exact[0]

    def clean(self) -> dict[str, Any]:
        """`from` before `until`."""
        found = super().clean() or {}
        begin, finish = found.get("from_at"), found.get("to_at")
        if begin and finish and finish <= begin:
            self.add_error("to_at", _("It can't end before it began. Choose a later day."))
        return found
