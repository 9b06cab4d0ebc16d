"""People and where they stand, each with dates. Nobody is deleted: people leave. Dates are half-open."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Dated[M: models.Model](models.QuerySet[M]):
    """Rows that hold from a date up to another, which may be open."""

    def on(self, day: date) -> "Dated[M]":
        """Those in force on a day."""
        return self.filter(Q(from_date__lte=day), Q(to_date__isnull=True) | Q(to_date__gt=day))

    def within(self, start: date, end: date) -> "Dated[M]":
        """Those in force on some day of `[start, end)`."""
        return self.filter(Q(from_date__lt=end), Q(to_date__isnull=True) | Q(to_date__gt=start))


class Team(models.Model):
    """A team by the name the records know."""

    name = models.CharField(_("team"), max_length=120, unique=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A person of the organisation; `agent_id` is the one of the records. `kind` bot never gets an account."""

    class Kind(models.TextChoices):
        """Whether people or programs."""

        HUMAN = "human", _("person")
        BOT = "bot", _("bot")

    agent_id = models.CharField(_("id"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    employee_no = models.CharField(_("employee number"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    hired_on = models.DateField(_("hired on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind, default=Kind.HUMAN)
    pseudonymised_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ("agent_id",)
        constraints = (
            models.UniqueConstraint(fields=("employee_no",), condition=~Q(employee_no=""), name="employee_no_once"),
        )

    def __str__(self) -> str:
        return self.name

    def is_there(self, day: date) -> bool:
        """Whether they have not left by a day."""
        return self.left_on is None or self.left_on > day


class Posting(models.Model):
    """Who was where, when; several at once are allowed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="postings")
    team = models.ForeignKey(Team, models.PROTECT, related_name="postings")
    position = models.CharField(_("post"), max_length=120)
    site = models.CharField(_("site"), max_length=120, blank=True)
    account = models.CharField(_("account"), max_length=120, blank=True)
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("until"), null=True, blank=True)
    objects = Dated.as_manager()

    class Meta:
        ordering = ("from_date", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gt=F("from_date")), name="posting_span"
            ),
        )

    def __str__(self) -> str:
        return f"{self.team} · {self.position}"


class Leading(models.Model):
    """Who leads a team, when."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="leadings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="leadings")
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("until"), null=True, blank=True)
    objects = Dated.as_manager()

    class Meta:
        ordering = ("from_date", "id")


class Login(models.Model):
    """A login of a person in a source of records, for a time."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="logins")
    source = models.CharField(_("source"), max_length=120, blank=True)
    login = models.CharField(_("login"), max_length=200)
    from_at = models.DateTimeField(_("from"), null=True, blank=True)
    to_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ("source", "login", "from_at")


class Role(models.Model):
    """What a person may do beyond their own matters, in a scope (a team, or everywhere) and for a time."""

    class Kind(models.TextChoices):
        """The roles; employee and team lead follow from postings and `Leading`."""

        HR = "hr", _("HR")
        PANEL = "panel", _("panel member")
        QUALITY = "quality", _("quality reviewer")
        ADMIN = "admin", _("administrator")
        AUDITOR = "auditor", _("auditor")

    class Function(models.TextChoices):
        """The functions of an evaluation panel."""

        SERVICE = "service", _("service")
        HR = "hr", _("HR")
        BUSINESS = "business", _("business department")

    person = models.ForeignKey(Person, models.PROTECT, related_name="roles")
    kind = models.CharField(_("role"), max_length=8, choices=Kind)
    function = models.CharField(_("function"), max_length=8, choices=Function, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("until"), null=True, blank=True)
    objects = Dated.as_manager()

    class Meta:
        ordering = ("kind", "from_date", "id")


class Deputy(models.Model):
    """Who decides in somebody's place: while they are away, once they are overdue, or where they may not."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="deputy_for")
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("until"), null=True, blank=True)
    objects = Dated.as_manager()

    class Meta:
        ordering = ("from_date", "id")
        constraints = (models.CheckConstraint(condition=~Q(person=F("deputy")), name="deputy_is_another"),)


class Leave(models.Model):
    """Approved leave of a person: it pauses their clocks. Half-open like all spans."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="leaves")
    kind = models.CharField(_("kind of leave"), max_length=60)
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("until"))
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    objects = Dated.as_manager()

    class Meta:
        ordering = ("from_date", "id")
