"""What the pages of 360° feedback read: duties of a rater, counts and means of a closed round."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count

from deskmerit.core.number import divide_half_up
from deskmerit.web.accounts.models import User
from deskmerit.web.feedback import access
from deskmerit.web.feedback.closing import ENOUGH
from deskmerit.web.feedback.models import NAMED, Ask, Comment, Rating, Relation, Round, Subject
from deskmerit.web.feedback.weights import of_plan
from deskmerit.web.org.models import Person
from deskmerit.web.scorecards.models import Card


def duties(user: User) -> list[Ask]:
    """What a user is asked for now, those not answered first."""
    found = list(access.duties(user).select_related("person", "round"))
    return sorted(found, key=lambda each: (each.state != Ask.State.ASKED, each.relation != "self", each.person.name))


@dataclass(frozen=True, slots=True)
class Group:
    """A relation's part of an outcome; `mean` None: missing. Of peers and partners with fewer than three raters
    neither count nor mean is told."""

    relation: str
    weight: Decimal
    raters: int | None
    mean: Decimal | None
    items: Mapping[str, Decimal]
    rater: str  # the name, of a manager and oneself
    comments: list[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a round for somebody. `mean`: by the plan's weights, an absent relation's weight spread."""

    groups: list[Group]
    mean: Decimal | None


def outcome(subject: Subject) -> Outcome:
    """Counts and means by relation."""
    round_, person = subject.round, subject.person_id
    rows: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for relation, rater, item, score in Rating.objects.filter(round=round_, person=person).values_list(
        "relation", "rater", "item", "score"
    ):
        rows[relation].append((rater, item, score))
    said: dict[str, list[str]] = defaultdict(list)
    for relation, text in Comment.objects.filter(round=round_, person=person).values_list("relation", "text"):
        said[relation].append(text)
    named = Ask.objects.filter(round=round_, person=person, relation__in=NAMED).exclude(rater=None)
    names = dict(named.values_list("relation", "rater__name"))
    plan = Card.objects.filter(run=round_.cycle.current_id, person=person).values_list("plan", flat=True).first()
    weights = of_plan(round_.weights, plan or "")
    groups = [
        _group(each, weights.get(each, Decimal(0)), rows[each], said[each], names.get(each, ""))
        for each in (Relation.MANAGER.value, Relation.PEER.value, Relation.PARTNER.value, Relation.SELF.value)
    ]
    return Outcome(groups, _weighted(groups, rows))


def _group(relation: str, weight: Decimal, rows: list[tuple[str, str, int]], said: list[str], name: str) -> Group:
    raters = {rater for rater, _item, _score in rows}
    if not raters or (relation not in NAMED and len(raters) < ENOUGH):
        return Group(relation, weight, None, None, {}, name, [])
    by_item: dict[str, list[int]] = defaultdict(list)
    for _rater, item, score in rows:
        by_item[item].append(score)
    items = {item: divide_half_up(sum(scores), len(scores), 2) for item, scores in by_item.items()}
    mean = divide_half_up(sum(score for _r, _i, score in rows), len(rows), 2)
    return Group(relation, weight, len(raters), mean, items, name, said)


def _weighted(groups: list[Group], rows: Mapping[str, list[tuple[str, str, int]]]) -> Decimal | None:
    """The weighted mean of the relations' exact means, rounded once, as the measure `peer_rating` has it."""
    parts = [
        (Fraction(each.weight), Fraction(sum(row[2] for row in rows[each.relation]), len(rows[each.relation])))
        for each in groups
        if each.mean is not None and each.weight
    ]
    whole = sum((weight for weight, _mean in parts), Fraction(0))
    if not whole:
        return None
    exact = sum((weight * mean for weight, mean in parts), Fraction(0)) / whole
    return divide_half_up(exact.numerator, exact.denominator, 2)


def answers(round_: Round) -> list[dict[str, Any]]:
    """How far a round is, by relation and for the round as a whole: never for a person."""
    rows = round_.asks.values("relation", "state").annotate(n=Count("pk")).order_by()
    found: dict[str, dict[str, int]] = {each: defaultdict(int) for each in Relation.values}
    for row in rows:
        found[row["relation"]][row["state"]] += row["n"]
    return [
        {"relation": Relation(name).label, "code": name, "asked": sum(states.values()), "given": states["given"],
         "declined": states["declined"]}
        for name, states in found.items()
    ]  # fmt: skip


@dataclass(slots=True)
class Line:
    """A person of a round being prepared: how many are asked, by relation."""

    person: Person
    manager: int = 0
    peer: int = 0
    partner: int = 0


def prepared(round_: Round) -> list[Line]:
    """Everybody rated, with how many shall be asked; the number of queries does not depend on how many there are."""
    found: dict[int, Line] = {}
    for each in round_.picks.select_related("person"):
        line = found.setdefault(each.person_id, Line(each.person))
        if each.relation != Relation.SELF:
            setattr(line, each.relation, getattr(line, each.relation) + 1)
    return sorted(found.values(), key=lambda line: line.person.agent_id)
