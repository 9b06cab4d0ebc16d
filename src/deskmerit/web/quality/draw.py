"""A random, seeded, stratified sample: the same contacts, number and seed give the same draw, whoever repeats it."""

from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256

from deskmerit.web.bridge.contacts import Contact

type Stratum = tuple[str, str]
"""Channel and category."""


def draw(contacts: Iterable[Contact], per_agent: int, seed: str) -> list[Contact]:
    """So many contacts of each agent, spread over channel and category as her contacts are.

    Seats of a stratum: its share of the agent's contacts by largest remainder; within it the lowest
    sha256(seed, kind, id). Neither the order of the contacts nor the program's random numbers play a part.
    """
    by_agent: dict[str, dict[Stratum, list[Contact]]] = defaultdict(lambda: defaultdict(list))
    for each in contacts:
        by_agent[each.agent_id][each.channel, each.category].append(each)
    found: list[Contact] = []
    for agent in sorted(by_agent):
        found += _of_agent(agent, by_agent[agent], per_agent, seed)
    return found


def _of_agent(agent: str, strata: dict[Stratum, list[Contact]], wanted: int, seed: str) -> list[Contact]:
    seats = seats_of({name: len(rows) for name, rows in strata.items()}, wanted, f"{seed}|{agent}")
    drawn = []
    for name in sorted(strata):
        ordered = sorted(strata[name], key=lambda each: lot(seed, each.kind, each.contact_id))
        drawn += ordered[: seats[name]]
    return drawn


def seats_of(sizes: dict[Stratum, int], wanted: int, seed: str) -> dict[Stratum, int]:
    """How many of each stratum: proportional, by largest remainder; equal remainders by lot.

    >>> seats_of({("chat", ""): 6, ("email", ""): 3}, 3, "x")
    {('chat', ''): 2, ('email', ''): 1}
    """
    whole = sum(sizes.values())
    wanted = min(wanted, whole)
    seats = {name: wanted * size // whole for name, size in sizes.items()}
    rest = sorted(sizes, key=lambda name: (-(wanted * sizes[name] % whole), lot(seed, *name)))
    for name in rest[: wanted - sum(seats.values())]:
        seats[name] += 1
    return seats


def lot(*words: str) -> str:
    """The lot of something: the lower comes first."""
    return sha256("|".join(words).encode("utf-8")).hexdigest()
