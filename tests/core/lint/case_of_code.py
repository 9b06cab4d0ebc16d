"""A case of a linter code, and what cases are written with: plans that differ from the template in one respect."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from core.lint.plans_by_hand import (
    BONUS,
    CATALOGUE,
    COEFFICIENTS,
    at_least,
    deduct,
    dimension,
    grades,
    line,
    six,
    template,
)
from deskmerit.core.facts import Place
from deskmerit.core.issue import Issue, Level
from deskmerit.core.lint import lint, lint_data
from deskmerit.core.metric import MeasureSpec
from deskmerit.core.plan import (
    Distribution,
    Grade,
    Plan,
    ShareMode,
    Veto,
)
from deskmerit.core.rules import (
    Band,
    Bands,
    Inverse,
    Ratio,
)
from deskmerit.core.scorecard import DimensionScore, IndicatorScore, Scorecard, Status

D = Decimal
E, W, N = Level.ERROR, Level.WARNING, Level.NOTE


@dataclass(frozen=True)
class Case:
    """A code with its level and meaning; `fires` has the defect, `near` differs as little as can be and has not."""

    level: Level
    means: str
    fires: Plan
    near: Plan
    seen_fires: tuple[Scorecard, ...] = ()
    seen_near: tuple[Scorecard, ...] = ()

    @cached_property
    def found(self) -> list[Issue]:
        """What the linter finds in the plan with the defect."""
        return _found(self.fires, self.seen_fires)

    def spared(self) -> list[Issue]:
        """What it finds in the near neighbour."""
        return _found(self.near, self.seen_near)


def _found(plan: Plan, seen: Sequence[Scorecard]) -> list[Issue]:
    return lint(plan, CATALOGUE) + lint_data(plan, seen)


def bands(*found: tuple[str, str | None, str | None]) -> Bands:
    """Bands as (points, from, to)."""
    return Bands(tuple(Band(D(p), D(low) if low else None, D(high) if high else None) for p, low, high in found))


def graded(*edges: tuple[str, Any, Any]) -> Plan:
    """The template with bands as (id, from, to)."""
    given = tuple(Grade(name, {}, D(low) if low else None, D(high) if high else None) for name, low, high in edges)
    coefficients = {name: D(1) for name, _, _ in edges} | {"not_rated": D(1)}
    return template(grades=given, awards=(replace(BONUS, coefficients=coefficients),), cases=())


def shared(mode: ShareMode = ShareMode.CAP, cumulative: bool | None = False, reason: str = "", **more: Any) -> Plan:
    """The template with shares by grade, `min_cohort` and other parts of the distribution."""
    distribution = {key: more.pop(key) for key in ("min_cohort", "cohort_size") if key in more}
    spread = Distribution(mode, cumulative, reason=reason, **({"min_cohort": 20} | distribution))
    return template(grades=grades(**more), distribution=spread)


def paid(**changes: Any) -> Plan:
    """The template with another pay award."""
    return template(awards=(replace(BONUS, **changes),))


def coefficients(**changed: str) -> Plan:
    """The template with some coefficients changed; an empty one is left out."""
    found = {
        name: D(value) for name, value in ({k: str(v) for k, v in COEFFICIENTS.items()} | changed).items() if value
    }
    return paid(coefficients=found)


def vetoed(metric: str, **bound: Any) -> Plan:
    """The template with a veto that caps the grade at B."""
    veto = Veto("red-line", MeasureSpec(metric), CATALOGUE[metric], **({"grade_at_most": "B"} | bound))
    return template(vetoes=(veto,))


def served(*goals: str, unserved: str = "", goal: str = "care") -> Plan:
    """The template with goals, every indicator but one serving `goal`."""
    lines = [replace(one, goal="" if one.id == unserved else goal) for one in six()]
    return template(dimensions=(dimension(*lines),), goals={name: {"zh": name, "en": name} for name in goals})


def cards(*timeliness: str, grade: tuple[str, str, str] = ("A", "A", "")) -> tuple[Scorecard, ...]:
    """One scorecard per person with the measured timeliness (target 98 %, 1 point per 1 % short of 10)."""
    return tuple(_card(f"a{n}", D(actual), *grade) for n, actual in enumerate(timeliness, 1))


def _card(agent: str, actual: D, by_band: str, final: str, reason: str) -> Scorecard:
    score = min(D(10), D(10) - max(D(0), D(98) - actual) // 1)
    unit = CATALOGUE["ticket_timeliness"].unit
    one = IndicatorScore(
        *("timeliness", "service", "ticket_timeliness", unit, D(98), actual, 1, 1, 50),
        *(D(10), D(10), score, Status.SCORED),
    )
    part = (DimensionScore("service", D(10), score, (one,)),)
    return Scorecard(agent, agent, Place(), "template", "2026-Q3", D(95), D(100), by_band, final, reason, part)


SOUND = template()
BROKEN_RATIO = Ratio(inverse=Inverse.AS_PRINTED)
QA = line("qa", "qa_score", at_least("85"), 10, deduct("1", "2"), min_cases=5)
CHAT = {"min_cases": 20, "guards": ("reopened",)}
