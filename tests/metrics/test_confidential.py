"""A 360° rating never shows its rater, time or id, nor any relation with fewer than three raters."""

import json

from deskmerit.core.period import parse_period
from deskmerit.metrics.ask import spec
from deskmerit.metrics.measure import cases, measure
from deskmerit.metrics.story import story
from metrics.telling import listed

LINE = (
    "feedback: feedback_id=F{n}, agent_id=amy, rater_id=R{rater}, relation={relation}, given_at={at}, score={score}, \
scale_min=1, scale_max=5\n"
)


def ratings(relation: str, *scores: int, raters: str = "abcdefg") -> str:
    return "".join(
        LINE.format(n=f"{relation}{n}", rater=rater, relation=relation, at=f"09:0{n}", score=score)
        for n, (rater, score) in enumerate(zip(raters, scores, strict=False))
    )


def parts(text: str, month: str | None = None) -> dict[str, tuple[int, int, int]]:
    period = parse_period(month) if month else None
    facts = measure(story(text), [spec("peer_rating")], period).fact_list()
    return {fact.part: (fact.n, fact.numerator, fact.raters) for fact in facts}


def test_two_peers_are_missing_and_three_are_a_count_and_a_mean() -> None:
    assert parts(ratings("peer", 5, 4) + ratings("manager", 3)) == {"manager": (1, 3_000_000, 1)}
    assert parts(ratings("peer", 5, 4, 3)) == {"peer": (3, 12_000_000, 3)}


def test_one_rater_rating_three_items_is_one_rater() -> None:
    assert parts(ratings("partner", 5, 4, 3, raters="aaa")) == {}


def test_a_relation_without_weight_is_not_measured() -> None:
    assert parts(ratings("self", 5) + ratings("manager", 4)) == {"manager": (1, 4_000_000, 1)}


def test_a_rating_is_a_fact_of_the_whole_period_not_of_a_month() -> None:
    facts = measure(story(ratings("peer", 5, 4, 3)), [spec("peer_rating")], parse_period("2026-Q3")).fact_list()
    assert [fact.month for fact in facts] == ["2026-Q3"]


def test_cases_show_neither_rater_nor_time_nor_id() -> None:
    text = ratings("peer", 5, 4, 3) + ratings("partner", 1, 1)
    rows = cases(story(text), spec("peer_rating")).to_pylist()
    assert [(row["agent_id"], row["numerator"], row["denominator"]) for row in rows] == [("amy", 12_000_000, 3)]
    assert rows[0]["started_at"] is None
    assert rows[0]["completed_at"] is None
    said = json.dumps(rows, default=str)
    assert not any(secret in said for secret in ("Fpeer", "Ra", "Rb", "Rc", "09:0"))


def test_a_filter_that_would_single_out_a_rater_is_refused() -> None:
    found = measure(story(ratings("peer", 5, 4, 3)), [spec("peer_rating", where={"rater_id": ["Ra"]})])
    assert [issue.code for issue in found.issues] == ["unknown-filter-column"]
    assert found.facts.num_rows == 0


def test_ratings_off_their_scale_and_of_unknown_people_are_left_out() -> None:
    assert parts(ratings("manager", 9)) == {}
    assert listed("agents: agent_id=ben, name=ben, kind=human\n" + ratings("manager", 5), "peer_rating") == []
