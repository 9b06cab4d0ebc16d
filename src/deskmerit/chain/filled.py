"""Filled scorecards as measures: checking them, and scoring a folder of them."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from deskmerit.chain.score import Question, Scored
from deskmerit.chain.sheets import check_card
from deskmerit.core.check import FilledRow, matched
from deskmerit.core.facts import Place
from deskmerit.core.grade import apply_shares
from deskmerit.core.issue import Issue, Level, Where
from deskmerit.core.metric import Kind
from deskmerit.core.period import PeriodKind
from deskmerit.core.plan import Indicator, Plan
from deskmerit.core.score import Inputs, score_given
from deskmerit.core.scorecard import Scorecard
from deskmerit.core.settings import Settings
from deskmerit.records.store import Records
from deskmerit.sources.discover import discover
from deskmerit.sources.scorebook import FilledCard, is_workbook, read_scorebook


def check_workbook(path: Path, plans: Sequence[Plan] = (), phase: str = "") -> tuple[list[FilledCard], list[Issue]]:
    """The scorecards of a workbook and every cell in them that can't be right.

    A sheet that names its plan is checked by that one, of `plans` or the shipped ones; others by the one of `plans`
    that fits. Without any plan a sheet is held against itself.
    """
    cards, issues = read_scorebook(path)
    told: set[str] = set()
    for card in cards:
        issues += check_card(card, plans, phase, told)
    return cards, issues


def is_filled_folder(folder: Path) -> bool:
    """Whether a folder holds filled scorecards and no records."""
    books = [path for path in sorted(folder.iterdir()) if is_workbook(path)]
    if not books or any(found.table or not is_workbook(found.path) for found in discover(folder)):
        return False
    return any(read_scorebook(path)[0] for path in books)


def score_filled(folder: Path, question: Question, settings: Settings) -> tuple[Scored, Records]:
    """Scores every filled scorecard of a folder by the plan of its post; the sheets' actuals are the measures."""
    issues: list[Issue] = []
    cards: list[Scorecard] = []
    digest = sha256()
    for path in sorted(folder.iterdir()):
        if not is_workbook(path):
            continue
        digest.update(path.name.encode() + path.read_bytes())
        found, wrong = read_scorebook(path)
        issues += wrong
        for number, card in enumerate(found, start=1):
            if card.period and card.period != question.period.label:
                values = {"period": card.period, "wanted": question.period.label}
                issues.append(Issue(Level.WARNING, "scorecard-other-period", _where(card), values))
                continue
            cards.append(_scored(card, question, number, issues))
    plans = {plan.id: plan for plan in question.plans}
    shared, more = apply_shares(sorted(cards, key=lambda each: each.agent_id), plans)
    records = Records({}, settings, digest.hexdigest())
    if not cards:
        issues = [replace(issue, level=Level.ERROR) for issue in issues]
    inputs, as_of = Inputs(phase=question.phase), question.as_of or question.period.instants(settings.zone)[1]
    return Scored(
        question, shared, [*issues, *more], (), (), (), inputs, as_of, plans, {"": question.plans[0]}
    ), records


def _where(card: FilledCard) -> Where:
    return Where(file=card.file, sheet=card.sheet)


def _scored(card: FilledCard, question: Question, number: int, issues: list[Issue]) -> Scorecard:
    position = card.fields.get("position", "")
    plan = next((each for each in question.plans if position in each.positions), question.plans[0])
    indicators = [*plan.indicators(), *plan.bonus]
    given = {}
    for row in card.filled.rows:
        indicator = matched(row.name, indicators)
        if indicator is None:
            values = {"name": row.name, "plan": plan.id}
            issues.append(Issue(Level.WARNING, "cell-not-in-plan", row.at("actual"), values))
        else:
            given[indicator.id] = row.actual
    kind = _kind(card.filled.rows, indicators, question.period.kind)
    made = score_given(plan, given, kind, question.phase)
    name = card.fields.get("name", "") or f"{card.file} {card.sheet} {number}"
    agent = card.fields.get("employee_no", "") or name
    place = Place(team=card.fields.get("team", ""), position=position)
    return replace(made, agent_id=agent, name=name, place=place, period=question.period.label, employee_no=agent)


def _kind(rows: tuple[FilledRow, ...], indicators: list[Indicator], kind: PeriodKind) -> PeriodKind:
    """A sheet that prints the plan's monthly count targets is read as one month, as the printed example is."""
    for row in rows:
        indicator = matched(row.name, indicators)
        counts = indicator is not None and indicator.metric.kind is Kind.COUNT
        if counts and indicator is not None and row.target is not None and row.target == indicator.target:
            return PeriodKind.MONTH
    return kind
