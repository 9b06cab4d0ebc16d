"""Quality sheets and their versions, samples of contacts to review, and the checks themselves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from deskmerit.web.org.models import Person, Team
from deskmerit.web.quality import sheet as sheets
from deskmerit.web.shared.fields import HundredthsField

UNTOLD = ("draft", "awaiting_confirmation", "discarded")
"""The states in which the person reviewed was told nothing."""


class Contact(models.TextChoices):
    """What is reviewed."""

    TICKET = "ticket", _("ticket or chat")
    CALL = "call", _("call")


class Sheet(models.Model):
    """A quality sheet (质检表) by name; what it asks stands in its versions."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.JSONField(default=dict)  # {zh:, en:}
    kind = models.CharField(_("contact"), max_length=6, choices=Contact, default=Contact.TICKET)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("slug",)


class SheetVersion(models.Model):
    """One version of a sheet. From its first use on nothing of it changes (a trigger guards it)."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("sheet", "-number")
        constraints = (models.UniqueConstraint(fields=("sheet", "number"), name="sheet_version_once"),)

    def read(self) -> sheets.Sheet:
        """What it asks."""
        return sheets.read(self.content)


class Sample(models.Model):
    """A draw of contacts to review: `per_agent` of each agent, spread over channel and category, by a told seed."""

    title = models.CharField(_("title"), max_length=120)
    start = models.DateField(_("from"))
    end = models.DateField(_("until"))  # the first day after
    kind = models.CharField(_("contact"), max_length=6, choices=Contact, default=Contact.TICKET)
    per_agent = models.PositiveSmallIntegerField(_("contacts a person"), default=2)
    seed = models.CharField(_("seed"), max_length=60)
    teams = models.ManyToManyField(Team, blank=True, related_name="+", verbose_name=_("teams"))  # none: all
    version = models.ForeignKey(SheetVersion, models.PROTECT, related_name="+", verbose_name=_("sheet"))
    drawn_from = models.PositiveIntegerField(default=0)  # how many contacts there were
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title


class Task(models.Model):
    """A contact to review, and by whom. `skipped`: why it can't be."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="tasks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="quality_tasks")
    kind = models.CharField(max_length=6, choices=Contact)
    contact = models.CharField(max_length=200)
    contact_at = models.DateTimeField()
    channel = models.CharField(max_length=60, blank=True)
    category = models.CharField(max_length=120, blank=True)
    skipped = models.CharField(_("why it can't be reviewed"), max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("sample", "kind", "contact"), name="drawn_once"),)


class Check(models.Model):
    """A quality check of one contact of one person. Its record is `code`; `team`: where she stood then.

    `targeted_why`: why somebody chose the contact; "" for one that a sample drew. A chosen one is in no record.
    `marks`: item → points, not applicable, comment, place. `fatals`: fatal error → what happened. `dispute`: item →
    proposed value and why. `first`: marks and score before a dispute changed them.
    """

    class State(models.TextChoices):
        """The states of `core.workflow`'s quality."""

        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("told")
        AWAITING = "awaiting_confirmation", _("fatal error waits for confirmation")
        CONFIRMED = "confirmed", _("fatal error confirmed")
        NOT_CONFIRMED = "not_confirmed", _("fatal error not confirmed")
        DISPUTED = "disputed", _("disputed")
        KEPT = "kept", _("kept after dispute")
        CHANGED = "changed", _("changed after dispute")
        FINAL = "final", _("final")
        DISCARDED = "discarded", _("discarded")

    state = models.CharField(max_length=21, choices=State, default=State.DRAFT)
    task = models.OneToOneField(Task, models.PROTECT, null=True, related_name="check_of")
    version = models.ForeignKey(SheetVersion, models.PROTECT, related_name="checks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="quality_checks")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    reviewer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Contact)
    contact = models.CharField(max_length=200)
    contact_at = models.DateTimeField()
    channel = models.CharField(max_length=60, blank=True)
    category = models.CharField(max_length=120, blank=True)
    targeted_why = models.TextField(_("why this contact"), blank=True)
    marks = models.JSONField(default=dict)
    fatals = models.JSONField(default=dict)
    good = models.TextField(_("what was good"), blank=True)
    coaching = models.TextField(_("coaching note"), blank=True)
    score = HundredthsField(null=True)
    begun_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    second = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # whom it waits for
    passed = models.JSONField(default=list)
    confirmed = models.BooleanField(null=True)  # what the second reviewer said of the fatal error
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirm_reason = models.TextField(blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    dispute = models.JSONField(default=dict)
    dispute_reason = models.TextField(blank=True)
    disputed_at = models.DateTimeField(null=True)
    first = models.JSONField(default=dict)
    resolved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolution = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("person", "state"), name="check_person"),)

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Its number on pages and in the records: `ZJ-17`."""
        return f"ZJ-{self.pk}"

    @property
    def told(self) -> bool:
        """Whether the person reviewed knows of it."""
        return self.state not in UNTOLD
