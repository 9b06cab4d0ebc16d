"""The indicator sheet (Template 1) of a version: the same rows for the page, for print, for the interface."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from deskmerit.core.metric import Unit
from deskmerit.core.number import plain
from deskmerit.core.plan import Award, Indicator, Plan
from deskmerit.planfile.describe import definition, scoring, target_text
from deskmerit.planfile.workbook.foot import deadlines, effect_text, grade_band, grade_note, veto_text
from deskmerit.planfile.workbook.words import label, phase, source
from deskmerit.report import values
from deskmerit.web.plans.models import PlanVersion
from deskmerit.web.shared import wording
from deskmerit.web.shared.wording import lang, lang_text


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator as the sheet prints it."""

    id: str
    title: str
    definition: str
    source: str
    target: str
    weight: str
    scoring: str
    min_cases: str
    guards: str
    goal: str
    scored: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A dimension with its weight and lines; bonus items and annual indicators are groups too."""

    title: str
    weight: str
    lines: Sequence[Line]


def groups(plan: Plan, weights: dict[str, str] | None = None) -> list[Group]:
    """The dimensions, then bonus items, then the year's own indicators."""
    found = []
    for dimension in plan.dimensions:
        whole = sum((each.weight for each in dimension.indicators), start=plan.scoring.min_coverage * 0)
        lines = [line(plan, each) for each in dimension.indicators]
        found.append(Group(lang_text(dimension.title), plain(whole), lines))
    if plan.bonus:
        found.append(Group(_("Bonus and malus"), "", [line(plan, each) for each in plan.bonus]))
    if plan.annual.indicators:
        own = [line(plan, each) for each in plan.annual.indicators]
        found.append(Group(_("Annual indicators"), plain(100 - plan.annual.quarters), own))
    return found


def line(plan: Plan, one: Indicator) -> Line:
    """One indicator."""
    said = lang()
    titles = {each.id: lang_text(each.title) for each in (*plan.indicators(), *plan.annual.indicators)}
    return Line(
        id=one.id,
        title=lang_text(one.title),
        definition=definition(one)[said],
        source=source(one.metric.table, said),
        target=target_text(one.target, one.metric)[said],
        weight=plain(one.weight),
        scoring=scoring(one)[said],
        min_cases="" if one.min_cases is None else str(one.min_cases),
        guards="、".join(titles.get(each, each) for each in one.guards),
        goal=lang_text(plan.goals.get(one.goal)) if one.goal else "",
        scored=bool(one.weight) or one in plan.bonus,
    )


def duties(plan: Plan) -> list[tuple[str, list[str]]]:
    """The core duties by post."""
    return [(post, [lang_text(each) for each in texts]) for post, texts in plan.duties.items()]


def weight_sets(plan: Plan) -> list[tuple[str, dict[str, str]]]:
    """Every set of weights beside the base: its name, and weights by indicator id."""
    names = {"monthly": _("Monthly"), "quarterly": _("Quarterly"), "yearly": _("Yearly")}
    sets = [(_("Phase: %(name)s") % {"name": phase(name, lang())}, found) for name, found in plan.phases.items()]
    sets += [(names[name], found) for name, found in plan.period_weights.items()]
    return [(name, {key: plain(weight) for key, weight in found.weights.items()}) for name, found in sets]


def weight_rows(plan: Plan) -> list[tuple[str, list[str]]]:
    """Indicators by sets, for a table: title, then base and each set's weight."""
    sets = weight_sets(plan)
    return [
        (lang_text(one.title), [plain(one.weight), *(weights.get(one.id, "0") for _name, weights in sets)])
        for one in plan.indicators()
    ]


def grades(plan: Plan) -> list[tuple[str, str, str, str]]:
    """Grade with title, band, share, watch list."""
    rows, better = [], None
    for grade in plan.grades:
        share = "" if grade.share is None else values.with_unit(plain(grade.share), Unit.PERCENT, lang())
        watch = "" if grade.watch is None else values.with_unit(plain(grade.watch), Unit.PERCENT, lang())
        rows.append((wording.grade_title(grade.id, grade.title), grade_band(grade, better), share, watch))
        better = grade.from_
    return rows


def vetoes(plan: Plan) -> list[tuple[str, str, str]]:
    """Title, condition, effect."""
    said = lang()
    return [(lang_text(each.title) or each.id, veto_text(each, said), effect_text(each, said)) for each in plan.vetoes]


def awards(plan: Plan) -> list[tuple[str, str]]:
    """Each award with what it is."""
    return [(lang_text(each.title), "; ".join(_award(each, each.currency or plan.currency))) for each in plan.awards]


def _award(award: Award, currency: str) -> Iterator[str]:
    kinds = {"pay": _("base × coefficient"), "pool": _("a pool shared out"), "wish": _("chosen by grade")}
    yield kinds[award.kind]
    if award.coefficients:
        yield ", ".join(
            f"{grade if grade != 'not_rated' else wording.grade_title(grade)} {plain(value)}"
            for grade, value in award.coefficients.items()
        )
    if award.amount is not None:
        yield _("%(money)s in all") % {"money": wording.money(award.amount, currency)}
    if award.attendance:
        yield _("times the attendance rate")
    if award.budget is not None:
        how = {"scale": _("scaled down above it"), "stop": _("nothing is paid above it")}.get(award.over_budget, "")
        yield _("budget %(money)s") % {"money": wording.money(award.budget, currency)} + (f" ({how})" if how else "")
    if award.team_factors:
        yield _("team factor %(steps)s") % {
            "steps": ", ".join(f"≥ {plain(at)}: {plain(factor)}" for at, factor in award.team_factors)
        }
    if award.seats is not None:
        yield _("%(n)d seats") % {"n": award.seats}
    if award.grades:
        yield _("for %(grades)s") % {"grades": ", ".join(award.grades)}


def notes(plan: Plan) -> list[tuple[str, str]]:
    """The notice and other texts of the author."""
    return [(label(key, lang()), lang_text(text)) for key, text in plan.notes.items()]


def shares(plan: Plan) -> str:
    """How shares act."""
    return grade_note(plan.distribution, lang())


def terms(plan: Plan) -> str:
    """The deadlines."""
    return deadlines(plan.workflow, lang())


def head(version: PlanVersion, plan: Plan) -> list[tuple[str, str]]:
    """Whom the plan is for, since when, who wrote and who approved it, consultation and notice."""
    none = wording.NONE
    consulted = wording.day(version.consulted_on) if version.consulted_on else none
    return [
        (_("Posts"), "、".join(plan.positions) or _("every post")),
        (_("Effective from"), wording.day(version.effective_from) if version.effective_from else none),
        (_("Author"), str(version.author or none)),
        (_("Approved by"), str(version.approver) if version.approved_at and version.approver else none),
        (_("Consulted on"), consulted),
        (_("Notice given on"), wording.day(version.notice_on) if version.notice_on else none),
        (_("Consultation record"), version.consultation or none),
    ]


def printed(version: PlanVersion, plan: Plan) -> dict[str, Any]:
    """The sheet as data of the form `form.typ`, with lines to sign."""
    heads = [
        _("Indicator"),
        _("Definition"),
        _("Source"),
        _("Target"),
        _("Weight"),
        _("Scoring standard"),
        _("Min. cases"),
    ]
    parts: list[dict[str, Any]] = [{"pairs": [list(each) for each in head(version, plan)], "columns": 2}]
    parts += [{"title": _("Duties: %(post)s") % {"post": post}, "text": texts} for post, texts in duties(plan)]
    lines: list[str | list[str]] = []
    for group in groups(plan):
        lines.append(f"{group.title} · {group.weight}" if group.weight else group.title)
        lines += [[x.title, x.definition, x.source, x.target, x.weight, x.scoring, x.min_cases] for x in group.lines]
    shape = {"align": ["l", "l", "l", "r", "r", "l", "r"], "widths": [2.8, 6, 2.2, 2.1, 1.5, 4.4, 1.6]}
    parts.append({"title": _("Indicators"), "table": {"heads": heads, "rows": lines, **shape}})
    if sets := weight_sets(plan):
        named = [_("Indicator"), _("Base"), *(name for name, _weights in sets)]
        rows = [[title, *weights] for title, weights in weight_rows(plan)]
        align = ["l", *["r"] * (len(named) - 1)]
        parts.append({"title": _("Sets of weights"), "table": {"heads": named, "rows": rows, "align": align}})
    bands = [list(each) for each in grades(plan)]
    named = [_("Grade"), _("Band"), _("Share"), _("Watch list")]
    table = {"heads": named, "rows": bands, "align": ["l", "r", "r", "r"]}
    parts.append({"title": _("Grades and shares"), "table": table, "text": [shares(plan)]})
    if plan.vetoes:
        rows = [list(each) for each in vetoes(plan)]
        named = [_("Veto"), _("Condition"), _("Effect")]
        parts.append({"title": _("Vetoes"), "table": {"heads": named, "rows": rows}})
    if plan.awards:
        parts.append({"title": _("Awards"), "pairs": [list(each) for each in awards(plan)], "columns": 1})
    parts.append({"title": _("Deadlines in working days"), "text": [terms(plan)]})
    if plan.notes:
        parts.append({"title": _("Notice"), "pairs": [list(each) for each in notes(plan)], "columns": 1})
    return {
        "title": _("Indicator sheet: %(plan)s") % {"plan": lang_text(plan.title)},
        "number": str(version),
        "footer": _("Fingerprint %(mark)s") % {"mark": version.fingerprint[:8]},
        "sections": parts,
        "signatures": [{"role": _("Author")}, {"role": _("Approver")}, {"role": _("Employee (read and known)")}],
    }
