"""Evaluation plans: each version is a text with a fingerprint, immutable from the moment it is proposed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deskmerit.report.flow_words import state_word
from deskmerit.web.org.models import Person
from deskmerit.web.shared.wording import lang


class PlanDocument(models.Model):
    """A plan through all its versions; `slug` is the plan's id."""

    slug = models.SlugField(_("id"), max_length=80, unique=True, allow_unicode=True)
    title = models.JSONField(default=dict)  # {zh:, en:} of the newest version

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class PlanVersion(models.Model):
    """One version: its YAML text, what was consulted, who wrote and who approved it, from when it holds."""

    class State(models.TextChoices):
        """The states of `core.workflow`'s plan_version."""

        DRAFT = "draft", _("draft")
        PROPOSED = "proposed", _("proposed")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")
        RETIRED = "retired", _("retired")
        DISCARDED = "discarded", _("discarded")

    document = models.ForeignKey(PlanDocument, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    note = models.CharField(_("what changed"), max_length=400, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True)
    asked_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # who should approve
    approver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    returned_reason = models.TextField(blank=True)
    consultation = models.TextField(_("consultation record"), blank=True)
    consulted_on = models.DateField(_("consulted on"), null=True, blank=True)
    notice_on = models.DateField(_("notice given on"), null=True, blank=True)
    effective_from = models.DateField(_("effective from"), null=True, blank=True)

    class Meta:
        ordering = ("document", "-number")
        constraints = (
            models.UniqueConstraint(fields=("document", "number"), name="version_once"),
            models.UniqueConstraint(
                fields=("document",), condition=Q(state__in=("draft", "returned")), name="one_draft_a_plan"
            ),
        )

    def __str__(self) -> str:
        return f"{self.document.slug} v{self.number}"

    @property
    def said_state(self) -> str:
        """The state in the words of the flow."""
        return state_word("plan_version", self.state, lang())


class Acknowledgement(models.Model):
    """Somebody concerned by a version was asked to acknowledge it, and when they did."""

    class State(models.TextChoices):
        """The states of `core.workflow`'s acknowledgement."""

        ASKED = "asked", _("asked")
        ACKNOWLEDGED = "acknowledged", _("acknowledged")
        TOLD_OTHERWISE = "told_otherwise", _("told otherwise")
        LAPSED = "lapsed", _("lapsed")

    state = models.CharField(max_length=14, choices=State, default=State.ASKED)
    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="acknowledgements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="acknowledgements")
    asked_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("person",)
        constraints = (models.UniqueConstraint(fields=("version", "person"), name="acknowledged_once"),)

    @property
    def said_state(self) -> str:
        """The state in the words of the flow."""
        return state_word("acknowledgement", self.state, lang())


class PlanPreview(models.Model):
    """What a text of a plan would have done in a period that is over; made in the background, read by HR.

    `data` is a `bridge.preview.Preview` by `bridge.codec`; `fingerprint` that of the previewed plan.
    """

    class State(models.TextChoices):
        """How far the preview is."""

        QUEUED = "queued", _("waiting")
        WORKING = "working", _("being made")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="previews")
    state = models.CharField(max_length=7, choices=State, default=State.QUEUED)
    text = models.TextField()
    fingerprint = models.CharField(max_length=64)
    period = models.CharField(max_length=40)
    phase = models.CharField(max_length=80, blank=True)
    progress = models.CharField(max_length=120, blank=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    data = models.JSONField(default=dict)
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ("-asked_at", "-id")
