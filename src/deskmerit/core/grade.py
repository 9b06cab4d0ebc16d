"""Grades (等级): bands on the rounded total, vetoes, then shares over a cohort, each shift with its reason."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.plan import Distribution, Grade, Plan, ShareMode
from deskmerit.core.scorecard import Scorecard

UNGRADED = "ungraded"
NOT_RATED = "not_rated"
MIN_COHORT = 20


def band(grades: Sequence[Grade], total: Decimal) -> str:
    """The first grade whose band holds a rounded total; `ungraded` when none does (a broken plan).

    >>> ladder = [Grade("S", {}, from_=Decimal(90)), Grade("A", {}, from_=Decimal(80), to=Decimal(89))]
    >>> band(ladder, Decimal("90.00")), band(ladder, Decimal("89.50"))
    ('S', 'ungraded')
    """
    for grade in grades:
        if grade.from_ is not None and total < grade.from_:
            continue
        if grade.to is not None and total > grade.to:
            continue
        if grade.below is not None and total >= grade.below:
            continue
        return grade.id
    return UNGRADED


def order(grades: Sequence[Grade]) -> dict[str, int]:
    """The place of each grade, best first."""
    return {grade.id: at for at, grade in enumerate(grades)}


def lowered(grades: Sequence[Grade], grade: str, at_most: str) -> str:
    """A grade after a cap; grades outside the ladder stay as they are.

    >>> ladder = [Grade("S", {}), Grade("A", {}), Grade("B", {})]
    >>> lowered(ladder, "S", "A"), lowered(ladder, "B", "A"), lowered(ladder, "ungraded", "A")
    ('A', 'B', 'ungraded')
    """
    at = order(grades)
    return at_most if grade in at and at_most in at and at[at_most] > at[grade] else grade


def seats(grades: Sequence[Grade], rated: int, cumulative: bool) -> dict[str, int]:
    """Seats of each grade with a share: floor(share × rated); cumulative shares count the better grades' seats in.

    >>> ladder = [Grade("S", {}, share=Decimal(10)), Grade("A", {}, share=Decimal(20)), Grade("B", {})]
    >>> seats(ladder, 29, False), seats(ladder, 29, True)
    ({'S': 2, 'A': 5}, {'S': 2, 'A': 3})
    """
    found: dict[str, int] = {}
    for grade in grades:
        if grade.share is not None:
            whole = int(Fraction(grade.share) * rated / 100 // 1)
            found[grade.id] = max(0, whole - sum(found.values())) if cumulative else whole
    return found


@dataclass(slots=True)
class _Runner:
    """A rated person while shares are applied: the place of the grade before, the one reached, falls so far."""

    card: Scorecard
    total: Decimal
    start: int
    at: int
    fell: bool = False


def cohorts(cards: Sequence[Scorecard], plans: Mapping[str, Plan]) -> dict[str, list[Scorecard]]:
    """People by cohort: those of one plan, or of all plans that name the same cohort. `plans` by plan id."""
    found: dict[str, list[Scorecard]] = {}
    for card in cards:
        plan = plans.get(card.plan)
        if plan is not None:
            found.setdefault(plan.distribution.cohort or plan.id, []).append(card)
    return found


def apply_shares(cards: Sequence[Scorecard], plans: Mapping[str, Plan]) -> tuple[list[Scorecard], list[Issue]]:
    """Rank, shares and watch list by cohort. `plans` by plan id; cards keep their order.

    Only rated people count: `not_rated` and `ungraded` keep what they are and take no seat.
    """
    made: dict[int, Scorecard] = {}
    issues: list[Issue] = []
    for cohort, members in cohorts(cards, plans).items():
        rated = [card for card in members if card.grade and card.grade not in (NOT_RATED, UNGRADED)]
        shared = sorted({card.plan for card in rated})
        if not shared:
            continue
        plan = plans[shared[0]]
        issues += _differing(cohort, [plans[each] for each in shared])
        for card, new in zip(rated, _cohort(rated, plan, issues), strict=True):
            made[id(card)] = new
    return [made.get(id(card), card) for card in cards], issues


def _differing(cohort: str, plans: Sequence[Plan]) -> list[Issue]:
    """Plans that share a cohort must state the same ladder and shares: the first one's hold."""
    ladders = {tuple((g.id, g.share) for g in plan.grades) for plan in plans}
    rules = {(d.mode, bool(d.cumulative), d.min_cohort) for d in (plan.distribution for plan in plans)}
    if len(ladders) == 1 and len(rules) == 1:
        return []
    names = ", ".join(plan.id for plan in plans)
    return [Issue(Level.ERROR, "cohort-plans-differ", Where(), {"cohort": cohort, "plans": names, "used": plans[0].id})]


def _cohort(cards: Sequence[Scorecard], plan: Plan, issues: list[Issue]) -> list[Scorecard]:
    distribution, grades = plan.distribution, plan.grades
    totals = [card.total for card in cards if card.total is not None]
    better = Counter(totals)
    ranks, above = {}, 0
    for total in sorted(better, reverse=True):
        ranks[total], above = above + 1, above + better[total]
    at, top = order(grades), len(grades) - 1
    runners = [_Runner(c, c.total or Decimal(0), at.get(c.grade, top), at.get(c.grade, top)) for c in cards]
    watched: set[int] = set()
    if len(cards) >= (MIN_COHORT if distribution.min_cohort is None else distribution.min_cohort):
        _mode(distribution, plan, issues)(runners, grades, bool(distribution.cumulative))
        watched = _watched(runners, grades)
    return [_moved(runner, grades, ranks.get(runner.total), id(runner) in watched) for runner in runners]


type Mode = Callable[[Sequence[_Runner], Sequence[Grade], bool], None]


def _mode(distribution: Distribution, plan: Plan, issues: list[Issue]) -> Mode:
    if distribution.mode is ShareMode.FORCED and not distribution.reason.strip():
        issues.append(Issue(Level.ERROR, "forced-not-applied", Where(), {"plan": plan.id}))
        return _bands_only
    return {ShareMode.CAP: _cap, ShareMode.FORCED: _forced, ShareMode.BANDS_ONLY: _bands_only}[distribution.mode]


def _bands_only(runners: Sequence[_Runner], grades: Sequence[Grade], cumulative: bool) -> None:
    """Shares are shown, not applied."""


def _cap(runners: Sequence[_Runner], grades: Sequence[Grade], cumulative: bool) -> None:
    """Grades with a share keep their seats by total; who overflows competes one grade down and falls no further."""
    for at, free in ((order(grades)[grade], n) for grade, n in seats(grades, len(runners), cumulative).items()):
        if at >= len(grades) - 2:
            continue  # the lowest grade comes only from its band, never by rank
        here = sorted((runner for runner in runners if runner.at == at), key=lambda runner: -runner.total)
        edge = here[free - 1].total if 0 < free <= len(here) else None
        for runner in here[free:]:
            if runner.total != edge and not runner.fell:
                runner.at, runner.fell = at + 1, True


def _forced(runners: Sequence[_Runner], grades: Sequence[Grade], cumulative: bool) -> None:
    """Rank alone: better shares from the top, shares below the first grade without one from the bottom, the rest there.

    Ties at an edge all keep the better grade; a veto still caps.
    """
    free = seats(grades, len(runners), cumulative)
    rest = next((at for at, grade in enumerate(grades) if grade.id not in free), len(grades) - 1)
    ranked = sorted(runners, key=lambda runner: -runner.total)
    taken = dict.fromkeys(map(id, ranked), rest)
    start = 0
    for at in range(rest):
        end = start + free[grades[at].id]
        while 0 < end < len(ranked) and end > start and ranked[end].total == ranked[end - 1].total:
            end += 1
        taken.update((id(runner), at) for runner in ranked[start:end])
        start = max(start, end)
    stop = len(ranked)
    for at in range(len(grades) - 1, rest, -1):
        begin = max(start, stop - free.get(grades[at].id, 0))
        while begin < stop and begin > 0 and ranked[begin].total == ranked[begin - 1].total:
            begin += 1
        taken.update((id(runner), at) for runner in ranked[begin:stop])
        stop = begin
    for runner in runners:
        vetoed = runner.card.grade != runner.card.score_grade
        runner.at = max(taken[id(runner)], runner.start) if vetoed else taken[id(runner)]


def _watched(runners: Sequence[_Runner], grades: Sequence[Grade]) -> set[int]:
    """The coaching list: the last per cent by total; a tie at the edge stays off it."""
    share = next((grade.watch for grade in reversed(grades) if grade.watch is not None), None)
    if share is None:
        return set()
    ranked = sorted(runners, key=lambda runner: runner.total)
    listed = int(Fraction(share) * len(ranked) / 100 // 1)
    if listed >= len(ranked):
        return set(map(id, ranked))
    edge = ranked[listed].total
    return {id(runner) for runner in ranked[:listed] if runner.total < edge}


def _moved(runner: _Runner, grades: Sequence[Grade], rank: int | None, watch: bool) -> Scorecard:
    card = runner.card
    if runner.at == runner.start:
        return replace(card, rank=rank, watch=watch)
    reason = "share" if runner.at > runner.start else "share_gained"
    return replace(card, grade=grades[runner.at].id, grade_reason=reason, rank=rank, watch=watch)
