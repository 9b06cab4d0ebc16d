"""What a report needs beside the scorecards: the plans behind them, texts, and what the figures were made from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from deskmerit.core.facts import Place
from deskmerit.core.metric import Text
from deskmerit.core.plan import Indicator, Plan
from deskmerit.core.score_year import ANNUAL, QUARTERS
from deskmerit.core.scorecard import Scorecard
from deskmerit.report.values import said
from deskmerit.report.words import UNGRADED, reason_text, words


def plan_marks(plans: Iterable[Plan]) -> str:
    """Plans by id with the beginning of their fingerprint, as provenance names them: `template 41b631d61b37`."""
    return ", ".join(f"{plan.id} {plan.fingerprint[:12]}".rstrip() for plan in plans)


@dataclass(frozen=True, slots=True)
class Context:
    """Plans by id, generated texts by (plan id, indicator id), and the provenance printed at the foot.

    `scoring` and `definition` hold {zh, en} texts by (plan id, indicator id); `made_from` pairs of (word key, value);
    `trend` the displayed values month by month: agent_id → (plan id, indicator id) → [(month, value)]; `explained` what
    say how a score came about: (agent_id, place, indicator id) → texts by language; `records` by the same key the cases
    behind a figure, for one person's own file; `zone` the organisation's, in which their times are told.
    """

    plans: Mapping[str, Plan]
    period: str
    lang: str = "en"
    scoring: Mapping[tuple[str, str], Text] = field(default_factory=dict)
    definition: Mapping[tuple[str, str], Text] = field(default_factory=dict)
    made_from: tuple[tuple[str, str], ...] = ()
    trend: Mapping[str, Mapping[tuple[str, str], Sequence[tuple[str, Decimal]]]] = field(default_factory=dict)
    explained: Mapping[tuple[str, Place, str], Mapping[str, Sequence[str]]] = field(default_factory=dict)
    records: Mapping[tuple[str, Place, str], Sequence[Mapping[str, object]]] = field(default_factory=dict)
    zone: str = "UTC"
    leads: Mapping[str, str] = field(default_factory=dict)  # team → name of its lead
    panel: str = ""  # the panel's names and signing days, as the form says them
    show_rank: bool = False
    organisation: str = ""
    blank: bool = False  # a sheet to fill in by hand: live formulas without actuals

    def evaluator(self, card: Scorecard) -> str:
        """The lead of a person's team; nobody evaluates themselves, so a lead's own line stays empty."""
        lead = self.leads.get(card.place.team, "")
        return "" if lead == card.name else lead

    def in_language(self, lang: str) -> "Context":
        """The same, in another language."""
        return replace(self, lang=lang)

    def plan(self, plan_id: str) -> Plan:
        """The plan of a scorecard."""
        return self.plans[plan_id]

    def indicator(self, plan_id: str, indicator_id: str) -> Indicator | None:
        """An indicator of a plan by id, wherever it stands: dimensions, bonus and malus, annual."""
        plan = self.plans[plan_id]
        every = [*plan.indicators(), *plan.bonus, *plan.annual.indicators]
        return next((found for found in every if found.id == indicator_id), None)

    def title(self, plan_id: str, item: str) -> str:
        """The title of a dimension, an indicator or a grade in the report's language."""
        plan = self.plans[plan_id]
        named = {found.id: found.title for found in plan.grades} | {found.id: found.title for found in plan.dimensions}
        if item in named:
            return said(named[item], self.lang, item)
        indicator = self.indicator(plan_id, item)
        if indicator is None:
            return words(self.lang)[item] if item in (QUARTERS, ANNUAL) else item
        return said(indicator.title, self.lang, item)

    def grade_name(self, plan_id: str, grade: str) -> str:
        """A grade with its title: `A 优秀`; "not rated" in words."""
        if grade in UNGRADED:
            return UNGRADED[grade][self.lang]
        title = self.title(plan_id, grade) if grade else ""
        return f"{grade} {title}" if title and title != grade else grade

    def reason(self, card: Scorecard, *, alone: bool = True) -> str:
        """Why the grade is not the score's own; a veto by its title. Not `alone`: beside the words "not rated"."""
        kind, _, veto_id = card.grade_reason.partition(":")
        if kind != "veto":
            return reason_text(card.grade_reason, self.lang, alone=alone)
        titles = {veto.id: veto.title for plan in self.plans.values() for veto in plan.vetoes}
        name = said(titles.get(veto_id, {}), self.lang, veto_id)
        return reason_text(f"veto:{name}", self.lang)

    def titles(self) -> dict[str, str]:
        """The titles of all dimensions, for the JSON document."""
        return {
            dimension.id: said(dimension.title, self.lang, dimension.id)
            for plan in self.plans.values()
            for dimension in plan.dimensions
        }
