"""The audit trail: append-only (database triggers guard it) and hash-chained."""

from django.conf import settings
from django.db import models


class Event(models.Model):
    """Who did what to what, when and why. `hash` covers everything here and the hash of the event before."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)  # folder.action, `appeals.decided`
    target = models.CharField(max_length=60)  # kind:id, `appeal:17`
    person = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")  # whom it concerns
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict)
    before_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index(fields=("target",), name="audit_target"),
            models.Index(fields=("person", "number"), name="audit_person"),
            models.Index(fields=("at",), name="audit_at"),
        )


class Head(models.Model):
    """The last event's number and hash; its one row is locked while an event is added."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)
