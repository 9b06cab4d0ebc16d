"""Scorecards of a run, what became of the published ones, and their restatements."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from deskmerit.web.cycles.models import Cycle, Run
from deskmerit.web.org.models import Person, Team
from deskmerit.web.shared.fields import HundredthsField


class Card(models.Model):
    """A person's scorecard of one run, without names (bridge.codec); cards of frozen runs can't be changed.

    `content`: the core Scorecard. `steps`: its trace. `trend`: monthly values by plan and indicator.
    `moves`: what would add most points. `frozen` is set by publication, in the same statement that writes the row.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="cards")
    person = models.ForeignKey(Person, models.PROTECT, related_name="cards")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    plan = models.CharField(max_length=80)
    total = HundredthsField(null=True)
    covered = HundredthsField(default=0)
    score_grade = models.CharField(max_length=40, blank=True)
    grade = models.CharField(max_length=40, blank=True)
    grade_reason = models.CharField(max_length=120, blank=True)
    rank = models.PositiveIntegerField(null=True)
    content = models.JSONField()
    steps = models.JSONField(default=list)
    trend = models.JSONField(default=dict)
    moves = models.JSONField(default=list)
    frozen = models.BooleanField(default=False)

    class Meta:
        ordering = ("person",)
        constraints = (models.UniqueConstraint(fields=("run", "person"), name="card_once"),)


class TeamCard(models.Model):
    """A team scored as a whole in one run."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="team_cards")
    team = models.ForeignKey(Team, models.PROTECT, related_name="cards")
    plan = models.CharField(max_length=80)
    total = HundredthsField(null=True)
    content = models.JSONField()

    class Meta:
        ordering = ("team", "plan")
        constraints = (models.UniqueConstraint(fields=("run", "team", "plan"), name="team_card_once"),)


class Result(models.Model):
    """A published result: which card holds now, whether it was received (not: agreed), remarks, clocks told."""

    class State(models.TextChoices):
        """The states of `core.workflow`'s receipt."""

        PUBLISHED = "published", _("to be received")
        REMINDED_ONCE = "reminded_once", _("reminded")
        REMINDED_TWICE = "reminded_twice", _("reminded twice")
        RECEIVED = "received", _("received")
        DEEMED = "deemed_received", _("deemed received")

    class View(models.TextChoices):
        """What the person says of it; receipt is no agreement, silence none either."""

        UNSAID = "unsaid", _("nothing said yet")
        AGREED = "agreed", _("agreed")
        NOT_AGREED = "not_agreed", _("not agreed")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="results")
    person = models.ForeignKey(Person, models.PROTECT, related_name="results")
    card = models.ForeignKey(Card, models.PROTECT, related_name="+")  # the one that holds now
    first = models.ForeignKey(Card, models.PROTECT, related_name="+")  # the one first published
    lead = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # who holds the interview
    state = models.CharField(max_length=16, choices=State, default=State.PUBLISHED)
    published_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    reminders = models.JSONField(default=list)  # dates of logged reminders
    view = models.CharField(max_length=10, choices=View, default=View.UNSAID)
    remark = models.TextField(_("remarks of the person"), blank=True)
    lead_remark = models.TextField(_("remarks of the evaluator"), blank=True)
    interview_due = models.DateField(null=True)
    interview_provisional = models.BooleanField(default=False)
    interviewed_on = models.DateField(null=True)
    appeal_due = models.DateField(null=True)  # once it is known; never moved to an earlier day
    appeal_provisional = models.BooleanField(default=False)

    class Meta:
        ordering = ("person",)
        constraints = (models.UniqueConstraint(fields=("cycle", "person"), name="result_once"),)


class Restatement(models.Model):
    """A published result replaced by another: before, after, cause, who was told. Never a silent edit.

    `merged_into`: the later one, measured with everything that this one had, which names both causes.
    """

    class Cause(models.TextChoices):
        """Why a published figure changes."""

        LATE_DATA = "late_data", _("late data")
        MERGED = "merged", _("merged tickets")
        CORRECTED = "corrected", _("data corrected")
        APPEAL = "appeal", _("appeal upheld")
        BUG = "bug", _("mended error")
        OTHER = "other", _("other")

    class State(models.TextChoices):
        """The states of `core.workflow`'s restatement."""

        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")
        TOLD = "told", _("told")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        MERGED = "merged", _("merged into a later one")

    result = models.ForeignKey(Result, models.PROTECT, related_name="restatements")
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    before = models.ForeignKey(Card, models.PROTECT, related_name="+")
    after = models.ForeignKey(Card, models.PROTECT, related_name="+")
    cause = models.CharField(max_length=9, choices=Cause)
    explanation = models.TextField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")

    class Meta:
        ordering = ("id",)

    @property
    def causes(self) -> str:
        """Every cause in words: its own, and those of what was merged into it."""
        every = (self, *self.merged.all())
        return " · ".join(dict.fromkeys(str(each.get_cause_display()) for each in every))
