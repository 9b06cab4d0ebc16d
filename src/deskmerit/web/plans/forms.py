"""Forms about plans beside the editor: beginning a draft, handing it in, completing its notice, the phase."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deskmerit.web.bridge import plans as bridge
from deskmerit.web.org.models import Person
from deskmerit.web.plans.access import approvers
from deskmerit.web.plans.models import PlanVersion
from deskmerit.web.shared.wording import lang_text


class Day(forms.DateInput):
    """A date the browser lets one choose."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _slug(**more: Any) -> forms.SlugField:
    return forms.SlugField(
        label=gettext_lazy("Id of the new plan"), required=False, allow_unicode=True, max_length=64,
        help_text=gettext_lazy("Leave empty for a new version of the plan with the same id."), **more,
    )  # fmt: skip


class StartShipped(forms.Form):
    """A draft from a plan that comes with Deskmerit."""

    shipped = forms.ChoiceField(label=gettext_lazy("Shipped plan"))
    slug = _slug()
    prefix = "shipped"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["shipped"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, f"{lang_text(plan.title)} ({name})") for name, plan in bridge.shipped().items()]


class StartFile(forms.Form):
    """A draft from a YAML file or a workbook."""

    file = forms.FileField(label=gettext_lazy("YAML file or workbook"))
    slug = _slug()
    prefix = "file"


class StartVersion(forms.Form):
    """A draft from a version that there is."""

    version = forms.ModelChoiceField(PlanVersion.objects.none(), label=gettext_lazy("Version"), empty_label="–")
    slug = _slug()
    prefix = "version"

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["version"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = versions.select_related("document").order_by("document__slug", "-number")


class Propose(forms.Form):
    """What goes with a version when it is handed in for approval."""

    asked_of = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("Who should approve"), empty_label="–")
    effective_from = forms.DateField(label=gettext_lazy("Effective from"), widget=Day())
    consultation = forms.CharField(
        label=gettext_lazy("Consultation record"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Who was heard, what they said, what became of it."),
    )  # fmt: skip
    consulted_on = forms.DateField(label=gettext_lazy("Consulted on"), required=False, widget=Day())
    notice_on = forms.DateField(label=gettext_lazy("Notice given on"), required=False, widget=Day())
    note = forms.CharField(label=gettext_lazy("What changed"), required=False, max_length=400)

    def __init__(self, *args: Any, version: PlanVersion, **kwargs: Any) -> None:
        plan, _issues = bridge.read(version.text)
        known = {
            "effective_from": version.effective_from or (plan.effective_from if plan else None),
            "consultation": version.consultation, "consulted_on": version.consulted_on,
            "notice_on": version.notice_on, "note": version.note, "asked_of": version.asked_of_id,
        }  # fmt: skip
        super().__init__(*args, **(kwargs | {"initial": known}))
        field = self.fields["asked_of"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = approvers(version)


class NoticeForm(forms.ModelForm):
    """Consultation, notice and effective day of a version that waits for approval."""

    class Meta:
        model = PlanVersion
        fields = ("effective_from", "consultation", "consulted_on", "notice_on")
        widgets: ClassVar = {
            "effective_from": Day(), "consulted_on": Day(), "notice_on": Day(),
            "consultation": forms.Textarea(attrs={"rows": 3}),
        }  # fmt: skip


class Reason(forms.Form):
    """A reason in writing."""

    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


class Phase(forms.Form):
    """The focus phase of the next cycle."""

    phase = forms.ChoiceField(label=gettext_lazy("Focus phase of the next cycle"), required=False)

    def __init__(self, *args: Any, phases: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["phase"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("none: base weights")), *((name, name) for name in phases)]
