"""Bases, award runs, the ledger, wishes and seats, certificates. Corrections are new lines of a later run."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deskmerit.web.cycles.models import Cycle
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.models import Card
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


class Base(models.Model):
    """What an award is reckoned from, for a person or a post, from a date on. HR's only.

    A new amount is a new row from a later date; a wrong row is withdrawn and stays to be read. `origin_row` is the key
    of the appeal whose decision a base is; `replaces` the base that was wrong, where both begin on one day.
    """

    class Origin(models.TextChoices):
        """Where a base was written."""

        FOLDER = "folder", _("the workspace's file")
        FORM = "form", _("entered by hand")
        IMPORT = "import", _("imported file")
        APPEAL = "appeal", _("appeal upheld")

    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="bases")
    position = models.CharField(_("post"), max_length=120, blank=True)
    award = models.CharField(_("award"), max_length=80)
    amount = HundredthsField(_("amount"))
    from_date = models.DateField(_("from"))
    origin = models.CharField(max_length=6, choices=Origin, default=Origin.FORM)
    origin_row = models.BigIntegerField(null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("award", "position", "person", "-from_date", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(person=None, position__gt="") | Q(person__isnull=False, position=""), name="base_of_one"
            ),
            models.UniqueConstraint(
                fields=("person", "award", "from_date"),
                condition=Q(withdrawn_at=None, person__isnull=False),
                name="base_once_a_person",
            ),
            models.UniqueConstraint(
                fields=("position", "award", "from_date"),
                condition=Q(withdrawn_at=None, person=None),
                name="base_once_a_post",
            ),
        )


class AwardRun(models.Model):
    """The awards of a published cycle, or corrections alone, from draft to payment.

    `totals`: the control totals by currency, as text. `job`: how far the calculation in the background is. `issues`:
    what the calculation tells (core Issues by bridge.codec). `exported_at`: when the payroll file was last taken.
    """

    class Kind(models.TextChoices):
        """What a run pays."""

        REGULAR = "regular", _("regular run")
        CORRECTIONS = "corrections", _("corrections only")

    class State(models.TextChoices):
        """The states of `core.workflow`'s award run."""

        DRAFT = "draft", _("draft")
        CALCULATED = "calculated", _("waits for approval")
        APPROVED = "approved", _("approved")
        LOCKED = "locked", pgettext_lazy("award run", "locked")
        PAID = "paid", _("paid")
        CANCELLED = "cancelled", _("cancelled")

    class Job(models.TextChoices):
        """How far the calculation is."""

        NONE = "", _("not asked for")
        QUEUED = "queued", _("waiting")
        WORKING = "working", _("calculating")
        DONE = "done", _("calculated")
        FAILED = "failed", _("failed")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="award_runs", verbose_name=_("cycle"))
    kind = models.CharField(_("kind"), max_length=11, choices=Kind, default=Kind.REGULAR)
    pay_month = models.CharField(_("pay month"), max_length=7)
    budget = HundredthsField(_("budget"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    job = models.CharField(max_length=7, choices=Job, default=Job.NONE, blank=True)
    failure = models.TextField(blank=True)
    totals = models.JSONField(default=dict)
    issues = models.JSONField(default=list)
    seen = models.PositiveIntegerField(default=0)  # corrections of the cycle that the calculation knew of
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # of the calculation
    calculated_at = models.DateTimeField(null=True)
    decider = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # a deputy it was passed on to
    passed = models.JSONField(default=list)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    locked_at = models.DateTimeField(null=True)
    exported_at = models.DateTimeField(null=True)
    paid_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    paid_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("cycle",), condition=Q(kind="regular") & ~Q(state="cancelled"), name="one_regular_run"
            ),
        )

    def __str__(self) -> str:
        return f"R-{self.pk}"

    def control(self) -> dict[str, Decimal]:
        """The control totals by currency."""
        return {currency: Decimal(total) for currency, total in sorted(self.totals.items())}


class RunLine(models.Model):
    """A person's line of a run: an award with what it was reckoned from, or a correction.

    `content`: the core AwardLine without names (bridge.codec). `frozen` is set by locking: the row can't change then.
    """

    run = models.ForeignKey(AwardRun, models.PROTECT, related_name="lines")
    person = models.ForeignKey(Person, models.PROTECT, related_name="award_lines")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="+")  # in which it was earned
    kind = models.CharField(max_length=10, choices=LedgerLine.Kind)
    award = models.CharField(max_length=80)
    title = models.JSONField(default=dict)
    name = models.CharField(max_length=200)
    employee_no = models.CharField(max_length=60, blank=True)
    team = models.CharField(max_length=120, blank=True)
    card = models.ForeignKey(Card, models.PROTECT, null=True, related_name="+")
    grade = models.CharField(max_length=40, blank=True)
    shift = models.CharField(max_length=120, blank=True)  # reason code of a grade other than the score's
    amount = HundredthsField(null=True)
    currency = models.CharField(max_length=3)
    content = models.JSONField(null=True)
    cause = models.CharField(max_length=11, choices=LedgerLine.Cause, default=LedgerLine.Cause.RUN)
    ledger = models.ForeignKey(LedgerLine, models.PROTECT, null=True, related_name="+")  # of a correction owed already
    frozen = models.BooleanField(default=False)

    class Meta:
        ordering = ("team", "name", "person", "award", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("run", "person", "award"), condition=Q(kind="award"), name="award_line_once"
            ),
            models.UniqueConstraint(
                fields=("run", "ledger"), condition=Q(ledger__isnull=False), name="correction_line_once"
            ),
        )


class WishRound(models.Model):
    """People rank the wish awards of a cycle's plans; seats are allotted by serial choice with a seed told before."""

    class State(models.TextChoices):
        """The states of `core.workflow`'s list of wishes."""

        OPEN = "open", pgettext_lazy("wishes", "open")
        CLOSED = "closed", _("closed, to be allotted")
        ALLOTTED = "allotted", _("allotted")
        CANCELLED = "cancelled", _("cancelled")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="wish_rounds", verbose_name=_("cycle"))
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    seed = models.CharField(_("seed of the draw"), max_length=80)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    allotted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    allotted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("cycle",), condition=~Q(state="cancelled"), name="one_wish_round"),
        )


class Wish(models.Model):
    """What a person would like for a period; rank 1 is liked best."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="wishes")
    period = models.CharField(max_length=40)
    award = models.CharField(max_length=80)
    rank = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("period", "person", "rank", "id")
        constraints = (models.UniqueConstraint(fields=("person", "period", "award"), name="wish_once"),)


class Seat(models.Model):
    """How a wish ended: granted or why not, at which turn. Rows stay as they were allotted.

    `extra`: beyond the award's seats, since a result was corrected; `origin_flow` and `origin_row` name what by.
    """

    round = models.ForeignKey(WishRound, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats")
    award = models.CharField(max_length=80)
    rank = models.PositiveSmallIntegerField()
    granted = models.BooleanField()
    reason = models.CharField(max_length=10)
    turn = models.PositiveIntegerField()
    draw = models.CharField(max_length=64)
    grade = models.CharField(max_length=40, blank=True)
    extra = models.BooleanField(default=False)
    origin_flow = models.CharField(max_length=40, blank=True)
    origin_row = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("round", "turn", "rank")
        constraints = (
            models.UniqueConstraint(fields=("round", "person", "award", "extra"), name="seat_line_once"),
            models.UniqueConstraint(fields=("round", "person"), condition=Q(granted=True), name="one_seat_each"),
        )


class Certificate(models.Model):
    """A certificate for a grade or a seat: number, date, and a code by which it can be checked."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="certificates")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="certificates", verbose_name=_("cycle"))
    number = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    grade = models.CharField(max_length=40, blank=True)
    award = models.CharField(max_length=80, blank=True)
    title = models.JSONField(default=dict)  # of the grade or award
    code = models.CharField(max_length=20, unique=True)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    revoked_why = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ("-issued_on", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "cycle", "grade", "award"), condition=Q(revoked_at=None), name="certificate_once"
            ),
        )
