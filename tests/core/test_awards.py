"""Awards: exact until the cent, pools to the cent, wishes in turn (semantics §6; traps 24, 30)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from core.example_plans import D, template
from deskmerit.core.award import AwardInputs, AwardLine, Base, base_of, control_total, pay
from deskmerit.core.facts import Place
from deskmerit.core.issue import Issue
from deskmerit.core.money import cents, largest_remainder
from deskmerit.core.people import Person
from deskmerit.core.plan import Award, Plan
from deskmerit.core.scorecard import Scorecard
from deskmerit.core.wish import Wish, WishLine, draw_of, grant
from deskmerit.report.money import NOTES, award_table

COEFFICIENTS = {"S": D("1.5"), "A": D("1.2"), "B": D("1.0"), "C": D("0.6"), "not_rated": D("1.0")}
BONUS = Award("bonus", "pay", {}, COEFFICIENTS)
POOL = Award("pool", "pool", {}, COEFFICIENTS, amount=D("100.00"))
DAY = date(2026, 9, 30)


def card(agent_id: str, grade: str, total: str = "85", **more: object) -> Scorecard:
    """A finished card."""
    place = Place("red", "agent", "east")
    made = Scorecard(agent_id, agent_id, place, "template", "2026-Q3", D(total), D(100), grade, grade, "", ())
    return replace(made, **more)  # type: ignore[arg-type]  # fields by name


def run(
    award: Award, cards: Sequence[Scorecard], bases: Sequence[Base] = (), **inputs: object
) -> tuple[dict[str, D | None], list[Issue]]:
    """Amounts by person of one award."""
    lines, issues = lines_of(award, cards, bases, **inputs)
    return {line.agent_id: line.amount for line in lines}, issues


def lines_of(
    award: Award, cards: Sequence[Scorecard], bases: Sequence[Base] = (), **inputs: object
) -> tuple[list[AwardLine], list[Issue]]:
    """The lines of one award."""
    return pay(template(awards=(award,)), cards, AwardInputs(DAY, bases=bases, **inputs))  # type: ignore[arg-type]  # fields by name


def base(amount: str, award: str = "bonus", **who: object) -> Base:
    """A base from the start of the year, of the position if nobody is named."""
    return Base(award, D(amount), date(2026, 1, 1), **({"position": "agent"} | who))  # type: ignore[arg-type]  # fields by name


def test_base_times_coefficient_attendance_and_team() -> None:
    award = replace(BONUS, attendance=True, team_factors=((D(90), D("1.1")), (D(80), D("1.05"))))
    found, issues = run(
        award, [card("a", "A")], [base("3000")], attendance={"a": D("96.67")}, team_totals={"red": D(85)}
    )
    assert found == {"a": cents(Fraction("3000") * Fraction("1.2") * Fraction("0.9667") * Fraction("1.05"))}
    assert found["a"] == D("3654.13")
    assert issues == []


def test_attendance_counts_at_most_once_and_unmeasured_takes_nothing() -> None:
    award = replace(BONUS, attendance=True)
    assert run(award, [card("a", "B")], [base("1000")], attendance={"a": D("104.00")})[0] == {"a": D("1000.00")}
    assert run(award, [card("a", "B")], [base("1000")])[0] == {"a": D("1000.00")}


def test_a_persons_base_goes_before_the_positions_and_the_latest_in_force_holds() -> None:
    bases = [
        base("1000"),
        Base("bonus", D(2000), date(2026, 3, 1), "a"),
        Base("bonus", D(2500), date(2026, 8, 1), "a"),
        Base("bonus", D(9000), date(2026, 10, 1), "a"),
    ]
    assert run(BONUS, [card("a", "B"), card("b", "B")], bases)[0] == {"a": D("2500.00"), "b": D("1000.00")}
    assert base_of(bases[:1], "a", "lead") is None
    later = Base("bonus", D(5000), date(2026, 9, 1), position="agent")
    assert base_of([*bases[:2], later], "a", "agent") == 2000


def test_no_base_is_an_error_and_no_amount_rather_than_0() -> None:
    found, issues = run(BONUS, [card("a", "B")])
    assert found == {"a": None}
    assert [issue.code for issue in issues] == ["award-no-base"]


def test_not_rated_needs_its_own_coefficient() -> None:
    award = replace(BONUS, coefficients={"S": D(2)})
    found, issues = run(award, [card("a", "not_rated")], [base("1000")])
    assert (found, [issue.code for issue in issues]) == ({"a": None}, ["award-no-coefficient"])


def test_joiners_and_leavers_are_paid_by_working_days_with_a_posting() -> None:
    people = [Person("a", working_days=65, posted_days=26, active_days=26)]
    assert run(BONUS, [card("a", "B")], [base("1000")], people=people)[0] == {"a": D("400.00")}


def test_protected_leave_lowers_no_award() -> None:
    people = [Person("a", working_days=65, posted_days=65, active_days=5)]
    lowered = replace(BONUS, coefficients={**COEFFICIENTS, "not_rated": D("0.8")})
    on_leave = card("a", "not_rated", score_grade="A", grade_reason="not_rated:active_days")
    assert run(lowered, [on_leave], [base("1000")], people=people)[0] == {"a": D("1200.00")}
    assert run(lowered, [on_leave], [base("1000")])[0] == {"a": D("800.00")}


def test_a_pool_without_bases_takes_1_each_and_sums_to_the_cent() -> None:
    found, issues = run(POOL, [card("c", "B"), card("a", "B"), card("b", "B")])
    assert found == {"a": D("33.34"), "b": D("33.33"), "c": D("33.33")}
    assert issues == []


def test_a_budget_scales_all_by_one_factor_to_the_cent() -> None:
    award = replace(BONUS, budget=D("1000.00"), over_budget="scale")
    found, issues = run(award, [card(id, "B") for id in "abc"], [base("1000")])
    assert found == {"a": D("333.34"), "b": D("333.33"), "c": D("333.33")}
    assert [issue.code for issue in issues] == ["budget-scaled"]


def test_a_stopped_budget_pays_nothing_and_says_why() -> None:
    lines, issues = lines_of(replace(BONUS, budget=D(999), over_budget="stop"), [card("a", "B")], [base("1000")])
    assert [(line.amount, line.notes[-1][0]) for line in lines] == [(D("0.00"), "budget-stopped")]
    assert issues[0].params["due"] == "1000"


def test_within_the_budget_nothing_changes() -> None:
    award = replace(BONUS, budget=D(1000), over_budget="stop")
    assert run(award, [card("a", "B")], [base("1000")]) == ({"a": D("1000.00")}, [])


def test_a_total_below_the_sites_minimum_wage_warns() -> None:
    award = replace(BONUS, minimum_wage={"east": D(2690)})
    assert [i.code for i in run(award, [card("a", "C")], [base("3000")])[1]] == ["below-minimum-wage"]
    assert run(award, [card("a", "B")], [base("3000")])[1] == []


def test_the_control_total_is_the_sum_of_the_lines() -> None:
    lines, _ = lines_of(POOL, [card(id, "SABC"[n]) for n, id in enumerate("abcd")])
    assert control_total(lines) == {"CNY": D("100.00")}


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40), st.integers(0, 10**9))
def test_shares_sum_to_the_pool_to_the_cent_and_keep_their_order(shares: list[int], pot: int) -> None:
    keyed = [(f"a{n:03}", Fraction(share, 7)) for n, share in enumerate(shares)]
    whole = D(pot) / 100
    found = largest_remainder(whole, keyed)
    assert sum(found.values(), Decimal(0)) == (whole if any(shares) else 0)
    assert found == largest_remainder(whole, keyed[::-1])
    by_share = [found[key] for key, _ in sorted(keyed, key=lambda pair: (pair[1], -int(pair[0][1:])))]
    assert by_share == sorted(by_share)


WISHES = (
    Award("seat", "wish", {}, seats=1, grades=("S", "A", "B")),
    Award("shift", "wish", {}, seats=2),
)


def wish_lines(cards: Sequence[Scorecard], wishes: Sequence[Wish], seed: str = "2026-Q3") -> list[WishLine]:
    """How wishes end."""
    return grant(template(awards=WISHES), cards, wishes, seed)


def granted(cards: Sequence[Scorecard], wishes: Sequence[Wish]) -> dict[str, str]:
    """What each person got."""
    return {line.agent_id: line.award for line in wish_lines(cards, wishes) if line.granted}


def test_grade_goes_before_total_and_each_gets_one_seat() -> None:
    cards = [card("a", "B", "95"), card("b", "A", "82"), card("c", "C", "60")]
    wishes = [Wish(id, award, rank) for id in "abc" for rank, award in enumerate(("seat", "shift"), 1)]
    assert granted(cards, wishes) == {"b": "seat", "a": "shift", "c": "shift"}
    reasons = {(line.agent_id, line.award): line.reason for line in wish_lines(cards, wishes)}
    assert reasons["b", "shift"] == "has-seat"
    assert reasons["a", "seat"] == "full"
    assert reasons["c", "seat"] == "grade"


def test_a_tie_is_drawn_by_seed_and_the_same_seed_draws_the_same() -> None:
    cards = [card("a", "A"), card("b", "A")]
    wishes = [Wish("a", "seat", 1), Wish("b", "seat", 1)]
    first = min("ab", key=lambda id: draw_of("2026-Q3", id))
    assert granted(cards, wishes) == granted(cards[::-1], wishes[::-1]) == {first: "seat"}


def test_a_plan_without_awards_pays_nothing() -> None:
    plan: Plan = template()
    assert pay(plan, [card("a", "S")], AwardInputs(DAY)) == ([], [])


def test_every_note_of_a_line_has_its_words_in_both_languages() -> None:
    away = [Person("a", working_days=65, posted_days=65, active_days=5), Person("b", working_days=65, posted_days=1)]
    cards = [card("a", "not_rated", score_grade="S"), card("b", "X"), card("c", "A")]
    low = replace(BONUS, attendance=True, coefficients={**COEFFICIENTS, "not_rated": D(1)}, budget=D(1))
    made = []
    for award in (replace(low, over_budget="scale"), replace(low, over_budget="stop"), replace(BONUS, id="x"), POOL):
        made += lines_of(award, cards, [base("1000")], people=away)[0]
    codes = {code for line in made for code, _ in line.notes}
    assert codes == set(NOTES["zh"]) == set(NOTES["en"])
    for lang in ("zh", "en"):
        assert all("{" not in str(row[-1]) for row in award_table(made, lang).rows)
