"""The forms of 360° feedback: rating somebody, preparing a round, choosing raters."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from deskmerit.web.cycles.models import Cycle
from deskmerit.web.feedback.items import ANCHORED, HIGH, LOW
from deskmerit.web.feedback.models import Ask, Relation, Round
from deskmerit.web.org.access import there_on
from deskmerit.web.org.models import Person
from deskmerit.web.shared import clock, wording


class GiveForm(forms.Form):
    """Each item on its anchored scale; a comment."""

    comment = forms.CharField(
        label=_l("Comment"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, ask: Ask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = ask.round.items
        self.initial = {"comment": ask.comment} | {f"s-{name}": str(score) for name, score in ask.scores.items()}
        for each in self.items:
            self.fields[f"s-{each['id']}"] = forms.ChoiceField(
                label=wording.lang_text(each["title"]), choices=_points(each), widget=forms.RadioSelect
            )
        self.order_fields([*(f"s-{each['id']}" for each in self.items), "comment"])

    def scores(self) -> dict[str, int]:
        """Item → 1 to 5."""
        return {each["id"]: int(self.cleaned_data[f"s-{each['id']}"]) for each in self.items}


def _points(item: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = []
    for point in map(str, range(LOW, HIGH + 1)):
        said = wording.lang_text(item["anchors"].get(point)) if point in ANCHORED else ""
        found.append((point, f"{point} · {said}" if said else point))
    return found


class RoundForm(forms.ModelForm):
    """A round to prepare."""

    class Meta:
        model = Round
        fields = ("title", "cycle", "closes_on", "peers")
        widgets: Mapping[str, Any] = {"closes_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts: Mapping[str, Any] = {
            "closes_on": _l("Until 24:00 of this day. To count for the cycle it lies within its period."),
            "peers": _l("Drawn by lot from the team; of fewer than three that answer nothing is shown."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cycle: Any = self.fields["cycle"]
        cycle.queryset = Cycle.objects.filter(state__in=("open", "measured"), small=False)
        cycle.label = _("Cycle")
        self.fields["peers"].widget.attrs |= {"min": 0, "max": 12}

    def clean_peers(self) -> int:
        """At most twelve."""
        found: int = self.cleaned_data["peers"]
        if found > 12:
            raise forms.ValidationError(_("At most 12 peers a person: everybody has to answer."))
        return found


class _Raters(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """Name and id."""
        return f"{obj.name} · {obj.agent_id}"


class RatersForm(forms.Form):
    """Who is asked about one person."""

    relation = forms.ChoiceField(choices=[(each.value, each.label) for each in (Relation.PEER, Relation.PARTNER)])
    raters = _Raters(Person.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, round_: Round, person: Person, relation: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = round_.picks.filter(person=person).exclude(relation=relation).values("rater")
        raters: Any = self.fields["raters"]
        raters.queryset = _able().exclude(pk=person.pk).exclude(pk__in=taken)
        raters.label = Relation(relation).label
        self.fields["relation"].widget = forms.HiddenInput()
        self.initial = {
            "relation": relation,
            "raters": list(round_.picks.filter(person=person, relation=relation).values_list("rater", flat=True)),
        }


class PartnersForm(forms.Form):
    """Partners for several people at once."""

    people = _Raters(
        Person.objects.none(), label=_l("To be asked about"), widget=forms.SelectMultiple(attrs={"size": 8})
    )
    raters = _Raters(Person.objects.none(), label=_l("Partners"), widget=forms.SelectMultiple(attrs={"size": 8}))

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["people"]
        people.queryset = Person.objects.filter(pk__in=round_.picks.values("person"))
        raters: Any = self.fields["raters"]
        raters.queryset = _able()


def _able() -> Any:
    """Who can be asked: people here, with an account."""
    return Person.objects.filter(there_on(clock.today()), kind=Person.Kind.HUMAN, user__is_active=True)
