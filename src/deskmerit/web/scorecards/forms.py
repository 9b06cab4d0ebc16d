"""What is written on a scorecard."""

from django import forms
from django.utils.translation import gettext_lazy as _

TEXT = forms.Textarea(attrs={"rows": 3})


class SayForm(forms.Form):
    """The person's view; silence is no agreement, and a remark may be left out."""

    view = forms.ChoiceField(
        label=_("My view of the result"), widget=forms.RadioSelect,
        choices=(("agree", _("agreed")), ("disagree", _("not agreed"))),
    )  # fmt: skip
    remark = forms.CharField(label=_("remarks of the person"), widget=TEXT, required=False, max_length=4000)


class RemarkForm(forms.Form):
    """The evaluator's remark."""

    text = forms.CharField(label=_("remarks of the evaluator"), widget=TEXT, max_length=4000)


class ReasonForm(forms.Form):
    """A reason that stays with a decision."""

    reason = forms.CharField(label=_("Reason"), widget=TEXT, max_length=4000)
