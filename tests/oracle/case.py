"""What the oracle says of one case, and how cases add up to facts."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from oracle.centre import Centre
from oracle.clock import local_date

type Place = tuple[str, str, str, str]
NOWHERE: Place = ("", "", "", "")


@dataclass
class Case:
    """One case: who, when, how much, and whether it counts. Times in microseconds since 1970."""

    record: str
    agent: str
    at: int | date  # what gives the month
    numerator: int
    denominator: int
    start: int | None = None
    end: int | None = None
    team: str = ""  # the ticket's or call's
    out: set[str] = field(default_factory=set)  # every reason that keeps it out
    exact: int = 0  # the unfloored time, in microseconds
    counts: bool = True  # in n; a complaint adds to the numerator only
    part: str = ""
    rater: str = ""
    place: Place = NOWHERE
    month: str = ""
    day: date = date.min


def month_of(day: date, starts_on: int) -> str:
    """The name of the month a local date is paid with: the month it ends in."""
    last = date(day.year, day.month, 1)
    if starts_on > 1 and day.day >= starts_on:
        last = (last + timedelta(31)).replace(day=1)
    return f"{last.year:04}-{last.month:02}"


def settle(centre: Centre, case: Case) -> Case:
    """Gives a case its local date, month and posting, and keeps strangers out."""
    day = local_date(centre.settings.zone, case.at) if isinstance(case.at, int) else case.at
    case.day = day
    case.month = month_of(day, centre.settings.month_starts_on)
    case.place = posting(centre, case.agent, day, case.team)
    if case.agent and centre.known is not None and case.agent not in centre.known:
        case.out.add("unknown agent")
    return case


def posting(centre: Centre, agent: str, day: date, team: str) -> Place:
    """Where the person stood on that day; nobody's case stands with the ticket's or call's team."""
    if not agent:
        return (team, "", "", "")
    held = [
        row
        for row in centre.rows.get("postings", [])
        if row["agent_id"] == agent and row["from_date"] <= day and (row.get("to_date") is None or day < row["to_date"])
    ]
    if not held:
        return NOWHERE
    here = [row for row in held if row["team"] == team] or held
    latest = max(row["from_date"] for row in here)
    first = ("team", "position", "site", "account")  # the last two are our own order, where semantics is silent
    chosen = min((row for row in here if row["from_date"] == latest), key=lambda row: [row.get(p) or "" for p in first])
    return (chosen["team"], chosen["position"], chosen.get("site") or "", chosen.get("account") or "")


@dataclass
class Sums:
    """The additive integers of one group of cases."""

    n: int = 0
    numerator: int = 0
    denominator: int = 0
    sum_of_squares: int = 0
    provisional: int = 0


def add_up(cases: list[Case], whole: str = "") -> dict[tuple[str, Place, str, str], Sums]:
    """Facts by person, place, month and part; `whole` names the period of measures that don't add over months."""
    facts: dict[tuple[str, Place, str, str], Sums] = defaultdict(Sums)
    for case in cases:
        key = (case.agent, case.place, whole or case.month, case.part)
        if not case.agent and not case.team:
            continue  # nobody's case of no team counts nowhere
        if not case.out:
            sums = facts[key]
            sums.n += case.counts
            sums.numerator += case.numerator
            sums.denominator += case.denominator
            sums.sum_of_squares += case.numerator**2
        elif case.out == {"provisional"}:
            facts[key].provisional += 1
    return dict(facts)


def nearest_rank(cases: list[Case], rank: int) -> int:
    """The percentile of the cases that count: the smallest value that at least `rank` per cent do not exceed."""
    values = sorted(case.numerator for case in cases if not case.out)
    return next(value for place, value in enumerate(values, 1) if place * 100 >= rank * len(values))
