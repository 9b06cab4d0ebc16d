"""Accounts: who may sign in, in which language, and the tokens for the JSON interface."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An account; the user name is the employee number. `person` empty: an account outside the organisation."""

    class Theme(models.TextChoices):
        """Light, dark, or as the computer is set."""

        AUTO = "auto", _("as the computer")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    person = models.OneToOneField("org.Person", models.PROTECT, null=True, blank=True, related_name="user")
    language = models.CharField(_("language"), max_length=8, blank=True)
    theme = models.CharField(_("theme"), max_length=5, choices=Theme, default=Theme.AUTO)

    def __str__(self) -> str:
        return self.person.name if self.person else self.username


class Token(models.Model):
    """A personal token for the JSON interface; only its hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(max_length=8, blank=True, editable=False)  # to tell tokens apart
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField()
    expires_on = models.DateField(_("expires on"))
    used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ("-made_at",)
