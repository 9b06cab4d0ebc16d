"""The evaluation cycle: period, plan versions, people, panel, and the runs that measured it."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deskmerit.core.period import Period, PeriodKind
from deskmerit.web.org.models import Person, Role, Team
from deskmerit.web.plans.models import PlanVersion
from deskmerit.web.shared import wording


class Cycle(models.Model):
    """One evaluation of a period. `small`: the one-page form for teams under ten, without shares and 360°."""

    class State(models.TextChoices):
        """The states of `core.workflow`'s cycle."""

        DRAFT = "draft", _("being prepared")
        OPEN = "open", _("open")
        MEASURED = "measured", _("measured")
        PANEL_REVIEW = "panel_review", _("panel review")
        PUBLISHED = "published", _("published")
        SETTLED = "settled", _("settled")
        CANCELLED = "cancelled", _("cancelled")

    title = models.CharField(_("title"), max_length=120, blank=True)
    period = models.CharField(_("period"), max_length=40)
    kind = models.CharField(max_length=8)
    start = models.DateField()
    end = models.DateField()  # the first day after
    month_starts_on = models.PositiveSmallIntegerField(default=1)
    phase = models.CharField(_("focus phase"), max_length=80, blank=True)
    small = models.BooleanField(_("small team"), default=False)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    versions = models.ManyToManyField(PlanVersion, related_name="cycles", verbose_name=_("plan versions"))
    teams = models.ManyToManyField(Team, blank=True, related_name="+", verbose_name=_("teams"))  # none: all
    evaluate_by = models.DateField(_("panel review by"), null=True, blank=True)
    publish_on = models.DateField(_("publication planned on"), null=True, blank=True)
    opened_at = models.DateTimeField(null=True)
    measured_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    audit_count = models.BigIntegerField(null=True)  # the trail's head that went out with publication
    audit_head = models.CharField(max_length=64, blank=True)
    current = models.ForeignKey("Run", models.PROTECT, null=True, related_name="+")  # what pages show

    class Meta:
        ordering = ("-start", "-id")

    def __str__(self) -> str:
        return self.title or wording.period(self.period)

    def span(self) -> Period:
        """The period as the calculator takes it."""
        return Period(self.period, PeriodKind(self.kind), self.start, self.end, self.month_starts_on)

    @property
    def last_day(self) -> date:
        """The last day of the period."""
        return date.fromordinal(self.end.toordinal() - 1)

    @property
    def is_published(self) -> bool:
        """Whether results were told to people."""
        return self.state in (self.State.PUBLISHED, self.State.SETTLED)


class PanelSeat(models.Model):
    """A member of a cycle's panel; each signs the review. `outside`: named for a small team from elsewhere."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="panel")
    person = models.ForeignKey(Person, models.PROTECT, related_name="panel_seats")
    function = models.CharField(_("function"), max_length=8, choices=Role.Function)
    outside = models.BooleanField(_("outside reviewer"), default=False)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("function", "id")
        constraints = (models.UniqueConstraint(fields=("cycle", "person"), name="panel_seat_once"),)


class Run(models.Model):
    """One run of the chain for a cycle. Figures of kind running and measured may be replaced; published ones never."""

    class Kind(models.TextChoices):
        """running while the period lasts · measured for the review · published, frozen · restated afterwards."""

        RUNNING = "running", _("running")
        MEASURED = "measured", _("measured")
        PUBLISHED = "published", _("published")
        RESTATED = "restated", _("restated")

    class State(models.TextChoices):
        """How far a run is."""

        QUEUED = "queued", _("waiting")
        WORKING = "working", _("working")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="runs")
    kind = models.CharField(max_length=9, choices=Kind)
    state = models.CharField(max_length=7, choices=State, default=State.QUEUED)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    progress = models.CharField(max_length=120, blank=True)
    failure = models.TextField(blank=True)
    as_of = models.DateTimeField(null=True)
    data = models.CharField(max_length=64, blank=True)  # fingerprint of the records
    made_from = models.JSONField(default=list)
    issues = models.JSONField(default=list)  # core Issues by bridge.codec
    evidence = models.CharField(max_length=200, blank=True)  # file under app/runs, with its sha256
    evidence_sha = models.CharField(max_length=64, blank=True)
    summary = models.JSONField(default=dict)  # counts by grade, provisional cases, award cost …

    class Meta:
        ordering = ("-id",)


class Shift(models.Model):
    """The panel moves a grade by one step, with reason and evidence, once two members signed. Seen by the person."""

    class State(models.TextChoices):
        """The states of `core.workflow`'s shift."""

        PROPOSED = "proposed", _("proposed")
        IN_FORCE = "in_force", _("in force")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        LAPSED = "lapsed", pgettext_lazy("shift", "lapsed")

    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="shifts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="shifts")
    before = models.CharField(max_length=40)
    after = models.CharField(max_length=40)
    reason = models.TextField(_("reason"))
    evidence = models.TextField(_("evidence"))
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    seconded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    seconded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("cycle", "person"),
                condition=models.Q(state__in=("proposed", "in_force")),
                name="one_shift_a_person",
            ),
        )
