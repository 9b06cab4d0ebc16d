"""The sums of a filled scorecard: total, subtotals by active days, weights, dimensions."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from deskmerit.core.filled import Filled, FilledPart
from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.number import HUNDRED, ZERO, plain
from deskmerit.core.plan import Plan, Veto
from deskmerit.core.printed_names import bare_name, texts
from deskmerit.core.score_lines import rounded


def sums(filled: Filled, plan: Plan | None) -> list[Issue]:
    """The total against the rows, and every set of weights against 100."""
    uneven = _dimensions(filled)
    return [*_total(filled, plan), *_weights(filled, bool(uneven)), *uneven]


def mixed(filled: Filled, places: int = 2) -> list[Issue]:
    """The total of somebody with several postings: the subtotals weighted by active days, as far as these are told."""
    known = [(part.filled.total, part.active_days) for part in filled.parts if part.filled.total is not None]
    days = [day for _, day in known if day is not None]
    if filled.total is None or not known or len(days) < len(known):
        return []
    shares = [(total, day) for (total, _), day in zip(known, days, strict=True)] if any(days) else _alike(filled.parts)
    whole = sum(day for _, day in shares)
    mean = rounded(sum((Fraction(total) * day for total, day in shares), Fraction(0)) / whole, places)
    if filled.total == mean:
        return []
    terms = " + ".join(f"{plain(total)} × {day}" for total, day in shares)
    values = {"total": plain(filled.total), "mean": plain(mean), "terms": f"({terms}) ÷ {whole}"}
    return [Issue(Level.ERROR, "cell-total-not-mean", filled.cells.get("total", Where()), values)]


def _alike(parts: Sequence[FilledPart]) -> list[tuple[Decimal, int]]:
    """Without a single active day each posting counts the same."""
    return [(part.filled.total, 1) for part in parts if part.filled.total is not None]


def _total(filled: Filled, plan: Plan | None) -> list[Issue]:
    scores = [row.score for row in filled.rows if row.score is not None]
    whole = rounded(Fraction(sum(scores, ZERO)), 2)
    if filled.total is None or not scores or filled.total == whole or _set_by_veto(filled, plan, whole):
        return []
    values = {"total": plain(filled.total), "sum": plain(whole), "terms": " + ".join(plain(s) for s in scores)}
    return [Issue(Level.ERROR, "cell-total-not-sum", filled.cells.get("total", Where()), values)]


def _set_by_veto(filled: Filled, plan: Plan | None, whole: Decimal) -> bool:
    """Whether a veto that the sheet names gives this total; one of an unknown plan can't be reckoned."""
    if plan is None:
        return bool(filled.vetoes)
    fired = named(filled.vetoes, plan)
    if any(veto.sets == "total" for veto in fired):
        return filled.total in {veto.points for veto in fired if veto.sets == "total"}
    for veto in fired:
        kind, _, wanted = veto.sets.partition(":")
        titles = {bare_name(text) for d in plan.dimensions if d.id == wanted for text in (d.id, *texts(d.title))}
        own = [row.score for row in filled.rows if bare_name(row.dimension) in titles and row.score is not None]
        if kind == "dimension" and own:
            whole += veto.points - sum(own, ZERO)
    return filled.total == whole


def named(titles: Sequence[str], plan: Plan) -> list[Veto]:
    """The plan's vetoes that a sheet names by title or id."""
    return [veto for veto in plan.vetoes if {veto.id, *texts(veto.title)} & set(titles)]


def _weights(filled: Filled, uneven: bool) -> list[Issue]:
    """Every set of weights against 100; those that don't end are printed to some decimals, so sums are read to four.

    Dimensions that agree with their rows need no sum of their own: 33.33 three times are 100.
    """
    found = []
    weights = [row.weight for row in filled.rows if row.weight is not None]
    whole = sum(weights, ZERO)
    if len(weights) == len(filled.rows) and weights and rounded(Fraction(whole), 4) != HUNDRED:
        found.append(Issue(Level.ERROR, "cell-weights-not-100", filled.rows[0].at("weight"), {"sum": plain(whole)}))
    printed = sum(filled.dimensions.values(), ZERO)
    broken_off = filled.total is None and printed < HUNDRED
    by_rows = bool(weights) and len(weights) == len(filled.rows) and not uneven
    if filled.dimensions and printed != HUNDRED and not broken_off and not by_rows:
        where = filled.cells.get("dimension", Where())
        found.append(Issue(Level.ERROR, "cell-weights-not-100", where, {"sum": plain(printed)}))
    return found


def _dimensions(filled: Filled) -> list[Issue]:
    """Each printed weight of a dimension against its rows, to the two decimals that it is printed with."""
    found = []
    for dimension, weight in filled.dimensions.items():
        own = [row.weight for row in filled.rows if row.dimension == dimension]
        inner = sum((each for each in own if each is not None), ZERO)
        if own and None not in own and rounded(Fraction(inner), 2) != rounded(Fraction(weight), 2):
            values = {"dimension": dimension, "weight": plain(weight), "sum": plain(inner)}
            where = filled.cells.get(dimension, Where())
            found.append(Issue(Level.ERROR, "cell-dimension-not-sum", where, values))
    return found
