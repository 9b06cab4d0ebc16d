"""What differs between two versions of a plan, in the words of the indicator sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from deskmerit.core.number import plain
from deskmerit.core.plan import Indicator, Plan
from deskmerit.planfile.describe import rule_text
from deskmerit.web.plans import sheet
from deskmerit.web.shared import wording
from deskmerit.web.shared.wording import lang, lang_text


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: where it stands, what it is, before and after ("" where there is none)."""

    section: str
    what: str
    label: str
    before: str
    after: str
    example: bool = False  # of the author's examples, which decide nothing


def differences(old: Plan, new: Plan) -> list[Change]:
    """Every difference in meaning, in the order of the sheet."""
    return [*_head(old, new), *_indicators(old, new), *_weights(old, new), *_foot(old, new)]


def _pairs(section: str, old: Mapping[tuple[str, str], str], new: Mapping[tuple[str, str], str]) -> Iterator[Change]:
    for what, label in dict.fromkeys((*old, *new)):
        before, after = old.get((what, label), ""), new.get((what, label), "")
        if before != after:
            yield Change(section, what, label, before, after)


def _head(old: Plan, new: Plan) -> Iterator[Change]:
    yield from _pairs(_("Plan"), _about(old), _about(new))


def _about(plan: Plan) -> dict[tuple[str, str], str]:
    days = [wording.day(each) if each else "" for each in (plan.effective_from, plan.effective_to)]
    scoring = plan.scoring
    graded = {"month": _("month"), "quarter": _("quarter"), "year": _("year"), "range": _("named range")}
    told = {
        _("Title"): lang_text(plan.title), _("Version printed"): plan.version,
        _("Posts"): "、".join(plan.positions), _("Effective from"): days[0],
        _("Effective until"): days[1], _("Currency"): plan.currency,
        _("Covered weight needed for a grade"): f"{plain(scoring.min_coverage)} %",
        _("Active days needed in a quarter"): plain(scoring.min_active_days), _("Decimals"): str(scoring.places),
        _("Periods with a grade"): "、".join(str(graded[each]) for each in scoring.graded),
        _("Part of the quarters in the year's total"): f"{plain(plan.annual.quarters)} %",
    }  # fmt: skip
    found = {("", label): text for label, text in told.items()}
    found |= {(_("Goal"), key): lang_text(text) for key, text in plan.goals.items()}
    found |= {(_("Duties"), post): "；".join(texts) for post, texts in sheet.duties(plan)}
    for key, metric in plan.custom.items():
        source = (metric.table, metric.filter, metric.numerator, metric.denominator)
        found[_("Own metric"), key] = " · ".join([lang_text(metric.metric.title), *(each for each in source if each)])
    return found


def _indicators(old: Plan, new: Plan) -> Iterator[Change]:
    before, after = _by_id(old), _by_id(new)
    for key in dict.fromkeys((*after, *before)):
        was, now = before.get(key), after.get(key)
        section = (now or was or ("", None))[0]
        if was is None or now is None:
            there = (now or was or ("", {}))[1]
            title = there[_("Title")]
            said = f"{there[_('Target')]} · {_('weight')} {there[_('Weight')]}".strip(" ·")
            yield Change(section, title, _("Indicator"), "" if was is None else said, "" if now is None else said)
            continue
        title = now[1][_("Title")]
        if was[0] != now[0]:
            yield Change(section, title, _("Dimension"), was[0], now[0])
        yield from (
            Change(section, title, label, was[1].get(label, ""), text)
            for label, text in now[1].items()
            if was[1].get(label, "") != text
        )


def _by_id(plan: Plan) -> dict[str, tuple[str, dict[str, str]]]:
    named = [(lang_text(dimension.title), one) for dimension in plan.dimensions for one in dimension.indicators]
    named += [(_("Bonus and malus"), one) for one in plan.bonus]
    named += [(_("Annual indicators"), one) for one in plan.annual.indicators]
    return {one.id: (group, _indicator(plan, one)) for group, one in named}


def _indicator(plan: Plan, one: Indicator) -> dict[str, str]:
    line, said = sheet.line(plan, one), lang()
    missing = {
        "reweight": _("its weight goes to others"), "carry": _("last period's share"),
        "neutral": _("the team's mean share"), "zero": _("none: 0 points"), "manual": _("entered by hand"),
    }  # fmt: skip
    return {
        _("Title"): line.title, _("Metric"): lang_text(one.metric.title) or one.spec.metric,
        _("Definition"): line.definition, _("Target"): line.target, _("Weight"): line.weight,
        _("Rule"): rule_text(one.rule, one)[said], _("Scoring standard"): line.scoring,
        _("Also printed"): rule_text(one.alternative, one)[said] if one.alternative else "",
        _("Min. cases"): line.min_cases, _("Without enough cases"): str(missing[one.missing.value]),
        _("Goal"): line.goal, _("Guards"): line.guards,
    }  # fmt: skip


def _weights(old: Plan, new: Plan) -> Iterator[Change]:
    before, after = _sets(old), _sets(new)
    yield from _pairs(_("Sets of weights"), before, after)


def _sets(plan: Plan) -> dict[tuple[str, str], str]:
    titles = {one.id: lang_text(one.title) for one in plan.indicators()}
    return {
        (name, titles.get(key, key)): weight
        for name, weights in sheet.weight_sets(plan)
        for key, weight in weights.items()
    }


def _foot(old: Plan, new: Plan) -> Iterator[Change]:
    yield from _pairs(_("Grades and shares"), _grades(old), _grades(new))
    yield from _pairs(_("Vetoes"), _vetoes(old), _vetoes(new))
    yield from _pairs(_("Awards"), _awards(old), _awards(new))
    terms = [{(_("Deadlines in working days"), ""): sheet.terms(plan)} for plan in (old, new)]
    yield from _pairs(_("Deadlines"), terms[0], terms[1])
    notes = [{(key, ""): text for key, text in sheet.notes(plan)} for plan in (old, new)]
    yield from _pairs(_("Notice"), notes[0], notes[1])
    cases = [{(case.name, ""): str(case.period) + " " + _case(case) for case in plan.cases} for plan in (old, new)]
    for each in _pairs(_("Examples"), cases[0], cases[1]):
        yield replace(each, example=True)


def _case(case: object) -> str:
    given = getattr(case, "given", {})
    said = ", ".join(f"{key} {wording.NONE if value is None else plain(value)}" for key, value in given.items())
    total, grade = getattr(case, "total", None), getattr(case, "grade", "")
    return f"{said} → {'' if total is None else plain(total)} {grade}".strip()


def _grades(plan: Plan) -> dict[tuple[str, str], str]:
    found = {("", _("How shares act")): sheet.shares(plan)}
    for (title, band, share, watch), grade in zip(sheet.grades(plan), plan.grades, strict=True):
        found |= {(grade.id, _("Title")): title, (grade.id, _("Band")): band}
        found |= {(grade.id, _("Share")): share, (grade.id, _("Watch list")): watch}
    spread = plan.distribution
    found["", _("Cohort")] = " · ".join(str(each) for each in (spread.cohort, spread.cohort_size or "") if each)
    found["", _("Reason for forced shares")] = spread.reason
    return found


def _vetoes(plan: Plan) -> dict[tuple[str, str], str]:
    return {
        (title, label): text
        for title, when, then in sheet.vetoes(plan)
        for label, text in ((_("Condition"), when), (_("Effect"), then))
    }


def _awards(plan: Plan) -> dict[tuple[str, str], str]:
    found = dict[tuple[str, str], str]()
    for (title, text), award in zip(sheet.awards(plan), plan.awards, strict=True):
        wage = ", ".join(f"{site} {plain(value)}" for site, value in award.minimum_wage.items())
        found |= {(title, ""): text, (title, _("Minimum wage")): wage, (title, _("Currency")): award.currency}
    return found
