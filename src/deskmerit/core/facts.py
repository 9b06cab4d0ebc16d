"""Facts: the additive integers that measuring hands to scoring."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a person stood: the parts of a posting that facts carry."""

    team: str = ""
    position: str = ""
    site: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Sums of the cases of one person, posting, measure and month.

    `agent_id` is "" for a team's cases credited to nobody. `month` is "2026-09", or the whole period's label for
    measures that do not add up over months. `part` is the relation of a 360° rating, else "". `n` counts the cases
    that are in; `known_n` is False when a source supplied a figure without its cases. `supplied`: the source's own
    figure. `raters`: distinct raters behind a 360° part. `provisional`: cases shown, not yet counted.
    `spec` indexes the list of MeasureSpecs asked for.

    >>> Fact("a1", Place("red"), 0, "2026-09", n=2, numerator=56, denominator=2, sum_of_squares=1570).numerator
    56
    """

    agent_id: str
    place: Place
    spec: int
    month: str
    n: int
    numerator: int
    denominator: int
    sum_of_squares: int = 0
    part: str = ""
    raters: int = 0
    known_n: bool = True
    supplied: bool = False
    provisional: int = 0
