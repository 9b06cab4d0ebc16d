"""Flags on records, appeals against results, and previews of what a decision would change."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.intake.models import Correction
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.models import Result


class Flag(models.Model):
    """Somebody says that a record of theirs is wrong; a second person decides within three working days.

    `indicator` and `place` name the line of the scorecard it was seen in; `decider` is whom it waits for.
    """

    class Reason(models.TextChoices):
        """Why a record should not count as it stands."""

        WRONG_PERSON = "wrong_person", _("wrong person")
        INVALID_RATING = "invalid_rating", _("malicious or invalid rating")
        OUTAGE = "outage", _("system outage")
        DUPLICATE = "duplicate", _("duplicate")
        OTHER = "other", _("other")

    class State(models.TextChoices):
        """The states of `core.workflow`'s flag."""

        FILED = "filed", _("waits for a decision")
        UPHELD = "upheld", _("upheld")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="flags")
    person = models.ForeignKey(Person, models.PROTECT, related_name="flags")
    table = models.CharField(max_length=60)
    record = models.CharField(_("record"), max_length=200)
    indicator = models.CharField(max_length=80)
    team = models.CharField(max_length=120, blank=True)
    position = models.CharField(max_length=120, blank=True)
    reason = models.CharField(_("reason"), max_length=14, choices=Reason)
    text = models.TextField(_("what is wrong with it"))
    state = models.CharField(max_length=9, choices=State, default=State.FILED)
    filed_at = models.DateTimeField()
    decider = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    passed = models.JSONField(default=list)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(_("decision and reason"), blank=True)
    correction = models.ForeignKey(Correction, models.PROTECT, null=True, related_name="flags")

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("cycle", "person", "table", "record"),
                condition=models.Q(state="filed"),
                name="one_open_flag_a_record",
            ),
        )

    def __str__(self) -> str:
        return f"F-{self.pk}"


class Appeal(models.Model):
    """A written appeal against a published result, decided by somebody who neither scored nor approved it.

    `records`: contested records as [table, id]; `award`: the contested award. `drafts`: the corrections that would
    follow, as `drafts` describes them. Each side is heard by itself.
    """

    class Subject(models.TextChoices):
        """What is contested."""

        INDICATOR = "indicator", _("an indicator")
        RECORD = "record", _("records")
        QUALITY = "quality", _("a quality check")
        GRADE = "grade", _("the grade")
        AWARD = "award", _("an award")

    class Ground(models.TextChoices):
        """On what ground."""

        STANDARD = "standard", _("unclear standard")
        PROCESS = "process", _("unfair process")
        IGNORED = "ignored", _("ignored work")
        DATA = "data", _("wrong data")
        CONTROL = "control", _("not in my control")

    class Inadmissible(models.TextChoices):
        """Why an appeal isn't accepted."""

        LATE = "late", _("filed too late")
        REPEATED = "repeated", _("decided before")
        UNRELATED = "unrelated", _("not about a result")

    class State(models.TextChoices):
        """The states of `core.workflow`'s appeal."""

        FILED = "filed", _("filed")
        ACCEPTED = "accepted", _("accepted")
        IN_REVIEW = "in_review", _("in review")
        UPHELD = "upheld", _("upheld")
        PARTLY = "partly", _("partly upheld")
        REJECTED = "rejected", _("rejected")
        REFUSED = "refused", _("not accepted")
        APPLIED = "applied", _("recomputed and corrected")
        CLOSED = "closed", _("closed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="appeals")
    result = models.ForeignKey(Result, models.PROTECT, related_name="appeals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appeals")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.FILED)
    filed_at = models.DateTimeField()
    subject = models.CharField(_("contested"), max_length=9, choices=Subject)
    indicator = models.CharField(_("indicator"), max_length=80, blank=True)
    award = models.CharField(_("award"), max_length=80, blank=True)
    records = models.JSONField(default=list)
    ground = models.CharField(_("ground"), max_length=8, choices=Ground)
    text = models.TextField(_("grounds"))
    wish = models.TextField(_("wished outcome"))
    received_on = models.DateField(null=True)
    interviewed = models.BooleanField(default=False)
    reviewer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    passed = models.JSONField(default=list)
    inadmissible = models.CharField(max_length=9, choices=Inadmissible, blank=True)
    lead_statement = models.TextField(_("statement of the lead"), blank=True)
    lead_asked_at = models.DateTimeField(null=True)
    lead_heard_at = models.DateTimeField(null=True)
    person_statement = models.TextField(_("statement of the person"), blank=True)
    person_heard_at = models.DateTimeField(null=True)
    facts = models.TextField(_("facts"), blank=True)
    drafts = models.JSONField(default=list)
    decision = models.CharField(max_length=9, blank=True)  # upheld, partly, rejected or refused
    answer = models.TextField(_("decision and reason"), blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    outcome = models.JSONField(default=dict)  # the consequence as it took effect (bridge.codec)
    applied_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)  # why it isn't in effect yet, where recomputing failed
    remedy = models.TextField(_("next remedy"), blank=True)
    letter_language = models.CharField(max_length=8, blank=True)
    letter_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("cycle", "number"), name="appeal_number_once"),)

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Its number: 2026-Q3-007."""
        return f"{self.cycle.period}-{self.number:03d}"


class Preview(models.Model):
    """What a decision would change, computed in the background for exactly these corrections (`key`)."""

    class State(models.TextChoices):
        """How far it is."""

        QUEUED = "queued", _("waiting")
        WORKING = "working", _("working")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    flow = models.CharField(max_length=40)
    row = models.BigIntegerField()
    key = models.CharField(max_length=64)
    state = models.CharField(max_length=7, choices=State, default=State.QUEUED)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    progress = models.CharField(max_length=120, blank=True)
    failure = models.TextField(blank=True)
    content = models.JSONField(default=dict)  # bridge.consequence.Consequence by bridge.codec

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("flow", "row", "key"), name="preview_once"),)
