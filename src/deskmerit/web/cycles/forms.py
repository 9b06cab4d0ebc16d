"""The form that opens a cycle, and what is written when a step is taken."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from deskmerit.core.period import Period, parse_period
from deskmerit.core.plan import Plan
from deskmerit.web.cycles.checklist import SMALL
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.cycles.opening import Evaluated, clashes, evaluated
from deskmerit.web.cycles.people import teams_of
from deskmerit.web.org.access import covering, holders, there_on
from deskmerit.web.org.models import Leading, Person, Role, Team
from deskmerit.web.plans.models import PlanVersion
from deskmerit.web.plans.queries import plan_of
from deskmerit.web.shared import clock, wording
from deskmerit.web.shared.organisation import settings_of

TEXT = forms.Textarea(attrs={"rows": 3})
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class VersionsField(forms.ModelMultipleChoiceField):
    """Plan versions by their titles."""

    def label_from_instance(self, obj: PlanVersion) -> str:
        """`客服绩效方案 v3`."""
        return f"{wording.lang_text(obj.document.title) or obj.document.slug} v{obj.number}"


class ReasonForm(forms.Form):
    """A reason that stays with the decision."""

    reason = forms.CharField(label=_("Reason"), widget=TEXT, max_length=4000)


class ShiftForm(forms.Form):
    """Moving somebody's grade by one step."""

    after = forms.ChoiceField(label=_("New grade"))
    reason = forms.CharField(label=_("Reason"), widget=TEXT, max_length=4000)
    evidence = forms.CharField(
        label=_("Evidence"), widget=TEXT, max_length=4000, help_text=_("The person sees reason and evidence.")
    )

    def __init__(self, grades: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "after", [(each, wording.grade_title(each)) for each in grades])


class CycleForm(forms.Form):
    """A cycle that is being prepared. After `is_valid`: `span`, `plans`, `people`."""

    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    period = forms.CharField(
        label=_("Period"), max_length=40,
        help_text=_("A month 2026-09, a quarter 2026-Q3, a year 2026, or any days 2026-11-01..2026-11-11."),
    )  # fmt: skip
    versions = VersionsField(
        PlanVersion.objects.none(), label=_("Plans"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Approved versions; several where posts have plans of their own."),
    )  # fmt: skip
    phase = forms.ChoiceField(label=_("Focus phase"), required=False)
    teams = forms.ModelMultipleChoiceField(
        Team.objects.none(), label=_("Teams"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("None chosen: everybody."),
    )  # fmt: skip
    service = forms.ModelChoiceField(Person.objects.none(), label=_("Panel: service"))
    hr = forms.ModelChoiceField(Person.objects.none(), label=_("Panel: HR"), required=False)
    business = forms.ModelChoiceField(Person.objects.none(), label=_("Panel: business department"), required=False)
    small = forms.BooleanField(
        label=_("Small team: one page, no shares, no 360°"), required=False,
        help_text=_("For fewer than ten people. One signature is enough; shares are not applied."),
    )  # fmt: skip
    outside = forms.ModelChoiceField(
        Person.objects.none(), label=_("Outside reviewer of appeals"), required=False,
        help_text=_("Where nobody inside is independent: somebody who neither scored nor approved."),
    )  # fmt: skip
    evaluate_by = forms.DateField(label=_("Panel review by"), widget=DAY, required=False)
    publish_on = forms.DateField(label=_("Publication planned on"), widget=DAY, required=False)

    span: Period
    plans: list[Plan]
    people: list[Evaluated]

    def __init__(self, *args: Any, cycle: Cycle | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cycle = cycle
        approved = PlanVersion.objects.filter(state=PlanVersion.State.APPROVED).select_related("document")
        self.offered = list(approved)
        today = clock.today()
        self._offer("versions", approved)
        self._offer("teams", Team.objects.filter(closed_on=None))
        for name in ("service", "hr", "business"):
            self._offer(name, _able(name, today))
        self._offer("outside", Person.objects.filter(there_on(today), kind=Person.Kind.HUMAN))
        _choose(self, "phase", [("", str(_("none"))), *phases([plan_of(each) for each in self.offered])])

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def clean_period(self) -> str:
        """A label that the calculator reads, in the organisation's months."""
        text = self.cleaned_data["period"].strip()
        try:
            self.span = parse_period(text, settings_of().month_starts_on)
        except ValueError:
            raise forms.ValidationError(
                _("“%(text)s” is no period: write 2026-09, 2026-Q3, 2026 or 2026-11-01..2026-11-11."),
                params={"text": text},
            ) from None
        return self.span.label

    def clean(self) -> dict[str, Any]:
        """What only shows in several fields together."""
        found = super().clean() or {}
        self.plans = [plan_of(each) for each in found.get("versions") or ()]
        self._check_plans(found)
        self._check_panel(found)
        if hasattr(self, "span"):
            self.people = evaluated(self.span, self.plans, found.get("teams") or ())
            self._check_people(found)
            self._check_reach(found)
        return found

    def _check_plans(self, found: Mapping[str, Any]) -> None:
        twice = clashes(self.plans)
        if twice:
            posts = ", ".join(each or str(_("all other posts")) for each in twice)
            self.add_error(
                "versions", _("More than one plan serves: %(posts)s. Choose one of them.") % {"posts": posts}
            )
        phase = found.get("phase")
        lacking = [plan.id for plan in self.plans if phase and phase not in plan.phases]
        if lacking:
            self.add_error("phase", _("This phase is not in: %(plans)s.") % {"plans": ", ".join(lacking)})

    def _check_panel(self, found: Mapping[str, Any]) -> None:
        named = [found[name] for name in ("service", "hr", "business") if found.get(name)]
        if len({each.pk for each in named}) < len(named):
            self.add_error(None, _("Each function of the panel needs a person of its own."))
        if not found.get("small"):
            for name in ("hr", "business"):
                if not found.get(name):
                    self.add_error(name, _("Name a person: three functions sign the review."))
        if found.get("outside") in named and found.get("outside"):
            self.add_error("outside", _("An outside reviewer is not on the panel that signs."))

    def _check_reach(self, found: Mapping[str, Any]) -> None:
        """Who signs for a function holds its role for all who are evaluated, not for some other team."""
        teams, today = teams_of(self.span.start, self.span.end, found.get("teams") or ()), clock.today()
        for name in ("service", "hr", "business"):
            person = found.get(name)
            if person and not _able(name, today, teams).filter(pk=person.pk).exists():
                self.add_error(
                    name,
                    _("The role of %(name)s holds for one team only. Choose somebody whose role covers all evaluated.")
                    % {"name": person.name},
                )

    def _check_people(self, found: Mapping[str, Any]) -> None:
        served = sum(each.served for each in self.people)
        if found.get("small") and served >= SMALL:
            self.add_error(
                "small",
                _("%(n)d people are evaluated: the form for small teams is for fewer than ten.") % {"n": served},
            )
        if not served and self.plans:
            self.add_error(
                "versions", _("Nobody would be evaluated: no posting of this period is served by these plans.")
            )
        others = Cycle.objects.filter(period=self.span.label).exclude(state=Cycle.State.CANCELLED)
        if self.cycle is not None:
            others = others.exclude(pk=self.cycle.pk)
        mine = {each.pk for each in found.get("teams") or ()}
        for other in others.prefetch_related("teams"):
            theirs = {each.pk for each in other.teams.all()}
            if not mine or not theirs or mine & theirs:
                self.add_error("period", _("There is a cycle of this period for these teams already."))
                break

    def seats(self) -> list[tuple[Person, str, bool]]:
        """The panel as it is kept: person, function, from outside."""
        data = self.cleaned_data
        found = [(data[name], name, False) for name in ("service", "hr", "business") if data.get(name)]
        return [*found, (data["outside"], "business", True)] if data.get("outside") else found

    def into(self, cycle: Cycle) -> Cycle:
        """The cycle's own columns."""
        span, data = self.span, self.cleaned_data
        cycle.title, cycle.period, cycle.kind = data["title"], span.label, span.kind.value
        cycle.start, cycle.end, cycle.month_starts_on = span.start, span.end, span.month_starts_on
        cycle.phase, cycle.small = data["phase"], data["small"]
        cycle.evaluate_by, cycle.publish_on = data["evaluate_by"], data["publish_on"]
        return cycle


def phases(plans: list[Plan]) -> list[tuple[str, str]]:
    """The focus phases that any of the plans has."""
    return [(name, name) for name in dict.fromkeys(phase for plan in plans for phase in plan.phases)]


def initial_of(cycle: Cycle) -> dict[str, Any]:
    """A draft as the form shows it."""
    seats = {seat.function: seat.person_id for seat in cycle.panel.filter(outside=False)}
    outside = cycle.panel.filter(outside=True).first()
    names = ("title", "period", "phase", "small", "evaluate_by", "publish_on")
    kept = {name: getattr(cycle, name) for name in names}
    return {**kept, **seats, "outside": outside.person_id if outside else None,
            "versions": list(cycle.versions.all()), "teams": list(cycle.teams.all())}  # fmt: skip


def next_label() -> str:
    """The period after the newest cycle's; without one the present quarter."""
    last = Cycle.objects.exclude(state=Cycle.State.CANCELLED).first()
    if last is None:
        today = clock.today()
        return f"{today.year}-Q{(today.month - 1) // 3 + 1}"
    if last.kind == "month":
        return f"{last.end:%Y-%m}" if last.month_starts_on == 1 else ""
    if last.kind == "quarter":
        year, quarter = int(last.period[:4]), int(last.period[-1])
        return f"{year + quarter // 4}-Q{quarter % 4 + 1}"
    return str(int(last.period) + 1) if last.kind == "year" else ""


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _able(function: str, day: date, teams: set[int] | None = None) -> QuerySet[Person]:
    """Who may sit on a panel for a function: by that role, or as HR, or as a lead; `teams`: whose role covers them."""
    able = _holding(Role.Kind.PANEL, day, teams, function)
    if function == "service":
        return able | _leads(day)
    return able | _holding(Role.Kind.HR, day, teams) if function == "hr" else able


def _holding(kind: str, day: date, teams: set[int] | None, function: str = "") -> QuerySet[Person]:
    return holders(kind, day, function) if teams is None else covering(kind, day, teams, function)


def _leads(day: date) -> QuerySet[Person]:
    return Person.objects.filter(there_on(day), pk__in=Leading.objects.on(day).values("person"))
