"""Records brought in by people: corrections, typed rows, imported files. Measured numbers are never typed over."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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


class Entry(models.Model):
    """A typed row of a canonical table. It becomes a record once a second person confirmed it.

    `values`: canonical texts by column. `key`: one word for what it tells, so that it counts once however often it is
    typed. `day`: the local date it tells of. `sheet`: the first row of those entered together, which holds their files.
    """

    class State(models.TextChoices):
        """The states of `core.workflow`'s entry."""

        ENTERED = "entered", _("entered")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", pgettext_lazy("typed row", "rejected")
        WITHDRAWN = "withdrawn", _("withdrawn")

    table = models.CharField(_("table"), max_length=40)
    values = models.JSONField()
    key = models.CharField(max_length=64)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="entries")
    day = models.DateField()
    sheet = models.ForeignKey("self", models.PROTECT, null=True, related_name="rows")
    evidence_seen = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=State, default=State.ENTERED)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    decider = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    passed = models.JSONField(default=list)  # keys of people whose time ran out
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("table", "key"), condition=models.Q(state__in=("entered", "confirmed")), name="a_row_once"
            ),
        )

    def __str__(self) -> str:
        return f"LR-{self.pk}"

    @property
    def files_of(self) -> "Entry":
        """The row that holds the files of those entered together."""
        return self.sheet or self


class Import(models.Model):
    """A file brought in: columns matched, looked at, written into the workspace; it can be taken back.

    `changes`: name, hash before ("" for a new file) and after of each file of the workspace it writes. `told`: what was
    found, as pages show it.
    """

    class State(models.TextChoices):
        """Where it stands."""

        MATCHING = "matching", _("columns to match")
        READING = "reading", _("being read")
        READY = "ready", _("waits to be imported")
        WRITING = "writing", pgettext_lazy("import", "being written")
        DONE = "done", _("imported")
        UNDONE = "undone", _("taken back")
        FAILED = "failed", _("failed")
        DROPPED = "dropped", _("dropped")

    state = models.CharField(max_length=8, choices=State, default=State.MATCHING)
    digest = models.CharField(max_length=64)
    files = models.JSONField()  # names, in order
    map = models.CharField(_("map"), max_length=120, blank=True)
    table = models.CharField(_("table"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    zone = models.CharField(_("zone"), max_length=60, blank=True)
    replace = models.BooleanField(default=False)
    rows_in = models.PositiveIntegerField(default=0)
    rows_kept = models.PositiveIntegerField(default=0)
    rows_left = models.PositiveIntegerField(default=0)
    tables = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    told = models.JSONField(default=dict)
    progress = models.CharField(max_length=120, blank=True)
    failure = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return ", ".join(self.files)


class Sync(models.Model):
    """A helpdesk of `deskmerit.yaml` brought up to date: one row a source, how far it is and what came of it last.

    `lane` is 1 while it is under way, so that there is one at a time: a lake has one writer. `told`: the counts of the
    last report, its problems (core Issues by bridge.codec), `failure` where it broke off.
    """

    class State(models.TextChoices):
        """Where it stands."""

        QUEUED = "queued", pgettext_lazy("sync", "waiting")
        WORKING = "working", pgettext_lazy("sync", "under way")
        DONE = "done", pgettext_lazy("sync", "up to date")
        FAILED = "failed", pgettext_lazy("sync", "broke off")

    source = models.CharField(_("source"), max_length=200, unique=True)
    state = models.CharField(max_length=7, choices=State)
    lane = models.PositiveSmallIntegerField(null=True, unique=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # nobody: the schedule
    asked_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    progress = models.CharField(max_length=120, blank=True)
    told = models.JSONField(default=dict)

    class Meta:
        ordering = ("source",)

    def __str__(self) -> str:
        return self.source
