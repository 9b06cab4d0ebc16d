"""Rounds of 360° feedback. Who rated whom is known only while a round is open; then it is taken apart for good."""

from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from deskmerit.web.cycles.models import Cycle
from deskmerit.web.org.models import Person


def fresh() -> str:
    """An id by chance: neither order nor time of what was given can be read from it."""
    return get_random_string(22)


class Relation(models.TextChoices):
    """How a rater stands to the person rated."""

    MANAGER = "manager", _("manager")
    PEER = "peer", _("peer")
    PARTNER = "partner", _("partner department")
    SELF = "self", _("self")


NAMED = (Relation.MANAGER, Relation.SELF)
"""Relations whose rater everybody knows; the others need three raters and are never told."""


class Round(models.Model):
    """A round of a cycle. `items`: what is rated, with anchors; `weights`: relation → weight by plan id.

    `seed` draws the peers while the round is prepared; it goes away with the opening.
    """

    class State(models.TextChoices):
        """How far a round is."""

        DRAFT = "draft", _("being prepared")
        OPEN = "open", _("open")
        CLOSED = "closed", _("round closed")
        CANCELLED = "cancelled", _("cancelled")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="feedback_rounds")
    title = models.CharField(_("title"), max_length=120)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    closes_on = models.DateField(_("last day"))
    peers = models.PositiveSmallIntegerField(_("peers a person"), default=4)
    seed = models.CharField(max_length=60, blank=True)
    items = models.JSONField(default=list)
    weights = models.JSONField(default=dict)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title


class Subject(models.Model):
    """Somebody who is rated in a round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="subjects")
    person = models.ForeignKey(Person, models.PROTECT, related_name="feedback")

    class Meta:
        ordering = ("person",)
        constraints = (models.UniqueConstraint(fields=("round", "person"), name="rated_once"),)


class Pick(models.Model):
    """Who shall be asked about whom, while a round is prepared; none is left after the opening."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="picks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    rater = models.ForeignKey(Person, models.PROTECT, related_name="+")
    relation = models.CharField(max_length=7, choices=Relation)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("round", "person", "rater"), name="picked_once"),)


class Ask(models.Model):
    """A request for feedback. `rater`, `scores` and `comment` are emptied when the round closes (of peers and
    partners the rater, of everybody the rest); no time of giving is ever kept.
    """

    class State(models.TextChoices):
        """The states of `core.workflow`'s feedback."""

        ASKED = "asked", _("to be answered")
        GIVEN = "given", _("given")
        DECLINED = "declined", _("not enough contact to say")
        EXPIRED = "expired", _("expired")

    round = models.ForeignKey(Round, models.PROTECT, related_name="asks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    rater = models.ForeignKey(Person, models.PROTECT, null=True, related_name="feedback_asks")
    relation = models.CharField(max_length=7, choices=Relation)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    scores = models.JSONField(default=dict)  # item → 1 to 5
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("round", "person", "rater"), name="asked_once"),)


class Rating(models.Model):
    """One rated item of a closed round. `rater` is a pseudonym, so that raters can be counted; ids are random."""

    id = models.CharField(primary_key=True, max_length=22, default=fresh)
    round = models.ForeignKey(Round, models.PROTECT, related_name="ratings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    relation = models.CharField(max_length=7, choices=Relation)
    rater = models.CharField(max_length=16)
    item = models.CharField(max_length=40)
    score = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("person", "round"), name="rating_person"),)


class Comment(models.Model):
    """What was written in a closed round, without whom by; of peers and partners only where three or more rated."""

    id = models.CharField(primary_key=True, max_length=22, default=fresh)
    round = models.ForeignKey(Round, models.PROTECT, related_name="comments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    relation = models.CharField(max_length=7, choices=Relation)
    text = models.TextField()

    class Meta:
        ordering = ("id",)
