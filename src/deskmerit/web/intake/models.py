"""Records brought in by people: corrections first of all. Measured numbers are never typed over."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from deskmerit.web.org.models import Person


class Correction(models.Model):
    """A correction of records (adjustment): takes records out, credits them to somebody else, or mends a value.

    One record by `record`, or a window with a filter. From the moment it is in force it is a row of `adjustments`.
    """

    class Kind(models.TextChoices):
        """What a correction does."""

        EXCLUDE = "exclude", _("exclude")
        REATTRIBUTE = "reattribute", _("credit to somebody else")
        CORRECT = "correct", _("correct a value")

    class State(models.TextChoices):
        """The states of `core.workflow`'s correction."""

        ASKED = "asked", _("asked")
        IN_FORCE = "in_force", _("in force")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REVOKED = "revoked", _("revoked")

    class Origin(models.TextChoices):
        """What asked for it."""

        DATA = "data", _("data")
        FLAG = "flag", _("flag")
        APPEAL = "appeal", _("appeal")
        PANEL = "panel", _("panel")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    table = models.CharField(_("table"), max_length=60)
    record = models.CharField(_("record"), max_length=200, blank=True)
    from_at = models.DateTimeField(_("from"), null=True, blank=True)
    to_at = models.DateTimeField(_("until"), null=True, blank=True)
    filter = models.CharField(_("filter"), max_length=400, blank=True)
    field = models.CharField(_("column"), max_length=60, blank=True)
    old = models.CharField(_("old value"), max_length=200, blank=True)
    new = models.CharField(_("new value"), max_length=200, blank=True)
    metric = models.CharField(_("measure"), max_length=60, blank=True)
    reason = models.TextField(_("reason"))
    origin = models.CharField(max_length=6, choices=Origin, default=Origin.DATA)
    origin_row = models.BigIntegerField(null=True)
    concerns = models.ForeignKey(Person, models.PROTECT, null=True, related_name="corrections")
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decider = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+"
    )  # whom it waits for, after a deputy
    passed = models.JSONField(default=list)  # keys of people whose time ran out
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    figures = models.JSONField(default=dict)  # before and after, as seen at the decision

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Its name on pages and in the records: `GZ-118`, which no file of a workspace is likely to use."""
        return f"GZ-{self.pk}"
