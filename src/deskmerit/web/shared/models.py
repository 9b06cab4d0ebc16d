"""Running deadlines, and settings of the installation that are changed on a page: mail, catalogues, switches."""

from typing import Any

from django.db import models
from django.db.models import Q


class Clock(models.Model):
    """A deadline that runs or ran: a clock of a workflow (core.workflow) on one thing, and whom it waits for.

    `since` is the day of its event, `due` the last day in time (until 24:00). `person` or, where nobody is named, the
    holders of `role`. A due day told to somebody is never moved to an earlier one.
    """

    flow = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    row = models.BigIntegerField()  # the key of the thing in its own table
    since = models.DateField()
    due = models.DateField()
    provisional = models.BooleanField(default=False)
    person = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="clocks")
    role = models.CharField(max_length=12, blank=True)
    concerns = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    url = models.CharField(max_length=300)
    overdue_at = models.DateTimeField(null=True)
    times = models.PositiveSmallIntegerField(default=0)  # how often it ran out already
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due", "id")
        indexes = (
            models.Index(fields=("flow", "row"), name="clock_row"),
            models.Index(fields=("person", "due"), condition=Q(stopped_at=None), name="clock_person"),
            models.Index(fields=("due",), condition=Q(stopped_at=None), name="clock_due"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("flow", "row", "code"), condition=Q(stopped_at=None), name="one_running_clock"
            ),
        )


class Attachment(models.Model):
    """A file that belongs to a thing of some flow: evidence, a signed scan. Kept under its hash, never replaced."""

    flow = models.CharField(max_length=40)
    row = models.BigIntegerField()
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="attachments/%Y/%m/")
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    purpose = models.CharField(max_length=20, default="evidence")  # or signed
    added_by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("added_at", "id")
        indexes = (models.Index(fields=("flow", "row"), name="attachment_row"),)


class Preference(models.Model):
    """One named setting of the installation (`mail`, `tips` …) as JSON."""

    key = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.key


def preference(key: str, default: Any = None) -> Any:
    """A setting's value, or `default` where it was never set."""
    found = Preference.objects.filter(key=key).values_list("value", flat=True).first()
    return default if found is None else found


class Beat(models.Model):
    """When a worker last gave a sign of life."""

    worker = models.CharField(max_length=80, primary_key=True)
    at = models.DateTimeField()
