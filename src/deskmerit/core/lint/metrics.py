"""Metrics fit for what they are used for: a person's own, once each, guarded, with cases enough."""

import json
from collections.abc import Iterable, Mapping

from deskmerit.core.issue import Issue, Level
from deskmerit.core.lint.base import Line, lines, scored
from deskmerit.core.metric import Direction, Fit, Kind, MeasureSpec, Metric, Unit
from deskmerit.core.plan import Missing, Plan

CHATS = frozenset({"chat", "live_chat", "livechat", "live chat", "web_chat", "im", "在线", "在线客服", "在线聊天"})
SATISFACTION = frozenset({"satisfaction", "satisfaction_rate", "dissatisfaction_rate"})
SPEED_SHARES = frozenset({"within_target", "ticket_timeliness", "service_level"})
SATISFACTION_GUARDS = frozenset({"survey_response_rate"})
SPEED_GUARDS = frozenset(
    {"reopen_rate", "first_contact_resolution", "transfer_rate", "escalation_rate", "qa_score", "qa_accuracy"}
    | {"complaint_rate", "answer_rate"}
    | SATISFACTION
)

EXAMPLES = {"satisfaction": "survey_response_rate", "speed": "reopen_rate"}


def twice(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """No question is scored twice: same metric, parameters, filter, clock, percentile."""
    seen: dict[MeasureSpec, str] = {}
    for line in scored(plan):
        spec = line.indicator.spec
        if spec in seen and line.part != "annual":
            yield line.finding(Level.WARNING, "metric-twice", "metric", metric=spec.metric, first=seen[spec])
        elif line.part != "annual":
            seen[spec] = line.id


def persons(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """A metric that only a team controls, or that only keeps others honest, is not scored on a person."""
    for line in scored(plan):
        metric = line.indicator.metric
        if metric.fit is Fit.TEAM:
            yield line.finding(Level.WARNING, "team-metric-on-person", "metric", metric=metric.id)
        elif metric.fit is Fit.GUARD:
            yield line.finding(Level.WARNING, "guard-metric-scored", "weight", metric=metric.id)


def contact(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """In a chat one contact holds many replies, so "exactly one reply" marks nearly every chat as not resolved.

    A filter without a channel means chat too where another indicator of the plan is about chat.
    """
    chatty = any(_chats(line.indicator.spec) for line in lines(plan))
    for line in scored(plan):
        spec = line.indicator.spec
        if spec.metric != "first_contact_resolution" or _value(spec.params, "contact") not in ("replies", None):
            continue
        if _chats(spec) or (chatty and _value(spec.where, "channel") is None):
            yield line.finding(Level.WARNING, "fcr-replies-in-chat", "params.contact")


def _value(text: str, key: str) -> object:
    found = json.loads(text or "{}")
    return found.get(key) if isinstance(found, dict) else None


def _chats(spec: MeasureSpec) -> bool:
    found = _value(spec.where, "channel")
    names = found if isinstance(found, list) else [found]
    return any(str(name).strip().lower() in CHATS for name in names)


def guards(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Speed and satisfaction stand beside an indicator that shows when they were bought at another's cost."""
    known = {line.id: line.indicator.metric.id for line in lines(plan)}
    for line in scored(plan):
        fitting = _guards_of(line)
        if fitting and not fitting & {known.get(name, "") for name in line.indicator.guards}:
            case = "satisfaction" if fitting == SATISFACTION_GUARDS else "speed"
            metric, example = line.indicator.metric.id, EXAMPLES[case]
            yield line.finding(Level.WARNING, "guard-missing", "guards", metric=metric, case=case, example=example)


def _guards_of(line: Line) -> frozenset[str]:
    """The metrics that can keep an indicator honest; none where it needs no guard."""
    metric = line.indicator.metric
    if metric.id in SATISFACTION:
        return SATISFACTION_GUARDS
    speed = metric.unit is Unit.SECONDS and metric.direction is Direction.LOWER
    return SPEED_GUARDS if speed or metric.id in SPEED_SHARES else frozenset()


def samples(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """A rate or mean says from how many cases on it counts."""
    for line in scored(plan):
        metric, least = line.indicator.metric, line.indicator.min_cases
        if metric.kind is Kind.COUNT or metric.entry_only:
            continue
        if not least:
            yield line.finding(Level.WARNING, "rate-without-min-cases", "min_cases", metric=metric.id)


def missing(plan: Plan, catalogue: Mapping[str, Metric]) -> Iterable[Issue]:
    """Missing is not zero: nobody loses points because nobody answered a survey."""
    for line in scored(plan):
        indicator = line.indicator
        if indicator.missing is Missing.ZERO and indicator.metric.kind is not Kind.COUNT:
            yield line.finding(Level.WARNING, "missing-as-zero", "missing", weight=f"{indicator.weight:f}")
