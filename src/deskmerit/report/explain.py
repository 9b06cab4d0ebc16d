"""How a score came about, in words (semantics §9): the trace's steps as sentences with the figures filled in."""

from collections.abc import Sequence

from deskmerit.core.metric import Unit
from deskmerit.core.scorecard import Scorecard
from deskmerit.core.trace import Step
from deskmerit.report.filling import EXTRA, figure
from deskmerit.report.steps import STEPS

OF_A_PERSON = (
    *("place", "active-days", "count-factor", "no-total", "part-total", "veto", "total", "too-few-days"),
    *("too-little-covered", "grade"),
)
"""Steps that belong to the whole scorecard."""

OF_A_PART = ("place", "active-days", "count-factor", "no-total", "part-total", "veto")
"""Those of them that are told once for each posting."""


def sentence(step: Step, lang: str, unit: Unit | None = None) -> str:
    """One step in words.

    >>> sentence(Step("deduct", {"weight": 15, "steps": 1, "points": 2, "left": 13}), "en")
    '15 − 1 × 2 = 13'
    """
    text = STEPS.get(_variant(step))
    if text is None:
        return step.code
    shown = {name: figure(value) for name, value in step.values.items()}
    shown |= EXTRA[step.code](step.values, lang, unit) if step.code in EXTRA else {}
    return text[1 if lang == "zh" else 0].format_map(shown)


def _variant(step: Step) -> str:
    """The code of a step's sentence: nobody needs a posting without a name."""
    if step.code == "place" and not (step.values["team"] or step.values["position"]):
        return "no-place"
    return step.code


def of_indicator(steps: Sequence[Step], indicator: str, team: str = "", position: str = "") -> list[Step]:
    """The steps of one indicator at one place; a score that was told again after reweighting stands once, last."""
    own = [
        step
        for step in steps
        if step.values.get("indicator") == indicator
        and (step.values.get("team", ""), step.values.get("position", "")) == (team, position)
    ]
    scores = [at for at, step in enumerate(own) if step.code == "score"]
    return [step for at, step in enumerate(own) if step.code != "score" or at == scores[-1]]


def sentences(steps: Sequence[Step], lang: str, unit: Unit | None = None) -> list[str]:
    """The steps in words, in order."""
    return [sentence(step, lang, unit) for step in steps]


def of_person(steps: Sequence[Step], card: Scorecard) -> list[Step]:
    """The steps of the whole scorecard: each posting with its sum, the total, and the grade as it is after shares."""
    own = [step for step in steps if step.code in OF_A_PERSON and "indicator" not in step.values]
    by_part = _by_part([step for step in own if step.code in OF_A_PART])
    if card.grade_reason == "tracking":
        return [*(step for step in by_part if step.code not in ("part-total", "veto")), Step("tracking", {})]
    final = {"score_grade": card.score_grade, "grade": card.grade, "reason": card.grade_reason}
    rest = [Step("grade", final) if step.code == "grade" else step for step in own if step.code not in OF_A_PART]
    return [*by_part, *_mixtures(card), *rest]


def _by_part(steps: Sequence[Step]) -> list[Step]:
    """The steps told at the beginning of each posting, each followed by those told at its end."""
    begun: list[list[Step]] = []
    ended: list[list[Step]] = []
    for step in steps:
        if step.code == "place":
            begun.append([])
        if step.code in ("no-total", "part-total"):
            ended.append([])
        (ended if ended else begun)[-1].append(step)
    return [step for at, part in enumerate(begun) for step in (*part, *(ended[at] if at < len(ended) else ()))]


def _mixtures(card: Scorecard) -> list[Step]:
    """How the totals and the covered weights of several postings were mixed by active days."""
    found = []
    if card.total is not None and sum(part.total is not None for part in card.parts) > 1:
        found.append(
            Step("mixed", {"parts": [(part.total, part.active_days) for part in card.parts], "total": card.total})
        )
    if len({part.covered_weight for part in card.parts}) > 1:
        covered = [(part.covered_weight, part.active_days) for part in card.parts]
        found.append(Step("covered", {"parts": covered, "covered": card.covered_weight}))
    return found
