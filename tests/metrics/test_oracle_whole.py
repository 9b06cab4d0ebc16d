"""Measures of a whole period, and sums that come in ready, beside an independent reading."""

from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random

import pytest

from deskmerit.core.facts import Fact
from deskmerit.core.period import parse_period
from deskmerit.core.settings import Settings
from deskmerit.metrics.ask import spec
from deskmerit.metrics.measure import measure
from oracle.arrow import records
from oracle.case import Case, Place, nearest_rank
from oracle.generate import centre
from oracle.measure import Oracle
from oracle.settings import CENTRES

NAME = "paid from the 26th"


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    settings, first, told = CENTRES[NAME]
    as_of = datetime.fromisoformat(str(told))
    return Oracle(centre(11, first, 300, numbered=True, as_of=as_of), settings, as_of)


@pytest.mark.parametrize("percent", [1, 50, 90, 100])
def test_a_percentile_is_the_nearest_rank_of_the_periods_cases(oracle: Oracle, percent: int) -> None:
    asked = spec("resolution_time", clock="business", percentile=percent)
    period = parse_period("2026-09-24..2026-09-30", 26)
    cases: dict[tuple[str, Place], list[Case]] = defaultdict(list)
    for case in oracle.cases(asked):
        if not case.out and period.start <= case.day < period.end and (case.agent or case.team):
            cases[case.agent, case.place].append(case)
    wanted = {at: (len(mine), nearest_rank(mine, percent)) for at, mine in cases.items()}
    facts = measure(records(oracle.rows, oracle.settings), [asked], period, oracle.as_of).fact_list()
    assert {who(fact): (fact.n, fact.numerator) for fact in facts} == wanted
    assert len(wanted) > 20


def who(fact: Fact) -> tuple[str, Place]:
    place = fact.place
    return fact.agent_id, (place.team, place.position, place.site, place.account)


def test_ratings_are_summed_by_relation_and_few_raters_stay_unseen() -> None:
    random, rows = Random(5), []
    for number in range(400):
        low, high = random.choice(((1, 5), (0, 100), (1, 7)))
        rows.append({
            "feedback_id": f"f{number}", "agent_id": f"a{random.randrange(20)}", "rater_id": f"r{random.randrange(6)}",
            "relation": random.choice(("manager", "peer", "partner", "self")), "scale_min": Decimal(low),
            "given_at": datetime(2026, 5, random.randrange(1, 29), tzinfo=UTC), "scale_max": Decimal(high),
            "score": Decimal(random.randrange(low - 1, high + 2)),
        })  # fmt: skip
    tables = {"feedback": rows, "agents": [{"agent_id": f"a{n}", "name": "a", "kind": "human"} for n in range(20)]}
    told = Oracle(tables, Settings())
    sums: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in told.cases(spec("peer_rating")):
        if not case.out:
            sums[case.agent, case.part].append(case)
    few = {"peer": 3, "partner": 3}
    wanted = {
        at: (len(mine), sum(case.numerator for case in mine))
        for at, mine in sums.items()
        if len({case.rater for case in mine}) >= few.get(at[1], 1) and at[1] != "self"
    }
    facts = measure(records(tables, Settings()), [spec("peer_rating")]).fact_list()
    shown = {(fact.agent_id, fact.part): (fact.n, fact.numerator) for fact in facts if fact.part != "self"}
    assert shown == wanted
    assert len(wanted) < len({at for at in sums if at[1] != "self"})


@pytest.mark.parametrize(
    ("metric", "value", "cases", "numerator"),
    [
        ("first_response_time", "28.5", 40, 1140),
        ("satisfaction", "4.7", 50, 235_000_000),
        ("qa_score", "92.25", 4, 369_000_000),
        ("satisfaction_rate", "97.35", 200, 195),  # 194.7 answers, half-up
    ],
)
def test_a_sources_mean_is_multiplied_back_into_its_sum(metric: str, value: str, cases: int, numerator: int) -> None:
    figure = {"agent_id": "ann", "metric": metric, "from_date": date(2026, 5, 1), "to_date": date(2026, 6, 1),
              "value": Decimal(value), "cases": cases, "source": "s"}  # fmt: skip
    tables = {"figures": [figure], "agents": [{"agent_id": "ann", "name": "ann", "kind": "human"}]}
    (fact,) = measure(records(tables, Settings()), [spec(metric)]).fact_list()
    assert (fact.agent_id, fact.month, fact.n, fact.numerator, fact.denominator, fact.supplied) == (
        "ann", "2026-05", cases, numerator, cases, True,
    )  # fmt: skip
