"""The ledger of what is owed: append-only lines. Corrections are new lines for a later run, never edits."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from deskmerit.web.cycles.models import Cycle
from deskmerit.web.org.models import Person
from deskmerit.web.shared.fields import HundredthsField


class LedgerLine(models.Model):
    """An amount owed to a person: an award of a run, or a correction to be paid with the next run.

    `origin_flow` and `origin_row` name what it comes from (`appeal` 17), so that nothing is written twice. Only `run`,
    the key of the award run that takes it along, is filled in later, once.
    """

    class Kind(models.TextChoices):
        """Whether part of a run from the start, or added to one later."""

        AWARD = "award", _("award")
        CORRECTION = "correction", _("correction")

    class Cause(models.TextChoices):
        """What a line comes from."""

        RUN = "run", _("award run")
        APPEAL = "appeal", _("appeal upheld")
        RESTATEMENT = "restatement", _("restatement")
        OTHER = "other", _("other")

    person = models.ForeignKey(Person, models.PROTECT, related_name="ledger")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="ledger")
    award = models.CharField(max_length=80)
    amount = HundredthsField(_("amount"))
    currency = models.CharField(max_length=3)
    kind = models.CharField(max_length=10, choices=Kind)
    cause = models.CharField(max_length=11, choices=Cause)
    origin_flow = models.CharField(max_length=40)
    origin_row = models.BigIntegerField()
    made_at = models.DateTimeField()
    run = models.BigIntegerField(null=True)  # none yet: to be paid with the next run

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("origin_flow", "origin_row", "person", "award", "kind"), name="ledger_line_once"
            ),
        )
