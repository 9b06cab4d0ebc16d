"""Who is asked about whom: the lead, peers of the team by lot or by hand, partners by hand, oneself."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256

from deskmerit.web.cycles.models import Cycle
from deskmerit.web.cycles.people import people_of
from deskmerit.web.feedback.models import Pick, Relation, Round
from deskmerit.web.org.access import there_on
from deskmerit.web.org.models import Leading, Person, Posting
from deskmerit.web.shared import clock


def picks(round_: Round) -> list[Pick]:
    """Lead, peers and oneself for everybody in the cycle; partners are added by hand. A lead is no peer."""
    cycle = round_.cycle
    people = {each.pk: each for each in people_of(cycle).filter(there_on(clock.today()))}
    leads, mates = leads_and_mates(cycle, people)
    found: list[Pick] = []
    for pk, person in people.items():
        found.append(Pick(round=round_, person=person, rater=person, relation=Relation.SELF))
        lead = leads.get(pk)
        if lead is not None:
            found.append(Pick(round=round_, person=person, rater_id=lead, relation=Relation.MANAGER))
        able = [people[each] for each in mates[pk] if each in people and each != lead]
        found += [
            Pick(round=round_, person=person, rater=each, relation=Relation.PEER)
            for each in drawn(able, round_.peers, f"{round_.seed}|{person.agent_id}")
        ]
    return found


def leads_and_mates(cycle: Cycle, people: Iterable[int]) -> tuple[dict[int, int], dict[int, set[int]]]:
    """The lead of each person (who led last in the period), and who stood in the same team at the same time."""
    wanted = set(people)
    teams: dict[int, list[Posting]] = defaultdict(list)
    for posting in Posting.objects.within(cycle.start, cycle.end):
        teams[posting.team_id].append(posting)
    until: dict[int, tuple[date, int]] = {}
    mates: dict[int, set[int]] = defaultdict(set)
    for leading in Leading.objects.within(cycle.start, cycle.end).order_by("-person"):
        for posting in teams[leading.team_id]:
            if posting.person_id != leading.person_id and posting.person_id in wanted and _meet(leading, posting):
                last = min(leading.to_date or cycle.end, posting.to_date or cycle.end, cycle.end)
                if posting.person_id not in until or last >= until[posting.person_id][0]:
                    until[posting.person_id] = (last, leading.person_id)
    for members in teams.values():
        for one in members:
            mates[one.person_id] |= {
                other.person_id for other in members if other.person_id != one.person_id and _meet(one, other)
            }
    return {person: lead for person, (_last, lead) in until.items()}, mates


def _meet(one: Leading | Posting, other: Leading | Posting) -> bool:
    """Whether two spans share a day."""
    return (one.to_date is None or other.from_date < one.to_date) and (
        other.to_date is None or one.from_date < other.to_date
    )


def drawn(able: Sequence[Person], wanted: int, seed: str) -> list[Person]:
    """So many of them by lot: the same seed draws the same people."""
    return sorted(able, key=lambda each: sha256(f"{seed}|{each.agent_id}".encode()).hexdigest())[:wanted]
