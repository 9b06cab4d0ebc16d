"""Forms of flags and appeals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deskmerit.web.appeals import access, drafts, queries, window
from deskmerit.web.appeals.models import Appeal, Flag
from deskmerit.web.bridge.adjust import correctable
from deskmerit.web.intake.models import Correction
from deskmerit.web.org.access import there_on
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.models import Result
from deskmerit.web.shared import clock, wording
from deskmerit.web.shared.fields import offer

QUALITY = ("qa_reviews", "qa_items")
"""Tables whose records are quality checks."""


class Several(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of evidence files."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=Several(), label=_("evidence files"), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file by itself."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(Files, self).clean(each, initial) for each in given if each]


class FlagForm(forms.Form):
    """A flag on a record: why, in words, with evidence."""

    reason = forms.ChoiceField(label=_("reason"), choices=Flag.Reason, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("what is wrong with it"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What happened, and where it can be seen. A second person reads it and decides."),
    )  # fmt: skip
    evidence = Files()


class RefuseForm(forms.Form):
    """A reasoned refusal."""

    answer = forms.CharField(label=_("decision and reason"), widget=forms.Textarea(attrs={"rows": 4}))


class FlagDecision(forms.Form):
    """The correction that an upheld flag becomes, filled in from its reason; the decider may change it."""

    kind = forms.ChoiceField(label=_("what is done"), choices=Correction.Kind)
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("credit to"),
        required=False,
        empty_label="–",
        help_text=_("Only where the person was wrong."),
    )
    field = forms.CharField(label=_("column"), required=False, help_text=_("Only where a value is corrected."))
    new = forms.CharField(label=_("new value"), required=False)
    every = forms.BooleanField(label=_("for every measure made of this record"), required=False)
    answer = forms.CharField(label=_("decision and reason"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, flag: Flag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.flag = flag
        choice: Any = self.fields["person"]
        choice.queryset = Person.objects.filter(there_on(clock.today()), kind="human").exclude(pk=flag.person_id)

    def clean(self) -> dict[str, Any]:
        """The person for a new credit, the column for a new value."""
        found = super().clean() or {}
        kind = found.get("kind")
        if kind == Correction.Kind.REATTRIBUTE and not found.get("person"):
            self.add_error("person", _("Say whose record it is."))
        if kind == Correction.Kind.CORRECT and not found.get("field"):
            self.add_error("field", _("Say which column is corrected."))
        return found

    def correction(self, metric: str) -> Correction:
        """The correction, not kept yet."""
        given = self.cleaned_data
        kind = given["kind"]
        new = given["person"].agent_id if kind == Correction.Kind.REATTRIBUTE else given["new"]
        return Correction(
            kind=kind,
            table=self.flag.table,
            record=self.flag.record,
            field=given["field"] if kind == Correction.Kind.CORRECT else "",
            new="" if kind == Correction.Kind.EXCLUDE else new,
            metric="" if given["every"] else metric,
        )


class AppealForm(forms.Form):
    """An appeal: what is contested, on what ground, evidence, wished outcome."""

    subject = forms.ChoiceField(label=_("what is contested"), choices=Appeal.Subject, widget=forms.RadioSelect)
    indicator = forms.ChoiceField(label=_("indicator"), required=False)
    award = forms.ChoiceField(
        label=_("award"), required=False, help_text=_("Only where an award is contested: its base, days, or share.")
    )
    records = forms.MultipleChoiceField(
        label=_("records"), required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Those behind your figures; choose the ones that should not count as they do."),
    )  # fmt: skip
    ground = forms.ChoiceField(label=_("ground"), choices=Appeal.Ground)
    text = forms.CharField(label=_("grounds, in your own words"), widget=forms.Textarea(attrs={"rows": 5}))
    wish = forms.CharField(label=_("wished outcome"), widget=forms.Textarea(attrs={"rows": 2}))
    evidence = Files()

    def __init__(self, *args: Any, result: Result, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines: Any = self.fields["indicator"]
        lines.choices = [
            ("", "–"), *((each.id, wording.lang_text(each.title)) for each in queries.own_indicators(result.card))
        ]  # fmt: skip
        awards = queries.all_awards(result.cycle)
        offer(self, "award", [("", "–"), *awards])
        known: Any = self.fields["records"]
        found = queries.record_choices(result.card)
        known.choices = [(f"{table}/{record}", f"{record} · {title}") for table, record, title in found]
        nothing = {
            Appeal.Subject.QUALITY: all(table not in QUALITY for table, _record, _title in found),
            Appeal.Subject.AWARD: not awards,
        }  # what doesn't stand behind this scorecard can't be contested
        open_ = [each for each in window.subjects(result) if not nothing.get(Appeal.Subject(each))]
        offer(self, "subject", [each for each in Appeal.Subject.choices if each[0] in open_])
        if not awards:
            del self.fields["award"]

    def clean(self) -> dict[str, Any]:
        """The indicator, records or award that the kind of appeal needs."""
        found = super().clean() or {}
        subject = found.get("subject")
        if subject == Appeal.Subject.INDICATOR and not found.get("indicator"):
            self.add_error("indicator", _("Choose the indicator you contest."))
        if subject in (Appeal.Subject.RECORD, Appeal.Subject.QUALITY) and not found.get("records"):
            self.add_error("records", _("Choose the records you contest."))
        if subject == Appeal.Subject.AWARD and not found.get("award"):
            self.add_error("award", _("Choose the award you contest."))
        return found

    def values(self) -> dict[str, Any]:
        """What `actions.file` takes."""
        given = self.cleaned_data
        kept = {name: given[name] for name in ("subject", "indicator", "ground", "text", "wish")}
        award = given.get("award", "") if given["subject"] == Appeal.Subject.AWARD else ""
        return {**kept, "award": award, "records": [each.split("/", 1) for each in given["records"]]}


class DraftForm(forms.Form):
    """One correction that would follow if the appeal is upheld."""

    kind = forms.ChoiceField(
        label=_("what is done"), choices=[
            *Correction.Kind.choices, ("shift", _("set the panel's shift aside")),
            ("again", _("compute anew with what was recorded since: postings, late rows")),
        ],
    )  # fmt: skip
    table = forms.ChoiceField(label=_("table"), required=False)
    record = forms.CharField(label=_("record"), required=False, max_length=200)
    field = forms.CharField(label=_("column"), required=False, max_length=60)
    new = forms.CharField(
        label=_("new value"), required=False, max_length=200, help_text=_("Of a new credit: the person's id.")
    )
    metric = forms.CharField(label=_("only for this measure"), required=False, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tables: Any = self.fields["table"]
        tables.choices = [("", "–"), *((name, wording.lang_text(title)) for name, title in correctable())]

    def clean(self) -> dict[str, Any]:
        """A record, unless the kind names nothing further."""
        found = super().clean() or {}
        if found.get("kind") not in drafts.ONCE and not (found.get("table") and found.get("record")):
            self.add_error("record", _("Name the table and the record."))
        return found

    def draft(self) -> dict[str, str]:
        """As an appeal keeps it."""
        if self.cleaned_data["kind"] in drafts.ONCE:
            return drafts.alone(self.cleaned_data["kind"])
        return {name: self.cleaned_data[name].strip() for name in self.fields}


class BaseDraftForm(forms.Form):
    """The right base of an award that would follow if the appeal is upheld."""

    award = forms.ChoiceField(label=_("award"))
    whose = forms.ChoiceField(label=_("whose base"))
    amount = forms.DecimalField(
        label=_("right amount"), min_value=0, max_digits=14, decimal_places=2,
        help_text=_("Before grade, attendance and team factor. It holds for this period and later ones."),
    )  # fmt: skip

    def __init__(self, *args: Any, appeal: Appeal, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"award": appeal.award})
        super().__init__(*args, **kwargs)
        offer(self, "award", queries.paid_awards(appeal.cycle))
        offer(self, "whose", queries.base_holders(appeal))

    def draft(self) -> dict[str, str]:
        """As an appeal keeps it."""
        kind, name = self.cleaned_data["whose"].split(":", 1)
        agent, position = (name, "") if kind == "person" else ("", name)
        return drafts.base(self.cleaned_data["award"], agent, position, self.cleaned_data["amount"])


class ReviewerForm(forms.Form):
    """HR names who decides."""

    reviewer = forms.ModelChoiceField(Person.objects.none(), label=_("reviewer"), empty_label="–")
    reason = forms.CharField(label=_("reason"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, appeal: Appeal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["reviewer"]
        choice.queryset = access.nameable(appeal)
