"""Whom a cycle would evaluate and by which plan, told before it is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from deskmerit.core.period import Period
from deskmerit.core.plan import Plan
from deskmerit.web.org.models import Person, Posting, Team


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A person with their postings in the period, and the plans that score them ("" where none serves the post)."""

    person: Person
    places: Sequence[str]
    plans: Sequence[str]

    @property
    def served(self) -> bool:
        """Whether some plan serves a post of theirs."""
        return any(self.plans)


def evaluated(span: Period, plans: Sequence[Plan], teams: Iterable[Team] = ()) -> list[Evaluated]:
    """Everybody with a posting in the period, in the order of their ids."""
    posted = Posting.objects.within(span.start, span.end).filter(person__kind=Person.Kind.HUMAN)
    named = list(teams)
    if named:
        posted = posted.filter(team__in=named)
    by_post = serving(plans)
    found: dict[Person, list[Posting]] = {}
    for posting in posted.select_related("person", "team").order_by("person__agent_id", "from_date"):
        found.setdefault(posting.person, []).append(posting)
    return [
        Evaluated(
            person,
            list(dict.fromkeys(f"{each.team.name} · {each.position}" for each in own)),
            list(dict.fromkeys(by_post.get(each.position, by_post.get("", "")) for each in own)),
        )
        for person, own in found.items()
    ]


def serving(plans: Sequence[Plan]) -> Mapping[str, str]:
    """The id of the plan that serves a post, "" for all others; the first named wins, as when it is measured."""
    found: dict[str, str] = {}
    for plan in plans:
        for position in plan.positions or ("",):
            found.setdefault(position, plan.id)
    return found


def clashes(plans: Sequence[Plan]) -> list[str]:
    """Posts that more than one of the plans claims."""
    claimed = [position for plan in plans for position in plan.positions or ("",)]
    return sorted({each for each in claimed if claimed.count(each) > 1})
