"""Improvement plans, their versions and check-ins."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.models import Result

OPEN = ("draft", "offered", "active", "change_proposed", "extended")


class Improvement(models.Model):
    """A plan made jointly for a person; it stems from a published result.

    `content`: improvement.content.Content as JSON, the version in force (a draft: as written so far; `edits` counts
    its changes, so that two people writing at once don't lose each other's words). `done`: step key → date.
    `final`: area number → words on what was reached, where no measure tells. `passed`: keys of earlier deputies.
    """

    class State(models.TextChoices):
        """The states of `core.workflow`'s improvement plan."""

        DRAFT = "draft", _("being written")
        OFFERED = "offered", _("waits for the person's signature")
        ACTIVE = "active", _("running")
        CHANGE_PROPOSED = "change_proposed", _("a change is proposed")
        EXTENDED = "extended", _("extended, to be signed")
        PASSED = "passed", _("passed")
        NOT_REACHED = "not_reached", _("not reached")
        ENDED = "ended", _("ended early")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Agreed(models.TextChoices):
        """How the person signed: receipt is no agreement."""

        UNSAID = "unsaid", _("not signed yet")
        AGREED = "agreed", _("agreed")
        RECEIVED = "received", _("received, not agreed")
        UNSIGNED = "unsigned", _("started without signature")

    answers: int | None = None  # who answers, the new end, the words of the outcome: set by an action for its guards
    new_end: date | None = None
    notes = ""
    due_at: date  # by lists.with_due

    person = models.ForeignKey(Person, models.PROTECT, related_name="improvements")
    result = models.ForeignKey(Result, models.PROTECT, related_name="improvements")
    lead = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    deputy = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    passed = models.JSONField(default=list)
    state = models.CharField(max_length=15, choices=State, default=State.DRAFT)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    content = models.JSONField(default=dict)
    edits = models.PositiveIntegerField(default=0)
    ends_on = models.DateField(null=True)
    version = models.PositiveSmallIntegerField(default=0)
    proposed = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+")
    lead_signed_at = models.DateTimeField(null=True)
    lead_signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    person_signed_at = models.DateTimeField(null=True)
    agreed = models.CharField(max_length=8, choices=Agreed, default=Agreed.UNSAID)
    person_words = models.TextField(_("in your own words"), blank=True)
    hr_signed_at = models.DateTimeField(null=True)
    hr_signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    heard = models.TextField(_("what the person says of the outcome"), blank=True)
    done = models.JSONField(default=dict)
    final = models.JSONField(default=dict)
    outcome = models.TextField(_("reason of the outcome"), blank=True)
    closed_at = models.DateTimeField(null=True)
    reminders = models.JSONField(default=list)

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = (models.Index(fields=("state", "ends_on"), name="improvement_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=models.Q(state__in=OPEN), name="one_open_improvement_plan"
            ),
        )


class Version(models.Model):
    """A plan as it was offered, or a change as it was proposed; never changed afterwards."""

    improvement = models.ForeignKey(Improvement, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("improvement", "number"), name="plan_version_once"),)


class CheckIn(models.Model):
    """A check-in: what was said, and the figures as they stood that day (area number → value)."""

    improvement = models.ForeignKey(Improvement, models.PROTECT, related_name="check_ins")
    held_on = models.DateField(_("held on"))
    notes = models.TextField(_("notes"))
    figures = models.JSONField(default=dict)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("held_on", "id")
