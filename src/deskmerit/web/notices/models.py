"""Notices: an inbox entry exactly once, and messages out of the house at least once. No score, no grade: a link."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """Something a person should know or do. `key` makes it happen once however often it is asked for."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    key = models.CharField(max_length=160, unique=True)
    code = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=300)
    due = models.DateField(null=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = (models.Index(fields=("user", "read_at"), name="notice_unread"),)


class Channel(models.Model):
    """A personal address of a user beside e-mail: an Apprise URL of a person, never of a group."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="channels")
    service = models.CharField(_("messenger"), max_length=20)
    address = models.CharField(_("address"), max_length=400)
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    code = models.CharField(max_length=64, blank=True)  # hash of the code sent to it, until it is confirmed
    code_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("user", "service", "address"), name="channel_once"),)


class Choice(models.Model):
    """How somebody wants to be told outside the application. What has a deadline is always sent, at once."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_choice")
    silent = models.JSONField(default=list)  # groups (notices.groups) that stay in the inbox
    daily = models.BooleanField(default=False)  # one message each morning instead of one by one


class Delivery(models.Model):
    """One notice on one way out: the outbox. A leased row whose worker died is taken up again."""

    class State(models.TextChoices):
        """How far a message is."""

        WAITING = "waiting", _("waiting")
        LEASED = "leased", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.ForeignKey(Channel, models.CASCADE, null=True)  # none: e-mail
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    digest_on = models.DateField(null=True)  # goes into the daily message of that morning
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("state", "next_at"), name="delivery_next"),)
