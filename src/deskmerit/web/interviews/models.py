"""Interviews, the versions of their records, and the catalogue of tips."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.models import Result


class Interview(models.Model):
    """The interview of a published result. `person` repeats the result's, for rights and lists.

    `record`: interviews.record.Record as JSON. `remarks`: quality items of the period, null until they were read.
    `passed`: keys of the people who took it over in turn; `reminders`: dates of logged reminders to sign.
    """

    class State(models.TextChoices):
        """The states of `core.workflow`'s interview."""

        DUE = "due", _("to be arranged")
        SCHEDULED = "scheduled", _("arranged")
        ESCALATED = "escalated", _("overdue, passed on")
        HELD = "held", _("held, to be signed")
        SIGNED_BY_ONE = "signed_by_one", _("signed by one")
        SIGNED = "signed", _("signed by both")
        CLOSED_UNSIGNED = "closed_unsigned", _("closed unsigned")
        NOT_HELD = "not_held", _("not held")

    signing = ""  # whose signature a step is, set by the action for its guard
    due_at: date  # by lists.with_due

    result = models.OneToOneField(Result, models.PROTECT, related_name="interview")
    person = models.ForeignKey(Person, models.PROTECT, related_name="interviews")
    interviewer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    deputy = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    attendee = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("second attendee"))
    passed = models.JSONField(default=list)
    state = models.CharField(max_length=15, choices=State, default=State.DUE)
    begun_at = models.DateTimeField()
    place = models.CharField(_("place"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("start"), null=True)
    ends_at = models.DateTimeField(_("end"), null=True)
    record = models.JSONField(default=dict)
    version = models.PositiveSmallIntegerField(default=0)
    held_at = models.DateTimeField(null=True)  # when the record was handed in
    held_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    person_signed_at = models.DateTimeField(null=True)
    agreed = models.CharField(max_length=10, default="unsaid")  # what the person said when signing
    person_words = models.TextField(_("in your own words"), blank=True)
    lead_signed_at = models.DateTimeField(null=True)
    lead_signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)
    declined_words = models.TextField(blank=True)
    reminders = models.JSONField(default=list)
    closing_reason = models.TextField(blank=True)
    remarks = models.JSONField(null=True)

    class Meta:
        ordering = ("result", "id")
        indexes = (models.Index(fields=("state",), name="interview_state"),)


class Version(models.Model):
    """A record as it was handed in or amended; what was signed can be read again for ever."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    record = models.JSONField()
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("interview", "number"), name="record_version_once"),)


class Tip(models.Model):
    """A hint for an interview about a measure, edited by HR: what helps, never how to look better."""

    metric = models.CharField(_("measure"), max_length=60)
    text_zh = models.TextField(_("Chinese"))
    text_en = models.TextField(_("English"))
    shown = models.BooleanField(_("shown"), default=True)

    class Meta:
        ordering = ("metric", "id")
