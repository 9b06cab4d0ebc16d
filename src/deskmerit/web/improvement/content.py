"""What an improvement plan says (绩效改进计划), as one value, which each version keeps whole."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deskmerit.web.bridge import codec
from deskmerit.web.shared import wording

LENGTHS = (30, 60, 90)
SIDES = ("person", "lead")


@dataclass(frozen=True, slots=True)
class Area:
    """A goal tied to a measure: `plan` and `indicator` name it, "" where it is told in words alone.

    `start` and `target` are displayed values in `unit`; `lower`: less is better. `current`, `expected` and `gap` say
    the same in words.
    """

    area: str
    current: str = ""
    expected: str = ""
    gap: str = ""
    plan: str = ""
    indicator: str = ""
    unit: str = ""
    lower: bool = False
    start: Decimal | None = None
    target: Decimal | None = None
    due: date | None = None

    @property
    def tied(self) -> bool:
        """Whether a measure fills it."""
        return bool(self.indicator)

    def reached(self, value: Decimal | None) -> bool | None:
        """Whether a value is at the target or better; None where nothing tells."""
        if value is None or self.target is None:
            return None
        return value <= self.target if self.lower else value >= self.target

    def way(self, value: Decimal | None) -> Decimal | None:
        """The part of the way from start to target, 0 to 1; None where nothing tells."""
        if value is None or self.start is None or self.target is None:
            return None
        if self.start == self.target or self.reached(value):
            return Decimal(1) if self.reached(value) else Decimal(0)
        return min(max((value - self.start) / (self.target - self.start), Decimal(0)), Decimal(1))


@dataclass(frozen=True, slots=True)
class Step:
    """What one side does: `side` person or lead (with the lead's support), by whom and until when."""

    key: str
    side: str
    text: str
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """The whole plan. `tools`, `conflict`, `misconduct`: whether that is the cause; None while nobody answered."""

    reason: str = ""
    areas: tuple[Area, ...] = ()
    causes: str = ""
    steps: tuple[Step, ...] = ()
    criteria: str = ""
    if_met: str = ""
    if_partly: str = ""
    if_not: str = ""
    days: int = 60
    starts_on: date | None = None
    ends_on: date | None = None
    tools: bool | None = None
    conflict: bool | None = None
    misconduct: bool | None = None

    def of(self, side: str) -> tuple[Step, ...]:
        """One side's steps."""
        return tuple(step for step in self.steps if step.side == side)


TITLES: dict[str, Any] = {
    "reason": gettext_lazy("Reason, with data"),
    "areas": gettext_lazy("Areas"),
    "causes": gettext_lazy("Root causes"),
    "steps": gettext_lazy("Steps"),
    "criteria": gettext_lazy("When the plan counts as met"),
    "if_met": gettext_lazy("What follows if met"),
    "if_partly": gettext_lazy("What follows if partly met"),
    "if_not": gettext_lazy("What follows if not met"),
    "days": gettext_lazy("Length in days"),
    "starts_on": gettext_lazy("Starts on"),
    "ends_on": gettext_lazy("Ends on"),
    "tools": gettext_lazy("Tools or training are lacking"),
    "conflict": gettext_lazy("There is a personal conflict"),
    "misconduct": gettext_lazy("Serious misconduct is suspected"),
}
UNFIT: dict[str, str | Promise] = {
    "tools": gettext_lazy(
        "A plan is not for a lack of tools or training: give them first, and measure again afterwards."
    ),
    "conflict": gettext_lazy("A plan is not for a personal conflict: settle it with HR, apart from performance."),
    "misconduct": gettext_lazy("A plan is not for serious misconduct: HR looks into it by its own procedure."),
}
"""Why a plan is the wrong way, by the cause that was named."""


def read(data: Mapping[str, Any] | None) -> Content:
    """A plan's content from its JSON."""
    found: Content = codec.from_json(Content, data or {})
    return found


def written(content: Content) -> dict[str, Any]:
    """A plan's content as JSON."""
    found: dict[str, Any] = codec.to_json(Content, content)
    return found


def dated(content: Content, begins: date) -> Content:
    """The content with its days: a plan of N days ends on the N-th day after it begins."""
    start = content.starts_on or begins
    return replace(content, starts_on=start, ends_on=content.ends_on or start + timedelta(content.days))


def said(content: Content) -> dict[str, str]:
    """Title → text of every field; areas and steps by number, so that a comparison names the one that changed."""
    found: dict[str, str] = {}
    for each in fields(content):
        value, title = getattr(content, each.name), str(TITLES[each.name])
        if each.name == "areas":
            found |= {_("Area %(n)s") % {"n": n}: area_text(area) for n, area in enumerate(value, 1)}
        elif each.name == "steps":
            found |= _steps(content)
        else:
            found[title] = _plain(value)
    return found


def _steps(content: Content) -> dict[str, str]:
    own = {_("Step %(n)s of the person") % {"n": n}: step_text(step) for n, step in enumerate(content.of("person"), 1)}
    led = {_("Step %(n)s of the lead") % {"n": n}: step_text(step) for n, step in enumerate(content.of("lead"), 1)}
    return own | led


def area_text(area: Area) -> str:
    """An area in one line."""
    until = _("by %(date)s") % {"date": wording.day(area.due)} if area.due else ""
    values = f"{figure(area, area.start)} → {figure(area, area.target)}" if area.tied else ""
    return " · ".join(part for part in (area.area, values, area.current, area.expected, area.gap, until) if part)


def figure(area: Area, value: Decimal | None) -> str:
    """A value of an area with its unit."""
    return wording.figure(value, area.unit) if area.unit else wording.NONE


def step_text(step: Step) -> str:
    """A step in one line."""
    until = _("by %(date)s") % {"date": wording.day(step.due)} if step.due else ""
    return " · ".join(part for part in (step.text, step.owner, until) if part)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return wording.day(value)
    return "" if value is None else str(value)
